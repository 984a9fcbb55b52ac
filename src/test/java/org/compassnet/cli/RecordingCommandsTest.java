package org.compassnet.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.compassnet.config.Config;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What commands say about a recording that they read, and what they leave behind if they cannot.
 */
class RecordingCommandsTest {

  @TempDir Path folder;

  private record Result(int status, String out, String err) {}

  private Result run(String... args) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    String[] placed =
        Arrays.stream(args).map(a -> a.replace("@", folder + "/")).toArray(String[]::new);
    int status = CompassNet.run(new PrintWriter(out, true), new PrintWriter(err, true), placed);
    return new Result(status, out.toString(), err.toString());
  }

  private String done(String... args) {
    Result result = run(args);
    assertThat(result.err).isEmpty();
    assertThat(result.status).isZero();
    return result.out;
  }

  private void smallConfiguration() throws IOException {
    Files.writeString(
        folder.resolve("small.yaml"),
        """
        name: small
        task: {steps: 40}
        network: {units: 10, velocity_input_gain: 20}
        training: {updates: 20, batch_trials: 20, validation: {every_updates: 10}}
        evaluation: {trials: 30}
        analysis: {trials: 50, shuffles: 20, random_cuts: 20, dynamics: false}
        """);
  }

  /** A head that turns steadily for 20 s, sampled at 40 Hz; the time is in ms. */
  private void recording(String name, String header, double degPerSample) throws IOException {
    StringBuilder csv = new StringBuilder(header + "\n");
    for (int k = 0; k <= 800; k++) {
      csv.append(k * 25).append(',').append(k * degPerSample % 360).append('\n');
    }
    Files.writeString(folder.resolve(name), csv);
  }

  private static String[] with(String[] more, String... arguments) {
    return Stream.concat(Stream.of(arguments), Stream.of(more)).toArray(String[]::new);
  }

  @Test
  void everyCommandThatReadsARecordingSaysWhatItRead() throws IOException {
    smallConfiguration();
    recording("r.csv", "t_ms,course", 2);
    String line =
        "recording   r.csv: time t_ms (ms), direction course (deg); 20.0 s at 40 Hz in 1 stretch;"
            + " no gaps; median |AV| 80.0 deg/s";
    String[] keys = {
      "--set", "task.velocity.kind=recorded",
      "--set", "task.velocity.file=" + folder.resolve("r.csv"),
      "--set", "task.velocity.recording.direction=course",
      "--set", "task.velocity.recording.unit=deg"
    };
    assertThat(done(with(keys, "trajectories", "@small.yaml", "--out", "@t.csv"))).contains(line);
    assertThat(done(with(keys, "train", "@small.yaml", "--out", "@run"))).contains(line);
    Config config = Config.read(folder.resolve("run/config.yaml"), List.of());
    assertThat(config.task().velocity().recording().direction()).isEqualTo("course");
    assertThat(done("analyze", "@run")).contains(line);
    assertThat(done("evaluate", "@run")).contains(line, "30 trials of 40 steps");
    assertThat(
            done("evaluate", "@run", "--data", "@r.csv", "--direction", "course", "--unit", "deg"))
        .contains(line, "26 trials of 40 steps");

    recording("rest.csv", "t_ms,hd_deg", 0);
    assertThat(done("evaluate", "@run", "--data", "@rest.csv"))
        .contains("the head is at rest", "normalized error not defined; angular error")
        .doesNotContain("NaN", "Infinity");
  }

  /** A row: the arguments, and what the one line must say. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          reproduce --recorded @speed.csv --out @re         | no column is named as a head direction (2 columns: t_ms, speed); say which: --direction COLUMN
          reproduce --recorded @speed.csv --direction speed --unit deg --likelihood 0.5 --out @re | --likelihood 0.5; allowed: only with --points
          reproduce --unit deg --out @re                    | --unit: has an effect only with --recorded
          train @small.yaml --out @re @kind @speed          | task.velocity.recording.direction: COLUMN
          train @small.yaml --out @re @kind @brief          | brief.csv: the longest stretch without a gap is
          train @small.yaml --out @re @kind @none           | none.csv: no readable file
          train @small.yaml --out @re --set task.velocity.recording.unit=deg | task.velocity.recording.unit: deg; allowed: nothing where
          trajectories @small.yaml --out @t.csv @kind @speed | no column is named as a head direction
          evaluate @run --unit deg                          | --unit: has an effect only with --data
          evaluate @run --data @speed.csv                   | no column is named as a head direction
          evaluate @run --data @brief.csv --fps 30          | --fps 30.0 has no effect: the time (t_ms) is in ms
          evaluate @run --data @brief.csv --time-unit s --fps 30 | --fps 30.0; allowed: only where the time counts frames
          evaluate @run --data @brief.csv --unit grad       | 'grad'; allowed: auto, rad, deg
          evaluate @run --data @brief.csv --points a,b,c    | --points [a, b, c]; allowed: two body parts
          evaluate @run --data @brief.csv --points a,b --unit deg | --unit deg; allowed: not with --points
          evaluate @run --data @brief.csv --max-gap 0       | --max-gap 0.0; allowed: a number > 0
          evaluate @run --data @brief.csv --separator dash  | 'dash'; allowed: auto, comma, semicolon, tab, space
          evaluate @run --data @brief.csv --separator tab   | brief.csv
          """)
  void aRecordingThatCannotBeUsedIsOneLineAndLeavesNothingBehind(String arguments, String message)
      throws IOException {
    smallConfiguration();
    recording("speed.csv", "t_ms,speed", 2);
    Files.writeString(folder.resolve("brief.csv"), "t_ms,hd_deg\n0,1\n33,2\n66,3\n100,4\n");
    Files.createDirectories(folder.resolve("run"));
    Files.writeString(folder.resolve("run/config.yaml"), "name: run\n");
    List<Path> before = files();

    Result result =
        run(
            arguments
                .replace("@kind", "--set task.velocity.kind=recorded")
                .replaceAll(" @(speed|brief|none)\\b(?!\\.)", " --set task.velocity.file=@$1.csv")
                .trim()
                .split(" +"));

    assertThat(result.status).as(result.err).isEqualTo(2);
    assertThat(result.err).contains(message).doesNotContain("Exception", "\tat ");
    assertThat(result.err.lines().filter(line -> !line.startsWith("Try "))).hasSize(1);
    assertThat(files()).isEqualTo(before);
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.sorted().toList();
    }
  }
}
