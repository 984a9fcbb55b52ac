package org.compassnet.study;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.compassnet.analysis.UnitClass;
import org.compassnet.config.UserError;
import org.compassnet.files.Failure;
import org.compassnet.files.TextTable;

/**
 * The runs in a folder and in the folders of it, those of studies and searches too.
 *
 * @param rows in the order of their folders
 */
public record RunList(List<RunRow> rows) {

  private static final int DEEPEST = 8;

  /** One of them is in the folder of any run, however far it came. */
  private static final List<String> SIGNS =
      List.of("config.yaml", "model.zip", "metrics.csv", "provenance.json");

  public RunList {
    rows = List.copyOf(rows);
  }

  /**
   * Looks for runs.
   *
   * @throws UserError if there is no such folder
   */
  public static RunList in(Path folder) {
    if (!Files.isDirectory(folder)) {
      throw new UserError(folder + ": no such folder; one with runs is wanted");
    }
    List<RunRow> rows = new ArrayList<>();
    look(folder, 0, rows);
    return new RunList(rows);
  }

  private static void look(Path folder, int depth, List<RunRow> rows) {
    if (SIGNS.stream().anyMatch(sign -> Files.isRegularFile(folder.resolve(sign)))) {
      rows.add(RunRow.of(folder));
      return;
    }
    if (depth == DEEPEST) {
      return;
    }
    List<Path> inside = new ArrayList<>();
    try (DirectoryStream<Path> content = Files.newDirectoryStream(folder)) {
      for (Path entry : content) {
        if (Files.isDirectory(entry, LinkOption.NOFOLLOW_LINKS)
            && !entry.getFileName().toString().startsWith(".")) {
          inside.add(entry);
        }
      }
    } catch (IOException e) {
      rows.add(RunRow.damaged(folder, Failure.reason(e)));
      return;
    } catch (DirectoryIteratorException e) {
      rows.add(RunRow.damaged(folder, Failure.reason(e.getCause())));
      return;
    }
    inside.stream().sorted().forEach(entry -> look(entry, depth + 1, rows));
  }

  /** The list as a table for the terminal. */
  @Override
  public String toString() {
    TextTable table =
        new TextTable(
            "run",
            "condition",
            "seed",
            "units",
            "updates",
            "error deg",
            "compass",
            "CCW",
            "CW",
            "other",
            "inactive",
            "from",
            "state");
    for (RunRow row : rows) {
      table.row(
          Failure.line(row.folder()),
          row.condition() == null ? "-" : Failure.line(row.condition()),
          orDash(row.seed()),
          orDash(row.units()),
          row.progress(),
          row.errorDeg() == null ? "-" : TextTable.number(row.errorDeg()),
          count(row, UnitClass.COMPASS),
          count(row, UnitClass.CCW),
          count(row, UnitClass.CW),
          count(row, UnitClass.OTHER),
          count(row, UnitClass.INACTIVE),
          row.from() == null ? "-" : Failure.line(row.from()),
          row.state().words() + (row.note().isEmpty() ? "" : ": " + Failure.line(row.note())));
    }
    return table.toString();
  }

  private static Object count(RunRow row, UnitClass type) {
    return orDash(row.classCounts().get(type));
  }

  private static Object orDash(Object value) {
    return value == null ? "-" : value;
  }
}
