package org.compassnet.network;

import org.compassnet.trajectory.TimeSeries;

/**
 * Runs a network forward and keeps nothing, in memory that does not grow with trials or steps.
 * Buffers are used again by the next run. Not for several threads at a time.
 */
public interface ForwardPass extends AutoCloseable {

  /**
   * Runs trials. If the observer throws, so does this method, once every thread has ended its work.
   *
   * @param weights for these inputs
   * @param inputs [trials, steps, inputs]
   * @param noise the noise, or null for none
   * @param states before the first step, overwritten with those after the last; null to begin at x0
   * @param outputs [trials, steps, outputs], overwritten
   * @param observer takes the rates, from several threads; or null
   */
  void run(
      CtRnnWeights weights,
      TimeSeries inputs,
      Noise noise,
      States states,
      TimeSeries outputs,
      RateObserver observer);

  /** Frees threads and buffers. */
  @Override
  void close();
}
