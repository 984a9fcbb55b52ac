package org.compassnet.cells;

import java.util.Arrays;
import org.compassnet.analysis.Angles;

/**
 * How the direction that cells tell turns slowly against the room: the circular mean of decoded
 * minus true direction, with Gaussian weights in time. Cells whose compass drifts are decoded badly
 * by curves of the whole session, however well they tell the direction at any time.
 *
 * @param timeS of the points, evenly spaced, in s
 * @param driftRad at each, CCW positive and unwrapped; NaN without a window near
 */
public record SlowDrift(double[] timeS, double[] driftRad) {

  private static final double STEP_S = 10;
  private static final double SD_S = 30;
  private static final double REACH_S = 4 * SD_S;

  /**
   * Of errors at some times.
   *
   * @param timeS rising
   */
  static SlowDrift of(double[] timeS, double[] errorRad) {
    double begin = timeS[0];
    int points = 1 + (int) Math.ceil((timeS[timeS.length - 1] - begin) / STEP_S);
    double[] at = new double[points];
    double[] drift = new double[points];
    int first = 0;
    double before = 0;
    for (int point = 0; point < points; point++) {
      at[point] = begin + point * STEP_S;
      while (timeS[first] < at[point] - REACH_S && first < timeS.length - 1) {
        first++;
      }
      double sine = 0;
      double cosine = 0;
      for (int k = first; k < timeS.length && timeS[k] <= at[point] + REACH_S; k++) {
        double distance = (timeS[k] - at[point]) / SD_S;
        double weight = Math.exp(-0.5 * distance * distance);
        sine += weight * Math.sin(errorRad[k]);
        cosine += weight * Math.cos(errorRad[k]);
      }
      boolean known = sine != 0 || cosine != 0;
      drift[point] = known ? before + Angles.wrap(Math.atan2(sine, cosine) - before) : Double.NaN;
      before = known ? drift[point] : before;
    }
    return new SlowDrift(at, drift);
  }

  /** The drift at a time within the points, by linear interpolation. */
  double at(double seconds) {
    int below = (int) Math.floor((seconds - timeS[0]) / STEP_S);
    below = Math.max(0, Math.min(timeS.length - 2, below));
    if (timeS.length == 1) {
      return driftRad[0];
    }
    double share = (seconds - timeS[below]) / STEP_S;
    return (1 - share) * driftRad[below] + share * driftRad[below + 1];
  }

  /** From the least to the greatest, in deg. */
  public double rangeDeg() {
    double[] known = Arrays.stream(driftRad).filter(Double::isFinite).toArray();
    return Math.toDegrees(
        Arrays.stream(known).max().orElse(Double.NaN)
            - Arrays.stream(known).min().orElse(Double.NaN));
  }
}
