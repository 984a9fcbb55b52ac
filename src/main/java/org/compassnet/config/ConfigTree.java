package org.compassnet.config;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.compassnet.config.yaml.Binder;
import org.compassnet.config.yaml.Effect;
import org.compassnet.config.yaml.Node;
import org.compassnet.config.yaml.Refusal;
import org.compassnet.config.yaml.Spelling;
import org.compassnet.config.yaml.YamlParser;

/**
 * A configuration on its way from texts to a {@link Config}: defaults, what a file changes of them,
 * and what the command line changes of that.
 *
 * @param tree all keys
 * @param given paths of the keys that somebody chose, which must have an effect
 */
record ConfigTree(Node.Mapping tree, Set<String> given) {

  private static final Node.Mapping DEFAULTS = readDefaults();

  /** All defaults. */
  static ConfigTree defaults() {
    return new ConfigTree(DEFAULTS, Set.of());
  }

  /** The keys of a configuration, none of them chosen anew. */
  static ConfigTree of(Config config) {
    return new ConfigTree(Binder.tree(config), Set.of());
  }

  /** With the changes of a file. One that has every key was written by the program: none is new. */
  ConfigTree file(Node.Mapping file) {
    Node.Mapping changes = RetiredKeys.replaced(file);
    Set<String> chosen = new TreeSet<>();
    changes.leaves((path, node) -> chosen.add(path));
    Set<String> all = new HashSet<>();
    DEFAULTS.leaves((path, node) -> all.add(path));
    return new ConfigTree(tree.with(changes), chosen.containsAll(all) ? given : chosen);
  }

  /** With changes {@code key=value} of the command line. */
  ConfigTree set(List<String> sets) {
    Map<String, String> changes = new LinkedHashMap<>();
    for (String set : sets) {
      int equals = set.indexOf('=');
      if (equals < 1) {
        throw new UserError(place(set) + ": key=value is wanted");
      }
      String key = set.substring(0, equals).trim();
      if (changes.put(key, set.substring(equals + 1).trim()) != null) {
        throw new UserError(place(set) + ": " + key + " twice; allowed: each key once");
      }
    }
    ConfigTree changed = with(changes);
    Set<String> chosen = new TreeSet<>(given);
    chosen.addAll(changes.keySet());
    return new ConfigTree(changed.tree, chosen);
  }

  /** With values by their paths, each as YAML. */
  ConfigTree with(Map<String, ?> changes) {
    ConfigTree changed = this;
    for (Map.Entry<String, ?> change : changes.entrySet()) {
      Object value = change.getValue();
      String place = place(change.getKey() + "=" + value);
      Node node =
          value instanceof Double number
              ? Binder.node(number).at(place)
              : YamlParser.parse(String.valueOf(value), line -> place);
      changed = changed.with(change.getKey(), node);
    }
    return changed;
  }

  /** A place on the command line, in one line. */
  private static String place(String set) {
    return new Node.Scalar("--set " + set, false, null).shown();
  }

  /** With the value of a key, by its path. */
  ConfigTree with(String path, Node node) {
    Node old = tree.find(path);
    if (old == null) {
      throw unknown(path, node);
    }
    if (old instanceof Node.Mapping section) {
      throw new UserError(
          Refusal.at(node.place())
              + path
              + " is a section; set one of its keys: "
              + String.join(", ", section.entries().keySet()));
    }
    return new ConfigTree(tree.with(path, node), given);
  }

  /** The configuration. */
  Config config() {
    return Binder.bind(Config.class, tree, DEFAULTS);
  }

  /**
   * The configuration, if every key that was given has an effect.
   *
   * @param undecided keys that will have other values
   */
  Config config(Set<String> undecided) {
    Config config = config();
    Effect.require(ConfigEffects.ALL, config, tree, DEFAULTS, given, undecided);
    return config;
  }

  /** Follows a path as far as it is known, over words that are close. */
  private UserError unknown(String path, Node node) {
    if (RetiredKeys.advice(path) != null) {
      return new UserError(Refusal.at(node.place()) + RetiredKeys.advice(path));
    }
    Node at = tree;
    String meant = "";
    String known = "";
    for (String part : path.split("\\.", -1)) {
      if (!(at instanceof Node.Mapping section)) {
        return notThere(node, path, "", known.isEmpty() ? List.of() : List.of(known));
      }
      Collection<String> keys = section.entries().keySet();
      String close = keys.contains(part) ? part : Spelling.close(part, keys).orElse(null);
      if (close == null) {
        String prefix = meant.isEmpty() ? "" : meant + ".";
        String last = path.substring(path.lastIndexOf('.') + 1);
        return notThere(
            node,
            path,
            Refusal.elsewhere(last, DEFAULTS),
            keys.stream().map(k -> prefix + k).toList());
      }
      at = section.entries().get(close);
      meant = meant.isEmpty() ? close : meant + "." + close;
      known = meant;
    }
    return new UserError(
        Refusal.at(node.place()) + "unknown key " + path + "; did you mean " + meant + "?");
  }

  private static UserError notThere(
      Node node, String path, String elsewhere, Collection<String> keys) {
    return new UserError(
        Refusal.at(node.place())
            + "unknown key "
            + new Node.Scalar(path, path.isBlank(), null).shown()
            + elsewhere
            + "; allowed: "
            + String.join(", ", keys));
  }

  private static Node.Mapping readDefaults() {
    try (InputStream in = Config.class.getResourceAsStream("defaults.yaml")) {
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      return (Node.Mapping) YamlParser.parse(text, line -> null);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
