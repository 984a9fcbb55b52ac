package org.compassnet.analysis;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.compassnet.network.CtRnnModel;

/**
 * F(x) = -x + W_rec f(x) + W_in u + b, tau times the state's derivative at a constant input u, in
 * double precision, and its Jacobian J = -I + W_rec diag(f'(x)).
 */
final class VectorField {

  private final CtRnnModel model;
  private final int units;
  private final double[][] w;
  private final double[][] transposed;
  // W_in u + b.
  private final double[] b;
  // W^T W, so that no step of a descent costs a product of matrices; made when it is needed.
  private double[][] gram;

  VectorField(Specimen specimen, ConstantInput input) {
    model = new CtRnnModel(specimen.weights(), specimen.dynamics());
    units = specimen.units();
    w = new double[units][units];
    transposed = new double[units][units];
    b = input.drive(specimen);
    for (int i = 0; i < units; i++) {
      for (int j = 0; j < units; j++) {
        w[i][j] = specimen.weights().wRec()[i * units + j];
        transposed[j][i] = w[i][j];
      }
    }
  }

  /** Its diagonal and what is above it. */
  private synchronized double[][] gram() {
    if (gram == null) {
      double[][] product = new double[units][units];
      IntStream.range(0, units)
          .parallel()
          .forEach(
              i -> {
                for (double[] row : w) {
                  addTo(product[i], row[i], row, i);
                }
              });
      gram = product;
    }
    return gram;
  }

  /** sums += factor * values from an index on. */
  static void addTo(double[] sums, double factor, double[] values, int begin) {
    for (int j = begin; j < sums.length; j++) {
      sums[j] += factor * values[j];
    }
  }

  double rate(double x) {
    return model.rate(x);
  }

  double[] at(double[] x) {
    double[] f = new double[units];
    for (int i = 0; i < units; i++) {
      f[i] = b[i] - x[i];
    }
    // Every sum in the order of the units; silent ones add nothing.
    for (int j = 0; j < units; j++) {
      double rate = model.rate(x[j]);
      if (rate != 0) {
        addTo(f, rate, transposed[j], 0);
      }
    }
    return f;
  }

  /** |f|^2/2. */
  static double half(double[] f) {
    return Arrays.stream(f).map(v -> v * v).sum() / 2;
  }

  /** f'(x) of every unit. */
  double[] slopes(double[] x) {
    return Arrays.stream(x).map(model::slope).toArray();
  }

  /** Steps of a descent that begins where f'(x) has these values. */
  NewtonSteps newtonSteps(double[] slopes) {
    return new NewtonSteps(w, transposed, gram(), slopes);
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
