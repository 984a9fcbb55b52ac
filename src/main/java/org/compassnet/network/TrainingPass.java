package org.compassnet.network;

import org.compassnet.trajectory.TimeSeries;

/**
 * Passes forward and backward, one after the other. Buffers are used again by the next update. Not
 * for several threads at a time.
 */
public interface TrainingPass extends AutoCloseable {

  /** Wall-clock nanoseconds of the last passes. Noise is part of forward. */
  record Times(long noise, long forward, long backward) {}

  /**
   * A pass forward from x0; {@link #backward} may follow.
   *
   * @param weights for these inputs
   * @param inputs [trials, steps, inputs]
   * @param noise the noise of this pass, or null for none
   * @param penalties weights of the penalties in the loss
   * @param outputs [trials, steps, outputs], overwritten
   * @return the penalties' terms, not weighted: that of the squared rates, and those that have a
   *     weight
   */
  Penalties forward(
      CtRnnWeights weights,
      TimeSeries inputs,
      Noise noise,
      Penalties penalties,
      TimeSeries outputs);

  /**
   * The gradients of sum(outputs x outputGradient) + sum(penalties x terms) of the last {@link
   * #forward} pass.
   *
   * @param outputGradient [trials, steps, outputs]
   * @throws IllegalStateException without a pass forward before
   */
  Gradients backward(TimeSeries outputGradient);

  /** Of the last passes. */
  Times times();

  /** Frees threads and buffers. */
  @Override
  void close();
}
