package org.compassnet.config;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** An enum constant that a configuration spells in lower case. */
public interface Keyword {

  String name();

  @JsonValue
  default String keyword() {
    return name().toLowerCase(Locale.ROOT);
  }
}
