package org.compassnet.analysis;

import java.util.Arrays;

/**
 * The line y = intercept + slope x of least squares.
 *
 * @param slope NaN with fewer than two different x
 */
record Line(double slope, double intercept) {

  /** The median of finite values; NaN without any. */
  static double median(double[] values) {
    double[] sorted = Arrays.stream(values).filter(Double::isFinite).sorted().toArray();
    int n = sorted.length;
    return n == 0 ? Double.NaN : (sorted[(n - 1) / 2] + sorted[n / 2]) / 2;
  }

  /** Fits the first {@code n} points. */
  static Line fit(double[] x, double[] y, int n) {
    double meanX = 0;
    double meanY = 0;
    for (int i = 0; i < n; i++) {
      meanX += x[i] / n;
      meanY += y[i] / n;
    }
    double xx = 0;
    double xy = 0;
    for (int i = 0; i < n; i++) {
      xx += (x[i] - meanX) * (x[i] - meanX);
      xy += (x[i] - meanX) * (y[i] - meanY);
    }
    double slope = xx > 0 ? xy / xx : Double.NaN;
    return new Line(slope, meanY - slope * meanX);
  }
}
