package org.compassnet.analysis;

import static org.compassnet.files.Text.text;

import java.util.List;
import org.compassnet.config.CriteriaConfig;
import org.compassnet.training.Evaluation;

/**
 * How well a network turns angular velocity into head direction, on the trials of its maps.
 *
 * @param response what it made of the trials, without noise
 * @param evaluation how far that is from the true direction
 */
public record Integration(Response response, Evaluation evaluation) implements Result {

  static Integration of(Response response) {
    return new Integration(response, response.evaluation());
  }

  /** Whether the error is that of a network that has learned the task. */
  public boolean learned(CriteriaConfig criteria) {
    return evaluation.normalizedError() < criteria.learnedError();
  }

  @Override
  public List<Finding> findings(Analysis analysis) {
    return List.of(
        Finding.of(Phenomenon.INTEGRATES, () -> integrates(analysis.config().criteria())));
  }

  private Finding.Judgement integrates(CriteriaConfig criteria) {
    if (!Double.isFinite(evaluation.normalizedError())) {
      throw new CannotAnalyze("the normalized error on these trials is not defined");
    }
    return new Finding.Judgement(
        learned(criteria),
        text(
            "normalized error %.4f; mean angular error %.1f deg",
            evaluation.normalizedError(), evaluation.angularErrorDeg().mean()));
  }

  @Override
  public void summarize(Numbers numbers, Analysis analysis) {
    numbers
        .put("normalized_error", evaluation.normalizedError())
        .put("mean_angular_error_deg", evaluation.angularErrorDeg().mean());
  }

  @Override
  public String toString() {
    return evaluation.toString();
  }
}
