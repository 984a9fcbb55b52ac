package org.compassnet.config.yaml;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.compassnet.config.InvalidValue;
import org.compassnet.config.Keyword;
import org.compassnet.config.UserError;

/**
 * Makes records of trees. A key is a component's name in snake case; a component is a number, a
 * truth value, a text, a {@link Keyword}, a record, a list of these, or a {@link Node} as it is.
 * Null is a value where it is the default, and nowhere else. What a record's constructor refuses by
 * an {@link InvalidValue} is said at the node of that key.
 */
public final class Binder {

  private final Node.Mapping root;
  private final Node.Mapping defaults;

  private Binder(Node.Mapping root, Node.Mapping defaults) {
    this.root = root;
    this.defaults = defaults;
  }

  /**
   * The record that a tree describes.
   *
   * @param tree the defaults with all changes
   * @param defaults the tree without changes, which tells where null is allowed
   * @throws UserError with place, key, value and what is allowed
   */
  public static <R extends Record> R bind(Class<R> type, Node.Mapping tree, Node.Mapping defaults) {
    return type.cast(new Binder(tree, defaults).bindRecord(type, tree, ""));
  }

  /** The same for a section of a tree, whose key is a part of the messages. */
  public static <R extends Record> R bind(
      Class<R> type, Node.Mapping section, Node.Mapping defaults, String path) {
    Node.Mapping tree = new Node.Mapping(Map.of(), section.place()).with(path, section);
    Node.Mapping without = new Node.Mapping(Map.of(), null).with(path, defaults);
    return type.cast(new Binder(tree, without).bindRecord(type, section, path));
  }

  /** The constant of a word. */
  public static <E extends Enum<E> & Keyword> E keyword(Class<E> type, Node node, String key) {
    return type.cast(constant(type, node, key));
  }

  /** A number, as it is written. */
  public static double number(Node node, String key, String allowed) {
    return Numbers.real(scalar(node, key, allowed))
        .orElseThrow(() -> Refusal.value(node, key, allowed));
  }

  /** A number as the smallest of Integer, Long and Double that holds it; null for what is none. */
  public static Number number(Node.Scalar scalar) {
    Optional<BigInteger> integer = Numbers.integer(scalar).filter(i -> i.bitLength() < Long.SIZE);
    if (integer.isPresent()) {
      long value = integer.get().longValueExact();
      return value == (int) value ? (Number) (int) value : (Number) value;
    }
    return Numbers.real(scalar).orElse(null);
  }

  /** The tree of a record: what {@link #bind} makes the same record of. */
  public static Node.Mapping tree(Record value) {
    Map<String, Node> entries = new LinkedHashMap<>();
    for (RecordComponent component : value.getClass().getRecordComponents()) {
      try {
        component.getAccessor().setAccessible(true);
        entries.put(key(component), node(component.getAccessor().invoke(value)));
      } catch (ReflectiveOperationException e) {
        throw new IllegalStateException(e);
      }
    }
    return new Node.Mapping(entries, null);
  }

  /** The tree of a value: of a record, a list, a text, a number and the like. */
  public static Node node(Object value) {
    if (value instanceof Record section) {
      return tree(section);
    }
    if (value instanceof List<?> list) {
      return new Node.Sequence(list.stream().map(Binder::node).toList(), null);
    }
    if (value instanceof Double number && !Double.isFinite(number)) {
      String text = number.isNaN() ? ".nan" : number > 0 ? ".inf" : "-.inf";
      return new Node.Scalar(text, false, null);
    }
    return value instanceof Keyword word
        ? new Node.Scalar(word.keyword(), false, null)
        : new Node.Scalar(String.valueOf(value), value instanceof String, null);
  }

  private Record bindRecord(Class<?> type, Node.Mapping section, String path) {
    RecordComponent[] components = type.getRecordComponents();
    List<String> known = keys(type);
    section
        .entries()
        .forEach(
            (key, node) -> {
              if (!known.contains(key)) {
                throw Refusal.unknown(node, path, key, known, defaults);
              }
            });
    Object[] values = new Object[components.length];
    for (int i = 0; i < components.length; i++) {
      String key = path.isEmpty() ? known.get(i) : path + "." + known.get(i);
      Node node = section.entries().get(known.get(i));
      Type wanted = components[i].getGenericType();
      if (node == null) {
        throw Refusal.missing(section, key, allowed(wanted));
      }
      values[i] = value(wanted, node, key);
    }
    try {
      Constructor<?> constructor =
          type.getDeclaredConstructor(
              Stream.of(components).map(RecordComponent::getType).toArray(Class<?>[]::new));
      constructor.setAccessible(true);
      return (Record) constructor.newInstance(values);
    } catch (InvocationTargetException e) {
      if (e.getCause() instanceof InvalidValue invalid) {
        throw refused(invalid, path);
      }
      throw e.getCause() instanceof RuntimeException cause ? cause : new IllegalStateException(e);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  /** A refusal by a record, at the first key that is to blame and that somebody wrote. */
  private UserError refused(InvalidValue invalid, String path) {
    String general = path.replaceAll("\\[\\d+]", "");
    String key = invalid.key();
    if (!general.isEmpty() && key.startsWith(general + ".")) {
      key = path + key.substring(general.length());
    }
    Node node = root.find(key);
    String place =
        Stream.concat(Stream.of(key), invalid.related().stream())
            .map(root::find)
            .filter(n -> n != null && n.place() != null)
            .map(Node::place)
            .findFirst()
            .orElse(root.place());
    String shown =
        node == null || node instanceof Node.Mapping ? node(invalid.value()).shown() : node.shown();
    return new UserError(
        Refusal.at(place) + key + ": " + shown + "; allowed: " + invalid.allowed());
  }

  private Object value(Type type, Node node, String key) {
    if (type instanceof ParameterizedType list) {
      return list(list.getActualTypeArguments()[0], node, key);
    }
    Class<?> wanted = (Class<?>) type;
    if (Node.class.isAssignableFrom(wanted)) {
      return node;
    }
    boolean none = node instanceof Node.Scalar scalar && scalar.isNull();
    if (none && !wanted.isPrimitive() && nullByDefault(key)) {
      return null;
    }
    if (wanted.isRecord()) {
      if (node instanceof Node.Mapping section) {
        return bindRecord(wanted, section, key);
      }
      throw Refusal.value(node, key, allowed(type));
    }
    if (none) {
      throw Refusal.value(node, key, allowed(type));
    }
    if (wanted.isEnum()) {
      return constant(wanted, node, key);
    }
    Node.Scalar scalar = scalar(node, key, allowed(type));
    return simple(wanted, scalar)
        .orElseThrow(() -> Refusal.value(node, key, allowed(wanted, scalar)));
  }

  private boolean nullByDefault(String key) {
    return defaults.find(key) instanceof Node.Scalar scalar && scalar.isNull();
  }

  private List<Object> list(Type type, Node node, String key) {
    if (!(node instanceof Node.Sequence list)) {
      throw Refusal.value(node, key, "a list, such as [" + example(type) + "]");
    }
    List<Object> values = new ArrayList<>();
    for (int i = 0; i < list.items().size(); i++) {
      values.add(value(type, list.items().get(i), key + "[" + i + "]"));
    }
    return values;
  }

  private static String example(Type type) {
    return type instanceof Class<?> section && section.isRecord()
        ? keys(section).stream().map(k -> k + ": ...").collect(Collectors.joining(", ", "{", "}"))
        : "a, b";
  }

  private static Optional<?> simple(Class<?> type, Node.Scalar scalar) {
    if (type == String.class) {
      return scalar.value().isBlank() ? Optional.empty() : Optional.of(scalar.value());
    }
    if (type == boolean.class) {
      boolean known =
          !scalar.quoted() && scalar.value().matches("true|True|TRUE|false|False|FALSE");
      return known ? Optional.of(Boolean.valueOf(scalar.value())) : Optional.empty();
    }
    if (type == double.class || type == Double.class) {
      return Numbers.real(scalar);
    }
    int bits = type == int.class ? Integer.SIZE : Long.SIZE;
    Optional<BigInteger> integer = Numbers.integer(scalar).filter(i -> i.bitLength() < bits);
    return type == int.class
        ? integer.map(BigInteger::intValueExact)
        : integer.map(BigInteger::longValueExact);
  }

  private static Object constant(Class<?> type, Node node, String key) {
    Node.Scalar word = scalar(node, key, allowed(type));
    return Arrays.stream(type.getEnumConstants())
        .filter(c -> ((Keyword) c).keyword().equals(word.value()))
        .findFirst()
        .orElseThrow(() -> Refusal.value(node, key, allowed(type)));
  }

  private static Node.Scalar scalar(Node node, String key, String allowed) {
    if (node instanceof Node.Scalar scalar) {
      return scalar;
    }
    throw Refusal.value(node, key, allowed);
  }

  private static String allowed(Type type) {
    if (!(type instanceof Class<?> wanted)) {
      return "a list";
    }
    if (wanted.isEnum()) {
      return Arrays.stream(wanted.getEnumConstants())
          .map(c -> ((Keyword) c).keyword())
          .collect(Collectors.joining(", "));
    }
    if (wanted.isRecord()) {
      return "a section with keys " + String.join(", ", keys(wanted));
    }
    if (wanted == int.class || wanted == long.class || wanted == Long.class) {
      return "an integer";
    }
    if (wanted == double.class || wanted == Double.class) {
      return "a number";
    }
    return wanted == boolean.class ? "true or false" : "a text that is not empty";
  }

  /** The same, for an integer that is too large or written so that readers differ in its value. */
  private static String allowed(Class<?> wanted, Node.Scalar scalar) {
    String allowed = allowed(wanted);
    if (!allowed.equals("an integer")) {
      return allowed;
    }
    if (Numbers.integer(scalar).isPresent()) {
      return wanted == int.class
          ? "an integer from " + Integer.MIN_VALUE + " to " + Integer.MAX_VALUE
          : "an integer from " + Long.MIN_VALUE + " to " + Long.MAX_VALUE;
    }
    return scalar.value().matches("[-+]?0[0-9]+") ? "an integer without leading zeros" : allowed;
  }

  private static List<String> keys(Class<?> type) {
    return Arrays.stream(type.getRecordComponents()).map(Binder::key).toList();
  }

  private static String key(RecordComponent component) {
    return component.getName().replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT);
  }
}
