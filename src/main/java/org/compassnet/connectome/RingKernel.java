package org.compassnet.connectome;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.compassnet.analysis.CosineRegression;

/**
 * Connections over the offset from the presynaptic to the postsynaptic place on the ring, in 16
 * bins of 22.5 deg: as many as the ellipsoid body of the fly has wedges.
 *
 * @param values at offsets of -180, -157.5, ..., 157.5 deg; NaN where there are no pairs
 */
public record RingKernel(double[] values) {

  /** Number of bins. */
  public static final int BINS = 16;

  /** Width of a bin. */
  public static final double STEP_DEG = 360.0 / BINS;

  /** What is less than this share of the mean magnitude is rounding, and no structure. */
  private static final double ROUNDING = 1e-9;

  private static final double NEAR_DEG = 45;
  private static final double FAR_DEG = 135;

  public RingKernel {
    if (values.length != BINS) {
      throw new IllegalArgumentException(BINS + " values are wanted: " + values.length);
    }
    values = values.clone();
  }

  /** Middles of the bins, in deg. */
  public static double[] offsetsDeg() {
    return IntStream.range(0, BINS).mapToDouble(bin -> bin * STEP_DEG - 180).toArray();
  }

  /** The bin of an offset in wedges. */
  static int bin(int wedges) {
    return Math.floorMod(wedges + BINS / 2, BINS);
  }

  /** The value at an offset in wedges, whatever their sign. */
  public double at(int wedges) {
    return values[bin(wedges)];
  }

  /** How many bins have pairs. */
  int filled() {
    return (int) Arrays.stream(values).filter(Double::isFinite).count();
  }

  /** The same with the other sign. */
  RingKernel negated() {
    return new RingKernel(Arrays.stream(values).map(v -> -v).toArray());
  }

  /** The same with offsets counted the other way round. */
  RingKernel mirrored() {
    double[] mirrored = new double[BINS];
    for (int wedges = 0; wedges < BINS; wedges++) {
      mirrored[bin(-wedges)] = at(wedges);
    }
    return new RingKernel(mirrored);
  }

  /** The kernel of connections over one step more: their circular convolution. */
  RingKernel then(RingKernel next) {
    double[] chained = new double[BINS];
    for (int a = 0; a < BINS; a++) {
      for (int b = 0; b < BINS; b++) {
        chained[bin(a + b)] += at(a) * next.at(b);
      }
    }
    return new RingKernel(chained);
  }

  /** The first harmonic: a cosine fitted to the bins that have pairs. */
  public CosineRegression.Cosine harmonic() {
    CosineRegression regression = new CosineRegression();
    double[] offsets = offsetsDeg();
    for (int bin = 0; bin < BINS; bin++) {
      if (Double.isFinite(values[bin])) {
        regression.add(Math.toRadians(offsets[bin]), values[bin]);
      }
    }
    return regression.fit();
  }

  /** Offset at which the first harmonic has its peak, in deg; NaN where it has none. */
  public double peakDeg() {
    return Math.toDegrees(peakRad());
  }

  /** The same in rad. */
  double peakRad() {
    CosineRegression.Cosine harmonic = harmonic();
    return hasPeak(harmonic) ? harmonic.peakRad() : Double.NaN;
  }

  /** Values that are all the same have a peak at any offset that rounding makes up. */
  private boolean hasPeak(CosineRegression.Cosine harmonic) {
    return harmonic.amplitude() > ROUNDING * meanMagnitude();
  }

  private double meanMagnitude() {
    return Arrays.stream(values).filter(Double::isFinite).map(Math::abs).average().orElse(0);
  }

  /** Whether there is no connection at all. */
  boolean isZero() {
    return meanMagnitude() == 0;
  }

  /** Mean within 45 deg of no offset. */
  public double near() {
    return mean(0, NEAR_DEG);
  }

  /** Mean beyond 135 deg. */
  public double far() {
    return mean(FAR_DEG, 180);
  }

  /**
   * The sine of the first harmonic: half of what the positive side has more than the other. 0 where
   * it has no peak.
   */
  public double push() {
    CosineRegression.Cosine harmonic = harmonic();
    return hasPeak(harmonic) || Double.isNaN(harmonic.sine()) ? harmonic.sine() : 0;
  }

  private double mean(double fromDeg, double toDeg) {
    double[] offsets = offsetsDeg();
    return IntStream.range(0, BINS)
        .filter(i -> Math.abs(offsets[i]) >= fromDeg && Math.abs(offsets[i]) <= toDeg)
        .mapToDouble(i -> values[i])
        .filter(Double::isFinite)
        .average()
        .orElse(Double.NaN);
  }

  /** Pearson's correlation of two shapes over the bins that both have; NaN for a flat one. */
  public double correlation(RingKernel other) {
    int[] both =
        IntStream.range(0, BINS)
            .filter(i -> Double.isFinite(values[i]) && Double.isFinite(other.values[i]))
            .toArray();
    double mine = Arrays.stream(both).mapToDouble(i -> values[i]).average().orElse(Double.NaN);
    double its = Arrays.stream(both).mapToDouble(i -> other.values[i]).average().orElse(Double.NaN);
    double products = 0;
    double squares = 0;
    double squaresOther = 0;
    for (int i : both) {
      double a = values[i] - mine;
      double b = other.values[i] - its;
      products += a * b;
      squares += a * a;
      squaresOther += b * b;
    }
    double least = both.length * ROUNDING * ROUNDING;
    boolean flat =
        squares <= least * meanMagnitude() * meanMagnitude()
            || squaresOther <= least * other.meanMagnitude() * other.meanMagnitude();
    return flat ? Double.NaN : products / Math.sqrt(squares * squaresOther);
  }

  /** The greatest magnitude; NaN without any pairs. */
  public double magnitude() {
    return Arrays.stream(values).filter(Double::isFinite).map(Math::abs).max().orElse(Double.NaN);
  }

  /** The same in units of its greatest magnitude. */
  public RingKernel normalised() {
    double most = magnitude();
    return new RingKernel(Arrays.stream(values).map(v -> most > 0 ? v / most : v).toArray());
  }
}
