package org.compassnet.training;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.compassnet.files.EventFile;

/**
 * metrics.csv and validation.csv for TensorBoard, in the folder of a run. The file is made of the
 * two, and of when the training began: a run that is resumed writes it again as far as it is, to
 * the same bytes, and goes on from there, so that no update is there twice or missing. Its times
 * are those that the training took, without the pauses between.
 */
final class TensorBoardLog implements AutoCloseable {

  private final EventFile events;
  private final double began;

  private TensorBoardLog(EventFile events, double began) {
    this.events = events;
    this.began = began;
  }

  /**
   * The log of a training that is at the last of these rows.
   *
   * @param began when it was started, in s since 1970
   */
  static TensorBoardLog begin(
      Path file, double began, List<Metrics> metrics, List<double[]> validations)
      throws IOException {
    TensorBoardLog log = new TensorBoardLog(EventFile.begin(file, began), began);
    int next = 0;
    for (Metrics row : metrics) {
      log.put(row);
      if (next < validations.size() && (int) validations.get(next)[0] == row.update()) {
        log.put(validations.get(next++), row.seconds());
      }
    }
    log.events.flush();
    return log;
  }

  /** Adds an update. */
  void add(Metrics row) throws IOException {
    put(row);
    events.flush();
  }

  /** Adds a validation: update, normalized error, angular error in deg. */
  void add(double[] validation, double seconds) throws IOException {
    put(validation, seconds);
    events.flush();
  }

  private void put(Metrics row) {
    Map<String, Double> values = new LinkedHashMap<>();
    values.put("train/error", row.error());
    values.put("train/penalty", row.penalty());
    values.put("train/gradient_norm", row.gradientNorm());
    values.put("train/learning_rate", row.learningRate());
    values.put("train/steps", (double) row.steps());
    events.add(row.update(), at(row.seconds()), values);
  }

  private void put(double[] validation, double seconds) {
    Map<String, Double> values = new LinkedHashMap<>();
    values.put("validation/normalized_error", ValidationCurve.kept(validation[1]));
    values.put("validation/angular_error_deg", ValidationCurve.kept(validation[2]));
    events.add((long) validation[0], at(seconds), values);
  }

  /** In ms, as metrics.csv keeps it. */
  private double at(double seconds) {
    return began + Math.round(1e3 * seconds) / 1e3;
  }

  @Override
  public void close() throws IOException {
    events.close();
  }
}
