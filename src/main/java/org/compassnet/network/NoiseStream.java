package org.compassnet.network;

import org.apache.commons.rng.sampling.distribution.ZigguratSampler;
import org.compassnet.config.RandomStreams;

/**
 * Gaussian noise that depends on the seed, the update and the shard alone: the same whatever engine
 * draws it and on however many threads.
 */
record NoiseStream(RandomStreams streams, long update, float sd) implements Noise {

  @Override
  public Steps shard(int shard) {
    ZigguratSampler.NormalizedGaussian normal =
        ZigguratSampler.NormalizedGaussian.of(streams.stream("noise", update, shard));
    return (into, trials, units, stride) -> {
      for (int s = 0; s < trials; s++) {
        int row = s * stride;
        for (int i = 0; i < units; i++) {
          into[row + i] = sd * (float) normal.sample();
        }
      }
    };
  }
}
