package org.compassnet.cells;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Errors whose slow course is known. */
class SlowDriftTest {

  private static final int WINDOWS = 6000;

  /** Windows of 100 ms; the second half so much later. */
  private static double[] times(double gapS) {
    return IntStream.range(0, WINDOWS)
        .mapToDouble(k -> 0.1 * k + (k < WINDOWS / 2 ? 0 : gapS))
        .toArray();
  }

  @Test
  void aSteadyErrorIsTheDriftAtAnyTime() {
    double[] errors = new double[WINDOWS];
    Arrays.fill(errors, 0.7);
    double[] times = times(0);
    SlowDrift drift = SlowDrift.of(times, errors);
    assertThat(drift.timeS()).hasSize(61);
    for (double time : times) {
      assertThat(drift.at(time)).isCloseTo(0.7, within(1e-9));
    }
  }

  /** What is measured to one side of a gap does not depend on how long the gap is. */
  @Test
  void aGapOfThirtyYearsTakesNoMoreThanOneOfAnHour() {
    double[] errors =
        IntStream.range(0, WINDOWS).mapToDouble(k -> k < WINDOWS / 2 ? 0.2 : -0.4).toArray();
    SlowDrift hour = SlowDrift.of(times(3600), errors);
    SlowDrift years = SlowDrift.of(times(1e9), errors);
    assertThat(years.timeS().length).isEqualTo(hour.timeS().length).isLessThan(120);
    assertThat(years.timeS()).isSorted();
    double[] early = times(3600);
    double[] late = times(1e9);
    for (int k = 0; k < WINDOWS; k++) {
      assertThat(hour.at(early[k])).isCloseTo(errors[k], within(1e-9));
      assertThat(years.at(late[k])).isCloseTo(errors[k], within(1e-9));
    }
    assertThat(Arrays.stream(years.driftRad()).anyMatch(Double::isNaN)).isTrue();
  }
}
