package org.compassnet.search;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.compassnet.config.Config;
import org.compassnet.config.Keyword;
import org.compassnet.config.UserError;
import org.compassnet.config.yaml.Binder;
import org.compassnet.config.yaml.Node;
import org.compassnet.config.yaml.Refusal;
import org.compassnet.config.yaml.YamlParser;
import org.compassnet.training.MemoryNeed;

/** Reads the spaces of a search, and tries their ends in the configuration. */
final class SpaceReader {

  private enum Kind implements Keyword {
    CONTINUOUS,
    LOG_UNIFORM,
    INTEGER,
    DISCRETE
  }

  /** A space as it is written; null is what is not. */
  private record Keys(Kind space, Double from, Double to, Node values) {}

  private static final Node.Mapping NOTHING = Binder.tree(new Keys(null, null, null, null));
  private static final String KINDS = "continuous, log_uniform, integer, discrete";
  private static final String CHOICES = "a list of two different values or more";

  private final Config base;
  private final Set<String> searched;

  /**
   * @param searched all keys that are searched
   */
  SpaceReader(Config base, Set<String> searched) {
    this.base = base;
    this.searched = searched;
  }

  /**
   * The space of a key.
   *
   * @throws UserError if it is none, or has values that the key cannot have
   */
  Space read(String key, Node node) {
    String path = "parameters." + key;
    if (key.equals("name") || key.equals("training.threads")) {
      throw Refusal.of(node, "parameters", key, "keys that change the network");
    }
    if (node instanceof Node.Sequence list) {
      return choice(key, list, path);
    }
    if (!(node instanceof Node.Mapping section)) {
      throw Refusal.value(node, path, "a list of values, or a section with keys space, from, to");
    }
    Keys keys = Binder.bind(Keys.class, NOTHING.with(section), NOTHING, path);
    Node values = section.entries().get("values");
    if (keys.space == Kind.DISCRETE || keys.space == null && values != null) {
      refuseBeside(section, path, "discrete", "from", "to");
      if (values == null) {
        throw Refusal.missing(node, path + ".values", CHOICES);
      }
      return choice(key, values, path + ".values");
    }
    if (keys.space == null) {
      throw Refusal.missing(node, path + ".space", KINDS);
    }
    refuseBeside(section, path, keys.space.keyword(), "values");
    return range(key, section, keys, path);
  }

  private static void refuseBeside(Node.Mapping section, String path, String kind, String... keys) {
    for (String key : keys) {
      if (section.entries().get(key) != null) {
        throw Refusal.value(
            section.entries().get(key), path + "." + key, "nothing, as the space is " + kind);
      }
    }
  }

  private Space range(String key, Node.Mapping section, Keys keys, String path) {
    Node low = end(section, "from", keys.from, path);
    Node high = end(section, "to", keys.to, path);
    double from = keys.from;
    double to = keys.to;
    if (!(from < to)) {
      throw Refusal.of(
          low,
          path,
          low.shown() + " to " + high.shown() + (from == to ? " (empty)" : " (reversed)"),
          "from < to");
    }
    if (keys.space == Kind.LOG_UNIFORM && from <= 0) {
      throw Refusal.value(low, path + ".from", "a number > 0 for log_uniform");
    }
    if (keys.space == Kind.INTEGER) {
      requireInteger(low, from, path + ".from");
      requireInteger(high, to, path + ".to");
      attempt(key, Binder.node((int) from).at(low.place()));
      attempt(key, Binder.node((int) to).at(high.place()));
      return new Space.Whole(key, (int) from, (int) to);
    }
    for (Node end : List.of(low, high)) {
      attempt(key, end);
      // A value between the ends is no integer, so an end must be allowed as none too.
      attempt(key, Binder.node(end == low ? from : to).at(end.place()));
    }
    return new Space.Real(key, from, to, keys.space == Kind.LOG_UNIFORM);
  }

  private static Node end(Node.Mapping section, String name, Double value, String path) {
    if (value == null) {
      throw Refusal.missing(section, path + "." + name, "a number");
    }
    Node node = section.entries().get(name);
    if (!Double.isFinite(value)) {
      throw Refusal.value(node, path + "." + name, "a finite number");
    }
    return node;
  }

  private static void requireInteger(Node node, double value, String path) {
    if (value != (int) value) {
      throw Refusal.value(node, path, "an integer");
    }
  }

  private Space choice(String key, Node values, String path) {
    if (!(values instanceof Node.Sequence list)) {
      throw Refusal.value(values, path, CHOICES);
    }
    List<Object> choices = new ArrayList<>();
    for (Node item : list.items()) {
      Object choice = choice(item);
      if (choices.contains(choice)) {
        throw Refusal.value(item, path, CHOICES);
      }
      attempt(key, item);
      choices.add(choice);
    }
    if (choices.size() < 2) {
      throw Refusal.value(list, path, CHOICES);
    }
    return new Space.Choice(key, List.copyOf(choices));
  }

  private void attempt(String key, Node value) {
    Config config =
        base.with(new Node.Mapping(Map.of(key, asWritten(value)), value.place()), searched);
    MemoryNeed.ofRun(config)
        .refusal()
        .ifPresent(
            why -> {
              throw new UserError(Refusal.at(value.place()) + "parameters." + key + ": " + why);
            });
  }

  /** A list may also be written in quotation marks. */
  static Node asWritten(Node node) {
    return node instanceof Node.Scalar scalar && scalar.quoted() && scalar.value().startsWith("[")
        ? YamlParser.parse(scalar.value(), line -> node.place())
        : node;
  }

  /** The value of a choice: a number, a truth value, or a text that is one line of YAML. */
  private static Object choice(Node node) {
    if (!(node instanceof Node.Scalar scalar)) {
      return json(node);
    }
    if (!scalar.quoted() && scalar.value().matches("true|false")) {
      return Boolean.valueOf(scalar.value());
    }
    Object number = Binder.number(scalar);
    return number == null ? scalar.value() : number;
  }

  private static String json(Node node) {
    if (node instanceof Node.Sequence list) {
      return list.items().stream()
          .map(SpaceReader::json)
          .collect(Collectors.joining(",", "[", "]"));
    }
    if (node instanceof Node.Mapping section) {
      return section.entries().entrySet().stream()
          .map(e -> '"' + e.getKey() + "\":" + json(e.getValue()))
          .collect(Collectors.joining(",", "{", "}"));
    }
    Object value = choice(node);
    return value instanceof String text
        ? new Node.Scalar(text, true, null).text()
        : String.valueOf(value);
  }
}
