package org.compassnet.trajectory.recording;

import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;

/**
 * Numbers that stand for a lost sample in a column of directions. A tracker writes -1 or -2, -999,
 * or 0 where it sees no animal; read as a direction, such a number is a turn that never was.
 */
final class LostCodes {

  private static final double[] CODES = {
    -1, -2, -99, -100, -999, -1000, -9999, -99999, 999, 9999, 99999
  };
  // Nearer than this to its neighbours, a value may well be a direction.
  private static final double NEAR_TURNS = 10 / 360.0;
  // A head that turns faster than this between two samples, twice and to the same number.
  private static final double JUMP_TURNS_PER_S = 1500 / 360.0;
  private static final double JUMP_TURNS = 30 / 360.0;
  private static final double HALF_TURN_TURNS = 150 / 360.0;
  private static final int LEAST_SAMPLES = 3;
  private static final double LEAST_SHARE = 0.6;

  private final double[] times;
  private final double[] values;
  private final double turn;
  private final Map<Double, Integer> found = new TreeMap<>();

  private LostCodes(double[] times, double[] values, double turn) {
    this.times = times;
    this.values = values;
    this.turn = turn;
  }

  /**
   * Replaces codes by NaN.
   *
   * @param times in s
   * @param values directions as they stand in the file; changed
   * @param turn a full turn in the unit of the values
   * @return how many samples held each code
   */
  static Map<Double, Integer> remove(double[] times, double[] values, double turn) {
    LostCodes codes = new LostCodes(times, values, turn);
    codes.removeOutside();
    codes.removeStuck();
    return codes.found;
  }

  /**
   * Codes outside of the range that all other values keep to: from 0 to a turn, or half a turn to
   * either side of 0.
   */
  private void removeOutside() {
    double least = Double.POSITIVE_INFINITY;
    double greatest = Double.NEGATIVE_INFINITY;
    for (double value : values) {
      if (!Double.isNaN(value) && !isCode(value)) {
        least = Math.min(least, value);
        greatest = Math.max(greatest, value);
      }
    }
    double slack = 1e-3 * turn;
    double low;
    double high;
    if (least >= 0 && greatest <= turn + slack) {
      low = 0;
      high = turn + slack;
    } else if (least >= -turn / 2 - slack && greatest <= turn / 2 + slack) {
      low = -turn / 2 - slack;
      high = turn / 2 + slack;
    } else {
      return;
    }
    for (double code : CODES) {
      if ((code < low || code > high) && !isNearItsNeighbours(code)) {
        remove(code);
      }
    }
  }

  private static boolean isCode(double value) {
    return Arrays.stream(CODES).anyMatch(code -> code == value);
  }

  /** Whether a value always comes where the direction is near it, as in -1 after 0 deg. */
  private boolean isNearItsNeighbours(double code) {
    double last = Double.NaN;
    boolean any = false;
    for (int i = 0; i < values.length; i++) {
      double a = values[i];
      if (Double.isNaN(a)) {
        continue;
      }
      if (!Double.isNaN(last) && (a == code) != (last == code)) {
        any = true;
        if (turnsBetween(a, last) > NEAR_TURNS) {
          return false;
        }
      }
      last = a;
    }
    return any;
  }

  private double turnsBetween(double a, double b) {
    return Math.abs(Math.IEEEremainder(a - b, turn)) / turn;
  }

  private void remove(double code) {
    for (int i = 0; i < values.length; i++) {
      if (values[i] == code) {
        values[i] = Double.NaN;
        found.merge(code, 1, Integer::sum);
      }
    }
  }

  /**
   * A number that the direction jumps to and away from, again and again or for several samples, is
   * no direction.
   */
  private void removeStuck() {
    Map<Double, int[]> runs = new TreeMap<>();
    int before = -1;
    for (int i = 0; i < values.length; i++) {
      if (Double.isNaN(values[i])) {
        continue;
      }
      int end = i;
      int samples = 1;
      int after = -1;
      for (int k = i + 1; k < values.length; k++) {
        if (Double.isNaN(values[k])) {
          continue;
        }
        if (values[k] != values[i]) {
          after = k;
          break;
        }
        end = k;
        samples++;
      }
      boolean jumped = jumps(before, i) && jumps(end, after);
      int[] count = runs.computeIfAbsent(values[i], v -> new int[4]);
      count[0]++;
      count[1] += jumped ? 1 : 0;
      count[2] += samples;
      count[3] += jumped && !(halfTurn(before, i) && halfTurn(end, after)) ? 1 : 0;
      before = end;
      i = end;
    }
    runs.forEach(
        (value, count) -> {
          boolean most = count[1] >= LEAST_SHARE * count[0];
          // Half of the samples or more at one value: a head at rest, with jumps away from it. And
          // where all jumps are half turns, front and back are confused: another matter.
          boolean some = count[2] >= LEAST_SAMPLES && count[2] < values.length / 2;
          if (most && some && count[3] > 0) {
            remove(value);
          }
        });
  }

  private boolean halfTurn(int from, int to) {
    return from < 0 || to < 0 || turnsBetween(values[to], values[from]) > HALF_TURN_TURNS;
  }

  private boolean jumps(int from, int to) {
    if (from < 0 || to < 0) {
      return true;
    }
    double turns = turnsBetween(values[to], values[from]);
    return turns > JUMP_TURNS && turns / (times[to] - times[from]) > JUMP_TURNS_PER_S;
  }
}
