package org.compassnet.analysis;

import java.util.Arrays;
import java.util.function.IntToDoubleFunction;
import org.compassnet.network.CtRnnWeights;

/**
 * How strongly the angular velocity reaches compass units beside shifters: the mean magnitude of
 * its weights on the ones over that on the others. By magnitude, since a unit is reached by a
 * weight of either sign; the mean with signs is 0 where they cancel.
 *
 * @param before of the untrained weights, on the units that are of these classes after training
 * @param sem standard error of after minus before over units, to first order; NaN where a class has
 *     one unit
 */
public record VelocityShare(double before, double after, double sem) {

  static VelocityShare of(CtRnnWeights before, CtRnnWeights after, UnitTable table) {
    int[] compass = table.indices(UnitClass.COMPASS);
    int[] shifters = table.indices(UnitClass.CCW, UnitClass.CW);
    double was = of(before, table);
    double is = of(after, table);
    double shiftersWere = magnitude(before, shifters);
    double shiftersAre = magnitude(after, shifters);
    // What each unit adds to the difference of the two ratios: a class and its weights before and
    // after are the same units, so that what they have in common falls out.
    double variance =
        varianceOfMean(
                compass, i -> weight(after, i) / shiftersAre - weight(before, i) / shiftersWere)
            + varianceOfMean(
                shifters,
                i -> is * weight(after, i) / shiftersAre - was * weight(before, i) / shiftersWere);
    return new VelocityShare(was, is, Math.sqrt(variance));
  }

  /** Of one network; NaN without compass units or shifters, not finite where none has a weight. */
  static double of(CtRnnWeights network, UnitTable table) {
    return magnitude(network, table.indices(UnitClass.COMPASS))
        / magnitude(network, table.indices(UnitClass.CCW, UnitClass.CW));
  }

  /** Whether training has lowered it, by twice the standard error. */
  boolean fell() {
    return after - before < -2 * sem;
  }

  private static double weight(CtRnnWeights network, int unit) {
    return Math.abs(network.velocityWeight(unit));
  }

  private static double magnitude(CtRnnWeights network, int[] units) {
    return Arrays.stream(units).mapToDouble(i -> weight(network, i)).average().orElse(Double.NaN);
  }

  private static double varianceOfMean(int[] units, IntToDoubleFunction number) {
    double[] numbers = Arrays.stream(units).mapToDouble(number::applyAsDouble).toArray();
    double mean = Arrays.stream(numbers).average().orElse(Double.NaN);
    double squares = Arrays.stream(numbers).map(x -> (x - mean) * (x - mean)).sum();
    return squares / (numbers.length - 1) / numbers.length;
  }
}
