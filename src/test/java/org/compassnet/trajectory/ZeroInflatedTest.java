package org.compassnet.trajectory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.compassnet.config.Config;
import org.compassnet.config.RandomStreams;
import org.compassnet.config.TaskConfig;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Rests, bouts and velocities against their closed forms, in seconds and deg/s. */
class ZeroInflatedTest {

  private static final double BOUT_S = 0.8;
  private static final double REST_S = 1.6;

  private static TaskConfig task(double stepMs) {
    return Config.of(
            Map.of(
                "task.velocity.kind",
                "zero_inflated",
                "task.velocity.bout_mean_s",
                BOUT_S,
                "task.velocity.rest_mean_s",
                REST_S,
                "task.step_ms",
                stepMs,
                "task.cue_steps",
                0))
        .task();
  }

  /** One head over a long time, in deg/s. */
  private static double[] velocities(double stepMs, int steps) {
    TaskConfig task = task(stepMs);
    double[] velocity = new double[steps];
    VelocityProcess.of(task).fill(velocity, 0, new RandomStreams(3).stream("test"));
    return Arrays.stream(velocity).map(task.timeStep()::degPerS).toArray();
  }

  /** Durations in s of the whole bouts or rests between the first and the last. */
  private static double[] durations(double[] velocity, boolean bouts, double stepMs) {
    List<Double> durations = new ArrayList<>();
    int begun = -1;
    for (int t = 1; t < velocity.length; t++) {
      if ((velocity[t] != 0) != (velocity[t - 1] != 0)) {
        if (begun > 0 && velocity[t - 1] != 0 == bouts) {
          durations.add((t - begun) * stepMs / 1000);
        }
        begun = t;
      }
    }
    return durations.stream().mapToDouble(Double::doubleValue).toArray();
  }

  /**
   * At 10 ms as at 100 ms. Of n durations without memory the mean has a standard error of at most
   * mean / sqrt(n), and the share of those that last as long as the mean one of at most 0.5 /
   * sqrt(n); five of them are allowed.
   */
  @ParameterizedTest
  @ValueSource(doubles = {10, 25, 100})
  void restsAndBoutsHaveTheirMeansAndNoMemoryAtAnyStep(double stepMs) {
    double[] velocity = velocities(stepMs, (int) (40_000_000 / stepMs));
    for (boolean bouts : new boolean[] {true, false}) {
      double mean = bouts ? BOUT_S : REST_S;
      double[] durations = durations(velocity, bouts, stepMs);
      double n = durations.length;
      assertThat(n).isCloseTo(40_000 / (BOUT_S + REST_S), within(700.0));
      assertThat(Arrays.stream(durations).average().orElseThrow())
          .isCloseTo(mean, within(5 * mean / Math.sqrt(n)));
      double perStep = stepMs / 1000 / mean;
      for (double times : new double[] {0.5, 1, 2}) {
        long steps = Math.round(times / perStep);
        double longer =
            Arrays.stream(durations).filter(d -> d * 1000 / stepMs > steps + 0.5).count() / n;
        assertThat(longer).isCloseTo(Math.pow(1 - perStep, steps), within(2.5 / Math.sqrt(n)));
      }
    }
  }

  /**
   * The momentum process's standard deviation is 0.03 / 0.6 rad in 25 ms, 114.6 deg/s, and what is
   * kept of a velocity after 25 ms is 0.8, at any step.
   */
  @ParameterizedTest
  @ValueSource(doubles = {12.5, 25, 50})
  void velocitiesHaveTheCovarianceOfTheMomentumProcessInBouts(double stepMs) {
    double sd = Math.toDegrees(0.03 / 0.6) / 0.025;
    double share = BOUT_S / (BOUT_S + REST_S);
    double[] velocity = velocities(stepMs, 3_000_000);
    long turning = Arrays.stream(velocity).filter(v -> v != 0).count();
    assertThat((double) turning / velocity.length).isCloseTo(share, within(0.006));
    double squares = Arrays.stream(velocity).map(v -> v * v).sum();
    assertThat(Math.sqrt(squares / turning)).isCloseTo(sd, within(0.01 * sd));
    assertThat(Arrays.stream(velocity).average().orElseThrow()).isCloseTo(0, within(0.5));
    for (int lag : new int[] {1, 2, 4}) {
      double sum = 0;
      for (int t = lag; t < velocity.length; t++) {
        sum += velocity[t] * velocity[t - lag];
      }
      double kept = Math.pow(0.8, stepMs / 25) * (1 - stepMs / 1000 / BOUT_S);
      assertThat(sum / squares).isCloseTo(Math.pow(kept, lag), within(0.008));
    }
  }

  @Test
  void aTrialIsStationaryFromItsFirstStepAndTheSameHoweverLong() {
    VelocityProcess process = VelocityProcess.of(task(25));
    double[] squares = new double[3];
    int[] turning = new int[3];
    int trials = 20_000;
    for (int k = 0; k < trials; k++) {
      double[] velocity = new double[41];
      final double direction = process.fill(velocity, 0, new RandomStreams(4).stream("test", k));
      for (int i = 0; i < 3; i++) {
        squares[i] += velocity[20 * i] * velocity[20 * i];
        turning[i] += velocity[20 * i] != 0 ? 1 : 0;
      }
      if (k < 10) {
        double[] shorter = new double[17];
        assertThat(process.fill(shorter, 0, new RandomStreams(4).stream("test", k)))
            .isEqualTo(direction);
        assertThat(shorter).isEqualTo(Arrays.copyOf(velocity, 17));
      }
    }
    for (int i = 0; i < 3; i++) {
      assertThat((double) turning[i] / trials).isCloseTo(1 / 3.0, within(0.017));
      assertThat(Math.sqrt(squares[i] / turning[i])).isCloseTo(0.05, within(0.0025));
    }
  }

  @Test
  void theSameHeadWithoutRestsIsTheMomentumProcess() {
    TaskConfig moving = task(50).withoutPauses();
    assertThat(VelocityProcess.of(moving))
        .isEqualTo(new VelocityProcess.Momentum(0.03, 0.8).resampled(2));
  }
}
