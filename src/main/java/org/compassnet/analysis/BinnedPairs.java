package org.compassnet.analysis;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Weights between two classes of units, in bins of the difference of their directions.
 *
 * @param middleRad middle of each bin of d = PD_post - PD_pre
 * @param sum of the weights, by bin and presynaptic unit
 * @param pairs how many these are, by bin and presynaptic unit
 */
public record BinnedPairs(double[] middleRad, double[][] sum, int[][] pairs) {

  /** Number of bins. */
  public int bins() {
    return middleRad.length;
  }

  /** Number of presynaptic units. */
  public int presynaptic() {
    return sum[0].length;
  }

  /** Mean weight in each bin; NaN without pairs. */
  public double[] mean() {
    return IntStream.range(0, bins())
        .mapToDouble(bin -> Arrays.stream(sum[bin]).sum() / Arrays.stream(pairs[bin]).sum())
        .toArray();
  }

  /**
   * The same of some presynaptic units alone.
   *
   * @param units their places, any of them more than once
   */
  public double[] mean(int[] units) {
    double[] mean = new double[bins()];
    for (int bin = 0; bin < mean.length; bin++) {
      double weights = 0;
      int count = 0;
      for (int unit : units) {
        weights += sum[bin][unit];
        count += pairs[bin][unit];
      }
      mean[bin] = weights / count;
    }
    return mean;
  }

  /** Standard error of each bin over presynaptic units; NaN with fewer than two. */
  double[] sem() {
    double[] sem = new double[bins()];
    for (int bin = 0; bin < sem.length; bin++) {
      int b = bin;
      double[] perUnit =
          IntStream.range(0, presynaptic())
              .filter(j -> pairs[b][j] > 0)
              .mapToDouble(j -> sum[b][j] / pairs[b][j])
              .toArray();
      double mid = Arrays.stream(perUnit).average().orElse(Double.NaN);
      double variance =
          Arrays.stream(perUnit).map(x -> (x - mid) * (x - mid)).sum() / (perUnit.length - 1);
      sem[bin] = Math.sqrt(variance / perUnit.length);
    }
    return sem;
  }
}
