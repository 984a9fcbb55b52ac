package org.compassnet.broken.trajectory;

import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.simple.RandomSource;

/** A generator beside the named streams. */
final class MakesGenerator {

  private MakesGenerator() {}

  static UniformRandomProvider velocities() {
    return RandomSource.XO_SHI_RO_256_PP.create();
  }
}
