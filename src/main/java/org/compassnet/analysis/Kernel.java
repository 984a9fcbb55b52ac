package org.compassnet.analysis;

import java.util.List;
import org.apache.commons.rng.UniformRandomProvider;
import org.compassnet.network.CtRnnWeights;

/**
 * Weights from one class to another over d = PD_post - PD_pre.
 *
 * @param profile mean weights by d
 * @param fit a cosine through all pairs
 * @param quarters mean weights by the quarter of the circle that d is in
 */
public record Kernel(
    UnitClass from, UnitClass to, int pairs, Profile profile, CosineFit fit, Quarters quarters) {

  public static final int BINS = 24;

  private static final int LEAST_PAIRS = 3;

  /**
   * Mean weights by difference of direction.
   *
   * @param differenceRad middles of the bins [24]
   * @param mean of the pairs in a bin; NaN without pairs
   * @param sem standard error over presynaptic units
   */
  public record Profile(double[] differenceRad, double[] mean, double[] sem) {}

  /**
   * The least-squares fit c0 + c1 cos(d - phi1) to all pairs.
   *
   * @param offset c0
   * @param amplitude c1 >= 0
   * @param shiftRad phi1, where the fit has its peak
   * @param r2 share of the weights' variance that the fit explains
   * @param p of the amplitude, against preferred directions shuffled within their class
   */
  public record CosineFit(double offset, double amplitude, double shiftRad, double r2, double p) {

    /** The fit at a difference of direction. */
    public double at(double differenceRad) {
      return offset + amplitude * Math.cos(differenceRad - shiftRad);
    }

    /** Where the fit has its peak. */
    public double shiftDeg() {
      return Math.toDegrees(shiftRad);
    }
  }

  /**
   * Mean weights in quarters of the circle. NaN without pairs there.
   *
   * @param ccwSide to units that prefer directions 45 to 135 deg to the CCW side
   * @param cwSide to units that prefer directions 45 to 135 deg to the CW side
   * @param pSides of the difference between the two sides, two-sided, against shuffled directions
   * @param near to units within 45 deg
   * @param far to units beyond 135 deg
   * @param pNear one-sided, that near exceeds far, against the same shuffles
   */
  public record Quarters(
      double ccwSide, double cwSide, double pSides, double near, double far, double pNear) {

    /** Weight to the CCW side minus that to the CW side: where the kernel pushes a bump. */
    public double push() {
      return ccwSide - cwSide;
    }
  }

  /**
   * Measures a kernel.
   *
   * @throws CannotAnalyze with fewer than three pairs of units
   */
  static Kernel of(
      CtRnnWeights weights,
      UnitTable table,
      UnitClass from,
      UnitClass to,
      int shuffles,
      UniformRandomProvider random) {
    UnitPairs pairs = new UnitPairs(weights, table, from, to);
    if (pairs.count() < LEAST_PAIRS) {
      throw new CannotAnalyze("no " + from.plural() + " or no " + to.plural() + " to connect");
    }
    CosineRegression.Cosine fit = pairs.fit();
    UnitPairs.Means means = pairs.quarters();
    int larger = 1;
    int largerPush = 1;
    int largerContrast = 1;
    for (int k = 0; k < shuffles; k++) {
      UnitPairs shuffled = pairs.shuffled(random);
      if (!(shuffled.fit().amplitude() < fit.amplitude())) {
        larger++;
      }
      UnitPairs.Means chance = shuffled.quarters();
      if (!(Math.abs(chance.push()) < Math.abs(means.push()))) {
        largerPush++;
      }
      if (!(chance.contrast() < means.contrast())) {
        largerContrast++;
      }
    }
    return new Kernel(
        from,
        to,
        pairs.count(),
        pairs.binned(BINS),
        new CosineFit(
            fit.offset(), fit.amplitude(), fit.peakRad(), fit.r2(), larger / (shuffles + 1.0)),
        new Quarters(
            means.ccwSide(),
            means.cwSide(),
            largerPush / (shuffles + 1.0),
            means.near(),
            means.far(),
            largerContrast / (shuffles + 1.0)));
  }

  @Override
  public String toString() {
    return new Connectivity(List.of(this), List.of(), Double.NaN).toString();
  }
}
