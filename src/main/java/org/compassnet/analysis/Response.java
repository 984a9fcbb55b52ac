package org.compassnet.analysis;

import org.compassnet.training.Evaluation;
import org.compassnet.trajectory.Trials;

/**
 * What a network makes of some trials, without noise.
 *
 * @param specimen the network
 * @param outputs sine and cosine of the direction [trials, 2, steps]
 */
public record Response(Specimen specimen, Trials trials, float[] outputs) {

  /** How far the decoded direction is from the true one. */
  public Evaluation evaluation() {
    return Evaluation.of(outputs, trials);
  }

  /** Decoded direction after a step, in rad, in (-pi, pi]. */
  public double decoded(int trial, int step) {
    return Trials.direction(outputs, trials.steps(), trial, step);
  }

  @Override
  public String toString() {
    return evaluation().toString();
  }
}
