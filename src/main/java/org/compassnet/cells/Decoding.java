package org.compassnet.cells;

import static org.compassnet.files.Text.text;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.CombinationSampler;
import org.apache.commons.rng.sampling.distribution.PoissonSampler;
import org.compassnet.analysis.Angles;
import org.compassnet.analysis.Median;

/**
 * How well the cells together tell the head's direction: each block of time decoded with the tuning
 * curves of the other blocks (ten folds, blocks taken in turn).
 *
 * @param windowS width of the windows, in s
 * @param timeS middle of each window, in s
 * @param trueRad head direction in each
 * @param decodedRad what the cells tell
 * @param medianErrorDeg median of the angular error, the short way round; 90 deg by chance
 * @param meanErrorDeg its mean
 * @param poissonMedianErrorDeg the median error of independent Poisson cells with the same tuning
 *     curves on the same course: what is beyond it is not for want of spikes
 * @param drift of the decoded against the true direction
 * @param aboutDriftMedianErrorDeg the median error where the slow drift is taken out of it
 * @param byCells the error of fewer cells
 */
public record Decoding(
    double windowS,
    double[] timeS,
    double[] trueRad,
    double[] decodedRad,
    double medianErrorDeg,
    double meanErrorDeg,
    double poissonMedianErrorDeg,
    SlowDrift drift,
    double aboutDriftMedianErrorDeg,
    List<ByCells> byCells) {

  private static final int FOLDS = 10;

  /** Fewer cells are tried on so many windows at most. */
  private static final int MOST_WINDOWS = 5000;

  /**
   * The error of some of the cells, in 5000 windows at most; that of all cells in all windows.
   *
   * @param cells how many
   * @param medianErrorDeg median error of each subset, in rising order
   */
  public record ByCells(int cells, double[] medianErrorDeg) {

    /** Median over the subsets. */
    public double median() {
      return Median.of(medianErrorDeg);
    }
  }

  /**
   * How it is decoded.
   *
   * @param windowS width of a window, in s
   * @param prior of the direction
   * @param subsets random choices of fewer cells, of each number
   * @param tuning of the curves
   */
  record Options(double windowS, Decoder.Prior prior, int subsets, TuningCurve.Options tuning) {

    /** Windows of 100 ms, a flat prior, 20 subsets. */
    static Options defaults() {
      return new Options(0.1, Decoder.Prior.FLAT, 20, TuningCurve.Options.defaults());
    }
  }

  static Decoding of(
      CellRecording recording,
      HeadTurns turns,
      TimeBlocks blocks,
      Options options,
      UniformRandomProvider random) {
    Windows windows = Windows.of(recording, turns, blocks, options.windowS());
    DirectionCounts counts = DirectionCounts.of(recording, blocks, options.tuning().bins());
    Decoder[] decoders = new Decoder[FOLDS];
    for (int fold = 0; fold < FOLDS; fold++) {
      int[] others = new int[blocks.count()];
      int held = fold;
      Arrays.setAll(others, block -> block % FOLDS == held ? 0 : 1);
      decoders[fold] =
          new Decoder(counts.curves(others, options.tuning().smoothingBins()), options.prior());
    }
    int[] all = Decoder.all(recording.awake().cells());
    double[] decoded = decode(windows, decoders, all);
    double[] error = errors(decoded, windows.directionRad());
    double[] poisson =
        errors(
            decode(poisson(windows, counts.curves(blocks.once(), 0), random), decoders, all),
            windows.directionRad());
    SlowDrift drift = SlowDrift.of(windows.timeS(), error);
    double[] about = new double[error.length];
    Arrays.setAll(about, k -> Angles.wrap(error[k] - drift.at(windows.timeS()[k])));
    return new Decoding(
        windows.widthS(),
        windows.timeS(),
        windows.directionRad(),
        decoded,
        medianDeg(error),
        Math.toDegrees(Arrays.stream(error).map(Math::abs).average().orElse(Double.NaN)),
        medianDeg(poisson),
        drift,
        medianDeg(about),
        byCells(
            windows.atMost(MOST_WINDOWS), decoders, options.subsets(), medianDeg(error), random));
  }

  private static double[] decode(Windows windows, Decoder[] decoders, int[] cells) {
    double[][] bases = new double[FOLDS][];
    for (int fold = 0; fold < FOLDS; fold++) {
      bases[fold] = decoders[fold].base(cells, windows.widthS());
    }
    return IntStream.range(0, windows.count())
        .parallel()
        .mapToDouble(
            k -> {
              int fold = windows.block()[k] % FOLDS;
              return decoders[fold].decode(cells, bases[fold], windows.counts()[k]);
            })
        .toArray();
  }

  private static double[] errors(double[] decoded, double[] truth) {
    double[] errors = new double[decoded.length];
    Arrays.setAll(errors, k -> Angles.wrap(decoded[k] - truth[k]));
    return errors;
  }

  private static double medianDeg(double[] errorRad) {
    return Math.toDegrees(Median.of(Arrays.stream(errorRad).map(Math::abs).toArray()));
  }

  /**
   * The same windows with the counts that independent Poisson cells of the curves would have.
   *
   * @param curves not smoothed: cells as broad as their smoothed curves would tell less
   */
  private static Windows poisson(
      Windows windows, List<TuningCurve> curves, UniformRandomProvider random) {
    float[][] counts = new float[windows.count()][curves.size()];
    for (int k = 0; k < counts.length; k++) {
      for (int cell = 0; cell < counts[k].length; cell++) {
        double[] rateHz = curves.get(cell).rateHz();
        double mean =
            windows.widthS() * rateHz[TuningCurve.bin(windows.directionRad()[k], rateHz.length)];
        counts[k][cell] = mean > 0 ? PoissonSampler.of(random, mean).sample() : 0;
      }
    }
    return new Windows(
        windows.widthS(),
        windows.timeS(),
        windows.directionRad(),
        windows.block(),
        windows.stretch(),
        counts);
  }

  private static List<ByCells> byCells(
      Windows windows,
      Decoder[] decoders,
      int subsets,
      double ofAllDeg,
      UniformRandomProvider random) {
    int cells = windows.counts()[0].length;
    List<ByCells> all = new ArrayList<>();
    for (int some = 1; some < cells; some *= 2) {
      double[] medians = new double[subsets];
      CombinationSampler sampler = new CombinationSampler(random, cells, some);
      for (int k = 0; k < subsets; k++) {
        double[] decoded = decode(windows, decoders, sampler.sample());
        medians[k] = medianDeg(errors(decoded, windows.directionRad()));
      }
      Arrays.sort(medians);
      all.add(new ByCells(some, medians));
    }
    all.add(new ByCells(cells, new double[] {ofAllDeg}));
    return List.copyOf(all);
  }

  @Override
  public String toString() {
    return text(
        "median error %.1f deg, mean %.1f deg in windows of %.0f ms (Poisson cells: %.1f deg; slow"
            + " drift over %.0f deg, about it %.1f deg)",
        medianErrorDeg,
        meanErrorDeg,
        1000 * windowS,
        poissonMedianErrorDeg,
        drift.rangeDeg(),
        aboutDriftMedianErrorDeg);
  }
}
