package org.compassnet.files;

import java.util.Locale;

/** How numbers and sentences are put together, the same on any machine. */
public final class Text {

  private Text() {}

  /** {@link String#format} with points in its decimals wherever the program runs. */
  public static String text(String format, Object... values) {
    return String.format(Locale.ROOT, format, values);
  }

  /** A p-value with its sign of relation, as a report prints it. */
  public static String p(double p) {
    return p < 0.001 ? "< 0.001" : text(p < 0.1 ? "= %.3f" : "= %.2f", p);
  }

  /** Words that begin a sentence. */
  public static String sentence(String words) {
    return words.substring(0, 1).toUpperCase(Locale.ROOT) + words.substring(1);
  }
}
