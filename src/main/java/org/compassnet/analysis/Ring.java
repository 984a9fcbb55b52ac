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

  /**
   * How the ring is looked for.
   *
   * @param starts number of cued directions, evenly spaced
   * @param settleS time after the cue, in s
   * @param leastReadout outputs shorter than this, where 1 is asked for, tell no direction
   */
  public record Options(int starts, double settleS, double leastReadout) {

    public Options {
      if (starts < 3) {
        throw new IllegalArgumentException("starts must be >= 3: " + starts);
      }
      if (!(settleS > 0)) {
        throw new IllegalArgumentException("settleS must be > 0: " + settleS);
      }
      if (!(leastReadout >= 0)) {
        throw new IllegalArgumentException("leastReadout must be >= 0: " + leastReadout);
      }
    }

    /** 128 directions, 2.5 s after the cue. */
    public static Options defaults() {
      return new Options(128, 2.5, 0.05);
    }

    public Options withStarts(int count) {
      return new Options(count, settleS, leastReadout);
    }

    public Options withSettleS(double seconds) {
      return new Options(starts, seconds, leastReadout);
    }

    public Options withLeastReadout(double length) {
      return new Options(starts, settleS, length);
    }
  }

  /** With the usual options. */
  public static Ring of(Specimen specimen) {
    return of(specimen, Options.defaults());
  }

  /**
   * The states some time after cues evenly spaced over the circle.
   *
   * @throws CannotAnalyze if the output vanishes from all of them
   */
  public static Ring of(Specimen specimen, Options options) {
    int starts = options.starts();
    Probe probe = Probe.atRest(specimen, Angles.evenlySpaced(starts));
    int steps = specimen.task().cueSteps() + specimen.steps(options.settleS());
    double[][] rates = new double[starts][specimen.units()];
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
    double[][] states = new double[starts][specimen.units()];
    double[] decoded = new double[starts];
    double[] length = new double[starts];
    for (int k = 0; k < starts; k++) {
      int trial = k;
      Arrays.setAll(states[k], i -> probe.states().get(trial, i));
      decoded[k] = piece.decoded(k, steps - 1);
      length[k] = piece.length(k, steps - 1);
    }
    if (Arrays.stream(length).max().orElse(0) < options.leastReadout()) {
      throw new CannotAnalyze(
          "at rest the output vanishes within "
              + options.settleS()
              + " s: there is no bump to follow");
    }
    return new Ring(decoded, states, rates, length);
  }

  /** Number of states. */
  public int starts() {
    return states.length;
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

  /**
   * {@link #squaredDistance} of all points to one, to the same bits. Four sums at a time: one alone
   * waits for itself at every addition.
   */
  static double[] squaredDistances(double[][] points, double[] to) {
    double[] squares = new double[points.length];
    int fours = points.length / 4 * 4;
    for (int k = 0; k < fours; k += 4) {
      double[] a = points[k];
      double[] b = points[k + 1];
      double[] c = points[k + 2];
      double[] d = points[k + 3];
      double ofA = 0;
      double ofB = 0;
      double ofC = 0;
      double ofD = 0;
      for (int i = 0; i < to.length; i++) {
        double there = to[i];
        ofA += (a[i] - there) * (a[i] - there);
        ofB += (b[i] - there) * (b[i] - there);
        ofC += (c[i] - there) * (c[i] - there);
        ofD += (d[i] - there) * (d[i] - there);
      }
      squares[k] = ofA;
      squares[k + 1] = ofB;
      squares[k + 2] = ofC;
      squares[k + 3] = ofD;
    }
    for (int k = fours; k < points.length; k++) {
      squares[k] = squaredDistance(points[k], to);
    }
    return squares;
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
