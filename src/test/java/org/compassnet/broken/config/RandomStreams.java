package org.compassnet.broken.config;

import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.simple.RandomSource;

/** Makes generators, as it may. */
final class RandomStreams {

  private RandomStreams() {}

  static UniformRandomProvider stream(long seed) {
    return RandomSource.XO_SHI_RO_256_PP.create(seed);
  }
}
