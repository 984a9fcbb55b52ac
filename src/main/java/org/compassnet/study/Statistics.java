package org.compassnet.study;

import java.util.Arrays;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.PermutationSampler;
import org.hipparchus.distribution.continuous.BetaDistribution;
import org.hipparchus.distribution.continuous.TDistribution;
import org.hipparchus.stat.correlation.KendallsCorrelation;

/** Intervals and tests for the few networks that a study has. Exact where it can be. */
public final class Statistics {

  private static final int EXACT = 16;
  private static final int DRAWS = 20_000;

  /** Of quantiles, absolute. */
  private static final double PRECISION = 1e-12;

  private Statistics() {}

  /**
   * A number with its interval.
   *
   * @param low NaN, as {@code high}, where there is no interval
   */
  public record Interval(double value, double low, double high) {

    /** The same without what lies beyond the numbers that there can be. */
    Interval within(double least, double most) {
      return new Interval(
          value,
          Double.isNaN(least) ? low : Math.max(low, least),
          Double.isNaN(most) ? high : Math.min(high, most));
    }
  }

  /** Mean with Student's interval. NaN without values; no interval with one. */
  public static Interval mean(double[] values, double confidence) {
    int n = values.length;
    double mean = Arrays.stream(values).average().orElse(Double.NaN);
    if (n < 2) {
      return new Interval(mean, Double.NaN, Double.NaN);
    }
    double half = studentQuantile((1 + confidence) / 2, n - 1) * sd(values, mean) / Math.sqrt(n);
    return new Interval(mean, mean - half, mean + half);
  }

  /** Difference of the means, second minus first, with Welch's interval. */
  public static Interval difference(double[] first, double[] second, double confidence) {
    double a = Arrays.stream(first).average().orElse(Double.NaN);
    double b = Arrays.stream(second).average().orElse(Double.NaN);
    if (first.length < 2 || second.length < 2) {
      return new Interval(b - a, Double.NaN, Double.NaN);
    }
    double va = Math.pow(sd(first, a), 2) / first.length;
    double vb = Math.pow(sd(second, b), 2) / second.length;
    if (va + vb == 0) {
      return new Interval(b - a, b - a, b - a);
    }
    double degrees =
        (va + vb) * (va + vb) / (va * va / (first.length - 1) + vb * vb / (second.length - 1));
    double half = studentQuantile((1 + confidence) / 2, degrees) * Math.sqrt(va + vb);
    return new Interval(b - a, b - a - half, b - a + half);
  }

  private static double sd(double[] values, double mean) {
    double squares = Arrays.stream(values).map(v -> (v - mean) * (v - mean)).sum();
    return Math.sqrt(squares / (values.length - 1));
  }

  /** Share of {@code successes} in {@code n}, with Clopper and Pearson's exact interval. */
  public static Interval share(int successes, int n, double confidence) {
    if (n == 0) {
      return new Interval(Double.NaN, Double.NaN, Double.NaN);
    }
    double tail = (1 - confidence) / 2;
    double low =
        successes == 0
            ? 0
            : new BetaDistribution(successes, n - successes + 1, PRECISION)
                .inverseCumulativeProbability(tail);
    double high =
        successes == n
            ? 1
            : new BetaDistribution(successes + 1, n - successes, PRECISION)
                .inverseCumulativeProbability(1 - tail);
    return new Interval((double) successes / n, low, high);
  }

  /** Quantile of Student's t, for any positive degrees of freedom. */
  static double studentQuantile(double probability, double degrees) {
    return new TDistribution(degrees, PRECISION).inverseCumulativeProbability(probability);
  }

  /**
   * One-sided p that differences are above 0, by all flips of their signs (of 20,000 drawn ones for
   * more than 16 differences). 1 without any.
   */
  public static double signFlip(double[] differences, UniformRandomProvider random) {
    int n = differences.length;
    if (n == 0) {
      return 1;
    }
    double observed = Arrays.stream(differences).sum();
    double tolerance = 1e-12 * Arrays.stream(differences).map(Math::abs).sum();
    boolean exact = n <= EXACT;
    long flips = exact ? 1L << n : DRAWS;
    long reached = 0;
    for (long k = 0; k < flips; k++) {
      long signs = exact ? k : random.nextLong();
      double sum = 0;
      for (int i = 0; i < n; i++) {
        sum += (signs >> (i % Long.SIZE) & 1) == 0 ? differences[i] : -differences[i];
      }
      reached += sum >= observed - tolerance ? 1 : 0;
    }
    return exact ? (double) reached / flips : (reached + 1.0) / (flips + 1.0);
  }

  /**
   * A monotonic trend.
   *
   * @param tau Kendall's tau-b between rank and value
   * @param p one-sided, that values rise, by 20,000 permutations
   */
  public record Trend(double tau, double p) {}

  /** Whether values rise with the rank of their group. */
  public static Trend trend(double[] ranks, double[] values, UniformRandomProvider random) {
    double observed = concordance(ranks, values);
    int[] order = PermutationSampler.natural(values.length);
    double[] shuffled = new double[values.length];
    int reached = 1;
    for (int k = 0; k < DRAWS; k++) {
      PermutationSampler.shuffle(random, order);
      Arrays.setAll(shuffled, i -> values[order[i]]);
      reached += concordance(ranks, shuffled) >= observed ? 1 : 0;
    }
    // Of fewer than two values there is no pair, and no correlation.
    double tau =
        values.length < 2 ? Double.NaN : new KendallsCorrelation().correlation(ranks, values);
    return new Trend(tau, reached / (DRAWS + 1.0));
  }

  private static double concordance(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      for (int j = 0; j < i; j++) {
        sum += Math.signum(a[i] - a[j]) * Math.signum(b[i] - b[j]);
      }
    }
    return sum;
  }
}
