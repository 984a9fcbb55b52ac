package org.compassnet.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.compassnet.analysis.Run;
import org.compassnet.config.Config;
import org.compassnet.config.UserError;
import org.compassnet.network.CtRnnWeights;
import org.compassnet.network.HeadDirectionNetwork;
import org.compassnet.training.Progress;
import org.compassnet.training.RunFolder;
import org.compassnet.training.StartingWeights;
import org.compassnet.training.Trainer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Trainings that begin with the finished weights of a run. */
class TrainFromTest {

  private static final String[] NEW = {"training.updates=12", "seed=5"};

  @TempDir Path folder;

  private Path source;

  @BeforeEach
  void aFinishedRun() throws IOException {
    source = SmallRun.copy(folder.resolve("source"));
  }

  private Config config() {
    return RunFolder.open(source).readConfig().set(List.of(NEW));
  }

  private Path tuned() {
    Path out = folder.resolve("tuned");
    String said =
        SmallRun.done("train", "--from", source, "--set", NEW[0], "--set", NEW[1], "--out", out);
    assertThat(said).contains("begins with the finished weights of " + source, "begins afresh");
    return out;
  }

  @Test
  void theRunBeginsWithTheFinishedWeightsAndSaysWhoseTheyAre() throws Exception {
    Path tuned = tuned();
    CtRnnWeights finished = Run.open(source).weights();
    CtRnnWeights start = Run.open(tuned).untrained().weights();
    assertThat(start.wRec()).isEqualTo(finished.wRec());
    assertThat(start.b()).isEqualTo(finished.b());
    assertThat(start.wOut()).isEqualTo(finished.wOut());
    assertThat(start.x0()).isEqualTo(finished.x0());
    assertThat(start.wIn())
        .usingElementComparator((a, b) -> Math.abs(a - b) <= 1e-6 * Math.abs(b) ? 0 : 1)
        .isEqualTo(finished.wIn());
    assertThat(Run.open(tuned).weights().wRec()).isNotEqualTo(finished.wRec());
    JsonNode from = json(tuned.resolve("provenance.json")).path("from");
    assertThat(from.path("run").asText()).isEqualTo(source.toString());
    assertThat(from.path("seed").asLong()).isEqualTo(1);
    assertThat(from.path("sha256").asText()).isEqualTo(sha256(source.resolve("model.zip")));
    assertThat(json(source.resolve("provenance.json")).has("from")).isFalse();
    // What the page says of before training.
    assertThat(Files.readString(tuned.resolve("report.html")))
        .contains("the finished weights of " + source, "wherever this page says before training");
    // And what the analysis does.
    JsonNode change = json(tuned.resolve("analysis/summary.json")).at("/learned_change/w_rec");
    double expected = change(finished.wRec(), Run.open(tuned).weights().wRec());
    assertThat(change.path("change").asDouble()).isEqualTo(expected, within(1e-6));
  }

  /** Norm of the difference over that of the first. */
  private static double change(float[] before, float[] after) {
    double difference = 0;
    double norm = 0;
    for (int i = 0; i < before.length; i++) {
      difference += Math.pow(after[i] - before[i], 2);
      norm += Math.pow(before[i], 2);
    }
    return Math.sqrt(difference / norm);
  }

  /** Of an Adam that has seen nothing, the first step is as long as the learning rate. */
  @Test
  void theOptimiserBeginsAfresh() throws IOException {
    Config one = config().with(Map.of("training.updates", 1, "training.weight_decay", 0.0));
    RunFolder run = begun(one, "one");
    Trainer trainer = Trainer.start(one, run);
    float[] before;
    float[] after;
    try (HeadDirectionNetwork network = trainer.network()) {
      before = network.weights().wRec();
      trainer.run(Progress.NONE, () -> false);
      after = network.weights().wRec();
    }
    int whole = 0;
    for (int i = 0; i < before.length; i++) {
      double step = Math.abs(after[i] - before[i]);
      assertThat(step).isLessThan(0.00101);
      whole += step > 0.0009 ? 1 : 0;
    }
    // All but the 10 of the diagonal, and those of units that were silent.
    assertThat(whole).isGreaterThan(45);
  }

  @Test
  void stoppedAndResumedItGivesTheSameBits() throws IOException {
    Path whole = tuned();
    for (int updates : new int[] {0, 11}) {
      RunFolder run = begun(config(), "stopped" + updates);
      Trainer trainer = Trainer.start(config(), run);
      try (HeadDirectionNetwork network = trainer.network()) {
        AtomicInteger made = new AtomicInteger();
        // Killed before the first update, or stopped after the eleventh.
        if (updates > 0) {
          trainer.run(Progress.NONE, () -> made.incrementAndGet() == updates);
        }
      }
      SmallRun.done(
          "train",
          "--from",
          source,
          "--set",
          NEW[0],
          "--set",
          NEW[1],
          "--out",
          run.path(),
          "--resume");
      assertThat(run.model()).hasSameBinaryContentAs(whole.resolve("model.zip"));
    }
  }

  private RunFolder begun(Config config, String name) throws IOException {
    RunFolder run = RunFolder.create(folder.resolve(name));
    StartingWeights.of(RunFolder.open(source), config).write(run, config);
    return run;
  }

  @Test
  void theNetworkIsThatOfTheRunAndTheRestIsNew() throws IOException {
    Path conf =
        Files.writeString(
            folder.resolve("new.yaml"),
            """
            name: faster
            task: {steps: 30, velocity: {sigma_rad_per_step: 0.06}}
            network: {noise: {sd: 0.2}}
            training: {updates: 2, batch_trials: 10, validation: {trials: 5}}
            evaluation: {trials: 5}
            analysis: {trials: 20, shuffles: 5, random_cuts: 5, dynamics: false}
            """);
    SmallRun.done("train", conf, "--from", source, "--out", folder.resolve("faster"));
    Config made = RunFolder.open(folder.resolve("faster")).readConfig();
    assertThat(made.network().units()).isEqualTo(10);
    assertThat(made.network().velocityInputGain()).isEqualTo(20);
    assertThat(made.network().noise().sd()).isEqualTo(0.2);
    assertThat(made.task().velocity().sigmaRadPerStep()).isEqualTo(0.06);
  }

  @Test
  void whatCannotBeGoneOnWithIsRefusedAndNothingIsLeft() throws IOException {
    Path out = folder.resolve("none");
    assertThat(
            SmallRun.refused("train", "--from", source, "--set", "network.units=12", "--out", out))
        .contains("network.units: 12; allowed: 10, as " + source + " has");
    assertThat(
            SmallRun.refused(
                "train", "--from", source, "--set", "network.recurrent_gain=1", "--out", out))
        .contains("network.recurrent_gain: 1.0; allowed: 1.5");
    assertThat(SmallRun.refused("train", "--from", folder.resolve("no"), "--out", out))
        .contains("no: no such folder");
    Path other = SmallRun.copy(folder.resolve("other"));
    Files.delete(other.resolve("model.zip"));
    assertThat(SmallRun.refused("train", "--from", other, "--out", out))
        .contains("the training has not ended");
    assertThat(SmallRun.refused("train", "--from", source, "--out", source, "--resume"))
        .contains("did not begin with the weights that are in");
    assertThat(out).doesNotExist();
  }

  /** A folder that a killed process left before its run began is no bar, and not begun with. */
  @Test
  void weightsLeftByAProcessThatWasKilledAreNotTaken() throws IOException {
    RunFolder left = begun(config(), "left");
    try (HeadDirectionNetwork random = HeadDirectionNetwork.create(config());
        HeadDirectionNetwork network =
            Trainer.start(config(), RunFolder.create(left.path())).network()) {
      assertThat(network.weights().wRec()).isEqualTo(random.weights().wRec());
    }
  }

  private static JsonNode json(Path file) throws IOException {
    return Config.json().readTree(file.toFile());
  }

  private static String sha256(Path file) throws IOException, NoSuchAlgorithmException {
    return HexFormat.of()
        .formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file)));
  }

  /** Random weights would be analysed, and written, in place of those that the run began with. */
  @Test
  void theWeightsThatARunBeganWithAreMissed() throws IOException {
    RunFolder run = begun(config(), "copied");
    Trainer trainer = Trainer.start(config(), run);
    AtomicInteger made = new AtomicInteger();
    try (HeadDirectionNetwork network = trainer.network()) {
      trainer.run(Progress.NONE, () -> made.incrementAndGet() == 11);
      run.writeModel(network);
    }
    Path start = run.path().resolve("start.zip");
    Files.delete(start);
    Path conf = Files.writeString(folder.resolve("copied.yaml"), config().toYaml());
    String missing =
        start
            + ": missing; it holds the finished weights of "
            + source
            + ", which the run began with; copy it from the run's original folder";
    assertThat(SmallRun.refused("analyze", run.path())).contains(missing);
    assertThat(SmallRun.refused("train", conf, "--out", run.path(), "--resume")).contains(missing);
    assertThatThrownBy(() -> Run.open(run.path()).untrained())
        .isInstanceOf(UserError.class)
        .hasMessage(missing);
    Files.delete(run.path().resolve("checkpoints/last.zip"));
    assertThat(SmallRun.refused("train", conf, "--out", run.path(), "--resume")).contains(missing);
    assertThat(run.path().resolve("analysis")).doesNotExist();
    assertThat(json(run.path().resolve("provenance.json")).has("from")).isTrue();
  }
}
