package org.compassnet.cells;

import static org.compassnet.files.Text.text;

import java.util.Arrays;
import org.compassnet.analysis.Bump;

/**
 * Firing rate over head direction: spikes / occupancy in bins from -pi on.
 *
 * <p>What is summed over the circle (preferred direction, vector length, information) is taken from
 * the rates as they are. What is read off the curve (peak, width) is taken from the rates smoothed
 * by a circular Gaussian; it widens a peak by about as much as two Gaussians in a row.
 *
 * @param occupancyS time in each bin, in s
 * @param spikes in each bin
 * @param rateHz spikes / occupancy; NaN in a bin that was not visited
 * @param smoothedHz mean of the rates of the bins that were visited, with Gaussian weights
 */
public record TuningCurve(
    double[] occupancyS, double[] spikes, double[] rateHz, double[] smoothedHz) {

  /**
   * How curves are made.
   *
   * @param bins over the circle
   * @param smoothingBins standard deviation of the circular Gaussian, in bins; 0 for none
   */
  public record Options(int bins, double smoothingBins) {

    public Options {
      if (bins < 4) {
        throw new IllegalArgumentException("bins must be >= 4: " + bins);
      }
      if (!(smoothingBins >= 0 && smoothingBins < bins)) {
        throw new IllegalArgumentException(
            "smoothingBins must be from 0 to bins: " + smoothingBins);
      }
    }

    /** 60 bins, a Gaussian of 3 bins. */
    public static Options defaults() {
      return new Options(60, 3);
    }

    public Options withBins(int count) {
      return new Options(count, smoothingBins);
    }

    public Options withSmoothingBins(double sd) {
      return new Options(bins, sd);
    }
  }

  /** Of what was counted. */
  static TuningCurve of(double[] occupancyS, double[] spikes, double smoothingBins) {
    double[] rate = new double[spikes.length];
    Arrays.setAll(rate, bin -> occupancyS[bin] > 0 ? spikes[bin] / occupancyS[bin] : Double.NaN);
    return new TuningCurve(occupancyS, spikes, rate, smoothed(rate, smoothingBins));
  }

  /** Means of the finite values of a circle, with Gaussian weights. */
  static double[] smoothed(double[] circular, double sdBins) {
    if (sdBins == 0) {
      return circular.clone();
    }
    int n = circular.length;
    double[] smooth = new double[n];
    for (int at = 0; at < n; at++) {
      double sum = 0;
      double total = 0;
      for (int k = 0; k < n; k++) {
        if (Double.isFinite(circular[k])) {
          int apart = Math.min(Math.abs(at - k), n - Math.abs(at - k));
          double weight = Math.exp(-0.5 * apart * apart / (sdBins * sdBins));
          sum += weight * circular[k];
          total += weight;
        }
      }
      smooth[at] = sum / total;
    }
    return smooth;
  }

  /** The bin of a direction in rad, whatever its full turns. */
  static int bin(double directionRad, int bins) {
    return Math.floorMod((int) Math.floor((directionRad + Math.PI) / (2 * Math.PI) * bins), bins);
  }

  /** Middle of a bin, in rad. */
  static double centreRad(int bin, int bins) {
    return 2 * Math.PI * (bin + 0.5) / bins - Math.PI;
  }

  /** Middles of the bins, in rad. */
  public double[] centresRad() {
    double[] centres = new double[rateHz.length];
    Arrays.setAll(centres, bin -> centreRad(bin, rateHz.length));
    return centres;
  }

  /** Real and imaginary part of sum r e^{i theta}, and sum r, over the bins that were visited. */
  private double[] vector() {
    return vector(rateHz);
  }

  static double[] vector(double[] rates) {
    double[] z = new double[3];
    for (int bin = 0; bin < rates.length; bin++) {
      if (Double.isFinite(rates[bin])) {
        z[0] += rates[bin] * Math.cos(centreRad(bin, rates.length));
        z[1] += rates[bin] * Math.sin(centreRad(bin, rates.length));
        z[2] += rates[bin];
      }
    }
    return z;
  }

  /** Direction of sum r e^{i theta}, in (-pi, pi]; NaN without a spike. */
  public double preferredDirectionRad() {
    double[] z = vector();
    return z[2] > 0 ? Math.atan2(z[1], z[0]) : Double.NaN;
  }

  /** R = |sum r e^{i theta}| / sum r; NaN without a spike. */
  public double vectorLength() {
    double[] z = vector();
    return Math.hypot(z[0], z[1]) / z[2];
  }

  /** sqrt(2 (1 - R)), in rad. */
  public double circularSdRad() {
    return Math.sqrt(2 * Math.max(0, 1 - vectorLength()));
  }

  /** The greatest rate of the smoothed curve, in Hz. */
  public double peakHz() {
    return Arrays.stream(smoothedHz).max().orElse(Double.NaN);
  }

  /** All spikes over all the time, in Hz. */
  public double meanHz() {
    return Arrays.stream(spikes).sum() / Arrays.stream(occupancyS).sum();
  }

  /** Width of the smoothed curve half-way between its least and its greatest rate, in rad. */
  public double fwhmRad() {
    return Bump.fullWidthAtHalfMaximum(smoothedHz) * 2 * Math.PI / smoothedHz.length;
  }

  /**
   * Information of a spike about the direction: sum P (r / mean) log2(r / mean) with the share P of
   * the time (Skaggs et al. 1993), in bits. Noise raises it; see {@link #noiseBitsPerSpike}.
   */
  public double bitsPerSpike() {
    double total = Arrays.stream(occupancyS).sum();
    double mean = meanHz();
    double bits = 0;
    for (int bin = 0; bin < rateHz.length; bin++) {
      double ratio = rateHz[bin] / mean;
      bits += ratio > 0 ? occupancyS[bin] / total * ratio * Math.log(ratio) / Math.log(2) : 0;
    }
    return mean > 0 ? bits : Double.NaN;
  }

  /** What Poisson spikes add to {@link #bitsPerSpike}, to first order: (bins - 1) / (2 N ln 2). */
  public double noiseBitsPerSpike() {
    long visited = Arrays.stream(occupancyS).filter(seconds -> seconds > 0).count();
    return (visited - 1) / (2 * Math.log(2) * Arrays.stream(spikes).sum());
  }

  @Override
  public String toString() {
    return text(
        "preferred direction %.0f deg, R %.2f, peak %.1f Hz, mean %.1f Hz",
        Math.toDegrees(preferredDirectionRad()), vectorLength(), peakHz(), meanHz());
  }
}
