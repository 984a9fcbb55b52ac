package org.compassnet.analysis;

import static org.compassnet.files.Text.text;

import java.util.Arrays;

/**
 * The bump of activity of the compass units over their preferred directions.
 *
 * @param units indices of the compass units, in the order of their preferred directions
 * @param preferredRad their preferred directions
 */
public record Bump(int[] units, double[] preferredRad) {

  static final int BINS = 36;

  /** The compass units of a table; none is a bump of size 0. */
  static Bump of(UnitTable table) {
    int[] units =
        Arrays.stream(table.sorted())
            .filter(i -> table.get(i).type() == UnitClass.COMPASS)
            .toArray();
    return new Bump(
        units,
        Arrays.stream(units).mapToDouble(i -> table.get(i).preferredDirectionRad()).toArray());
  }

  /** Length of {@link #vector}. */
  double size(float[] rates, int from) {
    double[] vector = vector(rates, from);
    return Math.hypot(vector[0], vector[1]);
  }

  /** Sine and cosine part of the population vector, mean of rate x e^{i PD}; 0 without units. */
  double[] vector(float[] rates, int from) {
    double sine = 0;
    double cosine = 0;
    for (int i = 0; i < units.length; i++) {
      sine += rates[from + units[i]] * Math.sin(preferredRad[i]);
      cosine += rates[from + units[i]] * Math.cos(preferredRad[i]);
    }
    int n = Math.max(1, units.length);
    return new double[] {sine / n, cosine / n};
  }

  /**
   * Mean rate over the preferred direction's distance from the decoded one.
   *
   * @param offsetRad middles of the bins [36]
   * @param rate NaN in a bin without units
   * @param fwhmRad full width at half of the way from the profile's least to its greatest rate
   */
  public record Profile(double[] offsetRad, double[] rate, double fwhmRad) {

    @Override
    public String toString() {
      return text("bump: amplitude %.3f, width %.0f deg", amplitude(), Math.toDegrees(fwhmRad));
    }

    public double amplitude() {
      return Arrays.stream(rate).filter(Double::isFinite).max().orElse(Double.NaN);
    }
  }

  /** The profile over many states, each with its decoded direction. */
  Profile profile(double[][] rates, double[] decodedRad) {
    double[] sum = new double[BINS];
    int[] n = new int[BINS];
    for (int k = 0; k < rates.length; k++) {
      for (int i = 0; i < units.length; i++) {
        double offset = Angles.wrap(preferredRad[i] - decodedRad[k]);
        int bin = Math.floorMod((int) Math.floor((offset / (2 * Math.PI) + 0.5) * BINS), BINS);
        sum[bin] += rates[k][units[i]];
        n[bin]++;
      }
    }
    double[] offset = new double[BINS];
    double[] rate = new double[BINS];
    for (int bin = 0; bin < BINS; bin++) {
      offset[bin] = 2 * Math.PI * ((bin + 0.5) / BINS - 0.5);
      rate[bin] = n[bin] == 0 ? Double.NaN : sum[bin] / n[bin];
    }
    return new Profile(offset, rate, fullWidthAtHalfMaximum(rate) * 2 * Math.PI / BINS);
  }

  /** In bins, by linear interpolation on either side of the peak; NaN if it never falls so far. */
  public static double fullWidthAtHalfMaximum(double[] circular) {
    int n = circular.length;
    int peak = 0;
    double low = Double.POSITIVE_INFINITY;
    for (int i = 0; i < n; i++) {
      if (!(circular[i] <= circular[peak])) {
        peak = i;
      }
      low = Math.min(low, circular[i]);
    }
    double half = (circular[peak] + low) / 2;
    if (!(circular[peak] > half)) {
      return Double.NaN;
    }
    double width = 0;
    for (int side : new int[] {-1, 1}) {
      int k = 0;
      while (circular[Math.floorMod(peak + side * (k + 1), n)] > half) {
        k++;
      }
      double above = circular[Math.floorMod(peak + side * k, n)];
      double below = circular[Math.floorMod(peak + side * (k + 1), n)];
      width += k + (above - half) / (above - below);
    }
    return width;
  }

  @Override
  public String toString() {
    return "bump of " + units.length + " compass units";
  }
}
