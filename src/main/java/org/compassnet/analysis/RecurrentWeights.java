package org.compassnet.analysis;

import static org.compassnet.files.Text.text;

import java.util.stream.IntStream;
import org.compassnet.network.CtRnnWeights;

/**
 * W_rec without regard to classes.
 *
 * @param eigenvalues real and imaginary parts [2, units], in falling order of the real part
 * @param magnitude99 99 % of the weights' magnitudes are within this
 */
public record RecurrentWeights(double[][] eigenvalues, double magnitude99) implements Result {

  /** Measures W_rec [units, units]. */
  public static RecurrentWeights of(CtRnnWeights weights) {
    int units = weights.units();
    double[][] matrix = new double[units][units];
    for (int i = 0; i < units; i++) {
      for (int j = 0; j < units; j++) {
        matrix[i][j] = weights.wRec()[i * units + j];
      }
    }
    Eigensystem system = Eigensystem.of(matrix);
    double[] sorted =
        IntStream.range(0, units * units)
            .mapToDouble(k -> Math.abs(weights.wRec()[k]))
            .sorted()
            .toArray();
    return new RecurrentWeights(
        new double[][] {system.real(), system.imaginary()},
        sorted[(int) (0.99 * (sorted.length - 1))]);
  }

  @Override
  public void tabulate(Tables tables) {
    tables
        .arrays("connectivity.npz")
        .put("eigenvalues" + tables.suffix(), Tables.matrix(eigenvalues));
  }

  @Override
  public String toString() {
    return text(
        "W_rec: largest real part of an eigenvalue %.3f, 99 %% of the weights within +-%.3f",
        eigenvalues[0][0], magnitude99);
  }
}
