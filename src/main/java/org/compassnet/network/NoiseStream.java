package org.compassnet.network;

import org.compassnet.config.RandomStreams;

/**
 * Gaussian noise that depends on the seed, the update and the shard alone: the same whatever engine
 * draws it and on however many threads.
 */
record NoiseStream(RandomStreams streams, long update, float sd) implements Noise {

  @Override
  public Steps shard(int shard) {
    GaussianStream normal = new GaussianStream(streams.stream("noise", update, shard));
    return (into, trials, units, stride) -> {
      for (int s = 0; s < trials; s++) {
        normal.fill(into, s * stride, units, sd);
      }
    };
  }
}
