package org.compassnet.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.compassnet.config.Config;
import org.compassnet.config.TimeStep;
import org.compassnet.training.TrialSource;
import org.compassnet.trajectory.RecordedTrajectory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VelocityStatisticsTest {

  private static final double STEP_MS = 25;
  private static final TimeStep STEP = new TimeStep(STEP_MS);

  @TempDir Path folder;

  /** AV[t] = sigma X + m AV[t-1] is normal with sd sigma / sqrt(1 - m^2) and correlation m^lag. */
  @Test
  void thePapersProcessWithoutPausesHasItsClosedForm() {
    Config config = Config.of(Map.of("task.velocity.pause_fraction", 0));
    VelocityStatistics made =
        VelocityStatistics.of("process", new TrialSource(config).evaluation(400, 500), STEP);
    double sd = Math.toDegrees(0.03 / 0.6) / 0.025;
    assertThat(made.samples()).isEqualTo(400 * 490);
    assertThat(made.sdDegPerS()).isCloseTo(sd, within(0.01 * sd));
    assertThat(made.meanAbsDegPerS()).isCloseTo(sd * Math.sqrt(2 / Math.PI), within(0.01 * sd));
    assertThat(made.p95DegPerS()).isCloseTo(1.96 * sd, within(0.02 * sd));
    assertThat(made.excessKurtosis()).isCloseTo(0, within(0.08));
    assertThat(made.autocorrelation()[0]).isEqualTo(1);
    assertThat(made.autocorrelationAt(0.1)).isCloseTo(Math.pow(0.8, 4), within(0.02));
    double width = made.edgesDegPerS()[1] - made.edgesDegPerS()[0];
    assertThat(Arrays.stream(made.density()).sum() * width).isCloseTo(1, within(1e-3));
  }

  @Test
  void twoVelocitiesInTurnAreAntiCorrelatedAndHaveTheLeastKurtosis() {
    double v = STEP.radPerStep(100);
    double[] turns = new double[1000];
    Arrays.setAll(turns, t -> t % 2 == 0 ? v : -v);
    VelocityStatistics made = VelocityStatistics.of("turns", List.of(turns), STEP);
    assertThat(made.sdDegPerS()).isCloseTo(100, within(1e-9));
    assertThat(made.p95DegPerS()).isCloseTo(100, within(1e-9));
    assertThat(made.excessKurtosis()).isCloseTo(-2, within(1e-9));
    assertThat(made.autocorrelation()[1]).isCloseTo(-1, within(1e-9));
    assertThat(made.toString()).contains("turns", "100.0", "-2.000");
  }

  @Test
  void noVelocityIsMeasuredAcrossTheGapOfARecording() throws IOException {
    StringBuilder csv = new StringBuilder("t_s,hd_deg\n");
    for (int i = 0; i < 400; i++) {
      // 40 deg/s, and on the other side of a gap the head points elsewhere.
      csv.append(i * 0.025 + (i < 200 ? 0 : 5))
          .append(',')
          .append(i < 200 ? i : i + 90)
          .append('\n');
    }
    Path file = Files.writeString(folder.resolve("gap.csv"), csv);
    VelocityStatistics made =
        VelocityStatistics.of("gap", RecordedTrajectory.read(file, STEP_MS, 0.5), STEP);
    assertThat(made.samples()).isEqualTo(2 * 199);
    assertThat(made.meanAbsDegPerS()).isCloseTo(40, within(1e-6));
    assertThat(made.sdDegPerS()).isCloseTo(40, within(1e-6));
  }

  @Test
  void aHeadThatNeverTurnsHasNoStatistics() {
    assertThatThrownBy(() -> VelocityStatistics.of("still", List.of(new double[9]), STEP))
        .isInstanceOf(CannotAnalyze.class)
        .hasMessage("still: the head never turns");
  }
}
