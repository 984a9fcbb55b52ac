package org.compassnet.network;

import org.compassnet.trajectory.TimeSeries;

/**
 * The noise of one pass: a number for every trial, step and unit, the same whatever engine adds it
 * and on however many threads. It is given out to groups of trials that are computed together.
 */
public interface Noise {

  /**
   * The noise of one group, from the first step on.
   *
   * @param group of trials {@code group * Engine.TRIALS_TOGETHER} and on
   */
  Steps group(int group);

  /** Noise of the steps of a group, in their order. */
  interface Steps {
    /** Fills [trials, units] of an array whose rows are {@code stride} apart. */
    void next(float[] into, int trials, int units, int stride);
  }

  /** Given noise [trials, steps, units], as it is added. */
  static Noise given(TimeSeries noise) {
    return group ->
        new Steps() {
          private int step;

          @Override
          public void next(float[] into, int trials, int units, int stride) {
            for (int s = 0; s < trials; s++) {
              int from = noise.at(group * Engine.TRIALS_TOGETHER + s, step);
              System.arraycopy(noise.values(), from, into, s * stride, units);
            }
            step++;
          }
        };
  }
}
