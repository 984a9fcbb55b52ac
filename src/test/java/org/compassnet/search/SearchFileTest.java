package org.compassnet.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.compassnet.config.Config;
import org.compassnet.config.PenaltySchedule;
import org.compassnet.config.UserError;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SearchFileTest {

  @TempDir Path folder;

  private SearchConfig read(String yaml) throws IOException {
    Path file = folder.resolve("search.yaml");
    Files.writeString(file, yaml);
    return SearchConfig.read(file);
  }

  private void refused(String yaml, String... says) {
    assertThatThrownBy(() -> read(yaml))
        .isInstanceOf(UserError.class)
        .satisfies(e -> assertThat(e.getMessage().lines()).hasSize(1))
        .hasMessageStartingWith(folder.resolve("search.yaml").toString())
        .hasMessageContainingAll(says);
  }

  private static final String NOISE = "parameters:\n  network.noise.sd: ";

  @Test
  void shippedSearchCanBeRead() {
    SearchConfig search = SearchConfig.read(Path.of("conf/search.yaml"));
    assertThat(search.spaces()).hasSizeGreaterThan(4);
    assertThat(search.base().training().threads()).isEqualTo(1);
    assertThat(search.base().training().updates()).isLessThan(search.full().training().updates());
    assertThat(search.full().network().units()).isEqualTo(search.base().network().units());
  }

  @Test
  void briefIsForCandidatesAndSetForTheBestToo() throws IOException {
    SearchConfig search =
        read("set: {network.units: 30}\nbrief: {training.updates: 70}\n" + NOISE + "[0.1, 0.2]\n");
    Config candidate = search.config(3, Map.of("network.noise.sd", 0.2));
    assertThat(candidate.training().updates()).isEqualTo(70);
    assertThat(candidate.network().noise().sd()).isEqualTo(0.2);
    assertThat(candidate.name()).isEqualTo("candidate-003");
    Config best = search.best(Map.of("network.noise.sd", 0.2));
    assertThat(best.training().updates()).isEqualTo(5000);
    assertThat(best.network().units()).isEqualTo(30);
    assertThat(best.training().threads()).isZero();
  }

  /** Numbers, words, truth values: each key of defaults.yaml but those that name or read files. */
  @Test
  void everyKeyThatIsANumberOrAChoiceCanBeSearched() throws IOException {
    JsonNode defaults = new YAMLMapper().readTree(Config.defaults().toYaml());
    Map<String, String> spaces = new LinkedHashMap<>();
    collect("", defaults, spaces);
    spaces.put("network.activation", "[retanh, relu, tanh]");
    spaces.put("network.noise.kind", "[rate, state]");
    spaces.put("network.self_connections", "[false, learned, true]");
    spaces.put("task.velocity.kind", "[momentum, ornstein_uhlenbeck]");
    spaces.put("training.snapshots", "[0, 10]");
    spaces.put("training.optimiser", "[adamw, adam]");
    spaces.put("training.learning_rate_schedule", "[constant, cosine]");
    spaces.put("training.engine", "[fused, samediff]");
    spaces.put("training.curriculum", "[\"[]\", \"[{update: 0, steps: 60}]\"]");
    assertThat(spaces).hasSizeGreaterThan(50);
    StringBuilder yaml = new StringBuilder("parameters:\n");
    spaces.forEach(
        (key, space) -> yaml.append("  ").append(key).append(": ").append(space).append('\n'));
    SearchConfig search = read(yaml.toString());
    assertThat(search.spaces()).hasSize(spaces.size());
    double[] last = new double[spaces.size()];
    java.util.Arrays.fill(last, 1);
    Config config = search.config(0, new ConfigSpace(search.spaces()).getValue(last));
    assertThat(config.training().curriculum()).hasSize(1);
    assertThat(config.network().units()).isEqualTo(101);
    assertThat(config.training().activityPenalty().anneal()).isTrue();
  }

  /** A schedule of weights that only the candidates have; and a key whose default is another's. */
  @Test
  void whatIsSearchedDecidesWhetherAScheduleHasAnEffect() throws IOException {
    SearchConfig search =
        read(
            """
            parameters:
              training.outgoing_penalty.l1_weight: {space: log_uniform, from: 0.001, to: 1}
              network.initial_weights.velocity_sd: {space: log_uniform, from: 0.01, to: 1}
            set:
              training.outgoing_penalty.schedule: [{update: 0, factor: 0.5}]
            """);
    Config config =
        search.config(0, new ConfigSpace(search.spaces()).getValue(new double[] {0, 1}));
    assertThat(config.training().outgoingPenalty().schedule())
        .containsExactly(new PenaltySchedule.Point(0, 0.5));
    assertThat(config.training().outgoingPenalty().l1Weight()).isCloseTo(0.001, within(1e-9));
    assertThat(config.network().initialWeights().sdOfVelocity()).isCloseTo(1, within(1e-9));
  }

  private static void collect(String prefix, JsonNode node, Map<String, String> spaces) {
    for (Map.Entry<String, JsonNode> entry : node.properties()) {
      String key = prefix + entry.getKey();
      JsonNode value = entry.getValue();
      if (value.isObject()) {
        collect(key + ".", value, spaces);
      } else if (key.equals("training.threads")) {
        continue;
      } else if (value.isIntegralNumber()) {
        spaces.put(
            key, "{space: integer, from: " + value.asInt() + ", to: " + (value.asInt() + 1) + "}");
      } else if (value.isNumber()) {
        spaces.put(
            key,
            "{space: continuous, from: "
                + value.asDouble() * 0.9
                + ", to: "
                + (value.asDouble() * 0.95 + 0.001)
                + "}");
      } else if (value.isBoolean()) {
        spaces.put(key, "[" + !value.asBoolean() + ", " + value.asBoolean() + "]");
        if (!value.asBoolean()) {
          spaces.put(key, "[false, true]");
        }
      }
    }
  }

  @Test
  void whatCannotBeSearchedIsOneLineThatSaysWhy() {
    refused("name: x\n", "parameters: missing");
    refused(
        "parameters:\n  network.nois.sd: [0.1, 0.2]\n",
        ":2: ",
        "unknown key network.nois.sd",
        "network.noise.sd");
    refused(
        NOISE + "{space: continuous, from: 0.3, to: 0.3}\n",
        ":2: ",
        "0.3 to 0.3 (empty)",
        "from < to");
    refused(NOISE + "{space: continuous, from: 0.3, to: 0.1}\n", "0.3 to 0.1 (reversed)");
    refused(NOISE + "{space: log_uniform, from: 0, to: 0.1}\n", "from: 0", "a number > 0");
    refused(NOISE + "{space: continuous, from: -1, to: 0.1}\n", "network.noise.sd: -1;");
    refused(NOISE + "{space: uniform, from: 0, to: 0.1}\n", "uniform", "log_uniform, integer");
    refused(NOISE + "{space: continuous, low: 0, to: 0.1}\n", ":2: ", "unknown key", "from, to");
    refused(NOISE + "[0.1]\n", "two different values");
    refused("parameters:\n  network.units: {space: continuous, from: 10, to: 20}\n", "an integer");
    refused(
        "parameters:\n  network.activation: [relu, sine]\n", "network.activation: sine", "retanh");
    refused("base: nowhere.yaml\n" + NOISE + "[0.1, 0.2]\n", ":1: ", "base: nowhere.yaml");
    refused(
        "set: {network.unit: 3}\n" + NOISE + "[0.1, 0.2]\n", ":1: ", "unknown key network.unit");
    refused(NOISE + "[0.1, 0.2]\nscore: accuracy\n", ":3: ", "accuracy", "separability");
    refused(
        NOISE + "[0.1, 0.2]\nscore: {separability: -1}\n",
        "score.separability: -1",
        "a weight > 0");
    refused(NOISE + "[0.1, 0.2]\nlimits: {candidates: 0}\n", "limits.candidates: 0");
    refused(NOISE + "[0.1, 0.2]\ngenerator: {kind: gird}\n", "gird", "random, grid, genetic");
  }

  @Test
  void gridTooLargeToFinishSaysHowLarge() {
    refused(
        "parameters:\n  network.noise.sd: {space: continuous, from: 0, to: 1}\n"
            + "  network.units: {space: integer, from: 10, to: 100}\n"
            + "  network.activation: [relu, retanh]\ngenerator: {kind: grid, points: 10}\n",
        "10 x 10 x 2 = 200 candidates",
        "limits.candidates (50)");
  }

  @Test
  void scoreThatNoCandidateCanHaveIsRefused() throws IOException {
    String tanh = "set: {network.activation: tanh}\n" + NOISE + "[0.1, 0.2]\nscore: ";
    refused(
        tanh + "separability\n", ":4: ", "no candidate can have it", "network.activation is tanh");
    assertThat(read(tanh + "angular_error\n").score().minimize()).isTrue();
    refused(
        "set: {task.velocity.kind: constant}\n" + NOISE + "[0.1, 0.2]\nscore: tuned_share\n",
        "task.velocity.kind is constant");
  }

  @Test
  void spacesGiveTheirQuantiles() throws IOException {
    SearchConfig search =
        read(
            "parameters:\n  network.noise.sd: {space: log_uniform, from: 0.01, to: 1}\n"
                + "  task.velocity.momentum: {space: continuous, from: 0.2, to: 0.6}\n"
                + "  network.units: {space: integer, from: 10, to: 13}\n"
                + "  network.activation: [relu, retanh]\n");
    ConfigSpace space = new ConfigSpace(search.spaces());
    assertThat(space.getValue(new double[] {0.5, 0.5, 0.6, 0.4}).values())
        .containsExactly(0.1, 0.4, 12, "relu");
    assertThat(space.getValue(new double[] {0, 0, 0, 0}).values())
        .containsExactly(0.01, 0.2, 10, "relu");
    assertThat(space.getValue(new double[] {1, 1, 1, 1}).values())
        .containsExactly(1.0, 0.6, 13, "retanh");
    assertThat(List.copyOf(search.spaces())).hasSize(4);
  }
}
