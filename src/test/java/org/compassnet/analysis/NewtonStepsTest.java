package org.compassnet.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.apache.commons.rng.UniformRandomProvider;
import org.compassnet.config.RandomStreams;
import org.hipparchus.linear.Array2DRowRealMatrix;
import org.hipparchus.linear.ArrayRealVector;
import org.hipparchus.linear.QRDecomposition;
import org.hipparchus.linear.RealMatrix;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Steps beside those of the whole Jacobian, as the method's definition gives them. */
class NewtonStepsTest {

  private final UniformRandomProvider random = new RandomStreams(1).stream("steps");

  private double[] numbers(int n) {
    return random.doubles(n).map(v -> 2 * v - 1).toArray();
  }

  /** Slopes from 0 to 1, of which a share is 0. */
  private double[] slopes(int n, double silent) {
    return random.doubles(n).map(v -> v < silent ? 0 : v).toArray();
  }

  /** The least squares solution of [J; sqrt(damping) I] step = [-f; 0]. */
  private static double[] defined(double[][] w, double[] slopes, double[] f, double damping) {
    int n = f.length;
    RealMatrix stacked = new Array2DRowRealMatrix(2 * n, n);
    double[] right = new double[2 * n];
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        stacked.setEntry(i, j, w[i][j] * slopes[j] - (i == j ? 1 : 0));
      }
      stacked.setEntry(n + i, i, Math.sqrt(damping));
      right[i] = -f[i];
    }
    return new QRDecomposition(stacked).getSolver().solve(new ArrayRealVector(right)).toArray();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 7, 30})
  void aStepIsThatOfTheWholeJacobianWhicheverUnitsAreSilent(int units) {
    double[][] w = new double[units][];
    double[][] transposed = new double[units][units];
    double[][] gram = new double[units][units];
    for (int i = 0; i < units; i++) {
      w[i] = numbers(units);
    }
    for (int i = 0; i < units; i++) {
      for (int j = 0; j < units; j++) {
        transposed[j][i] = w[i][j];
        for (double[] row : w) {
          gram[i][j] += row[i] * row[j];
        }
        // What is below the diagonal is not to be read.
        gram[i][j] = j < i ? Double.NaN : gram[i][j];
      }
    }
    double[] silent = {0.3, 0.4, 0, 1, 0.9, 0.5, 0.5, 0};
    NewtonSteps steps = new NewtonSteps(w, transposed, gram, slopes(units, 0.5));
    NewtonSteps fromAll = new NewtonSteps(w, transposed, gram, slopes(units, 0));
    for (double share : silent) {
      double[] slopes = slopes(units, share);
      double[] f = numbers(units);
      for (double damping : new double[] {1e-10, 1e-2, 100}) {
        double[] expected = defined(w, slopes, f, damping);
        for (NewtonSteps of : new NewtonSteps[] {steps, fromAll}) {
          double[] step = of.step(slopes, f, damping);
          for (int i = 0; i < units; i++) {
            assertThat(step[i]).isCloseTo(expected[i], within(1e-8));
          }
        }
      }
    }
  }
}
