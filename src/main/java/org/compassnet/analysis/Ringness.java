package org.compassnet.analysis;

import static org.compassnet.files.Text.text;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.PermutationSampler;
import org.compassnet.config.CriteriaConfig;

/**
 * How much a cloud of rates is a ring: the lifetime of its longest-lived hole over that of the
 * second (one-dimensional persistent homology), against clouds in which every unit's rates are
 * shuffled.
 *
 * @param lifetimes of the holes, the longest first
 * @param ratio infinite with a single hole, 0 without one
 * @param nullRatios of the shuffled clouds, in rising order
 * @param p share of the null that is not below the ratio
 * @param size lifetime of the longest-lived hole over the cloud's radius (root mean square distance
 *     from its mean); for a thin circle it nears the square root of 3
 */
public record Ringness(
    double[] lifetimes, double ratio, double[] nullRatios, double p, double size) {

  /** Where a figure shows a ratio that is infinite. */
  public static final double NO_SECOND_HOLE = 10;

  private static final int NULL_BINS = 24;

  /** The neighbour whose distance says how dense a cloud is about a point. */
  private static final int NEIGHBOUR = 15;

  /**
   * How finely it is measured.
   *
   * @param landmarks points that stand for the cloud; the time grows with their cube
   * @param shuffles clouds of the null
   * @param densestShare share of the points that are kept, those whose neighbours are nearest:
   *     landmarks are as far apart as can be, so that in noisy rates they would be its outliers
   */
  public record Options(int landmarks, int shuffles, double densestShare) {

    public Options {
      if (landmarks < 4 || landmarks > Homology.MAX_POINTS) {
        throw new IllegalArgumentException(
            "landmarks must be from 4 to " + Homology.MAX_POINTS + ": " + landmarks);
      }
      if (shuffles < 0) {
        throw new IllegalArgumentException("shuffles must be >= 0: " + shuffles);
      }
      if (!(densestShare > 0 && densestShare <= 1)) {
        throw new IllegalArgumentException("densestShare must be in (0, 1]: " + densestShare);
      }
    }

    /** With all points. */
    public Options(int landmarks, int shuffles) {
      this(landmarks, shuffles, 1);
    }

    /** 100 landmarks, 99 shuffled clouds. */
    public static Options defaults() {
      return new Options(100, 99);
    }

    public Options withLandmarks(int count) {
      return new Options(count, shuffles, densestShare);
    }

    public Options withShuffles(int count) {
      return new Options(landmarks, count, densestShare);
    }

    public Options withDensestShare(double share) {
      return new Options(landmarks, shuffles, share);
    }
  }

  /** Of rates [samples, units], with the usual options and {@link Defaults#random}. */
  public static Ringness of(double[][] rates) {
    return of(rates, Options.defaults(), Defaults.random("ringness"));
  }

  /**
   * Of rates [samples, units].
   *
   * @param random shuffles
   */
  public static Ringness of(double[][] rates, Options options, UniformRandomProvider random) {
    double[] lifetimes = Homology.of(landmarks(rates, options)).lifetimes();
    double ratio = ratio(lifetimes);
    double[][][] shuffled = new double[options.shuffles()][][];
    for (int k = 0; k < shuffled.length; k++) {
      shuffled[k] = landmarks(shuffleColumns(rates, random), options);
    }
    double[] nullRatios =
        Arrays.stream(shuffled)
            .parallel()
            .mapToDouble(cloud -> ratio(Homology.of(cloud).lifetimes()))
            .toArray();
    long notBelow = Arrays.stream(nullRatios).filter(r -> r >= ratio).count();
    Arrays.sort(nullRatios);
    double longest = lifetimes.length == 0 ? 0 : lifetimes[0];
    return new Ringness(
        lifetimes,
        ratio,
        nullRatios,
        (1.0 + notBelow) / (1 + options.shuffles()),
        longest / Ring.radius(rates));
  }

  /** Whether it is a ring by the criteria. */
  boolean shown(CriteriaConfig criteria) {
    return p < criteria.alpha() && ratio >= criteria.ringRatio() && size > criteria.ringSize();
  }

  private static double ratio(double[] lifetimes) {
    if (lifetimes.length == 0) {
      return 0;
    }
    return lifetimes.length == 1 ? Double.POSITIVE_INFINITY : lifetimes[0] / lifetimes[1];
  }

  private static double[][] shuffleColumns(double[][] rates, UniformRandomProvider random) {
    double[][] shuffled = new double[rates.length][rates[0].length];
    int[] order = PermutationSampler.natural(rates.length);
    for (int i = 0; i < rates[0].length; i++) {
      PermutationSampler.shuffle(random, order);
      for (int k = 0; k < rates.length; k++) {
        shuffled[k][i] = rates[order[k]][i];
      }
    }
    return shuffled;
  }

  private static double[][] landmarks(double[][] points, Options options) {
    return landmarks(densest(points, options.densestShare()), options.landmarks());
  }

  /** The share of the points that are nearest to their neighbours, in their order. */
  static double[][] densest(double[][] points, double share) {
    int kept = Math.max(1, (int) Math.round(share * points.length));
    if (kept >= points.length) {
      return points;
    }
    double[] toNeighbour =
        IntStream.range(0, points.length)
            .parallel()
            .mapToDouble(i -> toNeighbour(points, i))
            .toArray();
    double[] sorted = toNeighbour.clone();
    Arrays.sort(sorted);
    return IntStream.range(0, points.length)
        .filter(i -> toNeighbour[i] <= sorted[kept - 1])
        .mapToObj(i -> points[i])
        .toArray(double[][]::new);
  }

  /** Squared distance to the {@link #NEIGHBOUR}th nearest of the other points. */
  private static double toNeighbour(double[][] points, int i) {
    double[] nearest = new double[NEIGHBOUR];
    Arrays.fill(nearest, Double.POSITIVE_INFINITY);
    double[] squares = Ring.squaredDistances(points, points[i]);
    squares[i] = Double.POSITIVE_INFINITY;
    for (double distance : squares) {
      for (int n = NEIGHBOUR - 1; n >= 0 && distance < nearest[n]; n--) {
        if (n < NEIGHBOUR - 1) {
          nearest[n + 1] = nearest[n];
        }
        nearest[n] = distance;
      }
    }
    return nearest[NEIGHBOUR - 1];
  }

  /** Points as far apart as can be: each is the one farthest from those before. */
  static double[][] landmarks(double[][] points, int most) {
    int count = Math.min(most, points.length);
    double[] toChosen = new double[points.length];
    Arrays.fill(toChosen, Double.POSITIVE_INFINITY);
    double[][] chosen = new double[count][];
    int next = 0;
    for (int c = 0; c < count; c++) {
      chosen[c] = points[next];
      double[] squares = Ring.squaredDistances(points, chosen[c]);
      for (int k = 0; k < squares.length; k++) {
        toChosen[k] = Math.min(toChosen[k], squares[k]);
      }
      next = 0;
      for (int k = 1; k < points.length; k++) {
        next = toChosen[k] > toChosen[next] ? k : next;
      }
    }
    return chosen;
  }

  /** How the ratios of the shuffled clouds are distributed, on a scale that holds the ratio too. */
  public Histogram nullHistogram() {
    double most =
        Math.max(
            Double.isFinite(ratio) ? ratio : NO_SECOND_HOLE,
            Arrays.stream(nullRatios).filter(Double::isFinite).max().orElse(1));
    return Histogram.clamped(nullRatios, 0, 1.1 * most, NULL_BINS);
  }

  @Override
  public String toString() {
    return text("longest hole over the second %.1f (p %.2f), size %.2f", ratio, p, size);
  }
}
