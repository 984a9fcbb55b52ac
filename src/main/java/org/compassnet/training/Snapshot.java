package org.compassnet.training;

import org.compassnet.config.TimeStep;
import org.compassnet.network.CtRnnWeights;

/**
 * What a network was at a point of its training.
 *
 * @param update number of updates made until then
 * @param weights for an angular velocity in rad/step
 */
public record Snapshot(int update, CtRnnWeights weights) {

  /** The same for a velocity in rad per step of another duration. */
  public Snapshot atStep(TimeStep now, TimeStep other) {
    return new Snapshot(update, weights.atStep(now, other));
  }
}
