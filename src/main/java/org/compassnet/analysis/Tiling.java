package org.compassnet.analysis;

import static org.compassnet.files.Text.p;
import static org.compassnet.files.Text.text;

import java.util.Arrays;

/**
 * How the preferred directions of a class lie around the circle.
 *
 * @param rayleighP of uniformity; a small one says that they lie to one side
 * @param largestGapDeg between neighbours; 360 with a single unit
 * @param gapP chance that as many directions drawn at random have a gap as large. The gap itself
 *     says little: among 13 directions one above 90 deg is there with a chance of 0.39
 */
public record Tiling(
    UnitClass type, int units, double rayleighP, double largestGapDeg, double gapP) {

  /** With more gaps of a size expected, there is one. */
  private static final double CERTAIN = 20;

  /** Of the units of a class. */
  public static Tiling of(UnitTable table, UnitClass type) {
    double[] directions =
        table.of(type).stream().mapToDouble(Unit::preferredDirectionRad).sorted().toArray();
    double gap = largestGap(directions);
    return new Tiling(
        type,
        directions.length,
        rayleighP(directions),
        Math.toDegrees(gap),
        gapP(directions.length, gap));
  }

  /**
   * Chance that the largest of the gaps between {@code n} uniform directions is at least so large:
   * sum over k >= 1 of (-1)^(k+1) C(n, k) (1 - k gap / 2 pi)^(n-1), of the terms above 0. Stevens,
   * W. L. (1939), Solution to a geometrical problem in probability, Annals of Eugenics 9, 315-320.
   * NaN without directions.
   */
  static double gapP(int n, double gapRad) {
    double share = gapRad / (2 * Math.PI);
    if (n == 0) {
      return Double.NaN;
    }
    if (n == 1 || n * Math.pow(1 - share, n - 1.0) > CERTAIN) {
      return 1;
    }
    double p = 0;
    double choose = 1;
    for (int k = 1; k <= n && k * share < 1; k++) {
      choose *= (n - k + 1.0) / k;
      p += (k % 2 == 1 ? choose : -choose) * Math.pow(1 - k * share, n - 1.0);
    }
    return Math.max(0, Math.min(1, p));
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

  /** One line; that there are none, of none. */
  @Override
  public String toString() {
    return units == 0
        ? "no " + type.plural()
        : text(
            "%d %s: largest gap %.0f deg (p %s by chance), Rayleigh p %s",
            units, type.plural(), largestGapDeg, p(gapP), p(rayleighP));
  }
}
