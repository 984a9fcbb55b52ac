package org.compassnet.files;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;

/** A table of comma-separated values, as pandas reads it: what is no number is an empty cell. */
public final class Csv {

  private final StringBuilder text = new StringBuilder();
  private final int columns;

  public Csv(String... header) {
    columns = header.length;
    text.append(String.join(",", header)).append('\n');
  }

  /** One row; numbers are written in single precision. */
  public Csv row(Object... cells) {
    if (cells.length != columns) {
      throw new IllegalArgumentException(cells.length + " cells in a table of " + columns);
    }
    text.append(Arrays.stream(cells).map(Csv::cell).collect(Collectors.joining(",")));
    text.append('\n');
    return this;
  }

  private static String cell(Object value) {
    if (value instanceof Double number) {
      if (number.isNaN()) {
        return "";
      }
      return number.isInfinite()
          ? (number > 0 ? "inf" : "-inf")
          : Float.toString(number.floatValue());
    }
    String word = String.valueOf(value);
    return word.contains(",") || word.contains("\"")
        ? '"' + word.replace("\"", "\"\"") + '"'
        : word;
  }

  /** Replaces {@code file} with the table. */
  public void write(Path file) throws IOException {
    AtomicFile.write(file, text.toString());
  }
}
