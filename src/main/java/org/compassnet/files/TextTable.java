package org.compassnet.files;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** A table for eyes, in columns of even width: words to the left, numbers to the right. */
public final class TextTable {

  private static final String GAP = "  ";

  private final List<String[]> rows = new ArrayList<>();
  private final boolean[] words;

  public TextTable(String... header) {
    rows.add(header.clone());
    words = new boolean[header.length];
  }

  /** One row; what is no number is written as it is. */
  public TextTable row(Object... cells) {
    if (cells.length != words.length) {
      throw new IllegalArgumentException(cells.length + " cells in a table of " + words.length);
    }
    for (int i = 0; i < cells.length; i++) {
      words[i] |= !(cells[i] instanceof Number);
    }
    rows.add(Arrays.stream(cells).map(TextTable::cell).toArray(String[]::new));
    return this;
  }

  /** A line of its own, across all columns. */
  public TextTable line(String text) {
    rows.add(new String[] {text});
    return this;
  }

  private static String cell(Object value) {
    return value instanceof Double number ? number(number) : String.valueOf(value);
  }

  /** Three decimals, one from 10 on; a dash for what is undefined. */
  public static String number(double value) {
    if (Double.isNaN(value)) {
      return "-";
    }
    if (Double.isInfinite(value)) {
      return value > 0 ? Text.UNLIMITED : "-" + Text.UNLIMITED;
    }
    double size = Math.abs(value);
    String format = size == 0 || size >= 0.0005 ? size >= 10 ? "%.1f" : "%.3f" : "%.1e";
    return String.format(Locale.ROOT, format, value);
  }

  @Override
  public String toString() {
    int[] width = new int[words.length];
    for (String[] row : rows) {
      for (int i = 0; row.length == width.length && i < width.length; i++) {
        width[i] = Math.max(width[i], row[i].length());
      }
    }
    return rows.stream()
        .map(row -> row.length == width.length ? padded(row, width) : row[0])
        .map(String::stripTrailing)
        .collect(Collectors.joining("\n"));
  }

  private String padded(String[] row, int[] width) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < row.length; i++) {
      String pad = " ".repeat(width[i] - row[i].length());
      text.append(i == 0 ? "" : GAP).append(words[i] ? row[i] + pad : pad + row[i]);
    }
    return text.toString();
  }
}
