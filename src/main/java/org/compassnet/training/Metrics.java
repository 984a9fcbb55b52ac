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

/**
 * What happened at one update.
 *
 * @param update counted from 1
 * @param steps steps of a trial
 * @param error masked mean squared error before the update
 * @param penalty penalties before the update
 * @param gradientNorm before clipping
 * @param learningRate of this update
 * @param seconds since the training began, time before a resume included
 */
public record Metrics(
    int update,
    int steps,
    double error,
    double penalty,
    double gradientNorm,
    double learningRate,
    double seconds) {

  private static final String HEADER =
      "update,steps,error,penalty,gradient_norm,learning_rate,seconds\n";

  static void write(Path file, List<Metrics> rows) throws IOException {
    StringBuilder text = new StringBuilder(HEADER);
    for (Metrics row : rows) {
      text.append(
          String.format(
              Locale.ROOT,
              "%d,%d,%s,%s,%s,%s,%.3f%n",
              row.update,
              row.steps,
              (float) row.error,
              (float) row.penalty,
              (float) row.gradientNorm,
              (float) row.learningRate,
              row.seconds));
    }
    AtomicFile.write(file, text.toString());
  }

  /**
   * Reads a metrics.csv.
   *
   * @throws UserError if it is missing or damaged
   */
  public static List<Metrics> read(Path file) {
    List<Metrics> rows = new ArrayList<>();
    try {
      List<String> lines = Files.readAllLines(file);
      for (String line : lines.subList(Math.min(1, lines.size()), lines.size())) {
        String[] cells = line.split(",");
        rows.add(
            new Metrics(
                Integer.parseInt(cells[0]),
                Integer.parseInt(cells[1]),
                Double.parseDouble(cells[2]),
                Double.parseDouble(cells[3]),
                Double.parseDouble(cells[4]),
                Double.parseDouble(cells[5]),
                Double.parseDouble(cells[6])));
      }
    } catch (IOException | RuntimeException e) {
      throw new UserError(
          file + ":" + (rows.size() + 2) + ": not the metrics of a run" + Failure.why(e), e);
    }
    return rows;
  }

  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "update %d (%d steps): error %.4f, penalty %.4f",
        update,
        steps,
        error,
        penalty);
  }
}
