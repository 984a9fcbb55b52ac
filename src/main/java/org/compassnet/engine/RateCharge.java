package org.compassnet.engine;

import org.compassnet.network.Penalties;
import org.compassnet.network.Penalty;

/**
 * The penalties' gradients by the rates r of units i: {@code perRate r + perUnit[i] r + perSign
 * sign(r)}.
 *
 * @param perRate of the squares
 * @param perUnit of the norms [units]
 * @param perSign of the absolute values
 * @param squaresAlone whether the others are 0
 */
record RateCharge(float perRate, float[] perUnit, float perSign, boolean squaresAlone) {

  /**
   * Of a pass.
   *
   * @param meanSquares mean of r^2 over trials and steps, of each unit
   * @param trialsAndSteps how many of them
   */
  static RateCharge of(Penalties penalties, double[] meanSquares, double trialsAndSteps) {
    double rates = trialsAndSteps * meanSquares.length;
    float[] perUnit = new float[meanSquares.length];
    for (int i = 0; i < perUnit.length; i++) {
      // A unit that is silent throughout has no gradient.
      if (meanSquares[i] > Penalty.NONE) {
        double perNorm = penalties.get(Penalty.RATE_NORMS) / rates;
        perUnit[i] = (float) (perNorm / Math.sqrt(meanSquares[i]));
      }
    }
    return new RateCharge(
        (float) (2 * penalties.get(Penalty.SQUARED_RATES) / rates),
        perUnit,
        (float) (penalties.get(Penalty.ABSOLUTE_RATES) / rates),
        !penalties.has(Penalty.RATE_NORMS) && !penalties.has(Penalty.ABSOLUTE_RATES));
  }

  /**
   * Adds what is not of the squares, whose part is in the step's product. Plain Java beside all
   * kernels: its bits are the same everywhere.
   *
   * @param rates [trials, units] from {@code at}, rows {@code stride} apart
   * @param drive their gradients so far, from 0
   */
  void addTo(float[] drive, float[] rates, int at, int trials, int stride) {
    if (squaresAlone) {
      return;
    }
    for (int s = 0; s < trials; s++) {
      int row = s * stride;
      for (int i = 0; i < perUnit.length; i++) {
        float r = rates[at + row + i];
        drive[row + i] += perUnit[i] * r + perSign * Math.signum(r);
      }
    }
  }
}
