package org.compassnet.trajectory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.compassnet.config.RandomStreams;
import org.compassnet.config.UserError;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RecordedTrajectoryTest {

  // Printed by mouse_statistics.py (np.unwrap and np.interp of each stretch).
  private static final double MOUSE_S = 2135.075;
  private static final double MOUSE_MEAN_AV_DEG_PER_S = 102.86563563812044;

  @TempDir Path folder;

  private Path csv(String text) throws IOException {
    return Files.writeString(folder.resolve("r.csv"), text);
  }

  /**
   * An animal that turns at 3 rad/s, sampled at 40 Hz with the angle wrapped, gap between samples.
   */
  private Path turning(String unit, double scale, double gapS) throws IOException {
    StringBuilder text = new StringBuilder("t_s,hd_" + unit + "\n");
    for (int k = 0; k < 400; k++) {
      double time = k / 40.0 + (k >= 200 ? gapS : 0);
      double direction = (0.5 + 3 * time) % (2 * Math.PI);
      text.append(String.format(Locale.ROOT, "%.6f,%.9f%n", time, direction * scale));
    }
    return csv(text.toString());
  }

  @Test
  void constantTurningIsUnwrappedAndResampledExactly() throws IOException {
    for (Path file : new Path[] {turning("rad", 1, 0), turning("deg", 180 / Math.PI, 0)}) {
      RecordedTrajectory recording = RecordedTrajectory.read(file, 10, 0.5);
      assertThat(recording.stretches()).hasSize(1);
      double[] directions = recording.stretches().get(0);
      assertThat(directions).hasSize(998);
      for (int i = 0; i < directions.length; i++) {
        assertThat(directions[i]).isCloseTo(0.5 + 3 * i * 0.010, within(1e-6));
      }
    }
  }

  @Test
  void gapEndsAStretchAndNoTrialCrossesIt() throws IOException {
    RecordedTrajectory recording = RecordedTrajectory.read(turning("rad", 1, 2), 25, 0.5);
    assertThat(recording.stretches()).hasSize(2);
    assertThat(recording.consecutiveTrials(50)).isEqualTo(6);
    double[] velocity = new double[60];
    for (int k = 0; k < 100; k++) {
      recording.fill(velocity, 10, new RandomStreams(k).stream("test"));
      for (int t = 10; t < 60; t++) {
        assertThat(velocity[t]).isCloseTo(3 * 0.025, within(1e-6));
      }
    }
    assertThatThrownBy(() -> recording.consecutiveTrials(250))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("longest stretch without a gap is 199 steps");
  }

  @Test
  void consecutiveTrialsCoverTheRecordingInItsOrder() throws IOException {
    RecordedTrajectory recording = RecordedTrajectory.read(turning("rad", 1, 2), 25, 0.5);
    VelocityProcess consecutive = recording.consecutive();
    double[] velocity = new double[60];
    double[] starts = new double[6];
    for (int k = 0; k < 6; k++) {
      starts[k] = consecutive.fill(velocity, 10, null);
    }
    for (int k = 0; k < 3; k++) {
      assertThat(starts[k]).isCloseTo(0.5 + 3 * k * 50 * 0.025, within(1e-6));
      assertThat(Math.IEEEremainder(starts[3 + k] - starts[k] - 3 * 7, 2 * Math.PI))
          .isCloseTo(0, within(1e-6));
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          t_s,hd_rad;0,0.1;0.025,left;0.05,0.2   | r.csv:3: column 'hd_rad': 'left' is not a number
          t_s,hd_rad;0,0.1;0.025,NaN             | r.csv: 1 sample of hd_rad (rad) and 1 lost
          t_s,hd_rad;0,0.1;0.05,0.2;0.025,0.3    | r.csv:4: t_s: 0.025 after 0.05; times must increase
          t_s,hd_rad                             | r.csv: 0 samples of hd_rad (rad)
          t_s,hd_rad;0,0.1;0.02,0.11             | r.csv: no stretch without a gap spans a step of 25.0 ms
          """)
  void badRecordingIsOneLineWithRowAndValue(String rows, String message) throws IOException {
    Path file = csv(rows.replace(';', '\n') + "\n");
    assertThatThrownBy(() -> RecordedTrajectory.read(file, 25, 0.5))
        .isInstanceOf(UserError.class)
        .hasMessageContaining(message)
        .hasMessageNotContaining("\n");
  }

  @Test
  void missingAndEmptyFilesAreRefused() throws IOException {
    assertThatThrownBy(() -> RecordedTrajectory.read(folder.resolve("none.csv"), 25, 0.5))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("none.csv: no readable file");
    Path empty = csv("");
    assertThatThrownBy(() -> RecordedTrajectory.read(empty, 25, 0.5)).isInstanceOf(UserError.class);
  }

  /** Mean |AV| and duration of 35 minutes of a mouse, as an independent computation gives them. */
  @Test
  void mouseRecordingHasItsKnownStatistics() {
    Path file = Path.of("..", "shared", "data", "mouse_adn19_run_hd_39Hz.csv");
    assumeTrue(Files.exists(file), "the mouse's recording is not here");
    RecordedTrajectory recording = RecordedTrajectory.read(file, 25, 0.5);
    double sum = 0;
    int moves = 0;
    for (double[] stretch : recording.stretches()) {
      for (int i = 1; i < stretch.length; i++) {
        sum += Math.abs(stretch[i] - stretch[i - 1]);
        moves++;
      }
    }
    assertThat(moves * 0.025).isCloseTo(MOUSE_S, within(1e-6));
    assertThat(Math.toDegrees(sum / moves) * 40).isCloseTo(MOUSE_MEAN_AV_DEG_PER_S, within(1e-6));
  }
}
