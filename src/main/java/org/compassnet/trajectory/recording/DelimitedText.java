package org.compassnet.trajectory.recording;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.compassnet.config.RecordingConfig.Separator;
import org.compassnet.config.UserError;

/**
 * A table in a text file: cells separated by commas, semicolons, tabs or spaces, in quotes or not,
 * with a decimal point or comma. Blank lines and lines that begin with {@code #}, {@code %} or
 * {@code //} are no rows. The first row holds the names, unless it is of numbers; DeepLabCut's
 * three or four rows are joined to names such as {@code leftear_x}.
 */
final class DelimitedText implements Table {

  private static final Pattern NUMBER =
      Pattern.compile("[+-]?(\\d+\\.?\\d*|\\.\\d+)([eE][+-]?\\d+)?");
  private static final Pattern DECIMAL_COMMA =
      Pattern.compile("[+-]?(\\d+,\\d*|,\\d+)([eE][+-]?\\d+)?");
  private static final Set<String> MISSING =
      Set.of(
          "",
          "nan",
          "na",
          "n/a",
          "#n/a",
          "null",
          "none",
          "nil",
          "-",
          "--",
          ".",
          "?",
          "inf",
          "+inf",
          "-inf",
          "infinity",
          "+infinity",
          "-infinity",
          "-nan",
          "nan()",
          "-nan(ind)",
          "1.#qnan");

  private static final Set<String> DEEPLABCUT =
      Set.of("scorer", "individuals", "bodyparts", "coords");
  private static final Pattern EXCEL_SEPARATOR = Pattern.compile("sep=([;,\t])");
  private static final Pattern TWO_NUMBERS = Pattern.compile("\\d\\s+[-+.\\d]");
  // Lines that the separator is told from.
  private static final int SAMPLE_LINES = 20;
  private static final long MOST_BYTES = 1L << 30;

  private final Path file;
  private final char separator;
  private final List<String> names;
  private final boolean named;
  private final List<String[]> rows = new ArrayList<>();
  private final List<Integer> lines = new ArrayList<>();
  // First cells with a decimal point and a decimal comma, for a file that has both.
  private String point;
  private String comma;

  private record Line(int number, String text) {}

  private DelimitedText(Path file, List<Line> content, String commented, char separator) {
    this.file = file;
    this.separator = separator;
    List<Line> body = content;
    List<String> header = new ArrayList<>();
    while (!body.isEmpty() && isDeepLabCut(body.get(0))) {
      join(header, split(body.get(0).text), "_");
      body = body.subList(1, body.size());
    }
    if (!header.isEmpty()) {
      header.set(0, "frame");
    } else if (!body.isEmpty() && isHeader(split(body.get(0).text))) {
      join(header, split(body.get(0).text), "");
      body = body.subList(1, body.size());
      if (!body.isEmpty() && isUnits(split(body.get(0).text))) {
        join(header, split(body.get(0).text), " ");
        body = body.subList(1, body.size());
      }
    } else if (commented != null && !body.isEmpty()) {
      String[] cells = split(commented);
      if (cells.length == split(body.get(0).text).length && isHeader(cells)) {
        join(header, cells, "");
      }
    }
    named = !header.isEmpty();
    int columns = named ? header.size() : body.isEmpty() ? 0 : split(body.get(0).text).length;
    names =
        named
            ? List.copyOf(header)
            : IntStream.rangeClosed(1, columns).mapToObj(Integer::toString).toList();
    for (Line line : body) {
      add(line);
    }
  }

  /**
   * Reads a text file.
   *
   * @throws UserError if the file is missing, is no text, or a row has not a cell for each name
   */
  static DelimitedText read(Path file, Separator wanted) {
    List<Line> content = new ArrayList<>();
    String commented = null;
    Separator separator = wanted;
    int number = 0;
    for (String text : (Iterable<String>) text(file).lines()::iterator) {
      number++;
      String line = text.strip();
      if (number == 1 && EXCEL_SEPARATOR.matcher(text).matches()) {
        separator =
            wanted != Separator.AUTO
                ? wanted
                : switch (text.charAt(4)) {
                  case ';' -> Separator.SEMICOLON;
                  case ',' -> Separator.COMMA;
                  default -> Separator.TAB;
                };
      } else if (line.startsWith("#") || line.startsWith("%") || line.startsWith("//")) {
        commented = content.isEmpty() ? line.replaceFirst("^[#%/]+\\s*", "") : commented;
      } else if (!line.isEmpty()) {
        content.add(new Line(number, text));
      }
    }
    return new DelimitedText(file, content, commented, mark(content, separator));
  }

  private static String text(Path file) {
    byte[] bytes;
    try {
      if (Files.size(file) > MOST_BYTES) {
        throw new UserError(
            file + ": " + (Files.size(file) >> 20) + " MiB; a recording of at most 1024 is read");
      }
      bytes = Files.readAllBytes(file);
    } catch (IOException e) {
      throw new UserError(file + ": cannot be read", e);
    }
    String text;
    if (bytes.length >= 2 && (bytes[0] & 0xff) == 0xff && (bytes[1] & 0xff) == 0xfe) {
      text = new String(bytes, StandardCharsets.UTF_16LE);
    } else if (bytes.length >= 2 && (bytes[0] & 0xff) == 0xfe && (bytes[1] & 0xff) == 0xff) {
      text = new String(bytes, StandardCharsets.UTF_16BE);
    } else {
      try {
        text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
      } catch (CharacterCodingException e) {
        // What spreadsheets write on Windows; the sign for degrees is one such letter.
        text = new String(bytes, StandardCharsets.ISO_8859_1);
      }
    }
    if (text.chars().anyMatch(c -> c < ' ' && "\t\n\r\f".indexOf(c) < 0)) {
      throw new UserError(
          file + ": no text; a table of time and head direction is wanted, as CSV or npz");
    }
    return text.startsWith("\ufeff") ? text.substring(1) : text;
  }

  /** The separator: the one that gives each of the first rows the same number of cells. */
  private static char mark(List<Line> content, Separator wanted) {
    switch (wanted) {
      case COMMA:
        return ',';
      case SEMICOLON:
        return ';';
      case TAB:
        return '\t';
      case SPACE:
        return ' ';
      default:
        break;
    }
    List<String> sample = content.stream().limit(SAMPLE_LINES).map(Line::text).toList();
    char most = ',';
    int mostCells = 1;
    for (char mark : new char[] {'\t', ';', ',', ' '}) {
      int[] cells = sample.stream().mapToInt(line -> split(line, mark).length).distinct().toArray();
      // A comma within a number is no separator: "0,025 57,3" has two cells.
      boolean whole =
          mark != ',' || sample.stream().skip(1).noneMatch(DelimitedText::splitsNumbers);
      if (cells.length == 1 && cells[0] > 1 && whole) {
        return mark;
      }
      if (mark != ' ' && cells.length > 0 && cells[0] > mostCells) {
        most = mark;
        mostCells = cells[0];
      }
    }
    return most;
  }

  private static boolean splitsNumbers(String line) {
    return Arrays.stream(split(line, ',')).anyMatch(cell -> TWO_NUMBERS.matcher(cell).find());
  }

  private String[] split(String line) {
    return split(line, separator);
  }

  private static String[] split(String line, char mark) {
    List<String> cells = new ArrayList<>();
    String text = mark == ' ' ? line.strip() : line;
    StringBuilder cell = new StringBuilder();
    boolean quoted = false;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"') {
        quoted = !quoted;
      } else if (quoted || !(c == mark || (mark == ' ' && Character.isWhitespace(c)))) {
        cell.append(c);
      } else if (mark != ' ' || cell.length() > 0) {
        cells.add(cell.toString().strip());
        cell.setLength(0);
      }
    }
    cells.add(cell.toString().strip());
    return cells.toArray(String[]::new);
  }

  private boolean isDeepLabCut(Line line) {
    String[] cells = split(line.text);
    return cells.length > 1 && DEEPLABCUT.contains(cells[0].toLowerCase(Locale.ROOT));
  }

  private static void join(List<String> header, String[] cells, String between) {
    boolean scorer = cells[0].equalsIgnoreCase("scorer");
    for (int i = 0; i < cells.length; i++) {
      // The scorer is the same in every column.
      String cell = scorer ? "" : cells[i];
      if (i >= header.size()) {
        header.add(cell);
      } else if (!cell.isEmpty()) {
        header.set(i, header.get(i).isEmpty() ? cell : header.get(i) + between + cell);
      }
    }
  }

  private static boolean isHeader(String[] cells) {
    for (String cell : cells) {
      if (!isMissing(cell)
          && !NUMBER.matcher(cell).matches()
          && !DECIMAL_COMMA.matcher(cell).matches()) {
        return true;
      }
    }
    return false;
  }

  /** A second row of names that holds the units. */
  private static boolean isUnits(String[] cells) {
    boolean any = false;
    for (String cell : cells) {
      ColumnName name = ColumnName.of(cell);
      if (!cell.isEmpty() && !name.isUnitOnly()) {
        return false;
      }
      any |= name.isUnitOnly();
    }
    return any;
  }

  private static boolean isMissing(String cell) {
    return MISSING.contains(cell.toLowerCase(Locale.ROOT));
  }

  private void add(Line line) {
    String[] cells = split(line.text);
    boolean blank = true;
    for (int i = 0; i < cells.length; i++) {
      blank &= cells[i].isEmpty();
      if (i >= names.size() && !cells[i].isEmpty()) {
        throw ragged(line, cells.length);
      }
    }
    if (blank) {
      return;
    }
    if (cells.length < names.size()) {
      throw ragged(line, cells.length);
    }
    rows.add(cells);
    lines.add(line.number);
  }

  private UserError ragged(Line line, int cells) {
    String hint =
        separator == ',' && cells == 2 * names.size()
            ? "; decimal commas need another separator, such as ';'"
            : "";
    return new UserError(
        "%s:%d: %d cell%s, separated by %s, where %s %d%s"
            .formatted(
                file,
                line.number,
                cells,
                cells == 1 ? "" : "s",
                separatorName(),
                named ? "the header has" : "the first row has",
                names.size(),
                hint));
  }

  private String separatorName() {
    return switch (separator) {
      case ',' -> "commas";
      case ';' -> "semicolons";
      case '\t' -> "tabs";
      default -> "spaces";
    };
  }

  @Override
  public Path file() {
    return file;
  }

  @Override
  public List<String> names() {
    return names;
  }

  @Override
  public boolean named() {
    return named;
  }

  @Override
  public int rows(int column) {
    return rows.size();
  }

  @Override
  public String place(int row) {
    return file + ":" + lines.get(row);
  }

  @Override
  public double value(int row, int column) {
    String cell = rows.get(row)[column];
    if (isMissing(cell)) {
      return Double.NaN;
    }
    boolean decimalComma = separator != ',' && DECIMAL_COMMA.matcher(cell).matches();
    if (!decimalComma && !NUMBER.matcher(cell).matches()) {
      throw new UserError(
          "%s: %s: '%s' is not a number; allowed: a number, or an empty cell, nan or NA for a lost"
                  .formatted(place(row), column(column), shortened(cell))
              + " sample");
    }
    requireOneDecimalMark(cell, decimalComma, row);
    double value = Double.parseDouble(decimalComma ? cell.replace(',', '.') : cell);
    if (Double.isInfinite(value)) {
      throw new UserError(
          "%s: %s: %s is too large a number"
              .formatted(place(row), column(column), shortened(cell)));
    }
    return value;
  }

  /** 1,234 may be a thousand or one and a quarter; only a file with one mark tells. */
  private void requireOneDecimalMark(String cell, boolean decimalComma, int row) {
    if (decimalComma && comma == null) {
      comma = cell + " (line " + lines.get(row) + ")";
    } else if (point == null && cell.indexOf('.') >= 0) {
      point = cell + " (line " + lines.get(row) + ")";
    }
    if (comma != null && point != null) {
      throw new UserError(
          file
              + ": decimal commas and decimal points: "
              + comma
              + " and "
              + point
              + "; one is wanted");
    }
  }

  private String column(int column) {
    return named ? "column '" + names.get(column) + "'" : "column " + names.get(column);
  }

  private static String shortened(String cell) {
    return cell.length() <= 40 ? cell : cell.substring(0, 40) + "...";
  }
}
