package org.compassnet.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConfigTest {

  @TempDir Path folder;

  private Path file(String text) throws IOException {
    return Files.writeString(folder.resolve("a.yaml"), text);
  }

  @Test
  void fileChangesOnlyWhatItNames() throws IOException {
    Config config = Config.read(file("network:\n  noise: {sd: 0.02}\n"), List.of());
    assertThat(config.network().noise().sd()).isEqualTo(0.02);
    assertThat(config.network().noise().kind()).isEqualTo(NoiseKind.RATE);
    assertThat(config.with(Map.of("network.noise.sd", 0.1))).isEqualTo(Config.of(List.of()));
  }

  @Test
  void resolvedConfigurationReadsBackAsItself() throws IOException {
    Config config =
        Config.of(
            Map.of(
                "seed", 7,
                "network.self_connections", "learned",
                "task.velocity.kind", "ornstein_uhlenbeck",
                "training.curriculum", "[{update: 0, steps: 60}, {update: 10, steps: 500}]"));
    assertThat(Config.read(file(config.toYaml()), List.of())).isEqualTo(config);
  }

  @Test
  void setGoesBeforeTheFile() throws IOException {
    Config config = Config.read(file("seed: 3\n"), List.of("seed=5", "network.units = 20"));
    assertThat(config.seed()).isEqualTo(5);
    assertThat(config.network().units()).isEqualTo(20);
  }

  /** A run of an older version has dt/tau in its config.yaml. */
  @Test
  void fileWithTheRatioOfStepAndTimeConstantStillOpens() throws IOException {
    Config config =
        Config.read(file("network: {dt_over_tau: 0.1}\ntask: {step_ms: 20}\n"), List.of());
    assertThat(config.network().tauMs()).isEqualTo(200);
    assertThat(config.task().velocity().stepMs()).isEqualTo(20);
    assertThat(Config.parse("network: {dt_over_tau: 0.1}\n").network().tauMs()).isEqualTo(250);
    Path both = file("network:\n  tau_ms: 250\n  dt_over_tau: 0.1\n");
    assertThatThrownBy(() -> Config.read(both, List.of()))
        .isInstanceOf(UserError.class)
        .hasMessageStartingWith(both + ":3: network.dt_over_tau beside network.tau_ms");
    assertThatThrownBy(() -> Config.of(Map.of("network.dt_over_tau", 0.1)))
        .isInstanceOf(UserError.class)
        .hasMessageStartingWith(
            "--set network.dt_over_tau=0.1: network.dt_over_tau is now network.tau_ms");
  }

  @Test
  void misspeltKeyNamesTheNearestOneAndTheLine() throws IOException {
    Path file = file("name: a\nnetwork:\n  noise:\n    sdd: 0.1\n");
    assertThatThrownBy(() -> Config.read(file, List.of()))
        .isInstanceOf(UserError.class)
        .hasMessage(file + ":4: unknown key network.noise.sdd; did you mean network.noise.sd?");
  }

  @Test
  void misspeltSetNamesTheNearestKey() throws IOException {
    Path file = file("");
    assertThatThrownBy(() -> Config.read(file, List.of("training.learnin_rate=1")))
        .hasMessage(
            "--set training.learnin_rate=1: unknown key training.learnin_rate; did you mean"
                + " training.learning_rate?");
    assertThatThrownBy(() -> Config.read(file, List.of("network=1")))
        .hasMessageContaining("network is a section");
    assertThatThrownBy(() -> Config.read(file, List.of("seed")))
        .hasMessage("--set seed: key=value is wanted");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          network.units             | 1        | an integer >= 2
          network.units             | 3.5      | an integer
          network.units             | many     | an integer
          network.activation        | sigmoid  | retanh, relu, tanh
          network.self_connections  | perhaps  | false, learned, true
          network.tau_ms            | 24       | a number >= task.step_ms (25
          network.noise.sd          | -1       | a number >= 0
          network.noise.sd          | NaN      | a number >= 0
          task.cue_steps            | 500      | an integer from 0 to 499 (task.steps is 500)
          task.velocity.momentum    | 1        | a number >= 0 and < 1
          task.velocity.kind        | recorded | a CSV file when task.velocity.kind is recorded
          task.velocity.pause_fraction | 2     | a number from 0.0 to 1.0
          training.fresh_trials     | maybe    | true or false
          training.learning_rate    | 0        | a number > 0
          training.updates          | null     | an integer
          name                      | a/b      | letters, digits
          """)
  void valueOutOfRangeNamesKeyValueAndWhatIsAllowed(String key, String value, String allowed) {
    assertThatThrownBy(() -> Config.of(Map.of(key, value)))
        .isInstanceOf(UserError.class)
        .hasMessageStartingWith("--set " + key + "=" + value + ": ")
        .hasMessageContaining(key.equals("task.velocity.kind") ? "task.velocity.file" : key)
        .hasMessageContaining("allowed: " + allowed)
        .hasMessageNotContainingAny("\n", "Exception");
  }

  @Test
  void valueOutOfRangeInAFileNamesItsLine() throws IOException {
    Path file = file("seed: 1\ntraining:\n  updates: 0\n");
    assertThatThrownBy(() -> Config.read(file, List.of()))
        .hasMessage(file + ":3: training.updates: 0; allowed: an integer >= 1");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[{update: 5, steps: 60}]",
        "[{update: 0, steps: 60}, {update: 0, steps: 80}]",
        "[{update: 0, steps: 5}]",
        "[{update: 0, step: 60}]",
        "[7]",
        "seven"
      })
  void badCurriculumIsOneLine(String curriculum) {
    assertThatThrownBy(() -> Config.of(Map.of("training.curriculum", curriculum)))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("training.curriculum")
        .hasMessageNotContaining("\n");
  }

  @Test
  void missingUnreadableAndMalformedFilesAreOneLineEach() throws IOException {
    assertThatThrownBy(() -> Config.read(folder.resolve("none.yaml"), List.of()))
        .hasMessageContaining("none.yaml: no such file");
    assertThatThrownBy(() -> Config.read(folder, List.of())).hasMessageContaining("cannot be read");
    Path malformed = file("seed: [1\nname: x\n");
    assertThatThrownBy(() -> Config.read(malformed, List.of()))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("not YAML")
        .hasMessageNotContaining("\n");
    Path list = file("- 1\n- 2\n");
    assertThatThrownBy(() -> Config.read(list, List.of()))
        .hasMessageContaining("not a configuration");
    Path twice = file("seed: 1\nseed: 2\n");
    assertThatThrownBy(() -> Config.read(twice, List.of()))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("seed");
    Path binary =
        Files.write(folder.resolve("b.yaml"), new byte[] {(byte) 0xff, 0, 1, (byte) 0xc3});
    assertThatThrownBy(() -> Config.read(binary, List.of()))
        .isInstanceOf(UserError.class)
        .hasMessageNotContaining("\n");
  }

  @Test
  void anotherStepKeepsAllDurations() {
    Config config =
        Config.of(
            Map.of("training.curriculum", "[{update: 0, steps: 60}, {update: 9, steps: 81}]"));
    Config finer = config.atStep(12.5);
    assertThat(finer.task().steps()).isEqualTo(1000);
    assertThat(finer.task().cueSteps()).isEqualTo(20);
    assertThat(finer.training().stepsAt(9, 0)).isEqualTo(162);
    assertThat(finer.network()).isEqualTo(config.network());
    assertThat(finer.atStep(25)).isEqualTo(config);
    assertThatThrownBy(() -> config.atStep(-1))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("task.step_ms: -1.0; allowed: a number > 0");
    assertThatThrownBy(() -> config.atStep(300))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("network.tau_ms: 250.0; allowed: a number >= task.step_ms (300.0)");
  }

  @Test
  void curriculumTellsTheStepsOfAnUpdate() {
    TrainingConfig training =
        Config.of(
                Map.of(
                    "training.curriculum",
                    "[{update: 0, steps: 60}, {update: 10, steps: 120}, {update: 20, steps: 500}]"))
            .training();
    assertThat(training.stepsAt(0, 250)).isEqualTo(60);
    assertThat(training.stepsAt(9, 250)).isEqualTo(60);
    assertThat(training.stepsAt(10, 250)).isEqualTo(120);
    assertThat(training.stepsAt(1000, 250)).isEqualTo(500);
    assertThat(Config.of(List.of()).training().stepsAt(3, 250)).isEqualTo(250);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"quick", "main", "low", "high", "lazy", "notebook", "reference", "sagodi"})
  void shippedConfigurationsAreValidAndNamedAsTheirFile(String name) {
    assertThat(Config.read(Path.of("conf", name + ".yaml"), List.of()).name()).isEqualTo(name);
  }
}
