package org.compassnet.analysis;

import java.util.Arrays;
import org.compassnet.files.TextTable;

/**
 * Where a network settles with the head at rest, from many directions: the ring, if it is one.
 *
 * @param decodedRad direction that each state decodes to, in the order of the cued directions
 * @param states x [starts, units]
 * @param rates [starts, units]
 * @param readoutLength length of the output vector [starts]
 */
public record Ring(double[] decodedRad, double[][] states, double[][] rates, double[] readoutLength)
    implements Result {

  public static final int STARTS = 128;

  /** Outputs shorter than this, where 1 is asked for, tell no direction. */
  private static final double LEAST_READOUT = 0.05;

  private static final double SETTLE_S = 2.5;

  /** The states 2.5 s after cues evenly spaced over the circle. */
  static Ring settle(Specimen specimen) {
    Probe probe = Probe.atRest(specimen, Angles.evenlySpaced(STARTS));
    int steps = specimen.task().cueSteps() + specimen.steps(SETTLE_S);
    double[][] rates = new double[STARTS][specimen.units()];
    Probe.Piece piece =
        probe.run(
            specimen.weights(),
            steps,
            (first, count, step, values, stride) -> {
              if (step == steps - 1) {
                for (int k = 0; k < count; k++) {
                  int from = k * stride;
                  Arrays.setAll(rates[first + k], i -> values[from + i]);
                }
              }
            });
    double[][] states = new double[STARTS][specimen.units()];
    double[] decoded = new double[STARTS];
    double[] length = new double[STARTS];
    for (int k = 0; k < STARTS; k++) {
      int from = k * specimen.units();
      Arrays.setAll(states[k], i -> probe.states()[from + i]);
      decoded[k] = piece.decoded(k, steps - 1);
      length[k] = piece.length(k, steps - 1);
    }
    if (Arrays.stream(length).max().orElse(0) < LEAST_READOUT) {
      throw new CannotAnalyze(
          "at rest the output vanishes within " + SETTLE_S + " s: there is no bump to follow");
    }
    return new Ring(decoded, states, rates, length);
  }

  /** Index of the state nearest to this one. */
  int nearest(double[] state) {
    return nearest(states, state);
  }

  static int nearest(double[][] points, double[] to) {
    int nearest = 0;
    double least = Double.POSITIVE_INFINITY;
    for (int k = 0; k < points.length; k++) {
      double squared = squaredDistance(points[k], to);
      if (squared < least) {
        least = squared;
        nearest = k;
      }
    }
    return nearest;
  }

  static double squaredDistance(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += (a[i] - b[i]) * (a[i] - b[i]);
    }
    return sum;
  }

  /** Unit tangent at a state, from its two neighbours; NaN where they coincide. */
  double[] tangent(int index) {
    double[] next = states[(index + 1) % states.length];
    double[] last = states[(index + states.length - 1) % states.length];
    double length = Math.sqrt(squaredDistance(next, last));
    double[] tangent = new double[next.length];
    Arrays.setAll(tangent, i -> length > 1e-9 ? (next[i] - last[i]) / length : Double.NaN);
    return tangent;
  }

  /** Root mean square distance of the points from their mean. */
  static double radius(double[][] points) {
    int dimensions = points[0].length;
    double[] mean = new double[dimensions];
    for (double[] point : points) {
      for (int i = 0; i < dimensions; i++) {
        mean[i] += point[i] / points.length;
      }
    }
    return Math.sqrt(
        Arrays.stream(points).mapToDouble(p -> squaredDistance(p, mean)).average().orElse(0));
  }

  @Override
  public String toString() {
    return decodedRad.length
        + " states that the network settles in, radius "
        + TextTable.number(radius(rates));
  }
}
