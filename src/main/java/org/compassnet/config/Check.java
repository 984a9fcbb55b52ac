package org.compassnet.config;

/** Checks of configuration values. Each names the key, the value and what is allowed. */
final class Check {

  private Check() {}

  static void that(boolean holds, String key, Object value, String allowed) {
    if (!holds) {
      throw new InvalidValue(key, value, allowed);
    }
  }

  static void atLeast(String key, long value, long least) {
    that(value >= least, key, value, "an integer >= " + least);
  }

  static void positive(String key, double value) {
    that(Double.isFinite(value) && value > 0, key, value, "a number > 0");
  }

  static void notNegative(String key, double value) {
    that(Double.isFinite(value) && value >= 0, key, value, "a number >= 0");
  }

  static void within(String key, double value, double low, double high) {
    that(value >= low && value <= high, key, value, "a number from " + low + " to " + high);
  }

  /** A value outside its range; {@link Config} adds the file and the line. */
  static final class InvalidValue extends RuntimeException {
    final String key;
    final Object value;
    final String allowed;

    InvalidValue(String key, Object value, String allowed) {
      super(key + ": " + value + "; allowed: " + allowed);
      this.key = key;
      this.value = value;
      this.allowed = allowed;
    }
  }
}
