package org.compassnet.cells;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * A named part of a session.
 *
 * @param name as the file has it
 * @param startS of it, in s
 * @param endS of it, in s
 */
record Epoch(String name, double startS, double endS) {

  private static final Set<String> AWAKE =
      Set.of("wake", "awake", "wakefulness", "waking", "run", "running", "maze", "exploration");
  private static final Set<String> SLEEP = Set.of("sleep", "rem", "nrem", "sws", "nonrem");

  private List<String> words() {
    return Arrays.asList(name.toLowerCase(Locale.ROOT).split("[^a-z]+"));
  }

  boolean isAwake() {
    return words().stream().anyMatch(AWAKE::contains) && !isSleep();
  }

  boolean isSleep() {
    return words().stream().anyMatch(SLEEP::contains);
  }

  double[] span() {
    return new double[] {startS, endS};
  }
}
