package org.compassnet.cli;

import static org.compassnet.files.Text.text;

import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.compassnet.study.StudyProgress;

/**
 * Where every network of a study is: on a terminal a line each, written over; elsewhere a line when
 * a network moves on, and a line for all now and then.
 */
final class ConsoleStudy implements StudyProgress {

  private static final long REDRAW_NANOS = 500_000_000L;
  private static final long SUMMARY_NANOS = 30_000_000_000L;
  private static final int WIDTH = 100;

  private record Row(Stage stage, String detail) {}

  private final PrintWriter out;
  private final boolean terminal;
  private final Map<String, Row> rows = new LinkedHashMap<>();
  private long next;
  private int drawn;

  ConsoleStudy(PrintWriter out) {
    this.out = out;
    this.terminal = System.console() != null;
    this.next = System.nanoTime() + (terminal ? 0 : SUMMARY_NANOS);
  }

  @Override
  public void changed(String network, Stage stage, String detail) {
    Row before = rows.put(network, new Row(stage, detail));
    boolean moved = before == null || before.stage != stage;
    long now = System.nanoTime();
    if (terminal) {
      if (moved && stage != Stage.WAITING || now >= next) {
        next = now + REDRAW_NANOS;
        redraw();
      }
      return;
    }
    if (moved && stage != Stage.WAITING) {
      out.printf("%-34s %s%n", network, said(new Row(stage, detail)));
    } else if (now >= next) {
      next = now + SUMMARY_NANOS;
      out.println(summary());
    }
    out.flush();
  }

  private static String said(Row row) {
    String stage = row.stage.name().toLowerCase(Locale.ROOT);
    return row.detail.isEmpty() ? stage : stage + "  " + row.detail;
  }

  private void redraw() {
    StringBuilder text = new StringBuilder();
    if (drawn > 0) {
      // Up to the first line of the last drawing.
      text.append("\u001b[").append(drawn).append('A');
    }
    rows.forEach(
        (network, row) -> {
          String line = text("%-34s %s", network, said(row));
          text.append("\u001b[2K")
              .append(line, 0, Math.min(WIDTH, line.length()))
              .append(System.lineSeparator());
        });
    text.append("\u001b[2K").append(summary()).append(System.lineSeparator());
    drawn = rows.size() + 1;
    out.print(text);
    out.flush();
  }

  private String summary() {
    StringBuilder text = new StringBuilder(count(Stage.DONE) + " of " + rows.size() + " done");
    if (count(Stage.FAILED) > 0) {
      text.append(", ").append(count(Stage.FAILED)).append(" failed");
    }
    if (!terminal) {
      rows.forEach(
          (network, row) -> {
            if (row.stage == Stage.TRAINING || row.stage == Stage.ANALYZING) {
              text.append("; ").append(network).append(' ').append(said(row));
            }
          });
    }
    return text.toString();
  }

  private long count(Stage stage) {
    return rows.values().stream().filter(row -> row.stage == stage).count();
  }
}
