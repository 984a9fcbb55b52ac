package org.compassnet.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import org.compassnet.config.Config;
import org.compassnet.config.RandomStreams;
import org.compassnet.trajectory.HeadDirectionTask;
import org.compassnet.trajectory.TimeSeries;
import org.compassnet.trajectory.Trials;
import org.junit.jupiter.api.Test;

/** Outputs whose errors are known. */
class EvaluationTest {

  private static final Trials TRIALS =
      new HeadDirectionTask(Config.of(Map.of("task.steps", 200)).task())
          .trials(500, new RandomStreams(1).stream("test"));

  /** The targets turned by an angle and stretched, zero in the cue. */
  private static TimeSeries turned(double angle, double length) {
    TimeSeries outputs = new TimeSeries(TRIALS.trials(), TRIALS.steps(), 2);
    for (int k = 0; k < TRIALS.trials(); k++) {
      for (int t = 10; t < 200; t++) {
        double direction = TRIALS.headDirection(k, t) + angle;
        outputs.set(k, t, 0, (float) (length * Math.sin(direction)));
        outputs.set(k, t, 1, (float) (length * Math.cos(direction)));
      }
    }
    return outputs;
  }

  @Test
  void perfectOutputsHaveNoError() {
    Evaluation evaluation = Evaluation.of(turned(0, 1), TRIALS);
    assertThat(evaluation.normalizedError()).isLessThan(1e-12);
    assertThat(evaluation.angularErrorDeg().mean()).isLessThan(1e-4);
  }

  @Test
  void constantLagIsTheAngularErrorEverywhere() {
    Evaluation.AngularError error =
        Evaluation.of(turned(Math.toRadians(-7.004), 3), TRIALS).angularErrorDeg();
    assertThat(error.mean()).isCloseTo(7.004, within(1e-3));
    assertThat(error.median()).isCloseTo(7.004, within(0.01));
    assertThat(error.p95()).isCloseTo(7.004, within(0.01));
    assertThat(error.finalMean()).isCloseTo(7.004, within(1e-3));
  }

  /**
   * Directions are uniform, so a constant's error is near 1 and the opposite direction's near 4.
   */
  @Test
  void normalizedErrorIsOneForTheBestConstant() {
    TimeSeries mean = new TimeSeries(TRIALS.trials(), TRIALS.steps(), 2);
    for (int o = 0; o < 2; o++) {
      double sum = 0;
      for (int k = 0; k < 500; k++) {
        for (int t = 10; t < 200; t++) {
          sum += TRIALS.targets().get(k, t, o) / (500.0 * 190);
        }
      }
      for (int k = 0; k < 500; k++) {
        for (int t = 0; t < 200; t++) {
          mean.set(k, t, o, (float) sum);
        }
      }
    }
    assertThat(Evaluation.of(mean, TRIALS).normalizedError()).isCloseTo(1, within(1e-4));
    Evaluation opposite = Evaluation.of(turned(Math.PI, 1), TRIALS);
    assertThat(opposite.normalizedError()).isCloseTo(4, within(0.1));
    assertThat(opposite.angularErrorDeg().mean()).isCloseTo(180, within(1e-3));
  }

  @Test
  void errorsAreAveragedOverTrialsAndStepsAfterTheCue() {
    TimeSeries outputs = turned(0, 1);
    TimeSeries wrong = turned(Math.toRadians(30), 1);
    // A tenth of the trials is wrong by 30 degrees.
    System.arraycopy(wrong.values(), 0, outputs.values(), 0, 50 * 2 * 200);
    Evaluation.AngularError error = Evaluation.of(outputs, TRIALS).angularErrorDeg();
    assertThat(error.mean()).isCloseTo(3, within(1e-3));
    assertThat(error.median()).isCloseTo(0, within(0.011));
    assertThat(error.p95()).isCloseTo(30, within(0.02));
  }

  @Test
  void differenceOnTheCircleIsTheShortWay() {
    assertThat(Evaluation.angularErrorDeg(Math.toRadians(179), Math.toRadians(-179)))
        .isCloseTo(2, within(1e-9));
    assertThat(List.of(0.0, 1.0, -2.0))
        .allSatisfy(
            a -> assertThat(Evaluation.angularErrorDeg(a, a + 4 * Math.PI)).isLessThan(1e-9));
  }
}
