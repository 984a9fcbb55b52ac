package org.compassnet.config.yaml;

import java.math.BigInteger;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Numbers as YAML writes them; what only a programming language takes for one is none. */
final class Numbers {

  private static final Pattern INTEGER = Pattern.compile("[-+]?(0|[1-9][0-9]{0,40})");
  private static final Pattern REAL =
      Pattern.compile("[-+]?(\\.[0-9]+|[0-9]+(\\.[0-9]*)?)([eE][-+]?[0-9]+)?");

  /** No key allows these, and each says what it allows; so they are read to be refused. */
  private static final Map<String, Double> NOT_FINITE =
      Map.of(
          ".nan", Double.NaN,
          "nan", Double.NaN,
          ".inf", Double.POSITIVE_INFINITY,
          "+.inf", Double.POSITIVE_INFINITY,
          "-.inf", Double.NEGATIVE_INFINITY,
          "infinity", Double.POSITIVE_INFINITY,
          "-infinity", Double.NEGATIVE_INFINITY);

  private Numbers() {}

  /** An integer of any size, exactly. */
  static Optional<BigInteger> integer(Node.Scalar scalar) {
    return !scalar.quoted() && INTEGER.matcher(scalar.value()).matches()
        ? Optional.of(new BigInteger(scalar.value()))
        : Optional.empty();
  }

  /** A number, which may be an integer, NaN or infinite. */
  static Optional<Double> real(Node.Scalar scalar) {
    if (scalar.quoted()) {
      return Optional.empty();
    }
    String text = scalar.value();
    return REAL.matcher(text).matches()
        ? Optional.of(Double.valueOf(text))
        : Optional.ofNullable(NOT_FINITE.get(text.toLowerCase(Locale.ROOT)));
  }
}
