package org.compassnet.training;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.compassnet.config.UserError;
import org.compassnet.files.AtomicFile;

/** validation.csv: update, normalized error and mean angular error in deg of every validation. */
public final class ValidationCurve {

  private ValidationCurve() {}

  static void write(Path file, List<double[]> rows) throws IOException {
    StringBuilder text = new StringBuilder("update,normalized_error,angular_error_deg\n");
    for (double[] row : rows) {
      text.append(String.format(Locale.ROOT, "%d,%.6g,%.6g%n", (int) row[0], row[1], row[2]));
    }
    AtomicFile.write(file, text.toString());
  }

  /** Rows of update, normalized error, angular error in deg; none if there is no file. */
  public static List<double[]> read(Path file) {
    List<double[]> rows = new ArrayList<>();
    if (!Files.exists(file)) {
      return rows;
    }
    try {
      List<String> lines = Files.readAllLines(file);
      for (String line : lines.subList(1, lines.size())) {
        String[] cells = line.split(",");
        rows.add(
            new double[] {
              Double.parseDouble(cells[0]),
              Double.parseDouble(cells[1]),
              Double.parseDouble(cells[2])
            });
      }
    } catch (IOException | RuntimeException e) {
      throw new UserError(file + ": not the validations of a run (" + e.getMessage() + ")", e);
    }
    return rows;
  }
}
