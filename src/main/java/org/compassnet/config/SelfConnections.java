package org.compassnet.config;

import com.fasterxml.jackson.annotation.JsonValue;

/** Whether a unit may connect to itself. */
public enum SelfConnections implements Keyword {
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

  @Override
  @JsonValue(false)
  public String keyword() {
    return keyword;
  }

  /** As a file has it: two of the words are truth values there. */
  @JsonValue
  Object written() {
    return this == LEARNED ? (Object) keyword : (Object) (this == ALLOWED);
  }
}
