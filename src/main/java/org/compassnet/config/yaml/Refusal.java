package org.compassnet.config.yaml;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.compassnet.config.UserError;

/** What is said of a node that cannot be used: place, key, value, what is allowed. */
public final class Refusal {

  private Refusal() {}

  /** A value that is not allowed. */
  public static UserError value(Node node, String key, String allowed) {
    return new UserError(at(node.place()) + key + ": " + node.shown() + "; allowed: " + allowed);
  }

  /** Something that is not allowed of a node. */
  public static UserError of(Node node, String key, Object what, String allowed) {
    return new UserError(at(node.place()) + key + ": " + what + "; allowed: " + allowed);
  }

  /** A key that is wanted and not there. */
  public static UserError missing(Node section, String key, String allowed) {
    return new UserError(at(section.place()) + key + ": missing; allowed: " + allowed);
  }

  /**
   * A key that there is not, with the one that was meant if it is close, or elsewhere.
   *
   * @param section path of the section that it is in; empty at the top
   * @param all every key there is
   */
  public static UserError unknown(
      Node node, String section, String key, Collection<String> known, Node.Mapping all) {
    String prefix = section.isEmpty() ? "" : section + ".";
    String says =
        Spelling.close(key, known)
            .map(k -> "; did you mean " + prefix + k + "?")
            .orElse(elsewhere(key, all) + "; allowed: " + String.join(", ", known));
    if (key.contains(".")) {
      says = "; allowed: sections one below the other, '" + key.replaceFirst("\\..*", ":") + "'";
    }
    return new UserError(at(node.place()) + "unknown key " + prefix + key + says);
  }

  /** Says where a key is that somebody looked for elsewhere; empty if there is no telling. */
  public static String elsewhere(String key, Node.Mapping all) {
    Map<String, List<String>> places = new LinkedHashMap<>();
    all.paths(
        path ->
            places
                .computeIfAbsent(
                    path.substring(path.lastIndexOf('.') + 1), name -> new ArrayList<>())
                .add(path));
    return Spelling.close(key, places.keySet())
        .map(
            name ->
                places.get(name).size() == 1 ? ": " + name + " is " + places.get(name).get(0) : "")
        .orElse("");
  }

  /** A place before what is said of it. */
  public static String at(String place) {
    return place == null ? "" : place + ": ";
  }
}
