package org.compassnet.config;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.exc.InvalidFormatException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

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

  private static final YAMLMapper YAML =
      YAMLMapper.builder(
              YAMLFactory.builder()
                  .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
                  .enable(YAMLGenerator.Feature.MINIMIZE_QUOTES)
                  .build())
          .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
          .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
          .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
          .build();
  private static final JsonNode DEFAULTS = readDefaults();

  public Config {
    Check.that(
        name != null && name.matches("[A-Za-z0-9][A-Za-z0-9._-]*"),
        "name",
        name,
        "letters, digits, '.', '_' and '-'");
    for (TrainingConfig.Stage stage : training.curriculum()) {
      Check.that(
          stage.steps() > task.cueSteps(),
          "training.curriculum",
          stage.steps() + " steps",
          "more steps than task.cue_steps (" + task.cueSteps() + ")");
    }
    Check.that(
        network.tauMs() >= task.stepMs(),
        "network.tau_ms",
        network.tauMs(),
        "a number >= task.step_ms (" + task.stepMs() + ")");
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
    return changed(DEFAULTS.deepCopy(), changes);
  }

  /** The defaults with {@code key=value} changes. */
  public static Config of(List<String> sets) {
    return of(assignments(sets));
  }

  /** This configuration with these keys changed. */
  public Config with(Map<String, ?> changes) {
    return changed(YAML.valueToTree(this), changes);
  }

  /** This configuration with {@code key=value} changes. */
  public Config set(List<String> sets) {
    return with(assignments(sets));
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

  private static Config changed(ObjectNode tree, Map<String, ?> changes) {
    changes.forEach((key, value) -> set(tree, key, String.valueOf(value)));
    return bind(tree, key -> "--set");
  }

  private static Map<String, String> assignments(List<String> sets) {
    Map<String, String> changes = new LinkedHashMap<>();
    for (String assignment : sets) {
      int equals = assignment.indexOf('=');
      if (equals < 1) {
        throw new UserError("--set " + assignment + ": key=value is wanted");
      }
      changes.put(assignment.substring(0, equals).trim(), assignment.substring(equals + 1).trim());
    }
    return changes;
  }

  /** As {@link #read(Path, List)}. */
  public static Config read(String file, String... sets) {
    return read(Path.of(file), List.of(sets));
  }

  /**
   * Reads a configuration file and applies {@code key=value} changes to it.
   *
   * @throws UserError naming file, line, key, value and what is allowed
   */
  public static Config read(Path file, List<String> sets) {
    if (!Files.exists(file)) {
      throw new UserError(file + ": no such file; a configuration in YAML is wanted");
    }
    if (!Files.isRegularFile(file) || !Files.isReadable(file)) {
      throw new UserError(file + ": cannot be read; a configuration in YAML is wanted");
    }
    String text;
    JsonNode changes;
    KeyLines lines;
    try {
      text = Files.readString(file);
      changes = YAML.readTree(text);
      lines = KeyLines.of(text);
    } catch (JacksonException e) {
      int line = e.getLocation() == null ? 0 : e.getLocation().getLineNr();
      throw new UserError(
          file + ":" + line + ": not YAML: " + firstLine(e.getOriginalMessage()), e);
    } catch (IOException e) {
      throw new UserError(file + ": cannot be read as text: " + e.getMessage(), e);
    }
    if (changes == null || changes.isMissingNode() || changes.isNull()) {
      changes = YAML.createObjectNode();
    }
    if (!changes.isObject()) {
      throw new UserError(file + ": not a configuration; keys with values are wanted");
    }
    ObjectNode tree = DEFAULTS.deepCopy();
    RetiredKeys.replace((ObjectNode) changes, key -> file + ":" + lines.line(key));
    merge(tree, (ObjectNode) changes, "", key -> file + ":" + lines.line(key));
    Map<String, String> set = assignments(sets);
    set.forEach((key, value) -> set(tree, key, value));
    return bind(tree, key -> set.containsKey(key) ? "--set" : file + ":" + lines.line(key));
  }

  /**
   * The defaults with the changes of a YAML text, such as {@link #toYaml} makes.
   *
   * @throws UserError if it is no configuration
   */
  public static Config parse(String yaml) {
    try {
      ObjectNode tree = DEFAULTS.deepCopy();
      ObjectNode changes = (ObjectNode) YAML.readTree(yaml);
      RetiredKeys.replace(changes, key -> "configuration");
      merge(tree, changes, "", key -> "configuration");
      return bind(tree, key -> "configuration");
    } catch (JacksonException e) {
      throw new UserError("configuration: not YAML: " + firstLine(e.getOriginalMessage()), e);
    }
  }

  /** This configuration, every key written out. */
  public String toYaml() {
    try {
      return YAML.writeValueAsString(this);
    } catch (JacksonException e) {
      throw new IllegalStateException(e);
    }
  }

  private interface Where {
    String of(String key);
  }

  private static Config bind(JsonNode tree, Where where) {
    try {
      return YAML.treeToValue(tree, Config.class);
    } catch (JsonMappingException e) {
      Throwable cause = e;
      while (cause != null && !(cause instanceof Check.InvalidValue)) {
        cause = cause.getCause();
      }
      if (cause instanceof Check.InvalidValue invalid) {
        throw new UserError(where.of(invalid.key) + ": " + invalid.getMessage(), e);
      }
      String key =
          e.getPath().stream()
              .filter(reference -> reference.getFieldName() != null)
              .map(JsonMappingException.Reference::getFieldName)
              .collect(Collectors.joining("."));
      throw new UserError(
          where.of(key) + ": " + key + ": " + at(tree, key) + "; allowed: " + allowed(e), e);
    } catch (JacksonException e) {
      throw new UserError(firstLine(e.getOriginalMessage()), e);
    }
  }

  private static String allowed(JsonMappingException e) {
    Class<?> type =
        e instanceof MismatchedInputException mismatch ? mismatch.getTargetType() : Object.class;
    if (type != null && type.isEnum()) {
      return Arrays.stream(type.getEnumConstants())
          .map(c -> c instanceof Keyword k ? k.keyword() : c.toString())
          .collect(Collectors.joining(", "));
    }
    if (type == int.class || type == long.class) {
      return "an integer";
    }
    if (type == double.class) {
      return "a number";
    }
    if (type == boolean.class) {
      return "true or false";
    }
    return e instanceof InvalidFormatException
        ? "another value"
        : firstLine(e.getOriginalMessage());
  }

  private static String at(JsonNode tree, String key) {
    JsonNode node = tree;
    for (String part : key.split("\\.")) {
      node = node.isArray() && node.size() > 0 ? node.get(0).path(part) : node.path(part);
    }
    return node.isValueNode() ? node.asText() : node.toString();
  }

  private static void merge(ObjectNode into, ObjectNode changes, String prefix, Where where) {
    for (Iterator<Map.Entry<String, JsonNode>> it = changes.fields(); it.hasNext(); ) {
      Map.Entry<String, JsonNode> change = it.next();
      String key = prefix + change.getKey();
      JsonNode known = into.get(change.getKey());
      if (known == null) {
        throw new UserError(where.of(key) + ": " + unknown(key));
      }
      if (known.isObject()) {
        if (!change.getValue().isObject()) {
          throw new UserError(
              where.of(key)
                  + ": "
                  + key
                  + ": "
                  + change.getValue().asText()
                  + "; allowed: a section with keys "
                  + String.join(", ", names(known)));
        }
        merge((ObjectNode) known, (ObjectNode) change.getValue(), key + ".", where);
      } else {
        into.set(change.getKey(), change.getValue());
      }
    }
  }

  private static void set(ObjectNode tree, String key, String text) {
    String[] parts = key.split("\\.");
    JsonNode node = tree;
    for (int i = 0; i < parts.length - 1; i++) {
      node = node.path(parts[i]);
    }
    String last = parts[parts.length - 1];
    if (!node.isObject() || !node.has(last)) {
      throw new UserError("--set: " + unknown(key));
    }
    if (node.get(last).isObject()) {
      throw new UserError(
          "--set: "
              + key
              + " is a section; set one of its keys: "
              + String.join(", ", names(node.get(last))));
    }
    try {
      JsonNode value = YAML.readTree(text);
      ((ObjectNode) node)
          .set(last, value == null || value.isMissingNode() ? NullNode.instance : value);
    } catch (JacksonException e) {
      throw new UserError("--set: " + key + ": " + text + "; allowed: a YAML value", e);
    }
  }

  private static String unknown(String key) {
    if (RetiredKeys.advice(key) != null) {
      return RetiredKeys.advice(key);
    }
    List<String> known = new ArrayList<>();
    leaves(DEFAULTS, "", known);
    String nearest =
        known.stream()
            .min((a, b) -> Integer.compare(distance(key, a), distance(key, b)))
            .orElseThrow();
    return "unknown key " + key + "; did you mean " + nearest + "?";
  }

  private static void leaves(JsonNode node, String prefix, List<String> out) {
    for (String name : names(node)) {
      out.add(prefix + name);
      if (node.get(name).isObject()) {
        leaves(node.get(name), prefix + name + ".", out);
      }
    }
  }

  private static List<String> names(JsonNode node) {
    List<String> names = new ArrayList<>();
    node.fieldNames().forEachRemaining(names::add);
    return names;
  }

  /** Levenshtein's edit distance. */
  private static int distance(String a, String b) {
    int[] row = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int substitute = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(substitute, Math.min(row[j], row[j - 1]) + 1);
      }
    }
    return row[b.length()];
  }

  private static String firstLine(String message) {
    return message == null ? "" : message.lines().findFirst().orElse("");
  }

  private static JsonNode readDefaults() {
    try (InputStream in = Config.class.getResourceAsStream("defaults.yaml")) {
      return YAML.readTree(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
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
