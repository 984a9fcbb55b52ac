package org.compassnet.analysis;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Holm's correction of p-values for their number: none of those that stay below a level is a chance
 * find, but for that level. Holm, S. (1979), A simple sequentially rejective multiple test
 * procedure, Scandinavian Journal of Statistics 6, 65-70.
 */
public final class Holm {

  private Holm() {}

  /** The corrected values, in the order of the given ones. NaN stays, and counts as no test. */
  public static double[] adjusted(double... p) {
    int[] order =
        IntStream.range(0, p.length)
            .filter(i -> !Double.isNaN(p[i]))
            .boxed()
            .sorted((i, j) -> Double.compare(p[i], p[j]))
            .mapToInt(Integer::intValue)
            .toArray();
    double[] adjusted = new double[p.length];
    Arrays.fill(adjusted, Double.NaN);
    double least = 0;
    for (int k = 0; k < order.length; k++) {
      least = Math.max(least, Math.min(1, (order.length - k) * p[order[k]]));
      adjusted[order[k]] = least;
    }
    return adjusted;
  }

  /** The least of the corrected values; NaN without any. */
  static double least(double... p) {
    return Arrays.stream(adjusted(p)).filter(Double::isFinite).min().orElse(Double.NaN);
  }
}
