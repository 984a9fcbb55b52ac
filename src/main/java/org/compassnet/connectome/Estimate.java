package org.compassnet.connectome;

import java.util.stream.DoubleStream;
import org.compassnet.analysis.Angles;

/**
 * A number with its bootstrap interval, by percentiles. NaN where there is none.
 *
 * @param low end of the interval
 * @param high end of the interval
 */
public record Estimate(double value, double low, double high) {

  /** Of a number and those of resamples; the ones that are not defined are left out. */
  static Estimate of(double value, DoubleStream resamples, double confidence) {
    double[] sorted = resamples.filter(Double::isFinite).sorted().toArray();
    return new Estimate(
        value, percentile(sorted, (1 - confidence) / 2), percentile(sorted, (1 + confidence) / 2));
  }

  /** Of an angle in deg: the interval is that of the distances from it, round the circle. */
  static Estimate ofAngleDeg(double deg, DoubleStream resamplesDeg, double confidence) {
    Estimate away =
        of(
            0,
            resamplesDeg.map(d -> Math.toDegrees(Angles.wrap(Math.toRadians(d - deg)))),
            confidence);
    return new Estimate(deg, deg + away.low, deg + away.high);
  }

  private static double percentile(double[] sorted, double share) {
    return sorted.length == 0 ? Double.NaN : sorted[(int) Math.round(share * (sorted.length - 1))];
  }

  /** The sign that all of the interval has; 0 where 0 is within it, or where there is none. */
  public int sign() {
    return low > 0 ? 1 : high < 0 ? -1 : 0;
  }

  /** Whether a number is within the interval. */
  public boolean holds(double number) {
    return low <= number && number <= high;
  }
}
