package org.compassnet.trajectory.recording;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.compassnet.config.RecordingConfig;
import org.compassnet.config.RecordingConfig.AngleUnit;
import org.compassnet.config.RecordingConfig.Separator;
import org.compassnet.config.RecordingConfig.TimeUnit;
import org.compassnet.config.UserError;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Recordings as people have them, where they lie beside the project. */
class RecordingCasesTest {

  private static final Path CASES = Path.of("..", "shared", "cases", "recordings");

  private static Path file(String name) {
    Path file = CASES.resolve(name);
    assumeTrue(Files.exists(file), file + " is not here");
    return file;
  }

  private static Recording read(String name, RecordingConfig how) {
    return Recording.read(file(name), 0.5, how, Asked.OPTIONS);
  }

  private static RecordingConfig how(
      String time, TimeUnit timeUnit, Double fps, String direction, AngleUnit unit, String points) {
    return new RecordingConfig(
        Separator.AUTO,
        time,
        timeUnit,
        fps,
        direction,
        unit,
        points == null ? List.of() : List.of(points.split(",")),
        null);
  }

  /** A row: the file, how it is read, and the stretches, lost and turned samples that it has. */
  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      textBlock =
          """
          minus1_gap.csv, 2, 64, 0
          minus1_rad.csv, 1, 9, 0
          nan_single.csv, 1, 9, 0
          nan_gap.csv,    2, 64, 0
          empty_gap.csv,  2, 64, 0
          whd.csv,        3, 150, 0
          ledswap.csv,    1, 10, 10
          av_first.csv,   1, 0, 0
          gradhdr.csv,    1, 0, 0
          ms.csv,         1, 0, 0
          us.csv,         1, 0, 0
          minutes.csv,    1, 0, 0
          blank1.csv,     1, 0, 0
          semicolon.csv,  1, 0, 0
          comma.csv,      1, 0, 0
          tab.csv,        1, 0, 0
          const.csv,      1, 0, 0
          """)
  void isReadByItsNames(String name, int stretches, int lost, int turned) {
    Recording recording = read(name, RecordingConfig.BY_NAMES);
    assertThat(recording.stretches()).hasSize(stretches);
    assertThat(recording.summary().lost()).isEqualTo(lost);
    assertThat(recording.summary().turned()).isEqualTo(turned);
    assertThat(recording.warnings().isEmpty()).isEqualTo(!name.equals("const.csv"));
    double median = recording.summary().medianDegPerS();
    if (name.equals("const.csv")) {
      assertThat(median).isZero();
    } else {
      assertThat(median).isBetween(40.0, 90.0);
    }
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      delimiter = '|',
      textBlock =
          """
          frame.csv   | -  | AUTO | 30 | -  | AUTO | -                 | 900
          dlc.csv     | -  | AUTO | 30 | -  | AUTO | leftear,rightear  | 200
          xy.csv      | -  | AUTO | -  | -  | AUTO | head,tail         | 300
          fictrac.dat | 22 | MS   | -  | 17 | RAD  | -                 | 100
          tsd.npz     | t  | AUTO | -  | d  | RAD  | -                 | 600
          radians360.csv | - | AUTO | - | - | DEG  | -                 | 600
          rad_as_deg.csv | - | AUTO | - | - | RAD  | -                 | 900
          """)
  void isReadAsItsUserSays(
      String name,
      String time,
      TimeUnit timeUnit,
      Double fps,
      String direction,
      AngleUnit unit,
      String points,
      int samples) {
    Recording recording = read(name, how(time, timeUnit, fps, direction, unit, points));
    assertThat(recording.summary().samples()).isEqualTo(samples);
    assertThat(recording.summary().lost()).isZero();
    assertThat(recording.summary().durationS()).isCloseTo((samples - 1) / 30.0, within(0.05));
    assertThat(recording.summary().medianDegPerS()).isBetween(30.0, 110.0);
    assertThat(recording.warnings()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          radians360.csv | are these degrees? --unit deg
          rad_as_deg.csv | are these radians? --unit rad
          frame.csv      | frame counts frames; say how many a second has: --fps 30
          dlc.csv        | --fps 30
          xy.csv         | --points head,tail
          fictrac.dat    | 25 columns without names
          tsd.npz        | --direction COLUMN
          """)
  void isRefusedWithWhatToSay(String name, String message) {
    Path file = file(name);
    assertThatThrownBy(() -> Recording.read(file, 0.5, RecordingConfig.BY_NAMES, Asked.OPTIONS))
        .isInstanceOf(UserError.class)
        .hasMessageContaining(message)
        .hasMessageNotContaining("\n");
  }
}
