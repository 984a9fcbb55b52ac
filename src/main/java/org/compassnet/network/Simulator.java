package org.compassnet.network;

import org.compassnet.config.RandomStreams;
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
   * @param dynamics activation, time constant and kind of noise
   * @param inputs [trials, steps, 3]: angular velocity in rad/step, sine and cosine of the cue
   * @param noise [trials, steps, units] as it is added, or null for none
   */
  public static Simulation simulate(
      CtRnnWeights weights,
      Dynamics dynamics,
      float[] inputs,
      int trials,
      int steps,
      float[] noise) {
    int units = weights.units();
    float[] rates = new float[Math.multiplyExact(trials * steps, units)];
    float[] outputs =
        run(
            weights,
            dynamics,
            transpose(inputs, trials, steps, Trials.INPUTS),
            trials,
            steps,
            noise == null ? null : Noise.given(noise, steps),
            null,
            (first, count, step, stepRates, stride) -> {
              for (int s = 0; s < count; s++) {
                int to = ((first + s) * steps + step) * units;
                System.arraycopy(stepRates, s * stride, rates, to, units);
              }
            });
    return new Simulation(
        trials, steps, units, transpose(outputs, trials, Trials.OUTPUTS, steps), rates);
  }

  /** Takes the rates of a step. It is called from several threads, each with trials of its own. */
  public interface RateObserver {
    /**
     * @param firstTrial the first of the {@code trials} trials at hand; they are always the same
     *     ones together, at most {@link #TRIALS_TOGETHER}
     * @param rates [trials, units], rows {@code stride} apart; overwritten after the call
     */
    void rates(int firstTrial, int trials, int step, float[] rates, int stride);
  }

  /** Trials that an observer sees together; the first of them is a multiple of this. */
  public static final int TRIALS_TOGETHER = Noise.SHARD_TRIALS;

  /**
   * Runs weights without keeping rates.
   *
   * @param inputs [trials, 3, steps], as {@link Trials} holds them
   * @param states x [trials, units] before the first step, overwritten with those after the last;
   *     null to begin at x0
   * @param observer takes the rates, or null
   * @return outputs [trials, 2, steps]
   */
  public static float[] run(
      CtRnnWeights weights,
      Dynamics dynamics,
      float[] inputs,
      int trials,
      int steps,
      float[] states,
      RateObserver observer) {
    return run(weights, dynamics, inputs, trials, steps, null, states, observer);
  }

  /**
   * As {@link #run}, with noise of this standard deviation as in training, drawn from the stream at
   * an index.
   */
  public static float[] runWithNoise(
      CtRnnWeights weights,
      Dynamics dynamics,
      double noiseSd,
      float[] inputs,
      int trials,
      int steps,
      RandomStreams streams,
      long index,
      float[] states,
      RateObserver observer) {
    Noise noise = new NoiseStream(streams, index, (float) noiseSd);
    return run(weights, dynamics, inputs, trials, steps, noise, states, observer);
  }

  private static float[] run(
      CtRnnWeights weights,
      Dynamics dynamics,
      float[] inputs,
      int trials,
      int steps,
      Noise noise,
      float[] states,
      RateObserver observer) {
    int units = weights.units();
    FusedEngine.Model model = new FusedEngine.Model(units, Trials.INPUTS, Trials.OUTPUTS, dynamics);
    float[] outputs = new float[trials * Trials.OUTPUTS * steps];
    try (FusedEngine engine = new FusedEngine(model, 0)) {
      engine.simulate(
          weights,
          inputs,
          trials,
          steps,
          noise,
          states,
          outputs,
          observer == null ? null : observer::rates);
    }
    return outputs;
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
