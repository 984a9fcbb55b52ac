package org.compassnet.trajectory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import org.compassnet.config.Config;
import org.compassnet.config.RandomStreams;
import org.compassnet.config.TaskConfig;
import org.compassnet.config.TimeStep;
import org.datavec.api.writable.NDArrayWritable;
import org.datavec.api.writable.Writable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.linalg.dataset.DataSet;

class HeadDirectionTaskTest {

  private static Trials trials(int count, Map<String, ?> changes) {
    return new HeadDirectionTask(Config.of(changes).task())
        .trials(count, new RandomStreams(11).stream("test"));
  }

  /** Sums over steps after the cue of v[t] v[t - lag], divided by their number. */
  private static double covariance(Trials trials, int cue, int lag) {
    double sum = 0;
    long n = 0;
    for (int k = 0; k < trials.trials(); k++) {
      for (int t = cue + lag; t < trials.steps(); t++) {
        sum += (double) trials.angularVelocity(k, t) * trials.angularVelocity(k, t - lag);
        n++;
      }
    }
    return sum / n;
  }

  /** The autoregressive process: variance sigma^2 / (1 - m^2), autocorrelation m^lag. */
  @Test
  void momentumProcessHasItsStationaryVarianceAndAutocorrelation() {
    Trials trials = trials(2000, Map.of("task.velocity.pause_fraction", 0));
    double variance = covariance(trials, 10, 0);
    assertThat(Math.sqrt(variance)).isCloseTo(0.03 / 0.6, within(0.0005));
    for (int lag : new int[] {1, 2, 5}) {
      assertThat(covariance(trials, 10, lag) / variance)
          .isCloseTo(Math.pow(0.8, lag), within(0.01));
    }
  }

  @Test
  void momentumProcessIsStationaryFromTheFirstStepAfterTheCue() {
    Trials trials = trials(20_000, Map.of("task.velocity.pause_fraction", 0, "task.steps", 11));
    assertThat(Math.sqrt(covariance(trials, 10, 0))).isCloseTo(0.05, within(0.001));
  }

  @Test
  void ornsteinUhlenbeckProcessHasItsStandardDeviationAndCorrelationTime() {
    Trials trials =
        trials(
            2000,
            Map.of(
                "task.velocity.kind",
                "ornstein_uhlenbeck",
                "task.velocity.sigma_rad_per_step",
                0.05,
                "task.velocity.correlation_time_ms",
                200,
                "task.velocity.pause_fraction",
                0));
    double variance = covariance(trials, 10, 0);
    assertThat(Math.sqrt(variance)).isCloseTo(0.05, within(0.0005));
    for (int lag : new int[] {1, 4, 8}) {
      assertThat(covariance(trials, 10, lag) / variance)
          .isCloseTo(Math.exp(-lag * 25 / 200.0), within(0.01));
    }
  }

  /**
   * At a finer step the head turns as before: standard deviation in deg/s and autocorrelation over
   * time are those of the step that the keys are meant for.
   */
  @ParameterizedTest
  @CsvSource({
    "momentum, 25", "momentum, 12.5", "momentum, 5",
    "ornstein_uhlenbeck, 25", "ornstein_uhlenbeck, 12.5", "ornstein_uhlenbeck, 5"
  })
  void velocitiesDoNotDependOnTheStep(String kind, double stepMs) {
    boolean momentum = kind.equals("momentum");
    Config config =
        Config.of(
            Map.of(
                "task.velocity.kind",
                kind,
                "task.velocity.correlation_time_ms",
                200,
                "task.velocity.pause_fraction",
                0,
                "task.step_ms",
                stepMs));
    Trials trials =
        new HeadDirectionTask(config.task()).trials(4000, new RandomStreams(11).stream("test"));
    TimeStep step = config.task().timeStep();
    double variance = covariance(trials, 10, 0);
    // 0.03 / sqrt(1 - 0.8^2) or 0.03 rad per 25 ms.
    assertThat(step.degPerS(Math.sqrt(variance)))
        .isCloseTo(Math.toDegrees(momentum ? 0.05 : 0.03) / 0.025, within(1.5));
    for (double lagMs : new double[] {25, 100, 200}) {
      double expected = momentum ? Math.pow(0.8, lagMs / 25) : Math.exp(-lagMs / 200);
      assertThat(covariance(trials, 10, step.steps(lagMs / 1000)) / variance)
          .isCloseTo(expected, within(0.015));
    }
  }

  @Test
  void momentumOfItsOwnStepIsTakenAsItIs() {
    VelocityProcess.Momentum momentum = new VelocityProcess.Momentum(0.03, 0.8);
    assertThat(momentum.resampled(1)).isSameAs(momentum);
    VelocityProcess.Momentum half = momentum.resampled(0.5);
    assertThat(half.sd()).isCloseTo(momentum.sd() / 2, within(1e-15));
    assertThat(half.momentum() * half.momentum()).isCloseTo(0.8, within(1e-15));
  }

  @Test
  void constantVelocityTurnsTheHeadByItsAngle() {
    Trials trials =
        trials(3, Map.of("task.velocity.kind", "constant", "task.velocity.constant_deg_per_s", 90));
    // 90 deg/s for 490 steps of 25 ms.
    double turned = Math.toRadians(90 * 490 * 0.025);
    for (int k = 0; k < 3; k++) {
      double moved = trials.headDirection(k, 499) - trials.headDirection(k, 9);
      assertThat(Math.IEEEremainder(moved - turned, 2 * Math.PI)).isCloseTo(0, within(1e-4));
    }
  }

  @Test
  void targetsAreTheIntegralOfTheInputsFromTheCue() {
    Trials trials = trials(40, Map.of());
    for (int k = 0; k < trials.trials(); k++) {
      double direction = Math.atan2(trials.inputs().get(k, 0, 1), trials.inputs().get(k, 0, 2));
      for (int t = 0; t < 500; t++) {
        boolean cue = t < 10;
        direction += trials.angularVelocity(k, t);
        assertThat(Math.IEEEremainder(trials.headDirection(k, t) - direction, 2 * Math.PI))
            .isCloseTo(0, within(1e-4));
        assertThat(trials.mask()[k * 500 + t]).isEqualTo(cue ? 0 : 1);
        if (cue) {
          assertThat(trials.angularVelocity(k, t)).isZero();
        } else {
          assertThat(trials.inputs().get(k, t, 1)).isZero();
          assertThat(trials.inputs().get(k, t, 2)).isZero();
        }
      }
    }
  }

  @Test
  void firstHalfOfTheTrialsHoldsOnePauseAndNoOtherDoes() {
    Trials trials = trials(1000, Map.of());
    int longest = 0;
    double paused = 0;
    for (int k = 0; k < 1000; k++) {
      int zeros = 0;
      int runs = 0;
      for (int t = 10; t < 500; t++) {
        if (trials.angularVelocity(k, t) == 0) {
          zeros++;
          if (t == 10 || trials.angularVelocity(k, t - 1) != 0) {
            runs++;
          }
        }
      }
      assertThat(runs).isLessThanOrEqualTo(k < 500 ? 1 : 0);
      longest = Math.max(longest, zeros);
      paused += zeros;
    }
    // Length uniform from 0 to 333 steps: mean 166.5, less what falls into the cue.
    assertThat(longest).isBetween(320, 333);
    assertThat(paused / 500).isCloseTo(166, within(10.0));
  }

  @Test
  void recordsOfTheReaderHoldWhatTheArraysHold() throws Exception {
    TaskConfig task = Config.of(Map.of("task.steps", 30)).task();
    TrialReader reader = reader(task, 7, 3);
    TrialReader arrays = reader(task, 7, 3);
    for (int batch = 0; batch < 3; batch++) {
      List<Writable> whole = arrays.next(3).get(0);
      int trials = (int) ((NDArrayWritable) whole.get(0)).get().size(0);
      assertThat(trials).isEqualTo(batch < 2 ? 3 : 1);
      for (int k = 0; k < trials; k++) {
        List<List<Writable>> sequence = reader.sequenceRecord();
        assertThat(sequence).hasSize(30);
        for (int t = 0; t < 30; t++) {
          List<Writable> step = sequence.get(t);
          assertThat(step).hasSize(TrialReader.COLUMNS.size());
          for (int i = 0; i < 3; i++) {
            assertThat(step.get(i).toFloat())
                .isEqualTo(((NDArrayWritable) whole.get(0)).get().getFloat(k, i, t));
          }
          for (int i = 0; i < 2; i++) {
            assertThat(step.get(3 + i).toFloat())
                .isEqualTo(((NDArrayWritable) whole.get(1)).get().getFloat(k, i, t));
          }
          assertThat(step.get(5).toFloat())
              .isEqualTo(((NDArrayWritable) whole.get(2)).get().getFloat(k, t));
        }
      }
    }
    assertThat(reader.hasNext()).isFalse();
    assertThat(arrays.hasNext()).isFalse();
    reader.reset();
    assertThat(reader.hasNext()).isTrue();
  }

  private static TrialReader reader(TaskConfig task, int trials, int batch) {
    RandomStreams streams = new RandomStreams(3);
    return new TrialReader(
        new HeadDirectionTask(task), b -> streams.stream("test", b), trials, batch);
  }

  @Test
  void dataSetIsOverwrittenInPlace() {
    Trials first = trials(4, Map.of("task.steps", 20));
    DataSet data = first.toDataSet();
    Trials second = trials(4, Map.of("task.steps", 20, "task.velocity.sigma_rad_per_step", 1));
    second.copyTo(data);
    assertThat(data.getFeatures()).isEqualTo(ChannelsFirst.of(second.inputs()));
    assertThat(data.getLabels()).isEqualTo(ChannelsFirst.of(second.targets()));
    assertThat(data.getFeatures().getFloat(3, 0, 19)).isEqualTo(second.angularVelocity(3, 19));
    assertThat(data.getLabelsMaskArray().dup('c').data().asFloat()).isEqualTo(second.mask());
  }
}
