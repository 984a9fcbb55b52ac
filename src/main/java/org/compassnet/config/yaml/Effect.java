package org.compassnet.config.yaml;

import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * A key that has an effect only where another has certain values. Where it has none it may not be
 * given, unless with its default, which says nothing.
 *
 * @param key the key, or a section
 * @param decidedBy the key that decides, or several with {@code " or "} between them
 * @param has whether the key has an effect
 * @param where the values of {@code decidedBy} with which it has
 */
public record Effect<T>(String key, String decidedBy, Predicate<T> has, String where) {

  /**
   * Refuses keys that were given and have no effect.
   *
   * @param given paths of the keys that somebody wrote
   * @param undecided keys that will have other values
   */
  public static <T> void require(
      List<Effect<T>> effects,
      T value,
      Node.Mapping tree,
      Node.Mapping defaults,
      Set<String> given,
      Set<String> undecided) {
    for (Effect<T> effect : effects) {
      boolean open = Stream.of(effect.decidedBy.split(" or ")).anyMatch(undecided::contains);
      if (open || effect.has.test(value)) {
        continue;
      }
      for (String key : given) {
        if (effect.concerns(key) && !same(tree.find(key), defaults.find(key))) {
          throw Refusal.value(
              tree.find(key),
              key,
              "nothing, as it has an effect only with " + effect.decidedBy + " " + effect.where);
        }
      }
    }
  }

  private boolean concerns(String path) {
    return path.equals(key) || path.startsWith(key + ".");
  }

  private static boolean same(Node node, Node other) {
    if (node instanceof Node.Scalar a && other instanceof Node.Scalar b) {
      return a.isNull() && b.isNull()
          || a.value().equals(b.value())
          || Numbers.real(a).isPresent() && Numbers.real(a).equals(Numbers.real(b));
    }
    return node != null && other != null && node.text().equals(other.text());
  }
}
