package org.compassnet.training;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.compassnet.config.UserError;
import org.compassnet.files.AtomicFile;
import org.compassnet.files.Failure;

/** validation.csv: update, normalized error and mean angular error in deg of every validation. */
public final class ValidationCurve {

  private ValidationCurve() {}

  static void write(Path file, List<double[]> rows) throws IOException {
    StringBuilder text = new StringBuilder("update,normalized_error,angular_error_deg\n");
    for (double[] row : rows) {
      text.append((int) row[0])
          .append(',')
          .append(cell(row[1]))
          .append(',')
          .append(cell(row[2]))
          .append('\n');
    }
    AtomicFile.write(file, text.toString());
  }

  /** Empty where there is no number. */
  private static String cell(double value) {
    return Double.isNaN(value) ? "" : String.format(Locale.ROOT, "%.6g", value);
  }

  /** A value as the file keeps it. */
  static double kept(double value) {
    return value(cell(value));
  }

  private static double value(String cell) {
    return cell.isEmpty() ? Double.NaN : Double.parseDouble(cell);
  }

  /** Rows of update, normalized error, angular error in deg; none if there is no file. */
  public static List<double[]> read(Path file) {
    List<double[]> rows = new ArrayList<>();
    if (!Files.exists(file)) {
      return rows;
    }
    try {
      List<String> lines = Files.readAllLines(file);
      for (String line : lines.subList(Math.min(1, lines.size()), lines.size())) {
        String[] cells = line.split(",", -1);
        rows.add(new double[] {Double.parseDouble(cells[0]), value(cells[1]), value(cells[2])});
      }
    } catch (IOException | RuntimeException e) {
      throw new UserError(
          file + ":" + (rows.size() + 2) + ": not the validations of a run" + Failure.why(e), e);
    }
    return rows;
  }
}
