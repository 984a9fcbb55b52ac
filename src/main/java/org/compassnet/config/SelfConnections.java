package org.compassnet.config;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/** Whether a unit may connect to itself. */
public enum SelfConnections {
  /** The diagonal of W_rec is zero throughout; {@code false} in a configuration. */
  BARRED("false"),
  /** The diagonal is zero at the start and trained like any weight; {@code learned}. */
  LEARNED("learned"),
  /** The diagonal is drawn and trained like any weight; {@code true}. */
  ALLOWED("true");

  private final String keyword;

  SelfConnections(String keyword) {
    this.keyword = keyword;
  }

  @JsonCreator
  static SelfConnections of(String text) {
    for (SelfConnections value : values()) {
      if (value.keyword.equals(text)) {
        return value;
      }
    }
    throw new Check.InvalidValue("network.self_connections", text, "false, learned or true");
  }

  @JsonValue
  Object keyword() {
    return this == LEARNED ? (Object) keyword : (Object) (this == ALLOWED);
  }
}
