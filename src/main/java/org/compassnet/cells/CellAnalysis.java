package org.compassnet.cells;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.commons.rng.UniformRandomProvider;
import org.compassnet.analysis.JointTuning;
import org.compassnet.analysis.Median;
import org.compassnet.analysis.Ringness;
import org.compassnet.analysis.Unit;
import org.compassnet.analysis.UnitClass;
import org.compassnet.analysis.UnitTable;
import org.compassnet.config.Config;
import org.compassnet.config.RandomStreams;
import org.compassnet.config.UserError;
import org.compassnet.files.TextTable;

/**
 * A recording taken apart, as a network's units are.
 *
 * @param recording what was recorded
 * @param turns how the head turned
 * @param options how it was measured
 * @param maps of all cells over direction and angular velocity, in Hz
 * @param cells every cell
 * @param decoding of the direction from all cells together
 * @param rings of the population: awake, then each epoch of sleep; without those that are too short
 */
public record CellAnalysis(
    CellRecording recording,
    HeadTurns turns,
    Options options,
    JointTuning maps,
    List<Cell> cells,
    Decoding decoding,
    List<PopulationRing> rings) {

  /**
   * How a recording is measured.
   *
   * @param tuning bins and smoothing of the tuning curves
   * @param velocitySmoothingS of the angular velocity, in s
   * @param avRangeDegPerS the greatest velocity of the maps: the ruler of the networks
   * @param shuffles of each cell's spikes
   * @param draws of each bootstrap
   * @param flatPrior whether the decoder takes every direction as likely before a spike, and not by
   *     how often the head was there
   * @param decodingWindowS width of the decoder's windows, in s
   * @param subsets random choices of fewer cells
   * @param ringness of the population
   */
  public record Options(
      TuningCurve.Options tuning,
      double velocitySmoothingS,
      double avRangeDegPerS,
      int shuffles,
      int draws,
      boolean flatPrior,
      double decodingWindowS,
      int subsets,
      Ringness.Options ringness) {

    public Options {
      require(velocitySmoothingS > 0, "velocitySmoothingS must be > 0", velocitySmoothingS);
      require(avRangeDegPerS > 0, "avRangeDegPerS must be > 0", avRangeDegPerS);
      require(shuffles >= 1, "shuffles must be >= 1", shuffles);
      require(draws >= 1, "draws must be >= 1", draws);
      require(decodingWindowS > 0, "decodingWindowS must be > 0", decodingWindowS);
      require(subsets >= 1, "subsets must be >= 1", subsets);
    }

    private static void require(boolean holds, String rule, double value) {
      if (!holds) {
        throw new IllegalArgumentException(rule + ": " + value);
      }
    }

    /**
     * 60 bins smoothed by 3, velocities smoothed by 50 ms, the networks' ruler, 500 shuffles, 200
     * draws, a flat prior, windows of 100 ms.
     */
    public static Options defaults() {
      return new Options(
          TuningCurve.Options.defaults(),
          0.05,
          Config.defaults().analysis().avRangeDegPerS(),
          500,
          200,
          true,
          0.1,
          20,
          PopulationRing.Options.defaults().ringness());
    }

    public Options withTuning(TuningCurve.Options other) {
      return new Options(
          other,
          velocitySmoothingS,
          avRangeDegPerS,
          shuffles,
          draws,
          flatPrior,
          decodingWindowS,
          subsets,
          ringness);
    }

    /** With other numbers of shuffles and of draws. */
    public Options withRepeats(int ofShuffles, int ofDraws) {
      return new Options(
          tuning,
          velocitySmoothingS,
          avRangeDegPerS,
          ofShuffles,
          ofDraws,
          flatPrior,
          decodingWindowS,
          subsets,
          ringness);
    }
  }

  /** With the usual options and the default seed. */
  public static CellAnalysis of(CellRecording recording) {
    return of(recording, Options.defaults(), new RandomStreams(Config.defaults().seed()));
  }

  /**
   * Takes a recording apart.
   *
   * @param streams of its shuffles, bootstraps and random choices
   * @throws UserError if there are no cells, or less than a minute of known direction, or the head
   *     never turns through all of the circle
   */
  public static CellAnalysis of(CellRecording recording, Options options, RandomStreams streams) {
    HeadTurns turns = HeadTurns.of(recording, options.velocitySmoothingS());
    EnoughRecorded.require(recording, turns, options);
    TimeBlocks blocks = TimeBlocks.of(turns);
    Strengths.All strengths =
        Strengths.of(
            recording,
            turns,
            blocks,
            options.avRangeDegPerS(),
            options.draws(),
            streams.stream("cells.strengths"));
    Decoding decoding =
        Decoding.of(
            recording,
            turns,
            blocks,
            new Decoding.Options(
                options.decodingWindowS(),
                options.flatPrior() ? Decoder.Prior.FLAT : Decoder.Prior.OCCUPANCY,
                options.subsets(),
                options.tuning()),
            streams.stream("cells.decoding"));
    return new CellAnalysis(
        recording,
        turns,
        options,
        strengths.maps(),
        cells(recording, turns, blocks, strengths, options, streams),
        decoding,
        rings(
            recording,
            turns,
            blocks,
            PopulationRing.Options.defaults().withRingness(options.ringness()),
            options.tuning(),
            streams));
  }

  private static List<Cell> cells(
      CellRecording recording,
      HeadTurns turns,
      TimeBlocks blocks,
      Strengths.All strengths,
      Options options,
      RandomStreams streams) {
    int n = recording.awake().cells();
    int bins = options.tuning().bins();
    DirectionCounts counts = DirectionCounts.of(recording, blocks, bins);
    List<TuningCurve> curves = counts.curves(blocks.once(), options.tuning().smoothingBins());
    double[][] directions = new double[n][options.draws()];
    double[][] lengths = new double[n][options.draws()];
    UniformRandomProvider random = streams.stream("cells.tuning");
    for (int k = 0; k < options.draws(); k++) {
      List<TuningCurve> again = counts.curves(blocks.draw(random), 0);
      for (int cell = 0; cell < n; cell++) {
        directions[cell][k] = again.get(cell).preferredDirectionRad();
        lengths[cell][k] = again.get(cell).vectorLength();
      }
    }
    List<Anticipation> anticipations =
        Anticipation.of(
            recording, turns, blocks, options.draws(), streams.stream("cells.anticipation"));
    ShuffleTest.Course course = new ShuffleTest.Course(recording, turns, bins);
    List<Cell> cells = new ArrayList<>();
    for (int cell = 0; cell < n; cell++) {
      TuningCurve curve = curves.get(cell);
      ShuffleTest shuffles =
          course.test(cell, options.shuffles(), streams.stream("cells.shuffles", cell));
      Strengths of = strengths.cells().get(cell);
      cells.add(
          new Cell(
              cell,
              recording.names().get(cell),
              Cell.classify(curve.meanHz(), shuffles.beyondChance(), of),
              curve,
              Interval.ofAngles(directions[cell], curve.preferredDirectionRad()),
              Interval.of(lengths[cell]),
              shuffles,
              of,
              anticipations.get(cell)));
    }
    return List.copyOf(cells);
  }

  static List<PopulationRing> rings(
      CellRecording recording,
      HeadTurns turns,
      TimeBlocks blocks,
      PopulationRing.Options how,
      TuningCurve.Options tuning,
      RandomStreams streams) {
    Decoder decoder =
        new Decoder(
            DirectionCounts.of(recording, blocks, tuning.bins())
                .curves(blocks.once(), tuning.smoothingBins()),
            Decoder.Prior.FLAT);
    List<PopulationRing> rings = new ArrayList<>();
    rings.add(PopulationRing.awake(recording, turns, blocks, how, streams.stream("cells.ring")));
    int epoch = 0;
    for (Map.Entry<String, SpikeCounts> sleep : recording.sleep().entrySet()) {
      rings.add(
          PopulationRing.asleep(
              sleep.getKey(),
              sleep.getValue(),
              decoder,
              how,
              streams.stream("cells.ring.sleep", epoch++)));
    }
    return rings.stream().filter(Objects::nonNull).toList();
  }

  /** Number of cells of each class. */
  public Map<UnitClass, Integer> counts() {
    return table().counts();
  }

  /** Number of head-direction cells. */
  public int headDirectionCells() {
    return (int) cells.stream().filter(Cell::isHeadDirectionCell).count();
  }

  /** Median anticipatory time interval of the head-direction cells, in ms. */
  public double medianAnticipationMs() {
    return Median.of(
        cells.stream()
            .filter(Cell::isHeadDirectionCell)
            .mapToDouble(cell -> cell.anticipation().intervalMs())
            .toArray());
  }

  /** The cells as units of the joint maps, each with the class that it has as a cell. */
  public UnitTable table() {
    return new UnitTable(
        cells.stream()
            .map(
                cell -> {
                  Unit plain = cell.strengths().plain();
                  return new Unit(
                      plain.unit(),
                      cell.type(),
                      plain.preferredDirectionRad(),
                      plain.vectorLength(),
                      plain.hdStrength(),
                      plain.avStrength(),
                      plain.avAsymmetry(),
                      plain.maxRate(),
                      plain.shiftS());
                })
            .toList(),
        UnitTable.Options.defaults());
  }

  /** A row for each cell. */
  @Override
  public String toString() {
    TextTable table =
        new TextTable(
            "cell",
            "class",
            "HD",
            "PD (deg)",
            "R",
            "peak (Hz)",
            "mean (Hz)",
            "width (deg)",
            "bits/spike",
            "S_HD",
            "S_AV",
            "asymmetry",
            "ahead (ms)");
    for (Cell cell : cells) {
      TuningCurve curve = cell.curve();
      table.row(
          cell.name(),
          cell.type().label(),
          cell.isHeadDirectionCell() ? "yes" : "no",
          Math.toDegrees(curve.preferredDirectionRad()),
          curve.vectorLength(),
          curve.peakHz(),
          curve.meanHz(),
          Math.toDegrees(curve.fwhmRad()),
          curve.bitsPerSpike(),
          cell.strengths().hd(),
          cell.strengths().av(),
          cell.strengths().plain().avAsymmetry(),
          cell.anticipation().intervalMs());
    }
    return table.toString();
  }
}
