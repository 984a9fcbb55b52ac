package org.compassnet.analysis;

import static org.compassnet.files.Text.text;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * One unit's tuning in numbers. Those that the tuning does not define are NaN: among rates some of
 * which are negative, vector length, tuning strengths, asymmetry and shift.
 *
 * @param unit its index, from 0
 * @param preferredDirectionRad the direction of z = sum_h H(h) e^{ih}, in (-pi, pi]
 * @param vectorLength |z| / sum_h H(h)
 * @param hdStrength S_HD = (max H - min H) / max H
 * @param avStrength S_AV = (max V - min V) / max V
 * @param avAsymmetry {@code (mean V over v > 0 - mean V over v < 0)} / their sum
 * @param maxRate highest mean rate of any bin
 * @param shiftS slope of the preferred direction over angular velocity, in s; &lt; 0 anticipates
 */
public record Unit(
    int unit,
    UnitClass type,
    double preferredDirectionRad,
    double vectorLength,
    double hdStrength,
    double avStrength,
    double avAsymmetry,
    double maxRate,
    double shiftS) {

  /** A unit of a high S_AV that both turns drive to within this asymmetry is tuned to speed. */
  private static final double SPEED_ASYMMETRY = 0.05;

  /** In a row of the map, the least vector length and share of the peak that fix a direction. */
  private static final double ROW_VECTOR_LENGTH = 0.1;

  private static final double ROW_PEAK = 0.1;

  /** Measures and classifies one of the units of some maps. */
  public static Unit of(JointTuning tuning, int unit, UnitTable.Options options) {
    return of(tuning, tuning.hasNegativeRates(), unit, options);
  }

  /**
   * @param signed whether any of the units has negative rates
   */
  static Unit of(JointTuning tuning, boolean signed, int unit, UnitTable.Options options) {
    double[] h = tuning.hdCurve(unit);
    double[] z = vector(h, tuning.hdCentresRad());
    double preferred = z[0] != 0 || z[1] != 0 ? Math.atan2(z[1], z[0]) : Double.NaN;
    double maxRate = tuning.maxRate(unit);
    if (signed) {
      double none = Double.NaN;
      UnitClass type =
          tuning.maxMagnitude(unit) < options.inactiveRate() ? UnitClass.INACTIVE : UnitClass.OTHER;
      return new Unit(unit, type, preferred, none, none, none, none, maxRate, none);
    }
    double[] v = tuning.avCurve(unit);
    double hdStrength = strength(h);
    double avStrength = strength(v);
    double asymmetry = asymmetry(v);
    return new Unit(
        unit,
        classify(options, options.avThreshold(), maxRate, hdStrength, avStrength, asymmetry),
        maxRate > 0 ? preferred : Double.NaN,
        Math.hypot(z[0], z[1]) / z[2],
        hdStrength,
        avStrength,
        asymmetry,
        maxRate,
        shift(tuning, unit, maxRate));
  }

  /**
   * The class that a unit's numbers give it, wherever they come from. Without a strength to head
   * direction it is {@link UnitClass#OTHER}.
   *
   * @param rate below {@link UnitTable.Options#inactiveRate} the unit is inactive
   * @param hd S_HD
   * @param av S_AV
   */
  public static UnitClass classify(
      UnitTable.Options options, double rate, double hd, double av, double asymmetry) {
    return classify(options, options.avThreshold(), rate, hd, av, asymmetry);
  }

  private static UnitClass classify(
      UnitTable.Options options,
      double avThreshold,
      double maxRate,
      double hd,
      double av,
      double asymmetry) {
    // A unit without a map is not silent but unknown.
    if (Double.isNaN(maxRate)) {
      return UnitClass.OTHER;
    }
    if (!(maxRate >= options.inactiveRate())) {
      return UnitClass.INACTIVE;
    }
    // A shifter is tuned to both: without a direction, a unit that follows the turn is none.
    if (!(hd > options.hdThreshold())) {
      return UnitClass.OTHER;
    }
    if (av >= avThreshold) {
      return Math.abs(asymmetry) < SPEED_ASYMMETRY
          ? UnitClass.OTHER
          : asymmetry > 0 ? UnitClass.CCW : UnitClass.CW;
    }
    return UnitClass.COMPASS;
  }

  /** The class at another threshold of S_AV. */
  UnitClass classAt(double avThreshold, UnitTable.Options options) {
    return Double.isNaN(hdStrength)
        ? type
        : classify(options, avThreshold, maxRate, hdStrength, avStrength, avAsymmetry);
  }

  /** Real and imaginary part of sum H e^{ih}, and sum H, over the bins that are not empty. */
  private static double[] vector(double[] curve, double[] directions) {
    double[] z = new double[3];
    for (int i = 0; i < curve.length; i++) {
      if (Double.isFinite(curve[i])) {
        z[0] += curve[i] * Math.cos(directions[i]);
        z[1] += curve[i] * Math.sin(directions[i]);
        z[2] += curve[i];
      }
    }
    return z;
  }

  private static double strength(double[] curve) {
    double max = Arrays.stream(curve).filter(Double::isFinite).max().orElse(Double.NaN);
    double min = Arrays.stream(curve).filter(Double::isFinite).min().orElse(Double.NaN);
    return max > 0 ? (max - min) / max : Double.NaN;
  }

  private static double asymmetry(double[] v) {
    double cw = mean(v, 0, v.length / 2);
    double ccw = mean(v, v.length / 2, v.length);
    return (ccw - cw) / (ccw + cw);
  }

  private static double mean(double[] values, int from, int to) {
    return IntStream.range(from, to)
        .mapToDouble(i -> values[i])
        .filter(Double::isFinite)
        .average()
        .orElse(Double.NaN);
  }

  /** Least squares of the preferred direction in each bin of velocity, unwrapped about its mean. */
  private static double shift(JointTuning tuning, int unit, double maxRate) {
    double[] directions = tuning.hdCentresRad();
    double[] velocities = tuning.avCentresDegPerS();
    double[] whole = vector(tuning.hdCurve(unit), directions);
    double preferred = Math.atan2(whole[1], whole[0]);
    double[] x = new double[velocities.length];
    double[] y = new double[velocities.length];
    int n = 0;
    for (int av = 0; av < velocities.length; av++) {
      double[] row = tuning.maps()[unit][av];
      double[] z = vector(row, directions);
      double peak = Arrays.stream(row).filter(Double::isFinite).max().orElse(0);
      if (peak > ROW_PEAK * maxRate && Math.hypot(z[0], z[1]) > ROW_VECTOR_LENGTH * z[2]) {
        x[n] = Math.toRadians(velocities[av]);
        y[n] = Angles.wrap(Math.atan2(z[1], z[0]) - preferred);
        n++;
      }
    }
    return n >= 3 ? Line.fit(x, y, n).slope() : Double.NaN;
  }

  @Override
  public String toString() {
    return text(
        "unit %d, %s: PD %.0f deg, R %.2f, S_HD %.2f, S_AV %.2f, asymmetry %+.2f, max rate %.2f",
        unit,
        type.label(),
        Math.toDegrees(preferredDirectionRad),
        vectorLength,
        hdStrength,
        avStrength,
        avAsymmetry,
        maxRate);
  }
}
