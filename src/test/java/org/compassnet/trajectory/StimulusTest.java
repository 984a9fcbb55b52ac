package org.compassnet.trajectory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Map;
import org.compassnet.config.Config;
import org.compassnet.config.TaskConfig;
import org.compassnet.config.UserError;
import org.junit.jupiter.api.Test;

class StimulusTest {

  private static final TaskConfig TASK = Config.of(Map.of("task.step_ms", 20)).task();

  @Test
  void theHeadTurnsAsTold() {
    Trials trials = new Stimulus(TASK).trial(30, 0, 100, -50).trial(-90, 500, 0, 0).trials();
    assertThat(trials.trials()).isEqualTo(2);
    assertThat(trials.steps()).isEqualTo(13);
    assertThat(Math.toDegrees(trials.headDirection(0, 9))).isCloseTo(30, within(1e-4));
    assertThat(Math.toDegrees(trials.headDirection(0, 11))).isCloseTo(32, within(1e-4));
    assertThat(Math.toDegrees(trials.headDirection(0, 12))).isCloseTo(31, within(1e-4));
    assertThat(Math.toDegrees(trials.headDirection(1, 12))).isCloseTo(-80, within(1e-4));
    // 100 deg/s for 20 ms.
    assertThat(trials.angularVelocity(0, 11)).isCloseTo((float) Math.toRadians(2), within(1e-7f));
    assertThat(trials.inputs().get(1, 0, Trials.CUE)).isCloseTo(-1, within(1e-6f));
    assertThat(trials.inputs().get(1, 10, Trials.CUE)).isZero();
    assertThat(trials.counts(0, 9)).isFalse();
    assertThat(trials.counts(0, 10)).isTrue();
  }

  @Test
  void whatIsNoStimulusIsRefused() {
    Stimulus stimulus = new Stimulus(TASK);
    assertThatThrownBy(stimulus::trials).isInstanceOf(UserError.class);
    assertThatThrownBy(() -> stimulus.trial(0)).hasMessageContaining("without a step");
    assertThatThrownBy(() -> stimulus.trial(0, 1, Double.NaN)).hasMessageContaining("finite");
    stimulus.trial(0, 1, 2);
    assertThatThrownBy(() -> stimulus.trial(0, 1))
        .hasMessageStartingWith("a trial of 1 steps after one of 2;");
  }
}
