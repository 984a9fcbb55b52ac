package org.compassnet.network;

import org.compassnet.config.NetworkConfig;
import org.compassnet.trajectory.Trials;

/** Runs weights on given inputs and keeps outputs and rates. */
public final class Simulator {

  private Simulator() {}

  /**
   * What a network did.
   *
   * @param outputs [trials, steps, 2]
   * @param rates [trials, steps, units], noise included
   */
  public record Simulation(int trials, int steps, int units, float[] outputs, float[] rates) {}

  /**
   * Simulates trials on the CPU, on all cores.
   *
   * @param weights for an angular velocity in rad/step
   * @param config for activation, time constant and kind of noise
   * @param inputs [trials, steps, 3]: angular velocity in rad/step, sine and cosine of the cue
   * @param noise [trials, steps, units] as it is added, or null for none
   */
  public static Simulation simulate(
      CtRnnWeights weights,
      NetworkConfig config,
      float[] inputs,
      int trials,
      int steps,
      float[] noise) {
    int units = weights.units();
    FusedEngine.Model model =
        new FusedEngine.Model(
            units,
            Trials.INPUTS,
            Trials.OUTPUTS,
            config.activation(),
            config.dtOverTau(),
            config.noise().kind());
    float[] rates = new float[Math.multiplyExact(trials * steps, units)];
    float[] outputs = new float[trials * Trials.OUTPUTS * steps];
    try (FusedEngine engine = new FusedEngine(model, 0)) {
      engine.simulate(
          weights,
          transpose(inputs, trials, steps, Trials.INPUTS),
          trials,
          steps,
          noise == null ? null : Noise.given(noise, steps),
          outputs,
          (first, count, step, stepRates, stride) -> {
            for (int s = 0; s < count; s++) {
              int to = ((first + s) * steps + step) * units;
              System.arraycopy(stepRates, s * stride, rates, to, units);
            }
          });
    }
    return new Simulation(
        trials, steps, units, transpose(outputs, trials, Trials.OUTPUTS, steps), rates);
  }

  /** [trials, rows, columns] to [trials, columns, rows]. */
  private static float[] transpose(float[] values, int trials, int rows, int columns) {
    float[] transposed = new float[values.length];
    for (int k = 0; k < trials; k++) {
      int at = k * rows * columns;
      for (int i = 0; i < rows; i++) {
        for (int j = 0; j < columns; j++) {
          transposed[at + j * rows + i] = values[at + i * columns + j];
        }
      }
    }
    return transposed;
  }
}
