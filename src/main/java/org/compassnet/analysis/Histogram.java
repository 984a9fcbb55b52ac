package org.compassnet.analysis;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Counts in bins of equal width.
 *
 * @param from lower edge of the first bin
 * @param width of a bin
 * @param counts how many values, or what share of them, are in each bin
 */
public record Histogram(double from, double width, double[] counts) {

  /** Of values from {@code from} to {@code to}; those beyond are in the bins at the ends. */
  public static Histogram clamped(double[] values, double from, double to, int bins) {
    double[] counts = new double[bins];
    for (double value : values) {
      counts[(int) Math.max(0, Math.min(bins - 1, place(value, from, to, bins)))]++;
    }
    return new Histogram(from, (to - from) / bins, counts);
  }

  /** Of values from {@code from} to {@code to}; those beyond are left out. */
  public static Histogram within(double[] values, double from, double to, int bins) {
    return clamped(
        Arrays.stream(values)
            .filter(v -> place(v, from, to, bins) >= 0 && place(v, from, to, bins) < bins)
            .toArray(),
        from,
        to,
        bins);
  }

  private static double place(double value, double from, double to, int bins) {
    return Math.floor((value - from) / (to - from) * bins);
  }

  /** The same as a percentage of so many values. */
  public Histogram percentOf(int values) {
    return new Histogram(from, width, Arrays.stream(counts).map(c -> 100.0 * c / values).toArray());
  }

  /** Middles of the bins. */
  public double[] centres() {
    return IntStream.range(0, counts.length).mapToDouble(i -> from + (i + 0.5) * width).toArray();
  }
}
