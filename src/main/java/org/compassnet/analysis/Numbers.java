package org.compassnet.analysis;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Numbers by name, in the order in which they were put, for JSON. What is not finite is null. */
public final class Numbers {

  private final Map<String, Object> values = new LinkedHashMap<>();
  private final Map<String, Numbers> groups = new LinkedHashMap<>();

  /** A number, a word, a truth value, or a map or a list of them. */
  public Numbers put(String name, Object value) {
    boolean nothing = value instanceof Double number && !Double.isFinite(number);
    values.put(name, nothing ? null : value);
    return this;
  }

  /** Several groups of numbers in their order. */
  public Numbers put(String name, List<Numbers> groups) {
    return put(name, (Object) groups.stream().map(Numbers::tree).toList());
  }

  /** The group of numbers under a name; the first call makes it. */
  public Numbers in(String name) {
    return groups.computeIfAbsent(
        name,
        made -> {
          Numbers group = new Numbers();
          values.put(name, group.values);
          return group;
        });
  }

  /** As a tree of maps. */
  public Map<String, Object> tree() {
    return values;
  }
}
