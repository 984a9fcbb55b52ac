package org.compassnet.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.compassnet.config.Config;
import org.compassnet.config.UserError;
import org.compassnet.network.CtRnnWeights;
import org.compassnet.network.HeadDirectionNetwork;
import org.compassnet.network.WeightsFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SnapshotsTest {

  private static final BooleanSupplier NEVER = () -> false;

  @TempDir Path folder;

  private static Config config(int snapshots) {
    return Config.of(
        Map.of(
            "network.units", 8,
            "network.velocity_input_gain", 20,
            "task.steps", 30,
            "training.batch_trials", 10,
            "training.updates", 20,
            "training.snapshots", snapshots,
            "training.learning_rate", 0.05,
            "training.validation.every_updates", 6,
            "training.validation.trials", 10));
  }

  private static void train(Trainer trainer, Progress progress, BooleanSupplier stop)
      throws IOException {
    try (HeadDirectionNetwork network = trainer.network()) {
      trainer.run(progress, stop);
    }
  }

  private RunFolder run(String name, int snapshots) throws IOException {
    RunFolder run = RunFolder.create(folder.resolve(name));
    train(Trainer.start(config(snapshots), run), Progress.NONE, NEVER);
    return run;
  }

  private static Map<String, byte[]> files(RunFolder run) throws IOException {
    Map<String, byte[]> contents = new TreeMap<>();
    try (Stream<Path> files = Files.list(run.snapshots())) {
      for (Path file : files.toList()) {
        contents.put(file.getFileName().toString(), Files.readAllBytes(file));
      }
    }
    return contents;
  }

  private static int[] updates(int snapshots, int updates) {
    return Config.of(Map.of("training.snapshots", snapshots, "training.updates", updates))
        .training()
        .snapshotUpdates();
  }

  @Test
  void tenSnapshotsAreTheStartAndDoublingsUpToTheEnd() {
    assertThat(updates(10, 1280)).containsExactly(0, 5, 10, 20, 40, 80, 160, 320, 640, 1280);
    assertThat(updates(0, 1280)).isEmpty();
  }

  @Test
  void pointsRiseFromTheStartToTheLastUpdateWhateverTheirNumber() {
    for (int updates : new int[] {2, 9, 98, 99, 255, 257, 1_000_000}) {
      for (int count : new int[] {3, 10, 99, 100}) {
        if (count <= updates + 1) {
          int[] at = updates(count, updates);
          assertThat(at).hasSize(count).doesNotHaveDuplicates().isSorted();
          assertThat(at[0]).isZero();
          assertThat(at[count - 1]).isEqualTo(updates);
        }
      }
    }
  }

  @Test
  void moreSnapshotsThanThereAreNetworksAreRefused() {
    assertThatThrownBy(() -> updates(12, 10))
        .isInstanceOf(UserError.class)
        .hasMessageContaining(
            "training.snapshots: 12; allowed: at most 11, as training.updates is 10");
    assertThatThrownBy(() -> updates(2, 10))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("training.snapshots: 2; allowed: 0, or an integer from 3 to 100");
  }

  @Test
  void firstIsTheNetworkBeforeTrainingAndTheLastThatOfTheLastUpdate() throws IOException {
    RunFolder run = run("run", 4);
    List<Snapshot> snapshots = Snapshots.read(run);
    assertThat(snapshots).extracting(Snapshot::update).containsExactly(0, 1, 4, 20);
    try (HeadDirectionNetwork start = run.startingNetwork(config(4));
        HeadDirectionNetwork end = ModelFile.readNetwork(run.lastCheckpoint(), config(4))) {
      assertSame(snapshots.get(0).weights(), start.weights());
      assertSame(snapshots.get(3).weights(), end.weights());
    }
    assertThat(WeightsFile.read(run.snapshots().resolve("update_000004.npz")).keys())
        .containsEntry("network.activation", "retanh");
  }

  private static void assertSame(CtRnnWeights weights, CtRnnWeights expected) {
    assertThat(weights).usingRecursiveComparison().isEqualTo(expected);
  }

  @Test
  void theyChangeNothingOfTheTrainingAndWithoutThemThereIsNoFolder() throws IOException {
    RunFolder without = run("without", 0);
    assertThat(without.snapshots()).doesNotExist();
    assertThat(Snapshots.read(without)).isEmpty();
    assertThat(run("with", 5).weights()).hasSameBinaryContentAs(without.weights());
  }

  /** Stopped, which saves the state; and ended in the middle, as by a kill, which does not. */
  @Test
  void aTrainingThatWentOnKeepsTheSameBytes() throws IOException {
    Map<String, byte[]> whole = files(run("whole", 8));
    assertThat(whole).hasSize(8);
    for (int end : new int[] {1, 3, 5, 6, 11, 17}) {
      RunFolder run = RunFolder.create(folder.resolve("ended" + end));
      Progress killer =
          new Progress() {
            @Override
            public void updated(Metrics metrics) {
              if (metrics.update() == end) {
                throw new IllegalStateException("killed");
              }
            }
          };
      assertThatThrownBy(() -> train(Trainer.start(config(8), run), killer, NEVER))
          .hasMessage("killed");
      train(Trainer.resume(run), Progress.NONE, () -> true);
      train(Trainer.resume(run), Progress.NONE, NEVER);
      assertThat(files(run)).usingRecursiveComparison().isEqualTo(whole);
    }
  }

  @Test
  void whatNoUpdateMakesAgainIsMissed() throws IOException {
    RunFolder run = run("run", 5);
    Path gone = run.snapshots().resolve("update_000001.npz");
    Files.delete(gone);
    assertThatThrownBy(() -> Trainer.resume(run))
        .isInstanceOf(UserError.class)
        .hasMessage(
            gone
                + ": missing; it holds the weights after 1 updates, which "
                + run.lastCheckpoint()
                + " has gone past");
    assertThat(Snapshots.read(run)).hasSize(4);
  }

  @Test
  void whatAKilledProcessLeftOfOneGoes() throws IOException {
    RunFolder run = run("run", 3);
    Path half = Files.createFile(run.snapshots().resolve(".update_000001.npz.7-1a-3.part"));
    run.lock().close();
    assertThat(half).doesNotExist();
    assertThat(files(run)).hasSize(3);
  }

  @Test
  void aDamagedOneIsRefused() throws IOException {
    RunFolder run = run("run", 3);
    Files.writeString(run.snapshots().resolve("update_000001.npz"), "damaged");
    assertThatThrownBy(() -> Snapshots.read(run))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("update_000001.npz");
  }
}
