package org.compassnet.analysis;

import static org.compassnet.files.Text.text;

import java.util.Arrays;
import org.compassnet.network.CtRnnWeights;

/**
 * Weights of the angular velocity on a class, per rad/step.
 *
 * @param sem standard error over units; NaN for a single one
 */
public record VelocityInput(UnitClass type, int units, double mean, double sem) {

  static VelocityInput of(CtRnnWeights network, UnitTable table, UnitClass type) {
    double[] weights =
        Arrays.stream(table.indices(type)).mapToDouble(network::velocityWeight).toArray();
    double mean = Arrays.stream(weights).average().orElse(Double.NaN);
    double squares = Arrays.stream(weights).map(w -> (w - mean) * (w - mean)).sum();
    return new VelocityInput(
        type, weights.length, mean, Math.sqrt(squares / (weights.length - 1) / weights.length));
  }

  @Override
  public String toString() {
    return text("velocity to %s: %+.3f (SEM %.3f)", type.plural(), mean, sem);
  }
}
