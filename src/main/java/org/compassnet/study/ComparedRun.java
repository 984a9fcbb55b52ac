package org.compassnet.study;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.compassnet.config.Config;
import org.compassnet.config.UserError;
import org.compassnet.files.Text;
import org.compassnet.training.Metrics;
import org.compassnet.training.RunFolder;
import org.compassnet.training.StartingWeights;
import org.compassnet.training.ValidationCurve;

/**
 * A run among others.
 *
 * @param name that no other of them has
 * @param metrics of every update; none where the weights came from elsewhere
 * @param validations update, normalized error and angular error in deg of each
 * @param errors of its last evaluation, if there was one
 * @param began with what weights
 * @param analysis if it was analysed
 * @param todo what is missing, and the command that makes it; empty if nothing is
 */
public record ComparedRun(
    String name,
    RunFolder folder,
    Config config,
    List<Metrics> metrics,
    List<double[]> validations,
    Optional<Errors> errors,
    String began,
    Optional<AnalysedRun> analysis,
    String todo) {

  /** A training whose error is above it has ended. */
  private static final double MOST_ERROR = 1e3;

  /** An evaluation, errors in deg. */
  public record Errors(
      double normalized,
      double mean,
      double median,
      double p95,
      double finalMean,
      int trials,
      int steps) {}

  static ComparedRun read(String name, Path path) {
    RunFolder run = RunFolder.open(path);
    Config config = run.readConfig();
    boolean trained = run.hasModel();
    boolean analysed = AnalysedRun.isThere(run);
    List<Metrics> metrics =
        Files.isRegularFile(run.metrics()) ? Metrics.read(run.metrics()) : List.of();
    requireUpdates(run.metrics(), metrics, config.training().updates());
    List<double[]> validations = ValidationCurve.read(run.validation());
    validations.forEach(row -> AnalysedRun.require(run.validation(), row[2], 0, 180));
    return new ComparedRun(
        name,
        run,
        config,
        metrics,
        validations,
        errors(run),
        StartingWeights.originOf(run).map(Object::toString).orElse("random weights"),
        analysed ? Optional.of(analysis(run, config)) : Optional.empty(),
        analysed
            ? ""
            : trained
                ? "not analysed: analyze " + path
                : "its training has not ended: train CONF --out " + path + " --resume");
  }

  /** Rows of updates 1, 2, ... with numbers in them. */
  private static void requireUpdates(Path file, List<Metrics> rows, int updates) {
    for (int k = 0; k < rows.size(); k++) {
      Metrics row = rows.get(k);
      if (row.update() != k + 1 || row.update() > updates) {
        throw new UserError(
            "%s:%d: update %d; %s is wanted there"
                .formatted(
                    file, k + 2, row.update(), k < updates ? "update " + (k + 1) : "no further"));
      }
      double others = row.penalty() + row.gradientNorm() + row.learningRate();
      if (!(row.error() >= 0 && row.error() <= MOST_ERROR) || Double.isNaN(others)) {
        throw new UserError(
            "%s:%d: %s; numbers are wanted, and of the error one of 0 to %s"
                .formatted(file, k + 2, row, MOST_ERROR));
      }
    }
  }

  private static AnalysedRun analysis(RunFolder run, Config config) {
    AnalysedRun analysis = AnalysedRun.read(run);
    if (analysis.units() != config.network().units()) {
      throw new UserError(
          "%s: an analysis of %d units; the network has %d"
              .formatted(run.analysis(), analysis.units(), config.network().units()));
    }
    return analysis;
  }

  private static Optional<Errors> errors(RunFolder run) {
    if (!Files.isRegularFile(run.evaluation())) {
      return Optional.empty();
    }
    JsonNode evaluation = AnalysedRun.json(run.evaluation());
    JsonNode deg = evaluation.path("angular_error_deg");
    return Optional.of(
        new Errors(
            evaluation.path("normalized_error").asDouble(Double.NaN),
            degrees(run, deg, "mean"),
            degrees(run, deg, "median"),
            degrees(run, deg, "p95"),
            degrees(run, deg, "final_mean"),
            evaluation.path("trials").asInt(),
            evaluation.path("steps").asInt()));
  }

  private static double degrees(RunFolder run, JsonNode of, String key) {
    JsonNode error = of.path(key);
    double value = error.asDouble(Double.NaN);
    if (!error.isNumber() || !(value >= 0 && value <= 180)) {
      throw new UserError(
          "%s: angular_error_deg.%s: %s; 0 to 180 is wanted"
              .formatted(run.evaluation(), key, error.isMissingNode() ? "missing" : error));
    }
    return value;
  }

  /** Updates made, of all. */
  public String updates() {
    return metrics.isEmpty() && Files.isRegularFile(folder.model())
        ? "elsewhere"
        : Text.text("%d of %d", metrics.size(), config.training().updates());
  }
}
