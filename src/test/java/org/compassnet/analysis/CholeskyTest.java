package org.compassnet.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.commons.rng.UniformRandomProvider;
import org.compassnet.config.RandomStreams;
import org.hipparchus.linear.Array2DRowRealMatrix;
import org.hipparchus.linear.ArrayRealVector;
import org.hipparchus.linear.CholeskyDecomposition;
import org.junit.jupiter.api.Test;

class CholeskyTest {

  @Test
  void solutionsAreThoseOfHipparchusToTheLastBit() {
    UniformRandomProvider random = new RandomStreams(1).stream("matrices");
    for (int n : new int[] {1, 2, 3, 4, 5, 7, 8, 13, 61}) {
      double[][] factor = new double[n + 2][n];
      for (double[] row : factor) {
        for (int j = 0; j < n; j++) {
          row[j] = random.nextDouble() < 0.3 ? 0 : 2 * random.nextDouble() - 1;
        }
      }
      double[][] matrix = new double[n][n];
      double[] right = new double[n];
      for (int i = 0; i < n; i++) {
        right[i] = 2 * random.nextDouble() - 1;
        for (int j = 0; j < n; j++) {
          for (double[] row : factor) {
            matrix[i][j] += row[i] * row[j];
          }
        }
        matrix[i][i] += 1e-3;
      }
      double[] expected =
          new CholeskyDecomposition(new Array2DRowRealMatrix(matrix), 1e-6, 0)
              .getSolver()
              .solve(new ArrayRealVector(right))
              .toArray();
      for (int i = 0; i < n; i++) {
        for (int j = 0; j < i; j++) {
          matrix[i][j] = Double.NaN;
        }
      }
      Cholesky.solve(matrix, right);
      assertThat(right).containsExactly(expected);
    }
  }
}
