package org.compassnet.cells;

import java.util.List;
import java.util.Map;

/**
 * A session of recorded cells.
 *
 * @param source what was read, as it is to be named
 * @param names of the cells, in the order of the counts
 * @param awake spikes while the head's direction was tracked
 * @param headDirectionRad at the middle of each bin of {@code awake}, in [0, 2 pi), CCW positive;
 *     NaN where it was lost
 * @param sleep spikes in epochs without a direction, by the epoch's name, in the file's order
 * @param taken what was taken from the file for what, and what was left, a line each
 */
public record CellRecording(
    String source,
    List<String> names,
    SpikeCounts awake,
    double[] headDirectionRad,
    Map<String, SpikeCounts> sleep,
    List<String> taken) {

  public CellRecording {
    if (headDirectionRad.length != awake.bins()) {
      throw new IllegalArgumentException(
          "headDirectionRad must hold " + awake.bins() + " values: " + headDirectionRad.length);
    }
    if (names.size() != awake.cells()) {
      throw new IllegalArgumentException("names must be of " + awake.cells() + " cells");
    }
    names = List.copyOf(names);
    taken = List.copyOf(taken);
  }
}
