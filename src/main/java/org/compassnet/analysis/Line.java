package org.compassnet.analysis;

/**
 * The line y = intercept + slope x of least squares.
 *
 * @param slope NaN with fewer than two different x
 */
record Line(double slope, double intercept) {

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
