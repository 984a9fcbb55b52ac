package org.compassnet.config.yaml;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** A value of a YAML text, and where it was written. */
public sealed interface Node {

  /** The longest text of a value that a message repeats. */
  int SHOWN = 80;

  /** Such as {@code a.yaml:3} or {@code --set seed=3}; null for a default, which nobody wrote. */
  String place();

  /** The same value at another place. */
  Node at(String place);

  /** The value as YAML in one line. */
  String text();

  /** {@link #text} for a message, cut where it is long. */
  default String shown() {
    String text = text();
    return text.length() <= SHOWN ? text : text.substring(0, SHOWN - 3) + "...";
  }

  /**
   * A word or number.
   *
   * @param value without quotation marks
   * @param quoted whether it is text whatever it looks like
   */
  record Scalar(String value, boolean quoted, String place) implements Node {

    /** Whether this is YAML's null, or nothing at all. */
    public boolean isNull() {
      return !quoted && List.of("", "~", "null", "Null", "NULL").contains(value);
    }

    @Override
    public Scalar at(String other) {
      return new Scalar(value, quoted, other);
    }

    @Override
    public String text() {
      if (quoted) {
        return '"' + escaped(value.replace("\\", "\\\\").replace("\"", "\\\"")) + '"';
      }
      return value.isEmpty() ? "nothing" : escaped(value);
    }

    private static String escaped(String text) {
      StringBuilder line = new StringBuilder();
      for (char c : text.toCharArray()) {
        boolean control = Character.isISOControl(c) || c == '\u2028' || c == '\u2029';
        line.append(
            c == '\n' ? "\\n" : control ? String.format("\\u%04x", (int) c) : String.valueOf(c));
      }
      return line.toString();
    }
  }

  /** A list. */
  record Sequence(List<Node> items, String place) implements Node {
    public Sequence {
      items = List.copyOf(items);
    }

    @Override
    public Sequence at(String other) {
      return new Sequence(items.stream().map(item -> item.at(other)).toList(), other);
    }

    @Override
    public String text() {
      return items.stream().map(Node::text).collect(Collectors.joining(", ", "[", "]"));
    }
  }

  /** Keys with values, in the order in which they were written. */
  record Mapping(Map<String, Node> entries, String place) implements Node {
    public Mapping {
      entries = Collections.unmodifiableMap(new LinkedHashMap<>(entries));
    }

    @Override
    public Mapping at(String other) {
      Map<String, Node> moved = new LinkedHashMap<>();
      entries.forEach((key, node) -> moved.put(key, node.at(other)));
      return new Mapping(moved, other);
    }

    @Override
    public String text() {
      return entries.entrySet().stream()
          .map(e -> e.getKey() + ": " + e.getValue().text())
          .collect(Collectors.joining(", ", "{", "}"));
    }

    /** The node at a path such as {@code training.curriculum[1].steps}, or null. */
    public Node find(String path) {
      Node node = this;
      for (String part : path.replace("[", ".[").split("\\.")) {
        if (node instanceof Mapping mapping) {
          node = mapping.entries.get(part);
        } else if (node instanceof Sequence list && part.startsWith("[")) {
          int index = Integer.parseInt(part.substring(1, part.length() - 1));
          node = index < list.items.size() ? list.items.get(index) : null;
        } else {
          return null;
        }
      }
      return node;
    }

    /** This with changes: sections key by key, all else as a whole. */
    public Mapping with(Mapping changes) {
      Map<String, Node> merged = new LinkedHashMap<>(entries);
      changes.entries.forEach(
          (key, node) ->
              merged.merge(
                  key,
                  node,
                  (old, change) ->
                      old instanceof Mapping section && change instanceof Mapping inner
                          ? section.with(inner)
                          : change));
      return new Mapping(merged, changes.place == null ? place : changes.place);
    }

    /** This with another node at a path of sections, which are made where they lack. */
    public Mapping with(String path, Node node) {
      List<String> parts = new ArrayList<>(List.of(path.split("\\.", -1)));
      Collections.reverse(parts);
      Node change = node;
      for (String part : parts) {
        change = new Mapping(Map.of(part, change), null);
      }
      return with((Mapping) change);
    }

    /** Calls for each key, those of sections too, with its path. */
    public void paths(Consumer<String> each) {
      entries.forEach(
          (key, node) -> {
            each.accept(key);
            if (node instanceof Mapping section) {
              section.paths(inner -> each.accept(key + "." + inner));
            }
          });
    }

    /** Calls for each value that is no section, with its path. */
    public void leaves(BiConsumer<String, Node> each) {
      leaves("", each);
    }

    private void leaves(String prefix, BiConsumer<String, Node> each) {
      entries.forEach(
          (key, node) -> {
            if (node instanceof Mapping section) {
              section.leaves(prefix + key + ".", each);
            } else {
              each.accept(prefix + key, node);
            }
          });
    }
  }
}
