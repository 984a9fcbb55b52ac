package org.compassnet.analysis;

import java.util.Arrays;
import java.util.Locale;

/**
 * How the preferred directions of a class lie around the circle.
 *
 * @param rayleighP of uniformity; a small one says that they lie to one side
 * @param largestGapDeg between neighbours; 360 with a single unit
 */
public record Tiling(UnitClass type, int units, double rayleighP, double largestGapDeg) {

  /** Of the units of a class. */
  public static Tiling of(UnitTable table, UnitClass type) {
    double[] directions =
        table.of(type).stream().mapToDouble(Unit::preferredDirectionRad).sorted().toArray();
    return new Tiling(
        type, directions.length, rayleighP(directions), Math.toDegrees(largestGap(directions)));
  }

  /**
   * Rayleigh's test, with the approximation p = exp(sqrt(1 + 4n + 4(n^2 - R^2)) - (1 + 2n)) for a
   * resultant of length R (Zar 1999, equation 27.4). NaN without directions.
   */
  static double rayleighP(double[] directions) {
    double n = directions.length;
    double sine = Arrays.stream(directions).map(Math::sin).sum();
    double cosine = Arrays.stream(directions).map(Math::cos).sum();
    double squared = sine * sine + cosine * cosine;
    return n == 0
        ? Double.NaN
        : Math.min(1, Math.exp(Math.sqrt(1 + 4 * n + 4 * (n * n - squared)) - (1 + 2 * n)));
  }

  /** In rad, of directions in rising order. NaN without directions. */
  static double largestGap(double[] sorted) {
    int n = sorted.length;
    double gap = n == 0 ? Double.NaN : sorted[0] + 2 * Math.PI - sorted[n - 1];
    for (int i = 1; i < n; i++) {
      gap = Math.max(gap, sorted[i] - sorted[i - 1]);
    }
    return gap;
  }

  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "%s: %d, largest gap %.0f deg, Rayleigh p %.3f",
        type.plural(),
        units,
        largestGapDeg,
        rayleighP);
  }
}
