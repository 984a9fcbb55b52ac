package org.compassnet.analysis;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.IntStream;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.PermutationSampler;

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

  /**
   * How finely it is measured.
   *
   * @param landmarks points that stand for the cloud; the time grows with their cube
   * @param shuffles clouds of the null
   */
  public record Options(int landmarks, int shuffles) {

    public Options {
      if (landmarks < 4 || landmarks > Homology.MAX_POINTS) {
        throw new IllegalArgumentException(
            "landmarks must be from 4 to " + Homology.MAX_POINTS + ": " + landmarks);
      }
      if (shuffles < 0) {
        throw new IllegalArgumentException("shuffles must be >= 0: " + shuffles);
      }
    }

    /** 100 landmarks, 99 shuffled clouds. */
    public static Options defaults() {
      return new Options(100, 99);
    }

    public Options withLandmarks(int count) {
      return new Options(count, shuffles);
    }

    public Options withShuffles(int count) {
      return new Options(landmarks, count);
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
    double[] lifetimes = Homology.of(landmarks(rates, options.landmarks())).lifetimes();
    double ratio = ratio(lifetimes);
    double[][][] shuffled = new double[options.shuffles()][][];
    for (int k = 0; k < shuffled.length; k++) {
      shuffled[k] = landmarks(shuffleColumns(rates, random), options.landmarks());
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

  /** Points as far apart as can be: each is the one farthest from those before. */
  static double[][] landmarks(double[][] points, int most) {
    int count = Math.min(most, points.length);
    double[] toChosen = new double[points.length];
    Arrays.fill(toChosen, Double.POSITIVE_INFINITY);
    double[][] chosen = new double[count][];
    int next = 0;
    for (int c = 0; c < count; c++) {
      chosen[c] = points[next];
      double[] last = chosen[c];
      IntStream.range(0, points.length)
          .forEach(k -> toChosen[k] = Math.min(toChosen[k], Ring.squaredDistance(points[k], last)));
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
    return String.format(
        Locale.ROOT, "longest hole over the second %.1f (p %.2f), size %.2f", ratio, p, size);
  }
}
