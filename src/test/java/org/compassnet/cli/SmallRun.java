package org.compassnet.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** A small run, trained and analysed once for all tests that ask for it, and the program. */
final class SmallRun {

  /** Names what the run is of; tests train others of it. */
  static final String CONFIGURATION =
      """
      name: small
      task: {steps: 40}
      network: {units: 10, velocity_input_gain: 20}
      training: {updates: 20, batch_trials: 20, validation: {every_updates: 10, trials: 20}}
      evaluation: {trials: 30}
      analysis: {trials: 50, shuffles: 20, random_cuts: 20, dynamics: false}
      """;

  private static Path trained;

  private SmallRun() {}

  /** What a command printed, and how it ended. */
  record Result(int status, String out, String err) {}

  static Result run(Object... args) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    String[] words = Stream.of(args).map(String::valueOf).toArray(String[]::new);
    int status = CompassNet.run(new PrintWriter(out, true), new PrintWriter(err, true), words);
    return new Result(status, out.toString(), err.toString());
  }

  /** A command that succeeds. */
  static String done(Object... args) {
    Result result = run(args);
    assertThat(result.err).isEmpty();
    assertThat(result.status).isZero();
    return result.out;
  }

  /** A command that is refused, in one line. */
  static String refused(Object... args) {
    Result result = run(args);
    assertThat(result.status).isEqualTo(2);
    assertThat(result.err.strip()).doesNotContain("\n").startsWith("compassnet: ");
    return result.err;
  }

  /** Puts {@link #CONFIGURATION} into a folder. */
  static Path configuration(Path folder) throws IOException {
    return Files.writeString(folder.resolve("small.yaml"), CONFIGURATION);
  }

  /** A copy of the run. */
  static Path copy(Path to) throws IOException {
    Files.createDirectories(to.getParent());
    try (Stream<Path> files = Files.walk(trained())) {
      for (Path file : files.toList()) {
        Files.copy(file, to.resolve(trained.relativize(file).toString()));
      }
    }
    return to;
  }

  /** How many units of a class there are in units.csv, whose second column says it. */
  static long units(Path run, String type) throws IOException {
    return Files.readAllLines(run.resolve("analysis/units.csv")).stream()
        .filter(line -> line.split(",")[1].equals(type))
        .count();
  }

  private static synchronized Path trained() throws IOException {
    if (trained == null) {
      Path folder = Files.createTempDirectory("small-run");
      Runtime.getRuntime().addShutdownHook(new Thread(() -> delete(folder)));
      done("train", configuration(folder), "--out", folder.resolve("run"));
      trained = folder.resolve("run");
    }
    return trained;
  }

  private static void delete(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      List<Path> all = files.sorted(Comparator.reverseOrder()).toList();
      for (Path file : all) {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
