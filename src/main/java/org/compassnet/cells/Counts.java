package org.compassnet.cells;

import org.compassnet.config.UserError;
import org.compassnet.files.NpyArray;
import org.hipparchus.util.ArithmeticUtils;

/** Spike counts as they stand in a file. */
final class Counts {

  private static final double MOST = 1e6;

  /** So many bins with spikes tell by their common divisor. */
  private static final int ENOUGH = 20;

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

  /**
   * What may be wrong with counts; null where nothing is. Rates of spikes in bins of 20 ms are all
   * multiples of 50, and whole numbers too.
   */
  static String doubt(float[] counts) {
    long common = 0;
    int filled = 0;
    for (float count : counts) {
      if (count > 0) {
        common = ArithmeticUtils.gcd((long) count, common);
        filled++;
      }
    }
    return filled < ENOUGH || common < 2
        ? null
        : ("warning: all counts are multiples of %d, as rates in bins of one width are; if they are"
                + " rates, every spike counts %d times, and intervals and tests are too good")
            .formatted(common, common);
  }

  /**
   * Refuses counts without any spike, as spike times without any are.
   *
   * @param where file and name of the array
   */
  static void requireSpikes(float[] counts, int cells, String where) {
    for (float count : counts) {
      if (count > 0) {
        return;
      }
    }
    throw new UserError(where + ": " + cells + " cells and no spikes");
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
