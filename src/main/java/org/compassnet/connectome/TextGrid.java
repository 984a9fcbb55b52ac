package org.compassnet.connectome;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import org.compassnet.config.UserError;

/**
 * The cells of a text file, row by row, the first row being the header. Separated by commas,
 * semicolons or tabs, whichever the header has; lines that begin with {@code #} and empty ones are
 * left out.
 *
 * @param source what is read, for messages
 * @param header cells of the first row
 * @param rows those after it, each as long as the header
 * @param lines their numbers in the file
 */
record TextGrid(String source, List<String> header, List<List<String>> rows, List<Integer> lines) {

  private static final long MOST_BYTES = 1L << 26;
  private static final Pattern NUMBER =
      Pattern.compile("[+-]?(\\d+\\.?\\d*|\\.\\d+)([eE][+-]?\\d+)?");
  private static final int LONGEST = 40;

  /**
   * Reads a file.
   *
   * @throws UserError if it is missing, is no text, or has rows of different lengths
   */
  static TextGrid read(Path file) {
    byte[] bytes;
    try {
      if (!Files.isRegularFile(file)) {
        throw new UserError(
            file + ": no such file; a table of synapse counts is wanted, or 'hemibrain'");
      }
      if (Files.size(file) > MOST_BYTES) {
        throw new UserError(file + ": too large; a table of at most 64 MiB is read");
      }
      bytes = Files.readAllBytes(file);
    } catch (IOException e) {
      throw new UserError(file + ": cannot be read", e);
    }
    try {
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
      return of(file.toString(), text.startsWith("\ufeff") ? text.substring(1) : text);
    } catch (CharacterCodingException e) {
      throw noText(file.toString());
    }
  }

  /** A table that the program carries. */
  static TextGrid ofResource(String name) {
    try (InputStream in = TextGrid.class.getResourceAsStream(name)) {
      return of(name, new String(in.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static UserError noText(String source) {
    return new UserError(source + ": no text; a table of synapse counts is wanted, as CSV");
  }

  private static TextGrid of(String source, String text) {
    if (text.chars().anyMatch(c -> c < ' ' && "\t\n\r\f".indexOf(c) < 0)) {
      throw noText(source);
    }
    List<String> header = null;
    String mark = ",";
    List<List<String>> rows = new ArrayList<>();
    List<Integer> lines = new ArrayList<>();
    int number = 0;
    for (String line : (Iterable<String>) text.lines()::iterator) {
      number++;
      if (line.isBlank() || line.startsWith("#")) {
        continue;
      }
      if (header == null) {
        mark = line.contains(",") ? "," : line.contains(";") ? ";" : "\t";
        header = split(line, mark);
        continue;
      }
      List<String> cells = split(line, mark);
      if (cells.size() != header.size()) {
        throw new UserError(
            "%s:%d: %d cells, where the header has %d"
                .formatted(source, number, cells.size(), header.size()));
      }
      rows.add(cells);
      lines.add(number);
    }
    if (header == null || rows.isEmpty()) {
      throw new UserError(source + ": no rows; a table of synapse counts with a header is wanted");
    }
    return new TextGrid(source, header, rows, lines);
  }

  private static List<String> split(String line, String mark) {
    return Arrays.stream(line.split(Pattern.quote(mark), -1))
        .map(cell -> cell.strip().replaceAll("^\"|\"$", "").strip())
        .toList();
  }

  String cell(int row, int column) {
    return rows.get(row).get(column);
  }

  /** Where a row is, for a message. */
  String place(int row) {
    return source + ":" + lines.get(row);
  }

  /**
   * A number that may be negative.
   *
   * @throws UserError if the cell holds none
   */
  double number(int row, int column) {
    String cell = cell(row, column);
    double value = NUMBER.matcher(cell).matches() ? Double.parseDouble(cell) : Double.NaN;
    if (!Double.isFinite(value)) {
      throw unusable(row, column, "a number is wanted");
    }
    return value;
  }

  /**
   * A count of synapses.
   *
   * @throws UserError if the cell holds none, or a negative number
   */
  double count(int row, int column) {
    double value = number(row, column);
    if (value < 0 || value > 1e12) {
      throw unusable(row, column, "a count from 0 to 1e12 is wanted");
    }
    return value;
  }

  UserError unusable(int row, int column, String wanted) {
    return new UserError(
        "%s: %s: '%s'; %s"
            .formatted(
                place(row), shortened(header.get(column)), shortened(cell(row, column)), wanted));
  }

  static String shortened(String text) {
    return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "...";
  }
}
