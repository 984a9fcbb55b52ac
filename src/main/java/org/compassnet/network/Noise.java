package org.compassnet.network;

/** The noise of one pass, by shards of {@link #SHARD_TRIALS} trials. */
interface Noise {

  /** Trials that are computed together, by one thread, and share a noise stream. */
  int SHARD_TRIALS = 50;

  /** The noise of one shard's trials, from the first step on. */
  Steps shard(int shard);

  /** Noise of the steps of a shard, in their order. */
  interface Steps {
    /** Fills [trials, units] of an array whose rows are {@code stride} apart. */
    void next(float[] into, int trials, int units, int stride);
  }

  /** Given noise [trials, steps, units]. */
  static Noise given(float[] noise, int steps) {
    return shard ->
        new Steps() {
          private int step;

          @Override
          public void next(float[] into, int trials, int units, int stride) {
            for (int s = 0; s < trials; s++) {
              int from = ((shard * SHARD_TRIALS + s) * steps + step) * units;
              System.arraycopy(noise, from, into, s * stride, units);
            }
            step++;
          }
        };
  }
}
