package org.compassnet.config;

import java.util.List;

/**
 * Checks of configuration values by the records that hold them. Each names the key, the value and
 * what is allowed.
 */
public final class Check {

  private Check() {}

  /**
   * Refuses a value unless a condition holds.
   *
   * @param related keys that decide what is allowed
   * @throws InvalidValue if it does not
   */
  public static void that(
      boolean holds, String key, Object value, String allowed, String... related) {
    if (!holds) {
      throw new InvalidValue(key, value, allowed, List.of(related));
    }
  }

  /** Refuses what cannot name a folder on every machine. */
  public static void name(String key, String name) {
    that(
        name != null && name.matches("[A-Za-z0-9][A-Za-z0-9._-]*"),
        key,
        name,
        "letters, digits, '.', '_' and '-'");
  }

  /** Refuses an integer below a least one. */
  public static void atLeast(String key, long value, long least) {
    that(value >= least, key, value, "an integer >= " + least);
  }

  /** Refuses an integer outside a range. */
  public static void within(String key, long value, long low, long high) {
    that(value >= low && value <= high, key, value, "an integer from " + low + " to " + high);
  }

  /** Refuses what is not a finite number above 0. */
  public static void positive(String key, double value) {
    that(Double.isFinite(value) && value > 0, key, value, "a number > 0");
  }

  /** Refuses what is not a finite number of at least 0. */
  public static void notNegative(String key, double value) {
    that(Double.isFinite(value) && value >= 0, key, value, "a number >= 0");
  }

  /** Refuses a number outside a range. */
  public static void within(String key, double value, double low, double high) {
    that(value >= low && value <= high, key, value, "a number from " + low + " to " + high);
  }
}
