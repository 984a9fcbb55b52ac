package org.compassnet.search;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.compassnet.config.Activation;
import org.compassnet.config.Config;
import org.compassnet.config.KeyLines;
import org.compassnet.config.Keyword;
import org.compassnet.config.UserError;
import org.compassnet.config.VelocityKind;
import org.compassnet.search.SearchConfig.Generator;
import org.compassnet.search.SearchConfig.GeneratorKind;
import org.compassnet.search.SearchConfig.Limits;

/** Reads a search from YAML. Every error is one line: file, line, key, value, what is allowed. */
final class SearchFile {

  private static final List<String> KEYS =
      List.of(
          "name",
          "seed",
          "base",
          "set",
          "brief",
          "parameters",
          "generator",
          "score",
          "early_stopping",
          "limits",
          "window",
          "concurrency");
  private static final int MOST_CANDIDATES = 100_000;

  private final Path file;
  private JsonNode tree;
  private KeyLines lines;

  SearchFile(Path file) {
    this.file = file;
  }

  private UserError error(String key, Object value, String allowed) {
    return new UserError(where(key) + key + ": " + value + "; allowed: " + allowed);
  }

  private String where(String key) {
    return file + ":" + lines.line(key) + ": ";
  }

  SearchConfig read() {
    load();
    known("", tree, KEYS);
    known(
        "generator",
        tree.path("generator"),
        List.of("kind", "points", "population", "mutation_rate"));
    known(
        "early_stopping",
        tree.path("early_stopping"),
        List.of("rule", "after_share", "references", "margin"));
    known("limits", tree.path("limits"), List.of("candidates", "minutes"));
    Config full = changed(base(), "set");
    Config base = changed(full, "brief").with(Map.of("training.threads", 1));
    List<Space> spaces = spaces(base);
    SearchConfig search =
        new SearchConfig(
            name(),
            (long) number("seed", full.seed(), Long.MIN_VALUE, Long.MAX_VALUE, true),
            full,
            base,
            spaces,
            generator(),
            score(),
            limits(),
            earlyStopping(),
            (int) number("window", 8, 1, 10_000, true),
            (int) number("concurrency", 0, 0, 10_000, true));
    requireFeasible(search);
    return search;
  }

  private void load() {
    if (!Files.isRegularFile(file) || !Files.isReadable(file)) {
      throw new UserError(file + ": no such file; a search in YAML is wanted");
    }
    YAMLMapper yaml =
        YAMLMapper.builder(
                YAMLFactory.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build())
            .build();
    try {
      String text = Files.readString(file);
      tree = yaml.readTree(text);
      lines = KeyLines.of(text);
    } catch (JacksonException e) {
      int line = e.getLocation() == null ? 0 : e.getLocation().getLineNr();
      String what = e.getOriginalMessage().lines().findFirst().orElse("");
      throw new UserError(file + ":" + line + ": not YAML: " + what, e);
    } catch (IOException e) {
      throw new UserError(file + ": cannot be read as text: " + e.getMessage(), e);
    }
    if (!tree.isObject()) {
      throw new UserError(
          file + ": not a search; keys with values are wanted, parameters at least");
    }
  }

  private void known(String section, JsonNode node, List<String> keys) {
    if (!node.isMissingNode() && !node.isObject()) {
      throw error(section, node.asText(), "a section with keys " + String.join(", ", keys));
    }
    node.fieldNames()
        .forEachRemaining(
            key -> {
              if (!keys.contains(key)) {
                String path = section.isEmpty() ? key : section + "." + key;
                throw new UserError(
                    where(path) + "unknown key " + path + "; allowed: " + String.join(", ", keys));
              }
            });
  }

  private JsonNode at(String path) {
    JsonNode node = tree;
    for (String part : path.split("\\.")) {
      node = node.path(part);
    }
    return node.isNull() ? MissingNode.getInstance() : node;
  }

  private double number(String path, double absent, double least, double most, boolean whole) {
    JsonNode node = at(path);
    if (node.isMissingNode()) {
      return absent;
    }
    double value = node.asDouble(Double.NaN);
    if (!node.isNumber()
        || !(value >= least && value <= most)
        || (whole && !node.isIntegralNumber())) {
      String kind = whole ? "an integer" : "a number";
      throw error(
          path,
          node.isValueNode() ? node.asText() : node,
          most >= 1e9
              ? kind + " >= " + plain(least)
              : kind + " from " + plain(least) + " to " + plain(most));
    }
    return value;
  }

  private static String plain(double value) {
    return value == Math.rint(value) && Math.abs(value) < 1e15
        ? String.valueOf((long) value)
        : String.valueOf(value);
  }

  private <E extends Enum<E> & Keyword> E word(String path, E absent, Class<E> type) {
    JsonNode node = at(path);
    return node.isMissingNode() ? absent : word(path, node.asText(), type);
  }

  private <E extends Enum<E> & Keyword> E word(String path, String word, Class<E> type) {
    return Arrays.stream(type.getEnumConstants())
        .filter(e -> e.keyword().equals(word))
        .findFirst()
        .orElseThrow(
            () ->
                error(
                    path,
                    word,
                    Arrays.stream(type.getEnumConstants())
                        .map(Keyword::keyword)
                        .collect(Collectors.joining(", "))));
  }

  private String name() {
    String name = at("name").asText("search");
    if (!name.matches("[A-Za-z0-9][A-Za-z0-9._-]*")) {
      throw error("name", name, "letters, digits, '.', '_' and '-'");
    }
    return name;
  }

  private Config base() {
    JsonNode base = at("base");
    if (base.isMissingNode()) {
      return Config.defaults();
    }
    Path path = file.toAbsolutePath().getParent().resolve(base.asText());
    if (!Files.isRegularFile(path)) {
      throw error("base", base.asText(), "a configuration, by its path from this file's folder");
    }
    return Config.read(path, List.of());
  }

  private Config changed(Config config, String section) {
    JsonNode node = at(section);
    if (node.isMissingNode()) {
      return config;
    }
    if (!node.isObject()) {
      throw error(section, node, "keys of the configuration by their paths, with values");
    }
    Config changed = config;
    Map<String, Object> changes = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> change : node.properties()) {
      changes.put(change.getKey(), value(change.getValue()));
    }
    try {
      changed = config.with(changes);
    } catch (UserError e) {
      throw new UserError(
          where(section + "." + culprit(e, changes.keySet(), section)) + said(e), e);
    }
    return changed;
  }

  /** The key that an error is about, for its line. */
  private static String culprit(UserError e, Iterable<String> keys, String otherwise) {
    for (String key : keys) {
      if (e.getMessage().contains(key)) {
        return key;
      }
    }
    return otherwise;
  }

  private static String said(UserError e) {
    return e.getMessage().replaceFirst("^--set: ", "");
  }

  private static Object value(JsonNode node) {
    if (node.isTextual()) {
      return node.asText();
    }
    if (node.isInt() || node.isLong()) {
      return node.canConvertToInt() ? (Object) node.intValue() : (Object) node.longValue();
    }
    if (node.isNumber()) {
      return node.doubleValue();
    }
    return node.isBoolean() ? (Object) node.booleanValue() : node.toString();
  }

  private List<Space> spaces(Config base) {
    JsonNode node = at("parameters");
    if (!node.isObject() || node.isEmpty()) {
      throw error(
          "parameters",
          node.isMissingNode() ? "missing" : node,
          "at least one key of the configuration with its space");
    }
    List<Space> spaces = new ArrayList<>();
    for (Map.Entry<String, JsonNode> entry : node.properties()) {
      Space space = space(entry.getKey(), entry.getValue());
      for (Object corner : space.corners()) {
        try {
          base.with(Map.of(space.key(), corner));
        } catch (UserError e) {
          throw new UserError(where("parameters." + space.key()) + said(e), e);
        }
      }
      if (space.key().equals("name") || space.key().equals("training.threads")) {
        throw error("parameters", space.key(), "keys that change the network");
      }
      spaces.add(space);
    }
    return spaces;
  }

  private Space space(String key, JsonNode node) {
    String path = "parameters." + key;
    if (node.isArray()) {
      return choice(path, key, node);
    }
    known(path, node, List.of("space", "from", "to", "values"));
    String kind = node.path("space").asText(node.has("values") ? "discrete" : "missing");
    return switch (kind) {
      case "continuous", "log_uniform" -> {
        double from = end(path, node, "from");
        double to = end(path, node, "to");
        boolean logarithmic = kind.equals("log_uniform");
        requireRange(path, from, to);
        if (logarithmic && from <= 0) {
          throw error(path + ".from", plain(from), "a number > 0 for log_uniform");
        }
        yield new Space.Real(key, from, to, logarithmic);
      }
      case "integer" -> {
        double from = end(path, node, "from");
        double to = end(path, node, "to");
        if (from != (int) from || to != (int) to) {
          throw error(path, plain(from) + " to " + plain(to), "integers");
        }
        requireRange(path, from, to);
        yield new Space.Whole(key, (int) from, (int) to);
      }
      case "discrete" -> choice(path, key, node.path("values"));
      default -> throw error(path + ".space", kind, "continuous, log_uniform, integer, discrete");
    };
  }

  private double end(String path, JsonNode node, String end) {
    JsonNode value = node.path(end);
    if (!value.isNumber() || !Double.isFinite(value.doubleValue())) {
      throw error(path + "." + end, value.isMissingNode() ? "missing" : value.asText(), "a number");
    }
    return value.doubleValue();
  }

  private void requireRange(String path, double from, double to) {
    if (!(from < to)) {
      throw error(
          path,
          plain(from) + " to " + plain(to) + (from == to ? " (empty)" : " (reversed)"),
          "from < to");
    }
  }

  private Space choice(String path, String key, JsonNode values) {
    List<Object> list = new ArrayList<>();
    values.forEach(v -> list.add(value(v)));
    if (!values.isArray()
        || list.stream().distinct().count() < 2
        || list.stream().distinct().count() < list.size()) {
      throw error(
          path + ".values",
          values.isMissingNode() ? "missing" : values,
          "a list of two different values or more");
    }
    return new Space.Choice(key, List.copyOf(list));
  }

  private Generator generator() {
    return new Generator(
        word("generator.kind", GeneratorKind.RANDOM, GeneratorKind.class),
        (int) number("generator.points", 3, 2, 1000, true),
        (int) number("generator.population", 12, 4, 1000, true),
        number("generator.mutation_rate", 0.15, 0.01, 1, false));
  }

  private Limits limits() {
    return new Limits(
        (int) number("limits.candidates", 50, 1, MOST_CANDIDATES, true),
        number("limits.minutes", Double.POSITIVE_INFINITY, 0.01, 1e9, false));
  }

  private EarlyStopping earlyStopping() {
    return new EarlyStopping(
        word("early_stopping.rule", EarlyStopping.Rule.MEDIAN, EarlyStopping.Rule.class),
        number("early_stopping.after_share", 0.3, 0, 1, false),
        (int) number("early_stopping.references", 5, 1, 1000, true),
        number("early_stopping.margin", 1.25, 1, 100, false));
  }

  private Score score() {
    JsonNode node = at("score");
    if (node.isMissingNode()) {
      return new Score(Map.of(Measure.ANGULAR_ERROR, 1.0));
    }
    if (node.isTextual()) {
      return new Score(Map.of(word("score", node.asText(), Measure.class), 1.0));
    }
    Map<Measure, Double> weights = new EnumMap<>(Measure.class);
    for (Map.Entry<String, JsonNode> weight : node.properties()) {
      Measure measure = word("score", weight.getKey(), Measure.class);
      if (!weight.getValue().isNumber() || !(weight.getValue().doubleValue() > 0)) {
        throw error("score." + weight.getKey(), weight.getValue().asText(), "a weight > 0");
      }
      weights.put(measure, weight.getValue().doubleValue());
    }
    if (weights.isEmpty()) {
      throw error("score", node, "a measure, or measures with weights");
    }
    return new Score(weights);
  }

  private void requireFeasible(SearchConfig search) {
    if (search.generator().kind() == GeneratorKind.GRID
        && search.gridSize() > search.limits().candidates()) {
      String product =
          search.spaces().stream()
              .map(s -> String.valueOf(s.gridValues(search.generator().points())))
              .collect(Collectors.joining(" x "));
      throw new UserError(
          where("generator")
              + String.format(
                  Locale.ROOT,
                  "generator.kind: a grid of %s = %.0f candidates; allowed: at most"
                      + " limits.candidates (%d); fewer parameters or generator.points, or raise it",
                  product,
                  search.gridSize(),
                  search.limits().candidates()));
    }
    if (search.score().ofClasses()) {
      requireClasses(search);
    }
  }

  /** Some networks have no classes of units; where none has, no candidate gets a score. */
  private void requireClasses(SearchConfig search) {
    requireOther(
        search,
        "network.activation",
        Activation.TANH.keyword(),
        search.base().network().activation().keyword(),
        "rates that are not negative");
    requireOther(
        search,
        "task.velocity.kind",
        VelocityKind.CONSTANT.keyword(),
        search.base().task().velocity().kind().keyword(),
        "more velocities than one");
  }

  private void requireOther(
      SearchConfig search, String key, String barred, String given, String wanted) {
    boolean searched = search.spaces().stream().anyMatch(s -> s.key().equals(key));
    if (!searched && given.equals(barred)) {
      throw new UserError(
          where("score")
              + "score: "
              + search.score().words()
              + ": no candidate can have it, "
              + key
              + " is "
              + barred
              + "; allowed: angular_error or normalized_error, or "
              + wanted);
    }
  }
}
