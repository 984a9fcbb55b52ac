package org.compassnet.analysis;

/**
 * Solves linear equations whose matrix is symmetric and positive definite, by its Cholesky
 * decomposition, within the arrays that are given. Several rows are taken away from the others at a
 * time, so that a large matrix is not fetched from memory for each; every element has the same
 * operations in the same order as one row after another gives.
 */
final class Cholesky {

  /** Rows that are taken away at a time. */
  private static final int ROWS = 4;

  private Cholesky() {}

  /**
   * Solves {@code matrix x = right}.
   *
   * @param matrix [n, n], of which the diagonal and what is above it is read; overwritten
   * @param right [n], overwritten with the solution
   */
  static void solve(double[][] matrix, double[] right) {
    decompose(matrix);
    int n = right.length;
    for (int i = 0; i < n; i++) {
      double[] row = matrix[i];
      right[i] /= row[i];
      subtract(right, right[i], row, i + 1);
    }
    for (int i = n - 1; i >= 0; i--) {
      double[] row = matrix[i];
      double value = right[i];
      for (int j = n - 1; j > i; j--) {
        value -= right[j] * row[j];
      }
      right[i] = value / row[i];
    }
  }

  /** Upper triangle U with U^T U = matrix. */
  private static void decompose(double[][] u) {
    int n = u.length;
    int begin = 0;
    for (; begin + ROWS <= n; begin += ROWS) {
      for (int i = begin; i < begin + ROWS; i++) {
        for (int above = begin; above < i; above++) {
          subtract(u[i], u[above][i], u[above], i);
        }
        scale(u[i], i);
      }
      double[] a = u[begin];
      double[] b = u[begin + 1];
      double[] c = u[begin + 2];
      double[] d = u[begin + 3];
      for (int i = begin + ROWS; i < n; i++) {
        subtract(u[i], a[i], a, b[i], b, c[i], c, d[i], d, i);
      }
    }
    for (int i = begin; i < n; i++) {
      for (int above = begin; above < i; above++) {
        subtract(u[i], u[above][i], u[above], i);
      }
      scale(u[i], i);
    }
  }

  private static void scale(double[] row, int i) {
    row[i] = Math.sqrt(row[i]);
    double inverse = 1 / row[i];
    for (int j = i + 1; j < row.length; j++) {
      row[j] *= inverse;
    }
  }

  private static void subtract(double[] from, double factor, double[] row, int begin) {
    for (int j = begin; j < from.length; j++) {
      from[j] -= factor * row[j];
    }
  }

  private static void subtract(
      double[] from,
      double ofA,
      double[] a,
      double ofB,
      double[] b,
      double ofC,
      double[] c,
      double ofD,
      double[] d,
      int begin) {
    for (int j = begin; j < from.length; j++) {
      from[j] = from[j] - ofA * a[j] - ofB * b[j] - ofC * c[j] - ofD * d[j];
    }
  }
}
