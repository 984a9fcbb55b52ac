package org.compassnet.trajectory.recording;

import java.util.stream.IntStream;

/**
 * Samples turned by 180 deg: a tracker that takes the front for the back, or one light for the
 * other. They jump by half a turn, and back again soon.
 *
 * @param lost samples that were turned; they are lost
 * @param breaks whether the recording breaks before a sample
 * @param stays jumps by half a turn that do not come back; the recording breaks there
 */
record HalfTurns(int lost, boolean[] breaks, int stays) {

  private static final double HALF_TURN = Math.toRadians(150);
  private static final double BACK = Math.toRadians(60);
  // Faster than heads turn.
  private static final double JUMP_RAD_PER_S = Math.toRadians(1500);
  private static final double LONGEST_S = 0.5;

  /**
   * Replaces turned samples by NaN.
   *
   * @param times in s
   * @param directions in rad, NaN where lost; changed
   */
  static HalfTurns remove(double[] times, double[] directions) {
    int[] valid =
        IntStream.range(0, times.length).filter(i -> !Double.isNaN(directions[i])).toArray();
    boolean[] breaks = new boolean[times.length];
    int lost = 0;
    int stays = 0;
    for (int k = 1; k < valid.length; k++) {
      int before = valid[k - 1];
      if (!jumps(times, directions, before, valid[k])) {
        continue;
      }
      int back = k + 1;
      while (back < valid.length
          && times[valid[back]] - times[valid[k]] <= LONGEST_S
          && !(jumps(times, directions, valid[back - 1], valid[back])
              && distance(directions[valid[back]], directions[before]) < BACK)) {
        back++;
      }
      if (back == valid.length || times[valid[back]] - times[valid[k]] > LONGEST_S) {
        breaks[valid[k]] = true;
        stays++;
        continue;
      }
      for (int i = k; i < back; i++) {
        directions[valid[i]] = Double.NaN;
        lost++;
      }
      k = back;
    }
    return new HalfTurns(lost, breaks, stays);
  }

  private static boolean jumps(double[] times, double[] directions, int from, int to) {
    double distance = distance(directions[from], directions[to]);
    return distance > HALF_TURN && distance > JUMP_RAD_PER_S * (times[to] - times[from]);
  }

  private static double distance(double a, double b) {
    return Math.abs(Math.IEEEremainder(a - b, 2 * Math.PI));
  }
}
