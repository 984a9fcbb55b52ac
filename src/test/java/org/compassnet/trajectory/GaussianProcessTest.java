package org.compassnet.trajectory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Map;
import org.compassnet.config.Config;
import org.compassnet.config.RandomStreams;
import org.compassnet.config.TimeStep;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GaussianProcessTest {

  private static double[] sample(GaussianProcess process, int steps, long index) {
    double[] velocity = new double[steps];
    process.fill(velocity, 0, new RandomStreams(5).stream("test", index));
    return velocity;
  }

  /**
   * Against the formula, at length scales below a step, of a few steps and far above, at lags up to
   * three length scales and at any step of a trial. The covariance of n Gaussian pairs has a
   * standard error of at most sqrt(2 / n) sd^2; five of them are allowed.
   */
  @ParameterizedTest
  @CsvSource({"0.01", "0.7", "1.9", "2", "3.3", "10", "41.7"})
  void covarianceIsSquaredExponentialAtEveryLagAndStep(double lengthScale) {
    double sd = 0.04;
    int trials = 20_000;
    int steps = (int) (3 * lengthScale) + 12;
    GaussianProcess process = GaussianProcess.of(sd, lengthScale);
    double[][] v = new double[trials][];
    for (int k = 0; k < trials; k++) {
      v[k] = sample(process, steps, k);
    }
    double allowed = 5 * sd * sd * Math.sqrt(2.0 / trials);
    for (int from : new int[] {0, 1, 7, 11}) {
      for (double scales : new double[] {0, 0.5, 1, 1.5, 2, 3}) {
        int lag = (int) Math.round(scales * lengthScale);
        if (from + lag >= steps) {
          continue;
        }
        double sum = 0;
        for (double[] trial : v) {
          sum += trial[from] * trial[from + lag];
        }
        double expected = sd * sd * Math.exp(-lag * lag / (2 * lengthScale * lengthScale));
        assertThat(sum / trials).isCloseTo(expected, within(allowed));
      }
    }
  }

  /** The window's own covariance has no sampling error: the class promises 1e-6 of the variance. */
  @ParameterizedTest
  @CsvSource({"0.3", "1.9", "2", "3.3", "10", "399.9"})
  void windowHasTheCovarianceToOnePartInAMillion(double lengthScale) {
    GaussianProcess process = GaussianProcess.of(1, lengthScale);
    for (int from : new int[] {0, 1, 3}) {
      for (int lag = 0; lag <= 6 * lengthScale; lag = lag < 4 ? lag + 1 : lag + lag / 4) {
        double expected = Math.exp(-lag * (double) lag / (2 * lengthScale * lengthScale));
        assertThat(process.covariance(from, from + lag)).isCloseTo(expected, within(1e-6));
      }
    }
  }

  @Test
  void beginningOfATrialDoesNotDependOnItsLength() {
    GaussianProcess process = GaussianProcess.of(1, 7.3);
    double[] longer = sample(process, 20_000, 3);
    assertThat(sample(process, 500, 3)).isEqualTo(Arrays.copyOf(longer, 500));
  }

  @Test
  void configuredProcessHasItsStandardDeviationAndLengthScaleAtAnyStep() {
    for (double stepMs : new double[] {25, 12.5, 5}) {
      Config config =
          Config.of(
              Map.of(
                  "task.velocity.kind", "gaussian_process",
                  "task.velocity.sd_deg_per_s", 80,
                  "task.velocity.length_scale_ms", 150,
                  "task.velocity.pause_fraction", 0,
                  "task.step_ms", stepMs));
      Trials trials =
          new HeadDirectionTask(config.task()).trials(4000, new RandomStreams(2).stream("test"));
      TimeStep step = config.task().timeStep();
      int lag = step.steps(0.15);
      double square = 0;
      double product = 0;
      int n = 0;
      for (int k = 0; k < trials.trials(); k++) {
        for (int t = 10 + lag; t < 500; t += 2 * lag) {
          double v = step.degPerS(trials.angularVelocity(k, t));
          square += v * v;
          product += v * step.degPerS(trials.angularVelocity(k, t - lag));
          n++;
        }
      }
      assertThat(Math.sqrt(square / n)).isCloseTo(80, within(1.0));
      assertThat(product / square).isCloseTo(Math.exp(-0.5), within(0.02));
    }
  }
}
