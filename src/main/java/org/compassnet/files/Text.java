package org.compassnet.files;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How numbers and sentences are put together, the same on any machine. A number that is not defined
 * is said in words: no NaN and no Infinity reaches a reader.
 */
public final class Text {

  /** What stands in a sentence for a number that there is none of. */
  public static final String NOT_DEFINED = "not defined";

  /** What stands for one that is infinite. */
  static final String UNLIMITED = "unlimited";

  /** A format's specifier: its place, flags, width, precision and conversion. */
  private static final Pattern SPECIFIER =
      Pattern.compile("%(\\d+\\$)?([-#+ 0,(]*)(\\d+)?(\\.\\d+)?([a-zA-Z%])");

  private Text() {}

  /**
   * {@link String#format} with points in its decimals wherever the program runs, and words for
   * numbers that are not finite.
   */
  public static String text(String format, Object... values) {
    Object[] said = new Object[values.length];
    String of = format;
    for (int i = 0; i < values.length; i++) {
      said[i] = values[i] instanceof Number number ? said(number) : values[i];
      if (said[i] != values[i]) {
        of = withWords(of, i);
      }
    }
    return String.format(Locale.ROOT, of, said);
  }

  /** The number, or the words for one that is not finite. */
  private static Object said(Number number) {
    double value = number.doubleValue();
    if (Double.isNaN(value)) {
      return NOT_DEFINED;
    }
    return Double.isInfinite(value) ? value > 0 ? UNLIMITED : "-" + UNLIMITED : number;
  }

  /** The format with its value at a place written as words, as wide as before. */
  private static String withWords(String format, int place) {
    Matcher specifiers = SPECIFIER.matcher(format);
    StringBuilder changed = new StringBuilder();
    int next = 0;
    while (specifiers.find()) {
      String conversion = specifiers.group(5);
      boolean takes = !conversion.equals("%") && !conversion.equals("n");
      String explicit = specifiers.group(1);
      int at =
          explicit != null
              ? Integer.parseInt(explicit.substring(0, explicit.length() - 1)) - 1
              : takes ? next++ : -1;
      String left = specifiers.group(2).contains("-") && specifiers.group(3) != null ? "-" : "";
      String words = "%" + orEmpty(explicit) + left + orEmpty(specifiers.group(3)) + "s";
      specifiers.appendReplacement(
          changed, Matcher.quoteReplacement(takes && at == place ? words : specifiers.group()));
    }
    return specifiers.appendTail(changed).toString();
  }

  private static String orEmpty(String group) {
    return group == null ? "" : group;
  }

  /** A p-value with its sign of relation, as a report prints it. */
  public static String p(double p) {
    if (Double.isNaN(p)) {
      return NOT_DEFINED;
    }
    if (p < 0.05 && p >= 0.0495) {
      // Not as the level that it is below.
      return text("= %.4f", p);
    }
    return p < 0.001 ? "< 0.001" : text(p < 0.1 ? "= %.3f" : "= %.2f", p);
  }

  /** Words that begin a sentence. */
  public static String sentence(String words) {
    return words.substring(0, 1).toUpperCase(Locale.ROOT) + words.substring(1);
  }
}
