package org.compassnet.search;

import static org.compassnet.files.Text.text;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.compassnet.config.Activation;
import org.compassnet.config.Config;
import org.compassnet.config.UserError;
import org.compassnet.config.VelocityKind;
import org.compassnet.config.yaml.Binder;
import org.compassnet.config.yaml.Effect;
import org.compassnet.config.yaml.Node;
import org.compassnet.config.yaml.Refusal;
import org.compassnet.config.yaml.YamlFile;
import org.compassnet.config.yaml.YamlParser;
import org.compassnet.search.SearchConfig.GeneratorKind;
import org.compassnet.training.MemoryNeed;

/** Reads a search from YAML. Every error is one line: file, line, key, value, what is allowed. */
final class SearchFile {

  private static final Node.Mapping DEFAULTS = readDefaults();
  private static final String NO_CHANGES = "keys of the configuration by their paths, with values";

  private static final List<Effect<SearchConfig>> EFFECTS =
      List.of(
          ofGenerator("points", GeneratorKind.GRID),
          ofGenerator("population", GeneratorKind.GENETIC),
          ofGenerator("mutation_rate", GeneratorKind.GENETIC),
          ofMedian("after_share"),
          ofMedian("references"),
          ofMedian("margin"),
          new Effect<>(
              "window",
              "generator.kind",
              SearchConfig::windowed,
              "genetic or early_stopping.rule median"));

  private final Path file;
  private Node.Mapping written;

  SearchFile(Path file) {
    this.file = file;
  }

  private static Effect<SearchConfig> ofGenerator(String key, GeneratorKind kind) {
    return new Effect<>(
        "generator." + key, "generator.kind", s -> s.generator().kind() == kind, kind.keyword());
  }

  private static Effect<SearchConfig> ofMedian(String key) {
    EarlyStopping.Rule median = EarlyStopping.Rule.MEDIAN;
    return new Effect<>(
        "early_stopping." + key,
        "early_stopping.rule",
        s -> s.earlyStopping().rule() == median,
        median.keyword());
  }

  SearchConfig read() {
    written = YamlFile.read(file, "a search");
    Node.Mapping tree = DEFAULTS.with(written);
    SearchKeys keys = Binder.bind(SearchKeys.class, tree, DEFAULTS);
    Map<String, Node> parameters =
        section(
            keys.parameters(),
            "parameters",
            "keys of the configuration by their paths, with their spaces");
    Config full = changed(base(keys), keys.set(), "set", parameters);
    Config base =
        changed(full, keys.brief(), "brief", parameters).with(Map.of("training.threads", 1));
    MemoryNeed.ofRun(base).require();
    SearchConfig search =
        new SearchConfig(
            keys.name(),
            keys.seed() == null ? full.seed() : keys.seed(),
            full,
            base,
            spaces(base, parameters),
            keys.generator(),
            score(keys.score()),
            keys.limits(),
            keys.earlyStopping(),
            keys.replicates(),
            keys.window(),
            keys.concurrency());
    Set<String> given = new TreeSet<>();
    written.leaves((path, node) -> given.add(path));
    Effect.require(EFFECTS, search, tree, DEFAULTS, given, Set.of());
    requireFeasible(search);
    return search;
  }

  private static Map<String, Node> section(Node node, String key, String allowed) {
    if (node instanceof Node.Mapping mapping) {
      return mapping.entries();
    }
    throw Refusal.value(node, key, allowed);
  }

  private Config base(SearchKeys keys) {
    if (keys.base() == null) {
      return Config.defaults();
    }
    Path path = file.toAbsolutePath().resolveSibling(keys.base());
    if (!Files.isRegularFile(path)) {
      throw Refusal.value(
          written.find("base"), "base", "a configuration, by its path from this file's folder");
    }
    return Config.read(path, List.of());
  }

  private Config changed(Config config, Node node, String key, Map<String, Node> parameters) {
    Map<String, Node> changes = new LinkedHashMap<>();
    section(node, key, NO_CHANGES)
        .forEach((path, value) -> changes.put(path, SpaceReader.asWritten(value)));
    for (Map.Entry<String, Node> change : changes.entrySet()) {
      String path = change.getKey();
      String instead =
          parameters.containsKey(path)
              ? "nothing, as " + path + " is among the parameters"
              : path.equals("name")
                  ? "nothing, as the search names its networks"
                  : path.equals("training.threads") && key.equals("brief")
                      ? "nothing, as a candidate has one thread"
                      : null;
      if (instead != null) {
        throw Refusal.value(change.getValue(), key + "." + path, instead);
      }
    }
    return config.with(new Node.Mapping(changes, node.place()), parameters.keySet());
  }

  private List<Space> spaces(Config base, Map<String, Node> parameters) {
    if (parameters.isEmpty()) {
      throw Refusal.missing(
          written, "parameters", "at least one key of the configuration with its space");
    }
    SpaceReader reader = new SpaceReader(base, parameters.keySet());
    List<Space> spaces = new ArrayList<>();
    parameters.forEach((key, node) -> spaces.add(reader.read(key, node)));
    return spaces;
  }

  private static Score score(Node node) {
    if (!(node instanceof Node.Mapping section)) {
      return new Score(Map.of(Binder.keyword(Measure.class, node, "score"), 1.0));
    }
    Map<Measure, Double> weights = new EnumMap<>(Measure.class);
    section
        .entries()
        .forEach(
            (word, weight) -> {
              String key = "score." + word;
              Measure measure =
                  Binder.keyword(
                      Measure.class, new Node.Scalar(word, false, weight.place()), "score");
              double value = Binder.number(weight, key, "a weight > 0");
              if (!(value > 0 && Double.isFinite(value))) {
                throw Refusal.value(weight, key, "a weight > 0");
              }
              weights.put(measure, value);
            });
    if (weights.isEmpty()) {
      throw Refusal.value(node, "score", "a measure, or measures with weights");
    }
    return new Score(weights);
  }

  /** The place of a key that the file gives, or of the whole. */
  private String at(String key) {
    Node node = written.find(key);
    return Refusal.at(node == null ? written.place() : node.place());
  }

  private void requireFeasible(SearchConfig search) {
    if (search.replicates() > 1 && search.spaces().stream().anyMatch(s -> s.key().equals("seed"))) {
      throw new UserError(
          at("replicates")
              + text(
                  "replicates: %d of a candidate whose seed is searched; allowed: 1, or no seed"
                      + " among the parameters",
                  search.replicates()));
    }
    if (search.generator().kind() == GeneratorKind.GRID
        && search.gridSize() > search.limits().candidates()) {
      String product =
          search.spaces().stream()
              .map(s -> String.valueOf(s.gridValues(search.generator().points())))
              .collect(Collectors.joining(" x "));
      throw new UserError(
          at("generator")
              + text(
                  "generator.kind: a grid of %s = %.0f candidates; allowed: at most"
                      + " limits.candidates (%d); fewer parameters or generator.points, or raise"
                      + " it",
                  product, search.gridSize(), search.limits().candidates()));
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
          at("score")
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

  private static Node.Mapping readDefaults() {
    try (InputStream in = SearchFile.class.getResourceAsStream("defaults.yaml")) {
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      return (Node.Mapping) YamlParser.parse(text, line -> null);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
