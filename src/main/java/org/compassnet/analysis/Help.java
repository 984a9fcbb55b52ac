package org.compassnet.analysis;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.compassnet.files.TextTable;

/**
 * What can be called next, a line for each method: for whoever sits before an empty cell.
 *
 * @param lines in the order in which they are of use
 */
public record Help(List<Line> lines) {

  private static final Pattern LINE = Pattern.compile("(\\S.*?)  +(\\S.*)");

  /**
   * A method.
   *
   * @param call how it is called, such as {@code run.trials(trials, steps)}
   * @param says what it gives
   */
  public record Line(String call, String says) {}

  /**
   * Of a class, from the text {@code help/CLASS.txt} beside it.
   *
   * @throws IllegalStateException if it has none, or one with a line that is none
   */
  public static Help of(Class<?> type) {
    String name = "help/" + type.getSimpleName() + ".txt";
    try (InputStream in = type.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException("no " + name + " beside " + type);
      }
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      return new Help(text.lines().map(Help::line).toList());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Line line(String text) {
    Matcher matcher = LINE.matcher(text);
    if (!matcher.matches()) {
      throw new IllegalStateException("no line of help: " + text);
    }
    return new Line(matcher.group(1), matcher.group(2));
  }

  @Override
  public String toString() {
    TextTable table = new TextTable("call", "gives");
    lines.forEach(line -> table.row(line.call, line.says));
    return table.toString();
  }
}
