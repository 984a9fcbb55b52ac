package org.compassnet.analysis;

import static org.compassnet.files.Text.text;

import org.compassnet.config.CriteriaConfig;
import org.compassnet.training.Evaluation;

/**
 * Whether a network integrates the velocities that its units are read with. Where it does not, its
 * maps are those of a network that has lost its direction, and are no evidence.
 *
 * @param evaluation its error on these trials
 * @param avRangeDegPerS the ruler: range of the maps, and twice the sd of these velocities
 * @param ownAvRangeDegPerS twice the root mean square of the velocities that it was trained with
 */
public record Reading(Evaluation evaluation, double avRangeDegPerS, double ownAvRangeDegPerS)
    implements Result {

  /** Whether it does. */
  public boolean integrates(CriteriaConfig criteria) {
    return evaluation.normalizedError() < criteria.learnedError();
  }

  /** The sentence of a network that does not. */
  public String outside() {
    return text(
        "read outside the range in which it integrates: with velocities up to %.0f deg/s (2 sd) it is"
            + " %.0f deg off; its own are up to %.0f",
        avRangeDegPerS, evaluation.angularErrorDeg().mean(), ownAvRangeDegPerS);
  }

  @Override
  public void summarize(Numbers numbers, Analysis analysis) {
    numbers
        .in("reading")
        .put("av_range_deg_per_s", avRangeDegPerS)
        .put("own_av_range_deg_per_s", ownAvRangeDegPerS)
        .put("normalized_error", evaluation.normalizedError())
        .put("mean_angular_error_deg", evaluation.angularErrorDeg().mean())
        .put("integrates", integrates(analysis.config().criteria()));
  }

  @Override
  public String toString() {
    return text(
        "read with velocities up to %.0f deg/s (own: %.0f): %s",
        avRangeDegPerS, ownAvRangeDegPerS, evaluation);
  }
}
