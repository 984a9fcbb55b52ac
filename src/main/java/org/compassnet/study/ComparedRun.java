package org.compassnet.study;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.compassnet.config.Config;
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
    boolean trained = Files.isRegularFile(run.model());
    boolean analysed = AnalysedRun.isThere(run);
    List<Metrics> metrics =
        Files.isRegularFile(run.metrics()) ? Metrics.read(run.metrics()) : List.of();
    metrics.forEach(row -> AnalysedRun.require(run.metrics(), row.error(), 0, MOST_ERROR));
    List<double[]> validations = ValidationCurve.read(run.validation());
    validations.forEach(row -> AnalysedRun.require(run.validation(), row[2], 0, 180));
    return new ComparedRun(
        name,
        run,
        run.readConfig(),
        metrics,
        validations,
        errors(run),
        StartingWeights.originOf(run).map(Object::toString).orElse("random weights"),
        analysed ? Optional.of(AnalysedRun.read(run)) : Optional.empty(),
        analysed
            ? ""
            : trained
                ? "not analysed: analyze " + path
                : "its training has not ended: train CONF --out " + path + " --resume");
  }

  private static Optional<Errors> errors(RunFolder run) {
    if (!Files.isRegularFile(run.evaluation())) {
      return Optional.empty();
    }
    JsonNode evaluation = AnalysedRun.json(run.evaluation());
    JsonNode deg = evaluation.path("angular_error_deg");
    deg.forEach(error -> AnalysedRun.require(run.evaluation(), error.asDouble(Double.NaN), 0, 180));
    return Optional.of(
        new Errors(
            evaluation.path("normalized_error").asDouble(Double.NaN),
            deg.path("mean").asDouble(Double.NaN),
            deg.path("median").asDouble(Double.NaN),
            deg.path("p95").asDouble(Double.NaN),
            deg.path("final_mean").asDouble(Double.NaN),
            evaluation.path("trials").asInt(),
            evaluation.path("steps").asInt()));
  }

  /** Updates made, of all. */
  public String updates() {
    return metrics.isEmpty() && Files.isRegularFile(folder.model())
        ? "elsewhere"
        : Text.text("%d of %d", metrics.size(), config.training().updates());
  }
}
