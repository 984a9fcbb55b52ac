package org.compassnet.config;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.compassnet.config.yaml.Binder;
import org.compassnet.config.yaml.Node;
import org.compassnet.config.yaml.YamlFile;

/**
 * The whole configuration of a run. A file names only what it changes; everything else comes from
 * {@code defaults.yaml}, which lists every key.
 */
public record Config(
    String name,
    long seed,
    TaskConfig task,
    NetworkConfig network,
    TrainingConfig training,
    EvaluationConfig evaluation,
    AnalysisConfig analysis,
    CriteriaConfig criteria) {

  private static final YAMLMapper WRITER =
      YAMLMapper.builder(
              YAMLFactory.builder()
                  .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
                  .enable(YAMLGenerator.Feature.MINIMIZE_QUOTES)
                  .build())
          .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
          .build();
  private static final String WANTED = "a configuration";

  public Config {
    Check.name("name", name);
    for (int i = 0; i < training.curriculum().size(); i++) {
      int steps = training.curriculum().get(i).steps();
      Check.that(
          steps > task.cueSteps(),
          "training.curriculum[" + i + "].steps",
          steps,
          "more steps than task.cue_steps (" + task.cueSteps() + ")",
          "training.curriculum",
          "task.cue_steps");
    }
    Check.that(
        network.tauMs() >= task.stepMs(),
        "network.tau_ms",
        network.tauMs(),
        "a number >= task.step_ms (" + task.stepMs() + ")",
        "task.step_ms");
  }

  /** Trials of the evaluation at the end of a training. */
  public record EvaluationConfig(int trials) {
    public EvaluationConfig {
      Check.atLeast("evaluation.trials", trials, 1);
    }
  }

  /** All defaults. */
  public static Config defaults() {
    return of(Map.of());
  }

  /** The defaults with these keys changed, e.g. {@code network.units} to {@code 50}. */
  public static Config of(Map<String, ?> changes) {
    return ConfigTree.defaults().with(changes).config();
  }

  /**
   * The defaults with the changes of a tree, as in a file of its own: each must have an effect.
   *
   * @throws UserError at the place of the value that cannot be used
   */
  public static Config of(Node.Mapping changes) {
    return ConfigTree.defaults().file(changes).config(Set.of());
  }

  /** The defaults with {@code key=value} changes, each of which must have an effect. */
  public static Config of(List<String> sets) {
    return ConfigTree.defaults().set(sets).config(Set.of());
  }

  /**
   * This configuration with one key changed.
   *
   * @param key its path, such as {@code training.activity_penalty.weight}
   * @throws UserError if there is no such key, or the value is not allowed
   */
  public Config with(String key, Object value) {
    return with(Map.of(key, value));
  }

  /** This configuration with these keys changed. */
  public Config with(Map<String, ?> changes) {
    return ConfigTree.of(this).with(changes).config();
  }

  /**
   * This configuration with the values of keys by their paths, each of which must have an effect.
   *
   * @param undecided keys that will have other values, so that nothing is said of what they decide
   * @throws UserError at the place of the value that cannot be used
   */
  public Config with(Node.Mapping changes, Set<String> undecided) {
    ConfigTree tree = ConfigTree.of(this);
    for (Map.Entry<String, Node> change : changes.entries().entrySet()) {
      tree = tree.with(change.getKey(), change.getValue());
    }
    return new ConfigTree(tree.tree(), changes.entries().keySet()).config(undecided);
  }

  /** This configuration with {@code key=value} changes, each of which must have an effect. */
  public Config set(List<String> sets) {
    return ConfigTree.of(this).set(sets).config(Set.of());
  }

  /**
   * The same task and network at a step of another duration: trials and cue are as long in s as
   * they were. Weights go with it by {@code CtRnnWeights.atStep}.
   *
   * @throws UserError if the step is no duration, or longer than the time constant or the cue
   */
  public Config atStep(double stepMs) {
    if (stepMs == task.stepMs()) {
      return this;
    }
    double seconds = with(Map.of("task.step_ms", stepMs)).task().timeStep().seconds();
    Map<String, Object> changes = new LinkedHashMap<>();
    changes.put("task.step_ms", stepMs);
    changes.put("task.steps", steps(task.steps(), seconds));
    changes.put("task.cue_steps", steps(task.cueSteps(), seconds));
    changes.put(
        "training.curriculum",
        training.curriculum().stream()
            .map(s -> "{update: " + s.update() + ", steps: " + steps(s.steps(), seconds) + "}")
            .toList());
    return with(changes);
  }

  /** Steps of another duration that take as long as so many of this task's. */
  private long steps(int steps, double seconds) {
    return Math.round(task.timeStep().seconds(steps) / seconds);
  }

  /** As {@link #read(Path, List)}. */
  public static Config read(String file, String... sets) {
    return read(Path.of(file), List.of(sets));
  }

  /**
   * Reads a configuration file and applies {@code key=value} changes to it. Every key that they
   * give must have an effect, unless the file has all keys, as the program writes them.
   *
   * @throws UserError naming file, line, key, value and what is allowed
   */
  public static Config read(Path file, List<String> sets) {
    return read(file, sets, Map.of());
  }

  /**
   * The same over other defaults than the usual.
   *
   * @param file the file, or null for no changes but {@code sets}
   * @param defaults values of keys that neither the file nor the changes give
   */
  public static Config read(Path file, List<String> sets, Map<String, ?> defaults) {
    ConfigTree tree = ConfigTree.defaults().with(defaults);
    return (file == null ? tree : tree.file(YamlFile.read(file, WANTED)))
        .set(sets)
        .config(Set.of());
  }

  /**
   * Reads a configuration that was written with {@link #toYaml}, by this or an older version; its
   * keys need have no effect.
   *
   * @throws UserError naming file, line, key, value and what is allowed
   */
  public static Config readWritten(Path file) {
    return ConfigTree.defaults().file(YamlFile.read(file, WANTED)).config();
  }

  /**
   * The defaults with the changes of a YAML text, such as {@link #toYaml} makes.
   *
   * @throws UserError if it is no configuration
   */
  public static Config parse(String yaml) {
    return ConfigTree.defaults().file(YamlFile.keys(yaml, "configuration", WANTED)).config();
  }

  /** Every key by its path, such as {@code task.steps}, with its value as YAML. */
  public Map<String, String> values() {
    Map<String, String> values = new LinkedHashMap<>();
    Binder.tree(this).leaves((path, node) -> values.put(path, node.text()));
    return values;
  }

  /** This configuration, every key written out. */
  public String toYaml() {
    try {
      return WRITER.writeValueAsString(this);
    } catch (JacksonException e) {
      throw new IllegalStateException(e);
    }
  }

  /** A mapper for the JSON files of a run, with the same names of keys. */
  public static JsonMapper json() {
    return JsonMapper.builder().propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE).build();
  }

  /** The configuration as its file. */
  @Override
  public String toString() {
    return toYaml();
  }
}
