package org.compassnet.analysis;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.compassnet.network.CtRnnModel;
import org.hipparchus.linear.Array2DRowRealMatrix;
import org.hipparchus.linear.ArrayRealVector;
import org.hipparchus.linear.CholeskyDecomposition;

/**
 * F(x) = -x + W_rec f(x) + b, tau times the state's derivative with the head at rest and the cue
 * off, in double precision, and its Jacobian J = -I + W_rec diag(f'(x)).
 */
final class VectorField {

  private static final int ITERATIONS = 400;
  private static final double CONVERGED_Q = 1e-20;
  private static final double NUDGE = 0.05;

  private final CtRnnModel model;
  private final int units;
  private final double[][] w;
  private final double[] b;
  // W^T W, so that J^T J of every state costs no product of matrices.
  private final double[][] gram;

  VectorField(Specimen specimen) {
    model = new CtRnnModel(specimen.weights(), specimen.dynamics());
    units = specimen.units();
    w = new double[units][units];
    b = new double[units];
    for (int i = 0; i < units; i++) {
      b[i] = specimen.weights().b()[i];
      for (int j = 0; j < units; j++) {
        w[i][j] = specimen.weights().wRec()[i * units + j];
      }
    }
    gram = new double[units][units];
    for (double[] row : w) {
      for (int i = 0; i < units; i++) {
        for (int j = 0; j < units; j++) {
          gram[i][j] += row[i] * row[j];
        }
      }
    }
  }

  double rate(double x) {
    return model.rate(x);
  }

  double[] at(double[] x) {
    double[] rates = Arrays.stream(x).map(model::rate).toArray();
    double[] f = new double[units];
    for (int i = 0; i < units; i++) {
      double sum = b[i] - x[i];
      for (int j = 0; j < units; j++) {
        sum += w[i][j] * rates[j];
      }
      f[i] = sum;
    }
    return f;
  }

  /** |F|^2/2. */
  double q(double[] x) {
    return half(at(x));
  }

  private static double half(double[] f) {
    return Arrays.stream(f).map(v -> v * v).sum() / 2;
  }

  /** f'(x) of every unit. */
  double[] slopes(double[] x) {
    return Arrays.stream(x).map(model::slope).toArray();
  }

  /**
   * Descent of q from a state to a zero of F, or to where q has a minimum: a slow point.
   *
   * <p>Where a rectified unit begins to fire, q has creases that a descent may come to rest in
   * without a minimum. So one that ends above {@link #CONVERGED_Q} begins again a little ahead of
   * its end along the flow and a little behind, and the slowest of the ends counts.
   */
  double[] descend(double[] start) {
    double[] best = minimise(start);
    for (int nudge = 0; nudge < 2 && q(best) > CONVERGED_Q; nudge++) {
      double[] f = at(best);
      double step = (nudge == 0 ? NUDGE : -NUDGE) / Math.sqrt(2 * half(f));
      double[] from = best.clone();
      for (int i = 0; i < units; i++) {
        from[i] += step * f[i];
      }
      double[] other = minimise(from);
      best = q(other) < q(best) ? other : best;
    }
    return best;
  }

  /** Levenberg and Marquardt's method with the analytic Jacobian. */
  private double[] minimise(double[] start) {
    double[] x = start.clone();
    double[] f = at(x);
    double q = half(f);
    double damping = 1e-2;
    for (int iteration = 0; iteration < ITERATIONS && q > CONVERGED_Q; iteration++) {
      double[] step = step(slopes(x), f, damping);
      double[] trial = new double[units];
      double largest = 0;
      for (int i = 0; i < units; i++) {
        trial[i] = x[i] + step[i];
        largest = Math.max(largest, Math.abs(step[i]));
      }
      double[] trialF = at(trial);
      double trialQ = half(trialF);
      if (trialQ < q) {
        x = trial;
        f = trialF;
        q = trialQ;
        damping = Math.max(1e-10, damping / 5);
      } else {
        damping *= 4;
      }
      if (largest < 1e-11 || damping > 1e6) {
        break;
      }
    }
    return x;
  }

  /** Solves (J^T J + damping I) step = -J^T F. */
  private double[] step(double[] slope, double[] f, double damping) {
    double[][] normal = new double[units][units];
    double[] gradient = new double[units];
    for (int i = 0; i < units; i++) {
      double sum = 0;
      for (int j = 0; j < units; j++) {
        normal[i][j] = slope[i] * slope[j] * gram[i][j] - slope[i] * w[j][i] - slope[j] * w[i][j];
        sum += w[j][i] * f[j];
      }
      normal[i][i] += 1 + damping;
      gradient[i] = f[i] - slope[i] * sum;
    }
    // The matrix is symmetric up to rounding and positive by its making: no check that could fail.
    return new CholeskyDecomposition(new Array2DRowRealMatrix(normal, false), 1e-6, 0)
        .getSolver()
        .solve(new ArrayRealVector(gradient, false))
        .toArray();
  }

  /**
   * Eigenvalues of J.
   *
   * @param eigenvalues real and imaginary parts [2, units], in falling order of the real part
   * @param slowest eigenvector of the first of them; NaN if it is complex
   */
  record Spectrum(double[][] eigenvalues, double[] slowest) {}

  /**
   * Eigenvalues of J. A silent unit's column is -1 on the diagonal and 0 elsewhere, so that it has
   * the eigenvalue -1 and only the active units' block is decomposed.
   */
  Spectrum spectrum(double[] x) {
    double[] slope = slopes(x);
    int[] active = IntStream.range(0, units).filter(i -> slope[i] > 0).toArray();
    int n = active.length;
    double[][] eigenvalues = new double[2][units];
    Arrays.fill(eigenvalues[0], -1);
    double[] slowest = new double[units];
    Arrays.fill(slowest, Double.NaN);
    if (n == 0) {
      return new Spectrum(eigenvalues, slowest);
    }
    double[][] block = new double[n][n];
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        block[i][j] = w[active[i]][active[j]] * slope[active[j]] - (i == j ? 1 : 0);
      }
    }
    Eigensystem system = Eigensystem.of(block);
    if (system.imaginary()[0] == 0) {
      extend(system.first(), system.real()[0], active, slope, slowest);
    }
    // The silent units' -1 among the active block's eigenvalues.
    int above = (int) Arrays.stream(system.real()).filter(re -> re > -1).count();
    System.arraycopy(system.real(), 0, eigenvalues[0], 0, above);
    System.arraycopy(system.imaginary(), 0, eigenvalues[1], 0, above);
    System.arraycopy(system.real(), above, eigenvalues[0], units - n + above, n - above);
    System.arraycopy(system.imaginary(), above, eigenvalues[1], units - n + above, n - above);
    return new Spectrum(eigenvalues, slowest);
  }

  /** An eigenvector of the active block, carried on to the silent units. */
  private void extend(double[] vector, double value, int[] active, double[] slope, double[] whole) {
    for (int i = 0; i < units; i++) {
      double sum = 0;
      for (int k = 0; k < active.length; k++) {
        sum += w[i][active[k]] * slope[active[k]] * vector[k];
      }
      whole[i] = sum / (value + 1);
    }
  }
}
