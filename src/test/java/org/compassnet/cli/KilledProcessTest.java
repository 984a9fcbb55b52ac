package org.compassnet.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.compassnet.training.RunFolder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two processes in one folder, and what a process leaves that is killed at any moment. */
class KilledProcessTest {

  private static final String CONFIGURATION =
      """
      name: killed
      task: {steps: 40}
      network: {units: 10, velocity_input_gain: 20}
      training: {updates: 400, batch_trials: 20, snapshots: 6, validation: {every_updates: 20, trials: 10}}
      evaluation: {trials: 30}
      analysis: {trials: 50, shuffles: 20, random_cuts: 5, dynamics: false}
      """;

  private static final String SEARCH =
      """
      name: killed
      set: {network.units: 8, task.steps: 40, training.batch_trials: 20}
      brief: {training.updates: 60, training.validation.every_updates: 20, analysis.trials: 50,
              analysis.shuffles: 20, analysis.random_cuts: 5, analysis.dynamics: false}
      parameters:
        network.noise.sd: {space: log_uniform, from: 0.01, to: 1}
      limits: {candidates: 3}
      """;

  // Another seed kills at other moments.
  private final Random random = new Random(Integer.getInteger("compassnet.test.seed", 1));

  @TempDir Path folder;

  private String[] placed(String arguments) {
    return Arrays.stream(arguments.split(" "))
        .map(a -> a.replace("@", folder + File.separator))
        .toArray(String[]::new);
  }

  private record Result(int status, String err) {}

  private Result run(String arguments) {
    StringWriter err = new StringWriter();
    int status =
        CompassNet.run(
            new PrintWriter(new StringWriter()), new PrintWriter(err, true), placed(arguments));
    return new Result(status, err.toString());
  }

  private Process start(String arguments) throws IOException {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    Stream<String> command =
        Stream.of(
            java,
            "-Xmx512m",
            "-Djava.awt.headless=true",
            "-cp",
            System.getProperty("java.class.path"),
            CompassNet.class.getName());
    return new ProcessBuilder(
            Stream.concat(command, Stream.of(placed(arguments))).toArray(String[]::new))
        .redirectErrorStream(true)
        .redirectOutput(folder.resolve("said.txt").toFile())
        .start();
  }

  private void await(Process process, BooleanSupplier happened) throws Exception {
    while (!happened.getAsBoolean()) {
      assertThat(process.isAlive()).as(Files.readString(folder.resolve("said.txt"))).isTrue();
      Thread.sleep(5);
    }
  }

  private void kill(Process process) throws Exception {
    Thread.sleep(random.nextInt(300));
    process.destroyForcibly();
    assertThat(process.waitFor(3, TimeUnit.MINUTES)).isTrue();
  }

  /** Every file of an analysis. */
  private TreeMap<String, byte[]> results(String run) throws IOException {
    return contents(run, "analysis");
  }

  private TreeMap<String, byte[]> contents(String run, String part) throws IOException {
    TreeMap<String, byte[]> results = new TreeMap<>();
    try (Stream<Path> files = Files.list(folder.resolve(run).resolve(part))) {
      for (Path file : files.toList()) {
        results.put(file.getFileName().toString(), Files.readAllBytes(file));
      }
    }
    return results;
  }

  private float[] weights(String run) {
    try (var network = RunFolder.open(folder.resolve(run)).readNetwork()) {
      return network.network().params().dup().data().asFloat();
    }
  }

  private void requireNothingHalf(String run) throws IOException {
    try (Stream<Path> files = Files.walk(folder.resolve(run))) {
      List<String> names = files.map(file -> file.getFileName().toString()).toList();
      assertThat(names).noneMatch(name -> name.endsWith(".part")).doesNotContain(".lock");
    }
  }

  @Test
  void killedTrainingAndAnalysisGoOnToTheSameBits() throws Exception {
    Files.writeString(folder.resolve("killed.yaml"), CONFIGURATION);
    Path run = folder.resolve("run");
    String resume = "train @killed.yaml --out @run --resume";
    killAfter(
        run.resolve("checkpoints").resolve("last.zip"),
        "train @killed.yaml --out @run",
        resume,
        "analyze @run");
    assertThat(run(resume)).isEqualTo(new Result(0, ""));
    assertThat(run("train @killed.yaml --out @whole")).isEqualTo(new Result(0, ""));
    assertThat(weights("run")).isEqualTo(weights("whole"));
    requireNothingHalf("run");
    assertThat(results("run")).usingRecursiveComparison().isEqualTo(results("whole"));
    assertThat(contents("run", "snapshots"))
        .hasSize(6)
        .usingRecursiveComparison()
        .isEqualTo(contents("whole", "snapshots"));

    Process analysis = start("analyze @run");
    try {
      await(analysis, () -> Files.exists(run.resolve(".lock")));
    } finally {
      kill(analysis);
    }
    assertThat(run("analyze @run")).isEqualTo(new Result(0, ""));
    requireNothingHalf("run");
    assertThat(results("run")).usingRecursiveComparison().isEqualTo(results("whole"));
  }

  /** Ended by a kill after the file is there; the second process is told who is in the folder. */
  private void killAfter(Path file, String command, String... late) throws Exception {
    Process process = start(command);
    try {
      await(process, () -> Files.exists(file));
      for (String second : late) {
        Result refused = run(second);
        assertThat(refused.status).isEqualTo(2);
        assertThat(refused.err.strip())
            .hasLineCount(1)
            .contains("in use by process " + process.pid() + " on ", " since ");
      }
    } finally {
      kill(process);
    }
  }

  /** A table without its last column, the time that something took. */
  private List<String> withoutTime(String table) throws IOException {
    return Files.readAllLines(folder.resolve(table)).stream()
        .map(row -> row.substring(0, row.lastIndexOf(',')))
        .toList();
  }

  @Test
  void killedSearchGoesOnToTheSameBits() throws Exception {
    Files.writeString(folder.resolve("search.yaml"), SEARCH);
    String resume = "search @search.yaml --out @search --resume";
    Path first = folder.resolve("search/candidate-000/model.zip");
    killAfter(first, "search @search.yaml --out @search", resume);
    assertThat(run(resume)).isEqualTo(new Result(0, ""));
    assertThat(run("search @search.yaml --out @whole")).isEqualTo(new Result(0, ""));
    assertThat(withoutTime("search/results.csv")).isEqualTo(withoutTime("whole/results.csv"));
    assertThat(results("search/candidate-002"))
        .usingRecursiveComparison()
        .isEqualTo(results("whole/candidate-002"));
    requireNothingHalf("search");
  }

  @Test
  void killedReproductionGoesOnToTheSameBits() throws Exception {
    String settings =
        " --seeds 1 --set network.units=8 --set training.updates=40 --set training.curriculum=[]"
            + " --set task.steps=60 --set training.batch_trials=10 --set analysis.trials=100"
            + " --set analysis.shuffles=20 --set analysis.random_cuts=5"
            + " --set analysis.dynamics=false";
    String study = "reproduce --out @study" + settings;
    killAfter(folder.resolve("study/low-seed1/model.zip"), study, study);
    assertThat(run(study)).isEqualTo(new Result(0, ""));
    assertThat(run("reproduce --out @whole" + settings)).isEqualTo(new Result(0, ""));
    for (String table : List.of("networks.csv", "verdicts.csv")) {
      assertThat(folder.resolve("study").resolve(table))
          .hasSameBinaryContentAs(folder.resolve("whole").resolve(table));
    }
    for (String network : List.of("low-seed1", "main-seed1", "high-seed1")) {
      assertThat(weights("study/" + network)).isEqualTo(weights("whole/" + network));
    }
    requireNothingHalf("study");
  }
}
