package org.compassnet.broken.trajectory;

import java.util.Collections;
import java.util.List;
import java.util.Random;

/** Chance in three ways that no root seed decides. */
final class RollsDice {

  private RollsDice() {}

  static double one() {
    return new Random(1).nextGaussian();
  }

  static double two() {
    return Math.random();
  }

  static void three(List<Double> velocities) {
    Collections.shuffle(velocities);
  }
}
