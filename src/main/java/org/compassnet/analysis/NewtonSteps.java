package org.compassnet.analysis;

import java.util.Arrays;
import java.util.BitSet;

/**
 * Steps of Levenberg and Marquardt's method for one descent: (J^T J + damping I) step = -J^T f,
 * with the Jacobian J = -I + W D of a {@link VectorField} and D the diagonal of the slopes.
 *
 * <p>A silent unit s has no slope, and its column of J is -1 on the diagonal and 0 elsewhere. Its
 * part of the step follows from that of the others, and without it the matrix is, for units a and b
 * with a slope,
 *
 * <pre>
 * d_a d_b (C_ab + damping G_ab) / (1 + damping) - d_a W_ba - d_b W_ab + (1 + damping) [a = b]
 * </pre>
 *
 * <p>where G = W^T W, and C is the same sum over the rows of the units with a slope alone. C is
 * carried along: from one step to the next only the rows of those units come or go that fell silent
 * or began to fire. So a step costs the cube of the units that fire, not of all.
 *
 * <p>Not for several threads: a descent has its own.
 */
final class NewtonSteps {

  private static final int ROWS = 4;

  private final double[][] w;
  private final double[][] transposed;
  private final double[][] gram;
  private final int units;
  // The rows that are summed up in C, of which the diagonal and what is above it is kept.
  private final BitSet summed;
  private final double[][] ofFiring;

  /**
   * @param w recurrent weights [units, units]
   * @param transposed of them
   * @param gram W^T W, its diagonal and what is above it
   * @param slopes f'(x) where the descent begins; any others give the same steps, later
   */
  NewtonSteps(double[][] w, double[][] transposed, double[][] gram, double[] slopes) {
    this.w = w;
    this.transposed = transposed;
    this.gram = gram;
    units = w.length;
    summed = new BitSet(units);
    ofFiring = new double[units][];
    // From the nearer of no rows and all rows.
    boolean all = 2 * active(slopes).length > units;
    for (int i = 0; i < units; i++) {
      ofFiring[i] = all ? gram[i].clone() : new double[units];
    }
    if (all) {
      summed.set(0, units);
    }
  }

  private static int[] active(double[] slopes) {
    int[] active = new int[slopes.length];
    int count = 0;
    for (int i = 0; i < slopes.length; i++) {
      if (slopes[i] != 0) {
        active[count++] = i;
      }
    }
    return Arrays.copyOf(active, count);
  }

  /**
   * The step from a state.
   *
   * @param slopes f'(x) there
   * @param f F(x) there
   * @param damping above 0
   */
  double[] step(double[] slopes, double[] f, double damping) {
    sumRows(slopes);
    int[] active = active(slopes);
    double[] step = new double[units];
    for (int k = 0; k < units; k++) {
      VectorField.addTo(step, slopes[k] != 0 ? f[k] : f[k] * damping / (1 + damping), w[k], 0);
    }
    double[] ofActive = new double[active.length];
    for (int i = 0; i < active.length; i++) {
      int a = active[i];
      ofActive[i] = f[a] - slopes[a] * step[a];
    }
    Cholesky.solve(matrix(active, slopes, damping), ofActive);
    for (int k = 0; k < units; k++) {
      step[k] = slopes[k] != 0 ? 0 : f[k] / (1 + damping);
    }
    for (int i = 0; i < active.length; i++) {
      addToSilent(step, slopes, slopes[active[i]] * ofActive[i] / (1 + damping), active[i]);
      step[active[i]] = ofActive[i];
    }
    return step;
  }

  private void addToSilent(double[] step, double[] slopes, double factor, int unit) {
    double[] column = transposed[unit];
    for (int k = 0; k < units; k++) {
      if (slopes[k] == 0) {
        step[k] += factor * column[k];
      }
    }
  }

  private double[][] matrix(int[] active, double[] slopes, double damping) {
    double share = 1 / (1 + damping);
    double[][] matrix = new double[active.length][active.length];
    for (int i = 0; i < active.length; i++) {
      int a = active[i];
      double[] row = matrix[i];
      for (int j = i; j < active.length; j++) {
        int b = active[j];
        row[j] =
            slopes[a] * slopes[b] * (ofFiring[a][b] + damping * gram[a][b]) * share
                - slopes[a] * transposed[a][b]
                - slopes[b] * w[a][b];
      }
      row[i] += 1 + damping;
    }
    return matrix;
  }

  /** Brings the sum C to the rows of the units that have a slope. */
  private void sumRows(double[] slopes) {
    int[] changed = new int[units];
    int count = 0;
    for (int k = 0; k < units; k++) {
      if (summed.get(k) != (slopes[k] != 0)) {
        changed[count++] = k;
      }
    }
    int whole = count / ROWS * ROWS;
    for (int i = 0; i < units; i++) {
      for (int k = 0; k < whole; k += ROWS) {
        addFour(ofFiring[i], i, changed, k);
      }
      for (int k = whole; k < count; k++) {
        VectorField.addTo(ofFiring[i], signed(changed[k], i), w[changed[k]], i);
      }
    }
    for (int k = 0; k < count; k++) {
      summed.flip(changed[k]);
    }
  }

  /** A weight of a row that comes, or the negative of one that goes. */
  private double signed(int row, int column) {
    return summed.get(row) ? -w[row][column] : w[row][column];
  }

  /** So that a sum's row is fetched once for several rows that come or go. */
  private void addFour(double[] sums, int column, int[] rows, int at) {
    double ofA = signed(rows[at], column);
    double ofB = signed(rows[at + 1], column);
    double ofC = signed(rows[at + 2], column);
    double ofD = signed(rows[at + 3], column);
    double[] a = w[rows[at]];
    double[] b = w[rows[at + 1]];
    double[] c = w[rows[at + 2]];
    double[] d = w[rows[at + 3]];
    for (int j = column; j < sums.length; j++) {
      sums[j] += ofA * a[j] + ofB * b[j] + ofC * c[j] + ofD * d[j];
    }
  }
}
