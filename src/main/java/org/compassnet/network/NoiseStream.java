package org.compassnet.network;

import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.distribution.ZigguratSampler;
import org.compassnet.config.RandomStreams;

/**
 * The noise of one training pass, which depends on the seed, the update and the shard alone: the same
 * whatever engine draws it and on however many threads.
 */
final class NoiseStream {

  /** Trials that are computed together and share a noise stream. */
  static final int SHARD_TRIALS = 50;

  private final RandomStreams streams;
  private final long update;
  private final float sd;

  NoiseStream(long seed, long update, double sd) {
    this.streams = new RandomStreams(seed);
    this.update = update;
    this.sd = (float) sd;
  }

  /** The stream of one shard; steps are to be drawn in order. */
  Shard shard(int shard) {
    return new Shard(streams.stream("noise", update, shard));
  }

  /** Draws the noise of a shard's trials, step by step. */
  final class Shard {
    private final ZigguratSampler.NormalizedGaussian normal;

    private Shard(UniformRandomProvider random) {
      this.normal = ZigguratSampler.NormalizedGaussian.of(random);
    }

    /** Fills [trials, units] of an array whose rows are {@code stride} apart. */
    void nextStep(float[] into, int trials, int units, int stride) {
      for (int s = 0; s < trials; s++) {
        int row = s * stride;
        for (int i = 0; i < units; i++) {
          into[row + i] = sd * (float) normal.sample();
        }
      }
    }
  }
}
