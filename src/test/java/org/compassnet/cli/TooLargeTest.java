package org.compassnet.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.compassnet.config.Config;
import org.compassnet.files.NpyArray;
import org.compassnet.files.Npz;
import org.compassnet.network.HeadDirectionNetwork;
import org.compassnet.training.MemoryNeed;
import org.compassnet.training.RunFolder;
import org.compassnet.training.Trainer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What no machine can do is refused before anything is done, by every command. */
class TooLargeTest {

  // Long before any of this could be done, on a machine that is busy with other work too.
  private static final Duration AT_ONCE = Duration.ofMinutes(3);

  @TempDir static Path folder;

  @BeforeAll
  static void aRunAndASearch() throws IOException {
    Map<String, Object> small =
        Map.of("name", "run", "network.units", 4, "task.steps", 40, "analysis.trials", 2000000000);
    Config config = Config.of(small);
    try (HeadDirectionNetwork network = HeadDirectionNetwork.create(config)) {
      RunFolder run = RunFolder.create(folder.resolve("run"));
      Trainer.writeUntrained(config, run, network);
    }
    Npz.write(
        folder.resolve("weights.npz"),
        Map.of(
            "W_in", NpyArray.of(new float[12], 4, 3),
            "W_rec", NpyArray.of(new float[16], 4, 4),
            "b", NpyArray.of(new float[4], 4),
            "W_out", NpyArray.of(new float[8], 2, 4)));
    Files.writeString(
        folder.resolve("base.yaml"),
        """
        parameters: {network.noise.sd: [0.1, 0.2]}
        set: {task.steps: 2147483647}
        """);
    Files.writeString(
        folder.resolve("space.yaml"),
        """
        parameters:
          network.units: {space: integer, from: 10, to: 50000}
        """);
    Files.writeString(
        folder.resolve("crowd.yaml"),
        """
        parameters: {network.noise.sd: {space: log_uniform, from: 0.01, to: 1}}
        set: {network.units: 1000}
        limits: {candidates: 100}
        concurrency: 100
        """);
    Files.writeString(folder.resolve("small.yaml"), "task: {steps: 40}\n");
    Files.writeString(
        folder.resolve("stage.yaml"),
        """
        task: {steps: 40}
        training: {curriculum: [{update: 0, steps: 40}, {update: 9, steps: 2000000000}]}
        """);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          train @small.yaml --out @new --set network.units=50000               | network.units 50000
          train @small.yaml --out @new --set network.units=2147483647          | network.units 2147483647
          train @small.yaml --out @new --set task.steps=2147483647             | 2147483647 steps
          train @small.yaml --out @new --set training.batch_trials=2147483647  | training.batch_trials 2147483647 of 40 steps
          train @small.yaml --out @new --set training.updates=2147483647       | training.updates 2147483647
          train @small.yaml --out @new --set training.validation.trials=2147483647 | training.validation.trials 2147483647
          train @small.yaml --out @new --set evaluation.trials=2147483647      | evaluation.trials 2147483647
          train @small.yaml --out @new --set analysis.trials=2147483647        | analysis.trials 2147483647
          train @stage.yaml --out @new | of 2000000000 steps
          train @small.yaml --out @new --set training.engine=samediff --set training.batch_trials=300000 | org.bytedeco.javacpp.maxbytes
          train @small.yaml --out @new --set training.threads=2147483647       | an integer from 0 to 1024
          train @small.yaml --out @new --set task.velocity.kind=gaussian_process --set task.velocity.length_scale_ms=1e15 | task.velocity.length_scale_ms
          train @small.yaml --out @new --set analysis.shuffles=2147483647      | an integer from 1 to 1000000
          evaluate @run --trials 2147483647                                    | --trials 2147483647
          evaluate @run --steps 2147483647                                     | of 2147483647 steps
          evaluate @run --trials 65536 --steps 65536                           | --trials 65536 of 65536 steps
          evaluate @run --set evaluation.trials=2147483647                     | evaluation.trials 2147483647
          evaluate @run --set task.step_ms=0.00001                             | evaluation.trials 1000 of 100000000 steps
          analyze @run                                                         | analysis.trials 2000000000
          reproduce --out @new --set network.units=50000                       | network.units 50000
          reproduce --out @new --set task.steps=2147483647                     | 2147483647 steps
          reproduce --out @new --seeds 2147483647                              | --seeds 2147483647
          reproduce --out @new --workers 100 --seeds 100 --set network.units=1000 | --workers 100: work on so many networks
          search @crowd.yaml --out @new                                        | concurrency 100: work on so many networks
          search @base.yaml --out @new                                         | 2147483647 steps
          search @space.yaml --out @new                                        | space.yaml:2: parameters.network.units: network.units 50000
          trajectories @small.yaml --out @new.npz --trials 2147483647          | --trials 2147483647 of 40 steps
          trajectories @small.yaml --out @new.npz --set task.steps=2147483647  | of 2147483647 steps
          trajectories @small.yaml --out @new.csv --trials 1 --set task.steps=2147483647 | of 2147483647 steps
          import-weights @weights.npz --out @new --set evaluation.trials=2147483647 | evaluation.trials 2147483647
          import-weights @weights.npz --out @new --set task.steps=2147483647   | of 2147483647 steps
          bench --updates 2147483647                                           | --updates 2147483647
          bench --set network.units=50000                                      | network.units 50000
          bench --set task.steps=2147483647 --updates 1                        | of 2147483647 steps
          """)
  void whatHasNoRoomIsRefusedAtOnce(String arguments, String named) throws IOException {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    String[] placed =
        Arrays.stream(arguments.trim().split(" +"))
            .map(a -> a.replace("@", folder + "/"))
            .toArray(String[]::new);
    List<Path> before = files();
    long begun = System.nanoTime();

    int status = CompassNet.run(new PrintWriter(out, true), new PrintWriter(err, true), placed);

    assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(AT_ONCE);
    assertThat(status).as(err.toString()).isEqualTo(2);
    assertThat(err.toString().strip()).hasLineCount(1).contains(named);
    assertThat(out.toString()).isEmpty();
    assertThat(files()).isEqualTo(before);
  }

  private static List<Path> files() throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.sorted().toList();
    }
  }

  @Test
  void theLineSaysWhatIsNeededAndWhatThereIs() {
    assertThat(MemoryNeed.ofTraining(Config.of(Map.of("network.units", 50000))).refusal())
        .get()
        .asString()
        .matches(
            "network.units 50000: the training needs at least [0-9.]+ [GT]B of memory,"
                + " [0-9.]+ GB of it for this; the heap has room for [0-9.]+ GB");
  }

  /** Of what the program is made for, nothing is refused, nor of ten times that. */
  @Test
  void whatIsUsualHasRoom() {
    assertThat(MemoryNeed.ofRun(Config.defaults()).refusal()).isEmpty();
    Config large = Config.of(Map.of("network.units", 1000, "task.steps", 1000));
    assertThat(MemoryNeed.ofRun(large).refusal()).isEmpty();
    assertThat(MemoryNeed.ofSimulation(1000, 500, 100).refusal()).isEmpty();
  }

  /** Half an hour at 1 ms for 17 networks of each of three conditions: 40 GB. */
  @Test
  void theSpikesOfAStudyBesideCellsAreCounted() {
    assertThat(MemoryNeed.ofSpikes("--cells", 17 * 300, 2_000_000).refusal())
        .get()
        .asString()
        .contains("the comparison with cells needs at least");
    assertThat(MemoryNeed.ofSpikes("--cells", 300, 20_000).refusal()).isEmpty();
  }

  @Test
  void ratesBeyondAnArrayAreNotSimulated() {
    assertThat(MemoryNeed.ofSimulation(65536, 65536, 1).refusal()).isPresent();
  }

  /** The need grows with what is asked for, and so fewer have room at a time. */
  @Test
  void fewerLargeNetworksAreMadeAtATime() {
    MemoryNeed small = MemoryNeed.ofRun(Config.of(Map.of("network.units", 20)));
    MemoryNeed large = MemoryNeed.ofRun(Config.of(Map.of("network.units", 3000)));
    assertThat(small.atATime(4)).isEqualTo(4);
    assertThat(large.atATime(1000)).isBetween(1, 10);
  }
}
