package org.compassnet.cells;

import java.util.Arrays;
import java.util.List;
import org.compassnet.analysis.Angles;

/**
 * How the head of a recording turned. Nothing is carried across a break or a lost direction.
 *
 * @param stretches in which the direction is known
 * @param unwrappedRad direction of each bin without jumps by full turns, within a stretch; NaN
 *     where it is lost
 * @param velocityDegPerS of each bin, CCW positive: slope of a straight line fitted to the
 *     unwrapped direction about it with Gaussian weights; NaN where the direction is lost, or in a
 *     stretch of a single bin
 * @param binS width of a bin, in s
 * @param smoothingS standard deviation of the weights, in s
 */
public record HeadTurns(
    List<Stretch> stretches,
    double[] unwrappedRad,
    double[] velocityDegPerS,
    double binS,
    double smoothingS) {

  /** Weights are taken as far as this many standard deviations. */
  private static final double REACH = 4;

  /**
   * Measures a recording.
   *
   * @param smoothingS standard deviation of the Gaussian weights, in s. In the middle of a stretch
   *     it is the derivative of the direction smoothed with the same Gaussian; towards its ends,
   *     where that would be pulled to 0, the line is not
   */
  public static HeadTurns of(CellRecording recording, double smoothingS) {
    List<Stretch> stretches = Stretch.tracked(recording);
    double binS = recording.awake().binS();
    double[] direction = recording.headDirectionRad();
    double[] unwrapped = new double[direction.length];
    double[] velocity = new double[direction.length];
    Arrays.fill(unwrapped, Double.NaN);
    Arrays.fill(velocity, Double.NaN);
    double[] weights = weights(smoothingS / binS);
    for (Stretch stretch : stretches) {
      unwrapped[stretch.from()] = direction[stretch.from()];
      for (int bin = stretch.from() + 1; bin < stretch.to(); bin++) {
        unwrapped[bin] = unwrapped[bin - 1] + Angles.wrap(direction[bin] - direction[bin - 1]);
      }
      for (int bin = stretch.from(); bin < stretch.to(); bin++) {
        velocity[bin] = Math.toDegrees(slope(unwrapped, stretch, bin, weights)) / binS;
      }
    }
    return new HeadTurns(stretches, unwrapped, velocity, binS, smoothingS);
  }

  /** Weights at distances of 0, 1, ... bins. */
  private static double[] weights(double sdBins) {
    double[] weights = new double[1 + Math.max(1, (int) Math.ceil(REACH * sdBins))];
    Arrays.setAll(weights, k -> Math.exp(-0.5 * k * k / (sdBins * sdBins)));
    // Bins much wider than the Gaussian leave the central difference.
    weights[1] = Math.max(weights[1], Double.MIN_NORMAL);
    return weights;
  }

  /** Slope of the weighted line, per bin. */
  private static double slope(double[] values, Stretch stretch, int at, double[] weights) {
    double sum = 0;
    double x = 0;
    double y = 0;
    double xx = 0;
    double xy = 0;
    int reach = weights.length - 1;
    int to = Math.min(stretch.to() - 1, at + reach);
    for (int bin = Math.max(stretch.from(), at - reach); bin <= to; bin++) {
      double weight = weights[Math.abs(bin - at)];
      double value = values[bin] - values[at];
      int distance = bin - at;
      sum += weight;
      x += weight * distance;
      y += weight * value;
      xx += weight * distance * distance;
      xy += weight * distance * value;
    }
    double spread = sum * xx - x * x;
    return spread > 0 ? (sum * xy - x * y) / spread : Double.NaN;
  }

  /**
   * The direction some time after each bin, by linear interpolation, in rad and unwrapped; NaN
   * where the stretch does not reach so far.
   *
   * @param lagS negative for the time before
   */
  double[] directionAfter(double lagS) {
    double[] later = new double[unwrappedRad.length];
    Arrays.fill(later, Double.NaN);
    double bins = lagS / binS;
    int whole = (int) Math.floor(bins);
    double share = bins - whole;
    for (Stretch stretch : stretches) {
      for (int bin = stretch.from(); bin < stretch.to(); bin++) {
        int at = bin + whole;
        int next = share > 0 ? at + 1 : at;
        if (at >= stretch.from() && next < stretch.to()) {
          later[bin] = (1 - share) * unwrappedRad[at] + share * unwrappedRad[next];
        }
      }
    }
    return later;
  }

  /** Time in which the direction is known, in s. */
  public double trackedS() {
    return binS * stretches.stream().mapToInt(Stretch::bins).sum();
  }
}
