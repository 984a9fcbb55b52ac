package org.compassnet.analysis;

import java.util.List;
import java.util.Map;

/**
 * What a {@link Measurement} gives. A result says itself what it shows, what its numbers are and
 * what tables it makes; whoever writes or prints an analysis only walks over its results.
 */
public interface Result {

  /**
   * What it shows: a finding for each of the phenomena that its measurement judges.
   *
   * @param analysis whose result this is, of the trained network
   */
  default List<Finding> findings(Analysis analysis) {
    return List.of();
  }

  /**
   * Puts its numbers into summary.json.
   *
   * @param analysis whose result this is
   */
  default void summarize(Numbers numbers, Analysis analysis) {}

  /** Makes its tables and arrays. */
  default void tabulate(Tables tables) {}

  /** Parts of it that could not be measured, by name, and why. */
  default Map<String, String> omitted() {
    return Map.of();
  }
}
