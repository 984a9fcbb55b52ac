package org.compassnet.network;

import org.compassnet.trajectory.TimeSeries;

/**
 * The noise of one pass: a number for every trial, step and unit, the same whatever engine adds it,
 * in any order, and on however many threads.
 */
public interface Noise {

  /** Steps whose noise is made together. */
  int STEPS_TOGETHER = 4;

  /**
   * Fills the noise of some trials in the steps {@code block * STEPS_TOGETHER}, counted from 0, and
   * those after it. Numbers beyond the last step do not matter.
   *
   * @param into [STEPS_TOGETHER, trials, units] from index 0, rows {@code stride} and steps {@code
   *     stepStride} apart
   */
  void fill(
      int firstTrial, int trials, int block, int units, float[] into, int stride, int stepStride);

  /** Given noise [trials, steps, units], as it is added. */
  static Noise given(TimeSeries noise) {
    return (firstTrial, trials, block, units, into, stride, stepStride) -> {
      int first = block * STEPS_TOGETHER;
      int count = Math.min(STEPS_TOGETHER, noise.steps() - first);
      for (int t = 0; t < count; t++) {
        for (int s = 0; s < trials; s++) {
          int from = noise.at(firstTrial + s, first + t);
          System.arraycopy(noise.values(), from, into, t * stepStride + s * stride, units);
        }
      }
    };
  }
}
