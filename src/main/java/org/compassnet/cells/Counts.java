package org.compassnet.cells;

import org.compassnet.config.UserError;
import org.compassnet.files.NpyArray;

/** Spike counts as they stand in a file. */
final class Counts {

  private static final double MOST = 1e6;

  private Counts() {}

  /**
   * The counts of an array [bins, cells].
   *
   * @param where file and name of the array
   * @throws UserError for what is no number of spikes
   */
  static float[] of(NpyArray array, String where) {
    float[] counts = new float[array.length()];
    for (int i = 0; i < counts.length; i++) {
      double value = array.get(i);
      if (!isCount(value)) {
        throw none(where + ": element " + i, value);
      }
      counts[i] = (float) value;
    }
    return counts;
  }

  static boolean isCount(double value) {
    return value >= 0 && value <= MOST && value == Math.rint(value);
  }

  static UserError none(String where, double value) {
    return new UserError(
        where
            + ": "
            + (Double.isNaN(value) ? "nothing" : value)
            + "; allowed: spikes counted in a bin, whole numbers from 0 (rates and smoothed counts"
            + " are none)");
  }
}
