package org.compassnet.trajectory.recording;

import java.util.Locale;

/**
 * How a user says how a recording is read, so that an error can tell what to say in their terms.
 */
public enum Asked {
  /** By a command's options. */
  OPTIONS,
  /** By a configuration's keys. */
  KEYS;

  /** What to write to give a setting this value. */
  String say(String key, Object value) {
    return this == OPTIONS ? name(key) + " " + value : name(key) + ": " + value;
  }

  /** What a setting is called. */
  String name(String key) {
    if (this == OPTIONS) {
      return "--" + (key.equals("max_gap_s") ? "max-gap" : key.replace('_', '-'));
    }
    return (key.equals("max_gap_s") ? "task.velocity." : "task.velocity.recording.")
        + key.toLowerCase(Locale.ROOT);
  }
}
