package org.compassnet.cells;

import java.util.Arrays;
import java.util.stream.DoubleStream;
import org.compassnet.analysis.Angles;

/**
 * How the direction that cells tell turns slowly against the room: the circular mean of decoded
 * minus true direction, with Gaussian weights in time. Cells whose compass drifts are decoded badly
 * by curves of the whole session, however well they tell the direction at any time.
 *
 * @param timeS of the points, in s: every 10 s, but for times without a window near, of which only
 *     the begin and the end have a point
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
    long points = 1 + (long) Math.ceil((timeS[timeS.length - 1] - begin) / STEP_S);
    DoubleStream.Builder at = DoubleStream.builder();
    DoubleStream.Builder drift = DoubleStream.builder();
    int first = 0;
    double before = 0;
    for (long point = 0; point < points; point++) {
      double here = begin + point * STEP_S;
      while (timeS[first] < here - REACH_S && first < timeS.length - 1) {
        first++;
      }
      double sine = 0;
      double cosine = 0;
      for (int k = first; k < timeS.length && timeS[k] <= here + REACH_S; k++) {
        double distance = (timeS[k] - here) / SD_S;
        double weight = Math.exp(-0.5 * distance * distance);
        sine += weight * Math.sin(errorRad[k]);
        cosine += weight * Math.cos(errorRad[k]);
      }
      boolean known = sine != 0 || cosine != 0;
      double value = known ? before + Angles.wrap(Math.atan2(sine, cosine) - before) : Double.NaN;
      before = known ? value : before;
      at.add(here);
      drift.add(value);
      if (timeS[first] > here + REACH_S) {
        // A recording may rest for days: on to the last point before the next window's reach.
        point = Math.max(point, (long) Math.floor((timeS[first] - REACH_S - begin) / STEP_S) - 2);
      }
    }
    return new SlowDrift(at.build().toArray(), drift.build().toArray());
  }

  /** The drift at a time within the points, by linear interpolation. */
  double at(double seconds) {
    int place = Arrays.binarySearch(timeS, seconds);
    int below = Math.max(0, Math.min(timeS.length - 2, place >= 0 ? place : -place - 2));
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
