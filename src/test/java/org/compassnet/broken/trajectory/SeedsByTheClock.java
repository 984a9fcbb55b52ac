package org.compassnet.broken.trajectory;

import java.time.Instant;

/** Seeds from the time of day and from the time passed. */
final class SeedsByTheClock {

  private SeedsByTheClock() {}

  static long today() {
    return System.currentTimeMillis();
  }

  static long now() {
    return Instant.now().toEpochMilli();
  }

  static long passed() {
    return System.nanoTime();
  }
}
