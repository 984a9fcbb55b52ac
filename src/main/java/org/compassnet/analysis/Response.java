package org.compassnet.analysis;

import org.compassnet.training.Evaluation;
import org.compassnet.trajectory.TimeSeries;
import org.compassnet.trajectory.Trials;

/**
 * What a network makes of some trials, without noise.
 *
 * @param specimen the network
 * @param outputs sine and cosine of the direction [trials, steps, 2]
 */
public record Response(Specimen specimen, Trials trials, TimeSeries outputs) {

  /** How far the decoded direction is from the true one. */
  public Evaluation evaluation() {
    return Evaluation.of(outputs, trials);
  }

  /** Decoded direction after a step, in rad, in (-pi, pi]. */
  public double decoded(int trial, int step) {
    return Trials.direction(outputs, trial, step);
  }

  @Override
  public String toString() {
    return evaluation().toString();
  }
}
