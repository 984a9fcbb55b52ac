package org.compassnet.cells;

import static org.compassnet.files.Text.text;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.apache.commons.rng.UniformRandomProvider;
import org.compassnet.analysis.Pca;
import org.compassnet.analysis.Ringness;

/**
 * Whether the rates of all cells together lie on a ring, in one epoch: rates every 0.1 s, smoothed
 * by a Gaussian of 0.1 s, square roots, as in Chaudhuri et al. (2019), Nature Neuroscience 22,
 * 1512-1520. No direction is used. Sleep goes through the same.
 *
 * @param epoch its name
 * @param durationS of all stretches of the epoch that hold a window, in s
 * @param pca of the square roots of the rates
 * @param place of some samples along the first three components [samples, 3]
 * @param directionRad of these samples: the true one, or where there is none the decoded one
 * @param decoded whether it is decoded
 * @param ringness of the samples, against shuffled ones
 */
public record PopulationRing(
    String epoch,
    double durationS,
    Pca pca,
    double[][] place,
    double[] directionRad,
    boolean decoded,
    Ringness ringness) {

  private static final double STEP_S = 0.1;
  private static final double SMOOTHING_S = 0.1;

  /** Gaussian weights are taken as far as this many standard deviations. */
  private static final double REACH = 4;

  private static final int MOST_FOR_COMPONENTS = 20_000;
  private static final int SHOWN = 3;

  /** Fewer samples, or cells, have no shape to speak of. */
  static final int LEAST_SAMPLES = 100;

  static final int LEAST_CELLS = 3;

  /**
   * How it is measured.
   *
   * @param samples so many are taken at most, evenly spread; the time of the ring-ness grows with
   *     their square
   */
  record Options(int samples, Ringness.Options ringness) {

    /** 1000 samples, nine tenths of them, those with the nearest neighbours. */
    static Options defaults() {
      return new Options(1000, Ringness.Options.defaults().withDensestShare(0.9));
    }

    Options withRingness(Ringness.Options other) {
      return new Options(samples, other);
    }
  }

  /** Of the time with a direction. */
  static PopulationRing awake(
      CellRecording recording,
      HeadTurns turns,
      TimeBlocks blocks,
      Options options,
      UniformRandomProvider random) {
    Windows windows = Windows.of(recording, turns, blocks, STEP_S);
    return of("awake", windows, windows.directionRad(), false, options, random);
  }

  /**
   * Of an epoch of sleep.
   *
   * @param decoder tells the direction of each sample, for the eye
   */
  static PopulationRing asleep(
      String epoch,
      SpikeCounts counts,
      Decoder decoder,
      Options options,
      UniformRandomProvider random) {
    Windows windows = Windows.of(counts, STEP_S);
    int[] cells = Decoder.all(counts.cells());
    double[] base = decoder.base(cells, windows.widthS());
    double[] decoded =
        Arrays.stream(windows.counts()).mapToDouble(n -> decoder.decode(cells, base, n)).toArray();
    return of(epoch, windows, decoded, true, options, random);
  }

  /** Null where there are too few samples or cells. */
  private static PopulationRing of(
      String epoch,
      Windows windows,
      double[] direction,
      boolean decoded,
      Options options,
      UniformRandomProvider random) {
    if (windows.count() < LEAST_SAMPLES || windows.counts()[0].length < LEAST_CELLS) {
      return null;
    }
    double[][] rates = roots(windows);
    int[] for3 = spread(rates.length, MOST_FOR_COMPONENTS);
    Pca pca = Pca.of(IntStream.of(for3).mapToObj(k -> rates[k]).toArray(double[][]::new));
    int[] kept = spread(rates.length, options.samples());
    double[][] samples = IntStream.of(kept).mapToObj(k -> rates[k]).toArray(double[][]::new);
    return new PopulationRing(
        epoch,
        windows.count() * windows.widthS(),
        pca,
        Arrays.stream(samples).map(s -> pca.project(s, SHOWN)).toArray(double[][]::new),
        IntStream.of(kept).mapToDouble(k -> direction[k]).toArray(),
        decoded,
        Ringness.of(samples, options.ringness(), random));
  }

  /** So many places at most, evenly spread. */
  private static int[] spread(int count, int most) {
    int n = Math.min(count, most);
    return IntStream.range(0, n).map(k -> (int) ((long) k * count / n)).toArray();
  }

  /** Square roots of the smoothed rates [windows, cells], in sqrt(Hz). */
  static double[][] roots(Windows windows) {
    double sd = SMOOTHING_S / windows.widthS();
    int reach = (int) Math.ceil(REACH * sd);
    int n = windows.count();
    int cells = windows.counts()[0].length;
    double[][] roots = new double[n][cells];
    for (int at = 0; at < n; at++) {
      double total = 0;
      for (int k = Math.max(0, at - reach); k <= Math.min(n - 1, at + reach); k++) {
        if (windows.stretch()[k] == windows.stretch()[at]) {
          double distance = (k - at) / sd;
          double weight = Math.exp(-0.5 * distance * distance);
          total += weight;
          for (int cell = 0; cell < cells; cell++) {
            roots[at][cell] += weight * windows.counts()[k][cell];
          }
        }
      }
      for (int cell = 0; cell < cells; cell++) {
        roots[at][cell] = Math.sqrt(roots[at][cell] / total / windows.widthS());
      }
    }
    return roots;
  }

  @Override
  public String toString() {
    return text("%s (%.0f s): %s", epoch, durationS, ringness);
  }
}
