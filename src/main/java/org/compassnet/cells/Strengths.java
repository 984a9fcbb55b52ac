package org.compassnet.cells;

import static org.compassnet.files.Text.text;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.commons.rng.UniformRandomProvider;
import org.compassnet.analysis.JointTuning;
import org.compassnet.analysis.Unit;
import org.compassnet.analysis.UnitTable;

/**
 * How strongly a cell is tuned to direction and to angular velocity.
 *
 * <p>S_HD and S_AV are ranges over bins, and noise widens a range: of rates estimated from few
 * spikes they are too large, of an untuned cell as well. The cross-validated versions look for the
 * bins of the greatest and of the least rate in one half of the time (every other block) and read
 * the rates of these bins in the other half, both ways round: S = sum of (rate there - rate here)
 * over sum of (rate there). Their noise has the mean 0, so that they are 0 for an untuned cell, and
 * may fall below it.
 *
 * @param plain the numbers of a network's unit, from the maps over all the time
 * @param hd cross-validated S_HD
 * @param av cross-validated S_AV
 * @param hdInterval of it, by a bootstrap over blocks within the halves
 * @param avInterval of it
 * @param asymmetryInterval of the plain asymmetry, which is no range and needs no second half
 */
public record Strengths(
    Unit plain,
    double hd,
    double av,
    Interval hdInterval,
    Interval avInterval,
    Interval asymmetryInterval) {

  /** A row or column of the map takes part if so much of it has been visited, in both halves. */
  private static final double LEAST_FILLED = 0.75;

  /** The time in a bin of the maps, in s, below which it is empty; half of it in a half. */
  static final double LEAST_S = 0.2;

  /**
   * Joint maps of all cells, in Hz, with their strengths.
   *
   * @param maps over all the time
   */
  public record All(JointTuning maps, List<Strengths> cells) {}

  /**
   * Measures all cells.
   *
   * @param rangeDegPerS the greatest velocity of the maps, to either side
   * @param draws of the bootstrap
   */
  static All of(
      CellRecording recording,
      HeadTurns turns,
      TimeBlocks blocks,
      double rangeDegPerS,
      int draws,
      UniformRandomProvider random) {
    JointTuning.Options options = options(turns, rangeDegPerS);
    JointSamples samples = JointSamples.of(recording, turns, blocks, options);
    Halves halves = new Halves(samples.half(0), samples.half(1), options);
    int cells = recording.awake().cells();
    JointTuning maps = samples.maps(blocks.once(), options);
    double[][] measured = halves.measure(blocks.once());
    double[][][] drawn = new double[3][cells][draws];
    for (int k = 0; k < draws; k++) {
      double[][] again = halves.measure(blocks.draw(random));
      for (int cell = 0; cell < cells; cell++) {
        for (int of = 0; of < drawn.length; of++) {
          drawn[of][cell][k] = again[of][cell];
        }
      }
    }
    UnitTable units = UnitTable.of(maps);
    List<Strengths> strengths = new ArrayList<>();
    for (int cell = 0; cell < cells; cell++) {
      strengths.add(
          new Strengths(
              units.get(cell),
              measured[0][cell],
              measured[1][cell],
              Interval.of(drawn[0][cell]),
              Interval.of(drawn[1][cell]),
              Interval.of(drawn[2][cell])));
    }
    return new All(maps, strengths);
  }

  private static JointTuning.Options options(HeadTurns turns, double rangeDegPerS) {
    return JointTuning.Options.defaults()
        .withAvRangeDegPerS(rangeDegPerS)
        .withMinSamples(LEAST_S / turns.binS());
  }

  /** The samples of the two halves of the time. */
  record Halves(JointSamples one, JointSamples other, JointTuning.Options options) {

    static Halves of(
        CellRecording recording, HeadTurns turns, TimeBlocks blocks, double rangeDegPerS) {
      JointTuning.Options options = Strengths.options(turns, rangeDegPerS);
      JointSamples samples = JointSamples.of(recording, turns, blocks, options);
      return new Halves(samples.half(0), samples.half(1), options);
    }

    /** S_HD, S_AV and asymmetry of all cells [3, cells]. */
    double[][] measure(int[] times) {
      JointTuning.Options half = options.withMinSamples(options.minSamples() / 2);
      JointTuning a = one.maps(times, half);
      JointTuning b = other.maps(times, half);
      boolean[][] there = there(a, b);
      double[][] measured = new double[3][a.units()];
      UnitTable whole = UnitTable.of(together(a, b));
      for (int cell = 0; cell < a.units(); cell++) {
        double[][] mapA = a.maps()[cell];
        double[][] mapB = b.maps()[cell];
        measured[0][cell] = range(columns(mapA, there), columns(mapB, there));
        measured[1][cell] = range(rows(mapA, there), rows(mapB, there));
        measured[2][cell] = whole.get(cell).avAsymmetry();
      }
      return measured;
    }

    /** The maps of both halves as one. */
    private JointTuning together(JointTuning a, JointTuning b) {
      int rows = a.avBins();
      int columns = a.hdBins();
      double[][] occupancy = new double[rows][columns];
      double[][][] maps = new double[a.units()][rows][columns];
      for (int av = 0; av < rows; av++) {
        for (int hd = 0; hd < columns; hd++) {
          double inA = a.occupancy()[av][hd] >= a.minSamples() ? a.occupancy()[av][hd] : 0;
          double inB = b.occupancy()[av][hd] >= b.minSamples() ? b.occupancy()[av][hd] : 0;
          occupancy[av][hd] = inA + inB;
          boolean enough = inA + inB >= options.minSamples();
          for (int cell = 0; cell < maps.length; cell++) {
            double sum =
                (inA > 0 ? inA * a.maps()[cell][av][hd] : 0)
                    + (inB > 0 ? inB * b.maps()[cell][av][hd] : 0);
            maps[cell][av][hd] = enough ? sum / (inA + inB) : Double.NaN;
          }
        }
      }
      return new JointTuning(
          options.minSamples(), a.hdEdgesRad(), a.avEdgesDegPerS(), occupancy, maps);
    }
  }

  /** The bins that both halves have, in rows that are filled enough. */
  private static boolean[][] there(JointTuning a, JointTuning b) {
    double[][] one = a.occupancy();
    double[][] other = b.occupancy();
    double least = a.minSamples();
    boolean[][] there = new boolean[one.length][one[0].length];
    for (int av = 0; av < there.length; av++) {
      int filled = 0;
      for (int hd = 0; hd < there[av].length; hd++) {
        there[av][hd] = one[av][hd] >= least && other[av][hd] >= least;
        filled += there[av][hd] ? 1 : 0;
      }
      if (filled < LEAST_FILLED * there[av].length) {
        Arrays.fill(there[av], false);
      }
    }
    return there;
  }

  /** V(v) over the bins that are there; NaN in a row that is left out. */
  private static double[] rows(double[][] map, boolean[][] there) {
    double[] means = new double[map.length];
    for (int av = 0; av < map.length; av++) {
      double sum = 0;
      int n = 0;
      for (int hd = 0; hd < map[av].length; hd++) {
        sum += there[av][hd] ? map[av][hd] : 0;
        n += there[av][hd] ? 1 : 0;
      }
      means[av] = sum / n;
    }
    return means;
  }

  /** H(h) over the rows that are there; NaN in a column that lacks too many of them. */
  private static double[] columns(double[][] map, boolean[][] there) {
    double[] means = new double[map[0].length];
    int rows = 0;
    for (boolean[] row : there) {
      boolean any = false;
      for (boolean bin : row) {
        any |= bin;
      }
      rows += any ? 1 : 0;
    }
    for (int hd = 0; hd < means.length; hd++) {
      double sum = 0;
      int n = 0;
      for (int av = 0; av < map.length; av++) {
        sum += there[av][hd] ? map[av][hd] : 0;
        n += there[av][hd] ? 1 : 0;
      }
      means[hd] = n > 0 && n >= LEAST_FILLED * rows ? sum / n : Double.NaN;
    }
    return means;
  }

  /** The range over the greatest rate, each read where the other half has them. */
  static double range(double[] one, double[] other) {
    double range = 0;
    double greatest = 0;
    for (double[][] pair : new double[][][] {{one, other}, {other, one}}) {
      int max = -1;
      int min = -1;
      for (int k = 0; k < pair[0].length; k++) {
        if (Double.isFinite(pair[0][k])) {
          max = max < 0 || pair[0][k] > pair[0][max] ? k : max;
          min = min < 0 || pair[0][k] < pair[0][min] ? k : min;
        }
      }
      if (max >= 0) {
        range += pair[1][max] - pair[1][min];
        greatest += pair[1][max];
      }
    }
    return greatest > 0 ? range / greatest : Double.NaN;
  }

  /** Whether neither the strength to velocity nor the asymmetry may be 0. */
  boolean drivenByTurns() {
    boolean asymmetric = asymmetryInterval.low() > 0 || asymmetryInterval.high() < 0;
    return avInterval.low() > 0 && asymmetric;
  }

  @Override
  public String toString() {
    return text("S_HD %.2f %s, S_AV %.2f %s, cross-validated", hd, hdInterval, av, avInterval);
  }
}
