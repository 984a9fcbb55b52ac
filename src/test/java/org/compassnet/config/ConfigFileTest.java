package org.compassnet.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.compassnet.config.yaml.Binder;
import org.compassnet.config.yaml.Node;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is read from a file and what is refused of it, to the word. */
class ConfigFileTest {

  @TempDir Path folder;

  static List<Arguments> unusable() throws IOException {
    return UnusableTexts.of(ConfigFileTest.class);
  }

  @ParameterizedTest
  @MethodSource("unusable")
  void unusableTextIsOneLineAtTheRightPlace(String message, String text) throws IOException {
    UnusableTexts.requireRefused(folder, message, text, file -> Config.read(file, List.of()));
  }

  private Path file(byte[] bytes) throws IOException {
    return Files.write(folder.resolve("a.yaml"), bytes);
  }

  private Path file(String text) throws IOException {
    return file(text.getBytes(StandardCharsets.UTF_8));
  }

  private Config read(String text) throws IOException {
    return Config.read(file(text), List.of());
  }

  private void refused(Path file, String message, String... sets) {
    assertThatThrownBy(() -> Config.read(file, List.of(sets)))
        .isInstanceOf(UserError.class)
        .hasMessage(message);
  }

  /** Doubles have no 2^53 + 1. */
  @ParameterizedTest
  @ValueSource(longs = {9007199254740993L, -9007199254740993L, Long.MAX_VALUE, Long.MIN_VALUE})
  void integersAreExact(long seed) throws IOException {
    assertThat(read("seed: " + seed + "\n").seed()).isEqualTo(seed);
    assertThat(Config.of(List.of("seed=" + seed)).seed()).isEqualTo(seed);
    assertThat(Config.of(Map.of("seed", seed)).seed()).isEqualTo(seed);
    assertThat(Config.parse(Config.of(Map.of("seed", seed)).toYaml()).seed()).isEqualTo(seed);
    assertThat(Config.of(Map.of("seed", seed)).with(Map.of("name", "a")).seed()).isEqualTo(seed);
  }

  @ParameterizedTest
  @CsvSource({"1e-3, 0.001", ".5, 0.5", "+3, 3", "1., 1", "1E+2, 100", "0, 0", "2.5e0, 2.5"})
  void numbersAreWrittenAsYamlWritesThem(String text, double value) throws IOException {
    assertThat(read("network: {noise: {sd: " + text + "}}").network().noise().sd())
        .isEqualTo(value);
  }

  /** No key of a number has a use for what is none, and the message has the key. */
  @Test
  void whatIsNotFiniteIsNamedWithItsKey() {
    Map<String, Node> numbers = leaves();
    numbers.values().removeIf(n -> !n.text().matches("-?[0-9.]+"));
    assertThat(numbers).hasSizeGreaterThan(45);
    for (String key : numbers.keySet()) {
      for (String value : List.of(".nan", ".inf", "-.inf", "NaN", "1e999")) {
        assertThatThrownBy(() -> Config.of(List.of(key + "=" + value)))
            .isInstanceOf(UserError.class)
            .hasMessageStartingWith("--set " + key + "=" + value + ": " + key + ": " + value + "; ")
            .hasMessageContaining("allowed: a");
      }
    }
  }

  @Test
  void nullIsAValueOnlyWhereItIsTheDefault() {
    Map<String, Node> all = leaves();
    all.forEach(
        (key, node) -> {
          if (node.text().equals("null")) {
            assertThat(Config.of(List.of(key + "=null"))).isEqualTo(Config.defaults());
            return;
          }
          assertThatThrownBy(() -> Config.of(List.of(key + "=null")))
              .hasMessageStartingWith("--set " + key + "=null: " + key + ": null; allowed: ");
        });
  }

  private static Map<String, Node> leaves() {
    Map<String, Node> leaves = new TreeMap<>();
    Binder.tree(Config.defaults()).leaves(leaves::put);
    return leaves;
  }

  @Test
  void textsOfOtherSystemsAreRead() throws IOException {
    String text = "# größer\r\nseed: 7\r\nnetwork:\r\n  units: 20\r\n";
    Config config = read(text);
    assertThat(config.seed()).isEqualTo(7);
    assertThat(read("\ufeff" + text)).isEqualTo(config);
    for (Charset charset : List.of(StandardCharsets.UTF_16LE, StandardCharsets.UTF_16BE)) {
      Path file = file(("\ufeff" + text).getBytes(charset));
      assertThat(Config.read(file, List.of())).isEqualTo(config);
    }
    assertThat(read("--- \nseed: 7\nnetwork: {units: 20}\n...\n")).isEqualTo(config);
    assertThat(read("# nothing\n")).isEqualTo(Config.defaults());
  }

  @Test
  void whatIsNoTextIsOneLine() throws IOException {
    Path file = folder.resolve("a.yaml");
    file("seed: 1\nname: \u0000\n");
    refused(file, file + ":2: character U+0000 is no text; allowed: text in UTF-8");
    file("seed: 1\nname: gr\u00f6n\n".getBytes(StandardCharsets.ISO_8859_1));
    refused(file, file + ":2: byte 0xf6 is no text; allowed: text in UTF-8");
    file(new byte[] {'P', 'K', 3, 4, (byte) 0xff, (byte) 0xfe});
    refused(file, file + ":1: byte 0xff is no text; allowed: text in UTF-8");
    file(new byte[2 << 20]);
    refused(file, file + ": larger than 1 MB; a configuration in YAML is wanted");
    for (String open : List.of("[", "{a: ", "- ", "? ")) {
      file(open.repeat(100_000 / open.length()));
      assertThatThrownBy(() -> Config.read(file, List.of()))
          .isInstanceOf(UserError.class)
          .hasMessageStartingWith(file + ":1: ");
    }
  }

  @Test
  void valuesOfTheCommandLineAreReadAlike() throws IOException {
    Path file = file("seed: 1\ntraining:\n  weight_decay: 0.2\n");
    refused(file, "--set seed=\"8\": seed: \"8\"; allowed: an integer", "seed=\"8\"");
    refused(file, "--set seed=: seed: nothing; allowed: an integer", "seed=");
    refused(file, "--set seed=3: seed twice; allowed: each key once", "seed=2", "seed=3");
    refused(
        file,
        "--set network=3: network is a section; set one of its keys: units, activation, tau_ms,"
            + " noise, self_connections, learn_initial_state, output_bias, recurrent_gain,"
            + " velocity_input_gain, initial_weights",
        "network=3");
    refused(
        file,
        "--set network.frog=3: unknown key network.frog; allowed: network.units,"
            + " network.activation, network.tau_ms, network.noise, network.self_connections,"
            + " network.learn_initial_state, network.output_bias, network.recurrent_gain,"
            + " network.velocity_input_gain, network.initial_weights",
        "network.frog=3");
    refused(
        file,
        "--set network.initial_weights.recurrent_gain=3: unknown key"
            + " network.initial_weights.recurrent_gain: recurrent_gain is network.recurrent_gain;"
            + " allowed: network.initial_weights.input_sd, network.initial_weights.velocity_sd,"
            + " network.initial_weights.bias_mean, network.initial_weights.bias_sd,"
            + " network.initial_weights.output_sd",
        "network.initial_weights.recurrent_gain=3");
    refused(
        file,
        "--set a\\nb=3: unknown key a\\nb; allowed: name, seed, task, network, training,"
            + " evaluation, analysis, criteria",
        "a\nb=3");
    String stages = "training.curriculum=[{update: 0, steps: 60}, {update: 9, steps: x}]";
    refused(
        file, "--set " + stages + ": training.curriculum[1].steps: x; allowed: an integer", stages);
    refused(file, "--set seed=[1: not YAML: a '[' that is not closed", "seed=[1");
  }

  /** The line is that of the key that has no effect, whoever took it away. */
  @Test
  void aKeyThatIsGivenHasAnEffect() throws IOException {
    Path file = file("seed: 1\ntraining:\n  weight_decay: 0.2\n");
    refused(
        file,
        file
            + ":3: training.weight_decay: 0.2; allowed: nothing, as it has an effect only with"
            + " training.optimiser adamw",
        "training.optimiser=adam");
    refused(
        file,
        "--set task.velocity.momentum=0.5: task.velocity.momentum: 0.5; allowed: nothing, as it has"
            + " an effect only with task.velocity.kind momentum or zero_inflated",
        "task.velocity.kind=ornstein_uhlenbeck",
        "task.velocity.momentum=0.5");
    assertThat(read("training: {optimiser: adam, weight_decay: 0.010}\n").training().optimiser())
        .isEqualTo(Optimiser.ADAM);
    assertThat(read("task: {velocity: {kind: constant, constant_deg_per_s: 30}}\n")).isNotNull();
  }

  /** The program writes all keys, of which some have no effect. */
  @Test
  void configurationOfARunStaysReadable() throws IOException {
    Config config = Config.of(Map.of("training.optimiser", "adam", "training.weight_decay", 0.2));
    assertThat(read(config.toYaml())).isEqualTo(config);
    assertThat(config.set(List.of("seed=3")).seed()).isEqualTo(3);
    List<String> older = new ArrayList<>(config.toYaml().lines().toList());
    older.removeIf(line -> line.strip().startsWith("max_gap_s"));
    Path file = file(String.join("\n", older));
    assertThat(Config.readWritten(file)).isEqualTo(config);
    refused(
        file,
        file
            + ":"
            + (older.indexOf("  weight_decay: 0.2") + 1)
            + ": training.weight_decay: 0.2; allowed: nothing, as it has an effect only with"
            + " training.optimiser adamw");
  }

  @Test
  void defaultsOfAnotherSourceAreBelowTheFile() throws IOException {
    Map<String, Object> weights = Map.of("network.units", 12);
    assertThat(Config.read(null, List.of(), weights).network().units()).isEqualTo(12);
    Path file = file("network: {units: 9}\n");
    assertThat(Config.read(file, List.of(), weights).network().units()).isEqualTo(9);
    assertThat(Config.read(file, List.of("network.units=5"), weights).network().units())
        .isEqualTo(5);
  }
}
