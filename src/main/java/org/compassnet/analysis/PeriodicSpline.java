package org.compassnet.analysis;

import java.util.Arrays;

/**
 * A closed curve through points of a space of any dimension, given by an angle: in each dimension
 * the cubic spline of period 2 pi, twice continuously differentiable everywhere.
 *
 * <p>With h_k the distance of two knots and m_k the second derivatives there,
 *
 * <pre>
 *   h_{k-1} m_{k-1} + 2 (h_{k-1} + h_k) m_k + h_k m_{k+1}
 *       = 6 ((y_{k+1} - y_k) / h_k - (y_k - y_{k-1}) / h_{k-1}),   k around the circle
 * </pre>
 *
 * which is tridiagonal but for its two corners, and solved by Sherman and Morrison's formula for
 * all dimensions at once.
 */
final class PeriodicSpline {

  private final double[] knots;
  private final double[][] values;
  private final double[][] curvature;

  /**
   * The spline through given points.
   *
   * @param knots angles in rad, rising, within one turn; 3 or more
   * @param values points [knots, dimensions]
   */
  PeriodicSpline(double[] knots, double[][] values) {
    int n = knots.length;
    if (n < 3) {
      throw new IllegalArgumentException("a closed curve needs 3 points or more: " + n);
    }
    this.knots = knots.clone();
    this.values = values;
    double[] h = new double[n];
    for (int k = 0; k < n; k++) {
      h[k] = (k + 1 < n ? knots[k + 1] : knots[0] + 2 * Math.PI) - knots[k];
      if (!(h[k] > 0)) {
        throw new IllegalArgumentException("angles must rise within one turn: " + knots[k]);
      }
    }
    int dimensions = values[0].length;
    double[] diagonal = new double[n];
    double[][] right = new double[n][dimensions];
    for (int k = 0; k < n; k++) {
      int last = (k + n - 1) % n;
      int next = (k + 1) % n;
      diagonal[k] = 2 * (h[last] + h[k]);
      for (int i = 0; i < dimensions; i++) {
        right[k][i] =
            6
                * ((values[next][i] - values[k][i]) / h[k]
                    - (values[k][i] - values[last][i]) / h[last]);
      }
    }
    this.curvature = solve(diagonal, h, right);
  }

  /**
   * Solves the cyclic system whose off-diagonal between k and k + 1 is h[k]. The corners h[n-1] are
   * taken out as the product u v^T with u = (g, 0, ..., h[n-1]), v = (1, 0, ..., h[n-1] / g).
   */
  private static double[][] solve(double[] diagonal, double[] h, double[][] right) {
    int n = diagonal.length;
    double corner = h[n - 1];
    double g = -diagonal[0];
    double[] changed = diagonal.clone();
    changed[0] -= g;
    changed[n - 1] -= corner * corner / g;
    double[][] u = new double[n][1];
    u[0][0] = g;
    u[n - 1][0] = corner;
    tridiagonal(changed, h, u);
    tridiagonal(changed, h, right);
    double below = 1 + u[0][0] + corner / g * u[n - 1][0];
    int dimensions = right[0].length;
    double[] share = new double[dimensions];
    for (int i = 0; i < dimensions; i++) {
      share[i] = (right[0][i] + corner / g * right[n - 1][i]) / below;
    }
    for (int k = 0; k < n; k++) {
      for (int i = 0; i < dimensions; i++) {
        right[k][i] -= share[i] * u[k][0];
      }
    }
    return right;
  }

  /** Thomas's elimination, in place of the right sides. */
  private static void tridiagonal(double[] diagonal, double[] h, double[][] right) {
    int n = diagonal.length;
    double[] upper = new double[n];
    double pivot = diagonal[0];
    for (int k = 0; k < n; k++) {
      if (k > 0) {
        upper[k - 1] = h[k - 1] / pivot;
        pivot = diagonal[k] - h[k - 1] * upper[k - 1];
      }
      for (int i = 0; i < right[k].length; i++) {
        right[k][i] = (right[k][i] - (k > 0 ? h[k - 1] * right[k - 1][i] : 0)) / pivot;
      }
    }
    for (int k = n - 2; k >= 0; k--) {
      for (int i = 0; i < right[k].length; i++) {
        right[k][i] -= upper[k] * right[k + 1][i];
      }
    }
  }

  /** The point of the curve at any angle, in rad. */
  double[] at(double angle) {
    int n = knots.length;
    double turned = knots[0] + turns(angle - knots[0]);
    int found = Arrays.binarySearch(knots, turned);
    int k = found >= 0 ? found : Math.max(0, -found - 2);
    int next = (k + 1) % n;
    double h = (k + 1 < n ? knots[k + 1] : knots[0] + 2 * Math.PI) - knots[k];
    double b = (turned - knots[k]) / h;
    double a = 1 - b;
    double[] point = new double[values[0].length];
    for (int i = 0; i < point.length; i++) {
      point[i] =
          a * values[k][i]
              + b * values[next][i]
              + ((a * a * a - a) * curvature[k][i] + (b * b * b - b) * curvature[next][i])
                  * (h * h / 6);
    }
    return point;
  }

  /** The same angle in [0, 2 pi). */
  private static double turns(double angle) {
    double rest = angle % (2 * Math.PI);
    double positive = rest < 0 ? rest + 2 * Math.PI : rest;
    return positive < 2 * Math.PI ? positive : 0;
  }
}
