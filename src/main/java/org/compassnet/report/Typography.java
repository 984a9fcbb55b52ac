package org.compassnet.report;

import java.util.regex.Pattern;

/**
 * Signs as a journal prints them. What the console and the files say in ASCII is set with a minus
 * sign, a plus-minus and an index on pages and in figures.
 */
final class Typography {

  private static final Pattern PLUS_MINUS = Pattern.compile("\\+-(?=\\d)");

  /** A hyphen in front of a number; not one within a name, a date, an option or 1e-6. */
  private static final Pattern MINUS = Pattern.compile("(?<![\\w.)\\-/])-(?=\\.?\\d)");

  private static final Pattern SQUARED = Pattern.compile("\\bR2\\b");
  private static final Pattern STRENGTH = Pattern.compile("\\bS_(AV|HD)\\b");
  private static final Pattern MARKUP = Pattern.compile("[&<>\"]");

  private Typography() {}

  /** The text with U+2212 for a minus, U+00B1 for +- and the square of R2 raised. */
  static String signs(String text) {
    String plusMinus = PLUS_MINUS.matcher(text).replaceAll("\u00b1");
    String minus = MINUS.matcher(plusMinus).replaceAll("\u2212");
    return SQUARED.matcher(minus).replaceAll("R\u00b2");
  }

  /** Words for a page: with such signs, the index of S lowered, and nothing that is markup. */
  static String html(String text) {
    return STRENGTH.matcher(escape(signs(text))).replaceAll("S<sub>$1</sub>");
  }

  /** The text to the letter, such as a configuration, with nothing in it that is markup. */
  static String escape(String text) {
    return MARKUP
        .matcher(text)
        .replaceAll(
            sign ->
                switch (sign.group()) {
                  case "&" -> "&amp;";
                  case "<" -> "&lt;";
                  case ">" -> "&gt;";
                  default -> "&quot;";
                });
  }
}
