package org.compassnet.files;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.compassnet.config.UserError;

/**
 * A table that {@link Csv} wrote, read again.
 *
 * @param rows the cells by the names of their columns
 */
public record CsvTable(Path file, List<Map<String, String>> rows) {

  private static final long MOST_BYTES = 64L << 20;

  public CsvTable {
    rows = List.copyOf(rows);
  }

  /**
   * Reads a table.
   *
   * @throws UserError if it is missing, has not these columns, or has a row of another length
   */
  public static CsvTable read(Path file, String... columns) {
    List<String> lines;
    try {
      if (Files.size(file) > MOST_BYTES) {
        throw new UserError(file + ": too large for a table of a run");
      }
      lines = Files.readAllLines(file);
    } catch (IOException e) {
      throw new UserError(file + ": cannot be read: " + Failure.reason(e), e);
    }
    List<String> header = lines.isEmpty() ? List.of() : cells(lines.get(0));
    for (String column : columns) {
      if (!header.contains(column)) {
        throw new UserError(file + ":1: no column " + column);
      }
    }
    List<Map<String, String>> rows = new ArrayList<>();
    for (int k = 1; k < lines.size(); k++) {
      List<String> cells = cells(lines.get(k));
      if (cells.size() != header.size()) {
        throw new UserError(
            "%s:%d: %d cells; the header has %d"
                .formatted(file, k + 1, cells.size(), header.size()));
      }
      Map<String, String> row = new TreeMap<>();
      for (int c = 0; c < cells.size(); c++) {
        row.put(header.get(c), cells.get(c));
      }
      rows.add(row);
    }
    return new CsvTable(file, rows);
  }

  private static List<String> cells(String line) {
    List<String> cells = new ArrayList<>();
    StringBuilder cell = new StringBuilder();
    boolean quoted = false;
    for (int i = 0; i < line.length(); i++) {
      char c = line.charAt(i);
      if (c == '"' && quoted && i + 1 < line.length() && line.charAt(i + 1) == '"') {
        cell.append(c);
        i++;
      } else if (c == '"') {
        quoted = !quoted;
      } else if (c == ',' && !quoted) {
        cells.add(cell.toString());
        cell.setLength(0);
      } else {
        cell.append(c);
      }
    }
    cells.add(cell.toString());
    return cells;
  }

  /** The rows with this value in a column. */
  public CsvTable where(String column, String value) {
    return new CsvTable(file, rows.stream().filter(row -> value.equals(row.get(column))).toList());
  }

  /**
   * A column of numbers; NaN where a cell is empty.
   *
   * @throws UserError if a cell is no number
   */
  public double[] numbers(String column) {
    return rows.stream().mapToDouble(row -> number(row.get(column), column)).toArray();
  }

  private double number(String cell, String column) {
    try {
      return switch (cell) {
        case "" -> Double.NaN;
        case "inf" -> Double.POSITIVE_INFINITY;
        case "-inf" -> Double.NEGATIVE_INFINITY;
        default -> Double.parseDouble(cell);
      };
    } catch (NumberFormatException e) {
      throw new UserError(file + ": " + column + ": " + cell + "; a number is wanted", e);
    }
  }

  /** A column of words. */
  public List<String> words(String column) {
    return rows.stream().map(row -> row.get(column)).toList();
  }
}
