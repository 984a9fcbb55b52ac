package org.compassnet.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.compassnet.config.Config;
import org.compassnet.config.UserError;
import org.compassnet.files.NpyArray;
import org.compassnet.files.Npz;
import org.compassnet.network.HeadDirectionNetwork;
import org.compassnet.network.WeightsFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrainerTest {

  private static final Progress SILENT = Progress.NONE;
  private static final BooleanSupplier NEVER = () -> false;

  @TempDir Path folder;

  private static Config config(Object... keysAndValues) {
    Map<String, Object> changes = new LinkedHashMap<>();
    changes.put("network.units", 10);
    changes.put("task.steps", 40);
    changes.put("training.batch_trials", 20);
    changes.put("training.updates", 30);
    changes.put("training.learning_rate_schedule", "cosine");
    changes.put("training.activity_penalty.weight", 5);
    changes.put("training.activity_penalty.anneal", true);
    changes.put("training.curriculum", "[{update: 0, steps: 20}, {update: 12, steps: 40}]");
    changes.put("training.validation.every_updates", 7);
    changes.put("evaluation.trials", 50);
    for (int i = 0; i < keysAndValues.length; i += 2) {
      changes.put((String) keysAndValues[i], keysAndValues[i + 1]);
    }
    return Config.of(changes);
  }

  private RunFolder run(String name, Config config) throws IOException {
    RunFolder run = RunFolder.create(folder.resolve(name));
    try (Closing trainer = new Closing(Trainer.start(config, run))) {
      assertThat(trainer.it.run(SILENT, NEVER)).isEqualTo(Trainer.End.FINISHED);
    }
    return run;
  }

  private record Closing(Trainer it) implements AutoCloseable {
    @Override
    public void close() {
      it.network().close();
    }
  }

  private static float[] parameters(RunFolder run) {
    try (HeadDirectionNetwork network = run.readNetwork()) {
      return network.network().params().dup().data().asFloat();
    }
  }

  /** All columns but the seconds. */
  private static List<String> numbers(RunFolder run) throws IOException {
    return Files.readAllLines(run.metrics()).stream()
        .map(line -> line.substring(0, line.lastIndexOf(',')))
        .toList();
  }

  private static void assertSameRun(RunFolder run, RunFolder expected) throws IOException {
    assertThat(parameters(run)).isEqualTo(parameters(expected));
    assertThat(numbers(run)).isEqualTo(numbers(expected));
    assertThat(run.validation()).hasSameTextualContentAs(expected.validation());
  }

  @Test
  void runFolderHoldsConfigurationProvenanceMetricsAndModel() throws IOException {
    RunFolder run = run("a", config());
    assertThat(run.readConfig()).isEqualTo(config());
    List<Metrics> metrics = Metrics.read(run.metrics());
    assertThat(metrics).hasSize(30);
    assertThat(metrics.get(11).steps()).isEqualTo(20);
    assertThat(metrics.get(12).steps()).isEqualTo(40);
    assertThat(ValidationCurve.read(run.validation()).stream().map(v -> (int) v[0]))
        .containsExactly(7, 14, 21, 28, 30);
    assertThat(run.provenance())
        .content()
        .contains("version", "commit", "seed", "backend", "engine", "jvm", "machine");
    assertThat(run.lastCheckpoint()).exists();
    assertThat(run.bestCheckpoint()).exists();
    try (var files = Files.walk(run.path())) {
      assertThat(files.filter(f -> f.toString().endsWith(".part"))).isEmpty();
    }
  }

  /** As an exported file, for a velocity in rad/step whatever the gain inside. */
  @Test
  void weightsBeforeAndAfterTrainingAreInOneFileThatImportsAsTheTrained() throws IOException {
    Config config = config("network.velocity_input_gain", 10, "network.output_bias", true);
    RunFolder run = run("a", config);
    WeightsFile file = WeightsFile.read(run.weights());
    try (HeadDirectionNetwork network = run.readNetwork()) {
      assertThat(file.weights()).usingRecursiveComparison().isEqualTo(network.weights());
    }
    assertThat(file.keys()).containsEntry("network.activation", "retanh");
    assertThat(file.stepMs()).hasValue(25);
    assertThat(file.tauMs()).hasValue(250);
    assertThat(file.remarks()).hasSize(1).first().asString().startsWith("trained weights;");
    Map<String, NpyArray> arrays = Npz.read(run.weights(), name -> name.endsWith("_before"));
    try (HeadDirectionNetwork newborn = HeadDirectionNetwork.create(config)) {
      assertThat(arrays.get("W_in_before").toFloats()).isEqualTo(newborn.weights().wIn());
      assertThat(arrays.get("W_rec_before").toFloats()).isEqualTo(newborn.weights().wRec());
      assertThat(arrays.get("W_out_before").toFloats()).isEqualTo(newborn.weights().wOut());
    }
    assertThat(arrays).containsOnlyKeys(BEFORE);
  }

  private static final String[] BEFORE = {
    "W_in_before", "W_rec_before", "b_before", "W_out_before", "x0_before", "b_out_before"
  };

  @Test
  void aRunOfAnEarlierVersionHasNoWeightsFileAndIsARunAllTheSame() throws IOException {
    RunFolder run = run("a", config());
    byte[] weights = Files.readAllBytes(run.weights());
    Files.delete(run.weights());
    assertThat(parameters(run)).isNotEmpty();
    // Going on with a run that has ended makes up for it.
    try (Closing trainer = new Closing(Trainer.resume(run))) {
      assertThat(trainer.it.run(SILENT, NEVER)).isEqualTo(Trainer.End.FINISHED);
    }
    assertThat(run.weights()).hasBinaryContent(weights);
  }

  @Test
  void modelIsTheNetworkOfTheBestValidation() throws IOException {
    RunFolder run = run("a", config("training.learning_rate", 0.05));
    double[] best =
        ValidationCurve.read(run.validation()).stream()
            .min((a, b) -> Double.compare(a[2], b[2]))
            .orElseThrow();
    assertThat(Checkpoint.readState(run.bestCheckpoint(), run.readConfig()).bestUpdate())
        .isEqualTo((int) best[0]);
    try (HeadDirectionNetwork network =
        ModelFile.readNetwork(run.bestCheckpoint(), run.readConfig())) {
      assertThat(network.network().params().dup().data().asFloat()).isEqualTo(parameters(run));
    }
  }

  @Test
  void stoppedRunResumesToTheSameBits() throws IOException {
    Config config =
        config(
            "training.activity_penalty.group_weight",
            0.1,
            "training.activity_penalty.schedule",
            "[{update: 5, factor: 0}, {update: 25, factor: 1}]",
            "training.outgoing_penalty.l1_weight",
            0.01,
            "training.outgoing_penalty.schedule",
            "[{update: 0, factor: 1}, {update: 20, factor: 0}]");
    RunFolder whole = run("whole", config);
    for (int stopAt : new int[] {1, 7, 12, 13, 29}) {
      RunFolder run = RunFolder.create(folder.resolve("stopped" + stopAt));
      int[] asked = {0};
      try (Closing trainer = new Closing(Trainer.start(config, run))) {
        assertThat(trainer.it.run(SILENT, () -> ++asked[0] == stopAt))
            .isEqualTo(Trainer.End.STOPPED);
      }
      assertThat(run.model()).doesNotExist();
      try (Closing trainer = new Closing(Trainer.resume(run))) {
        assertThat(trainer.it.run(SILENT, NEVER)).isEqualTo(Trainer.End.FINISHED);
      }
      assertSameRun(run, whole);
    }
  }

  /** Weights that hardly move have the same norm throughout, so that the penalty is the factor. */
  @Test
  void aPenaltyFollowsItsScheduleUpAndDown() throws IOException {
    RunFolder run =
        run(
            "scheduled",
            config(
                "training.learning_rate",
                1e-9,
                "training.activity_penalty.weight",
                0,
                "training.activity_penalty.anneal",
                false,
                "training.outgoing_penalty.group_weight",
                2,
                "training.outgoing_penalty.schedule",
                "[{update: 4, factor: 0.5}, {update: 14, factor: 1.5}, {update: 24, factor: 0}]"));
    double[] factors = Metrics.read(run.metrics()).stream().mapToDouble(Metrics::penalty).toArray();
    double half = factors[0];
    assertThat(half).isPositive();
    for (int update = 0; update < 30; update++) {
      double factor =
          update <= 4
              ? 0.5
              : update <= 14 ? 0.5 + (update - 4) / 10.0 : Math.max(0, 1.5 * (24 - update) / 10.0);
      assertThat(factors[update] / half / 2).isCloseTo(factor, within(1e-5));
    }
  }

  /**
   * A kill leaves the files of the last checkpoint, or newer metrics than it, or half a file aside.
   */
  @Test
  void killedRunResumesToTheSameBits() throws IOException {
    RunFolder whole = run("whole", config());
    RunFolder run = RunFolder.create(folder.resolve("killed"));
    try (Closing trainer = new Closing(Trainer.start(config(), run))) {
      assertThatThrownBy(
              () ->
                  trainer.it.run(
                      SILENT,
                      new BooleanSupplier() {
                        private int asked;

                        @Override
                        public boolean getAsBoolean() {
                          if (++asked == 17) {
                            throw new Killed();
                          }
                          return false;
                        }
                      }))
          .isInstanceOf(Killed.class);
    }
    assertThat(Checkpoint.readState(run.lastCheckpoint(), run.readConfig()).update()).isEqualTo(14);
    Files.write(run.metrics(), Files.readAllLines(whole.metrics()).subList(0, 22));
    Files.writeString(run.lastCheckpoint().resolveSibling(".last.zip.part"), "half a file");
    try (Closing trainer = new Closing(Trainer.resume(run))) {
      trainer.it.run(SILENT, NEVER);
    }
    assertSameRun(run, whole);
  }

  private static final class Killed extends RuntimeException {
    private static final long serialVersionUID = 1;
  }

  @Test
  void runKilledBeforeItsFirstCheckpointResumesFromTheStart() throws IOException {
    RunFolder whole = run("whole", config());
    RunFolder run = RunFolder.create(folder.resolve("early"));
    Trainer.start(config(), run).network().close();
    try (Closing trainer = new Closing(Trainer.resume(run))) {
      trainer.it.run(SILENT, NEVER);
    }
    assertSameRun(run, whole);
  }

  @Test
  void finishedRunResumesToItself() throws IOException {
    RunFolder run = run("a", config());
    byte[] metrics = Files.readAllBytes(run.metrics());
    float[] before = parameters(run);
    try (Closing trainer = new Closing(Trainer.resume(run))) {
      assertThat(trainer.it.run(SILENT, NEVER)).isEqualTo(Trainer.End.FINISHED);
    }
    assertThat(parameters(run)).isEqualTo(before);
    assertThat(run.metrics()).hasBinaryContent(metrics);
  }

  @Test
  void fixedBatchIsTheSameInEveryUpdate() throws IOException {
    RunFolder run =
        run(
            "fixed",
            config(
                "training.fresh_trials",
                false,
                "training.learning_rate",
                1e-30,
                "training.weight_decay",
                0,
                "network.noise.sd",
                0,
                "training.curriculum",
                "[]"));
    assertThat(Metrics.read(run.metrics()).stream().mapToDouble(Metrics::error).distinct())
        .hasSize(1);
  }

  @Test
  void divergenceSaysSoAndKeepsTheLastGoodCheckpoint() throws IOException {
    // Linear-threshold units with a strong noise and a huge rate: the error grows without bound.
    Config config =
        config(
            "network.activation",
            "relu",
            "network.recurrent_gain",
            12,
            "training.learning_rate",
            0.05,
            "training.clip_norm",
            0,
            "training.curriculum",
            "[{update: 0, steps: 11}, {update: 10, steps: 2000}]");
    RunFolder run = RunFolder.create(folder.resolve("bad"));
    try (Closing trainer = new Closing(Trainer.start(config, run))) {
      assertThatThrownBy(() -> trainer.it.run(SILENT, NEVER))
          .isInstanceOf(DivergenceException.class)
          .hasMessageContaining("update 11")
          .hasMessageContaining("learning rate")
          .hasMessageContaining("gradient norm")
          .hasMessageContaining("update 7");
    }
    assertThat(Checkpoint.readState(run.lastCheckpoint(), run.readConfig()).update()).isEqualTo(7);
    try (HeadDirectionNetwork good =
        ModelFile.readNetwork(run.lastCheckpoint(), run.readConfig())) {
      for (float p : good.network().params().dup().data().asFloat()) {
        assertThat(p).isFinite();
      }
    }
  }

  /** 1e39 is a double, and no number of single precision, in which all of a run is kept. */
  @Test
  void aPenaltyBeyondSinglePrecisionIsDivergence() throws IOException {
    RunFolder run = RunFolder.create(folder.resolve("heavy"));
    Config config = config("training.outgoing_penalty.l1_weight", 1e39);
    try (Closing trainer = new Closing(Trainer.start(config, run))) {
      assertThatThrownBy(() -> trainer.it.run(SILENT, NEVER))
          .isInstanceOf(DivergenceException.class)
          .hasMessageContaining("diverged at update 1: ")
          .hasMessageContaining("penalty unlimited")
          .hasMessageEndingWith("or lower weights of penalties");
    }
    assertThat(run.model()).doesNotExist();
  }

  @Test
  void truncatedOrForeignCheckpointIsRefusedInOneLine() throws IOException {
    RunFolder run = run("a", config());
    byte[] whole = Files.readAllBytes(run.lastCheckpoint());
    byte[] model = Files.readAllBytes(run.model());
    for (int length : new int[] {0, 1, 100, whole.length / 2, whole.length - 1}) {
      Files.write(run.lastCheckpoint(), Arrays.copyOf(whole, length));
      assertThatThrownBy(() -> Trainer.resume(run))
          .as("%d bytes", length)
          .isInstanceOf(UserError.class)
          .hasMessageContaining("last.zip")
          .hasMessageNotContaining("\n");
    }
    Files.write(run.lastCheckpoint(), model);
    assertThatThrownBy(() -> Trainer.resume(run)).hasMessageContaining("not a checkpoint");
    byte[] flipped = whole.clone();
    for (int i = whole.length / 3; i < whole.length / 3 + 200; i++) {
      flipped[i] ^= 0x55;
    }
    Files.write(run.lastCheckpoint(), flipped);
    assertThatThrownBy(() -> Trainer.resume(run)).isInstanceOf(UserError.class);

    Files.write(run.model(), Arrays.copyOf(model, model.length / 2));
    assertThatThrownBy(run::readNetwork)
        .isInstanceOf(UserError.class)
        .hasMessageContaining("model.zip: corrupt or truncated");
    Files.writeString(run.model(), "no zip");
    assertThatThrownBy(run::readNetwork).isInstanceOf(UserError.class);
    Files.delete(run.model());
    assertThatThrownBy(run::readNetwork).hasMessageContaining("no model.zip");
  }

  @Test
  void modelOfAnotherSizeIsRefused() throws IOException {
    RunFolder small = run("small", config());
    RunFolder large = run("large", config("network.units", 11));
    Files.copy(small.model(), large.model(), StandardCopyOption.REPLACE_EXISTING);
    assertThatThrownBy(large::readNetwork)
        .isInstanceOf(UserError.class)
        .hasMessageContaining("10 units; config.yaml says network.units: 11");
  }

  @Test
  void damagedMetricsAreRefused() throws IOException {
    RunFolder run = run("a", config());
    Files.writeString(run.metrics(), "update,steps\n1,two\n");
    assertThatThrownBy(() -> Trainer.resume(run))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("metrics.csv:2");
  }

  @Test
  void folderThatIsAFileOrHoldsSomethingIsRefused() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "x");
    assertThatThrownBy(() -> RunFolder.create(file))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("a file");
    assertThatThrownBy(() -> RunFolder.create(file.resolve("under")))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("cannot be written");
    assertThatThrownBy(() -> RunFolder.create(folder))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("not empty");
    assertThatThrownBy(() -> RunFolder.open(folder.resolve("none")))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("no such folder");
    assertThatThrownBy(() -> RunFolder.open(folder))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("no config.yaml");
  }
}
