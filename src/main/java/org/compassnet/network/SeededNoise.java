package org.compassnet.network;

import org.compassnet.config.RandomStreams;

/**
 * Gaussian noise that depends on the seed, the update, the trial and the step alone.
 *
 * @param streams of the run's seed
 * @param update of the training, or any other index
 * @param sd standard deviation
 */
public record SeededNoise(RandomStreams streams, long update, float sd) implements Noise {

  @Override
  public Steps group(int group) {
    GaussianStream normal = new GaussianStream(streams.stream("noise", update, group));
    return (into, trials, units, stride) -> {
      for (int s = 0; s < trials; s++) {
        normal.fill(into, s * stride, units, sd);
      }
    };
  }
}
