package org.compassnet.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class TimeStepTest {

  /** A turn of 90 deg in 1 s is 40 steps of 25 ms, each of pi / 80. */
  @Test
  void anglesPerStepAndPerSecondAreTheSameVelocity() {
    TimeStep step = new TimeStep(25);
    assertThat(step.radPerStep(90)).isCloseTo(Math.PI / 80, within(1e-15));
    assertThat(step.degPerS(Math.PI / 80)).isCloseTo(90, within(1e-12));
    assertThat(step.radPerS(Math.PI / 80)).isCloseTo(Math.PI / 2, within(1e-14));
  }

  @Test
  void stepsAndSecondsAreTheSameTime() {
    TimeStep step = new TimeStep(12.5);
    assertThat(step.seconds(80)).isEqualTo(1);
    assertThat(step.steps(1)).isEqualTo(80);
    assertThat(step.steps(0)).isEqualTo(1);
  }

  @Test
  void stepThatIsNoDurationIsRefused() {
    for (double ms : new double[] {0, -1, Double.NaN, Double.POSITIVE_INFINITY}) {
      assertThatThrownBy(() -> new TimeStep(ms)).isInstanceOf(IllegalArgumentException.class);
    }
  }
}
