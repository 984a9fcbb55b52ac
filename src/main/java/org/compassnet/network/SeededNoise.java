package org.compassnet.network;

import org.apache.commons.rng.UniformRandomProvider;
import org.compassnet.config.RandomStreams;

/**
 * Gaussian noise by counter: a number depends on the seed, the update, the trial, the step and the
 * unit, and on nothing else, so that it can be had in any order, again, and by any thread. See
 * {@link CounterGaussian}.
 *
 * @param streams of the run's seed
 * @param update of the training, or any other index, not negative
 * @param sd standard deviation
 */
public record SeededNoise(RandomStreams streams, long update, float sd) implements Noise {

  /** Four words from the seed, and what of the update does not fit into a word. */
  public int[] key() {
    UniformRandomProvider words = streams.stream("noise");
    return new int[] {
      words.nextInt(), words.nextInt(), words.nextInt(), words.nextInt() ^ (int) (update >>> 32)
    };
  }

  @Override
  public void fill(
      int firstTrial, int trials, int block, int units, float[] into, int stride, int stepStride) {
    int[] key = key();
    for (int s = 0; s < trials; s++) {
      CounterGaussian.fill(
          key, (int) update, firstTrial + s, block, units, sd, into, s * stride, stepStride);
    }
  }
}
