package org.compassnet.config;

import java.util.List;

/** A value that a record refuses, by its key; who read the key from a file adds the place. */
public final class InvalidValue extends UserError {

  private final String key;
  private final transient Object value;
  private final String allowed;
  private final List<String> related;

  InvalidValue(String key, Object value, String allowed, List<String> related) {
    super(key + ": " + value + "; allowed: " + allowed);
    this.key = key;
    this.value = value;
    this.allowed = allowed;
    this.related = List.copyOf(related);
  }

  /** The key by its path; within a list by that of any element. */
  public String key() {
    return key;
  }

  /** The value, or what is wrong with it. */
  public Object value() {
    return value;
  }

  /** What is allowed instead. */
  public String allowed() {
    return allowed;
  }

  /** Keys that decide what is allowed. */
  public List<String> related() {
    return related;
  }
}
