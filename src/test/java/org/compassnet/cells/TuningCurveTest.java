package org.compassnet.cells;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** Numbers of a curve that is known in closed form, whatever the occupancy. */
class TuningCurveTest {

  private static final int BINS = 60;
  private static final double KAPPA = 4;
  private static final double PEAK_HZ = 20;
  private static final double PREFERRED_RAD = 2.5;

  private static double rate(double direction) {
    return PEAK_HZ * Math.exp(KAPPA * (Math.cos(direction - PREFERRED_RAD) - 1));
  }

  /** Exactly the expected spikes, in time that is spread unevenly. */
  private static TuningCurve vonMises(double smoothingBins) {
    double[] occupancy = new double[BINS];
    double[] spikes = new double[BINS];
    for (int bin = 0; bin < BINS; bin++) {
      double at = TuningCurve.centreRad(bin, BINS);
      occupancy[bin] = 10 + 9 * Math.cos(at - 1);
      spikes[bin] = rate(at) * occupancy[bin];
    }
    return TuningCurve.of(occupancy, spikes, smoothingBins);
  }

  /** Modified Bessel function of the first kind, by its integral. */
  static double bessel(int order, double x) {
    int n = 2000;
    double sum = 0;
    for (int k = 0; k < n; k++) {
      double at = 2 * Math.PI * k / n;
      sum += Math.exp(x * Math.cos(at)) * Math.cos(order * at) / n;
    }
    return sum;
  }

  @Test
  void aVonMisesCurveHasItsClosedForm() {
    TuningCurve curve = vonMises(0);
    double r = bessel(1, KAPPA) / bessel(0, KAPPA);
    assertThat(curve.vectorLength()).isCloseTo(r, within(1e-9));
    assertThat(curve.preferredDirectionRad()).isCloseTo(PREFERRED_RAD, within(1e-9));
    assertThat(curve.circularSdRad()).isCloseTo(Math.sqrt(2 * (1 - r)), within(1e-9));
    double low = Math.exp(-2 * KAPPA);
    double half = Math.log((1 + low) / 2) / KAPPA + 1;
    assertThat(curve.fwhmRad()).isCloseTo(2 * Math.acos(half), within(0.02));
    assertThat(curve.peakHz()).isCloseTo(PEAK_HZ, within(0.1));
  }

  @Test
  void informationIsSkaggssUnderTheOccupancy() {
    TuningCurve curve = vonMises(0);
    double total = Arrays.stream(curve.occupancyS()).sum();
    double mean = 0;
    for (int bin = 0; bin < BINS; bin++) {
      mean += curve.occupancyS()[bin] / total * rate(TuningCurve.centreRad(bin, BINS));
    }
    double bits = 0;
    for (int bin = 0; bin < BINS; bin++) {
      double rate = rate(TuningCurve.centreRad(bin, BINS));
      bits += curve.occupancyS()[bin] / total * rate * Math.log(rate / mean) / Math.log(2);
    }
    assertThat(curve.meanHz()).isCloseTo(mean, within(1e-9));
    assertThat(curve.bitsPerSpike()).isCloseTo(bits / mean, within(1e-9));
  }

  @Test
  void smoothingKeepsTheMeanOfTheBinsAndShrinksTheFirstHarmonicByTheGaussian() {
    TuningCurve curve = vonMises(3);
    assertThat(Arrays.stream(curve.smoothedHz()).sum())
        .isCloseTo(Arrays.stream(curve.rateHz()).sum(), within(1e-9));
    double[] raw = TuningCurve.vector(curve.rateHz());
    double[] smooth = TuningCurve.vector(curve.smoothedHz());
    double sd = 3 * 2 * Math.PI / BINS;
    assertThat(Math.hypot(smooth[0], smooth[1]) / Math.hypot(raw[0], raw[1]))
        .isCloseTo(Math.exp(-sd * sd / 2), within(1e-6));
  }

  @Test
  void aBinThatWasNotVisitedHasNoRateAndIsFilledFromItsNeighbours() {
    TuningCurve full = vonMises(3);
    double[] occupancy = full.occupancyS().clone();
    double[] spikes = full.spikes().clone();
    occupancy[7] = 0;
    spikes[7] = 0;
    TuningCurve curve = TuningCurve.of(occupancy, spikes, 3);
    assertThat(curve.rateHz()[7]).isNaN();
    assertThat(curve.smoothedHz()[7]).isBetween(0.0, PEAK_HZ);
    assertThat(curve.preferredDirectionRad()).isFinite();
  }

  @Test
  void aSilentCellHasNoDirection() {
    double[] occupancy = new double[BINS];
    Arrays.fill(occupancy, 1);
    TuningCurve silent = TuningCurve.of(occupancy, new double[BINS], 3);
    assertThat(silent.preferredDirectionRad()).isNaN();
    assertThat(silent.vectorLength()).isNaN();
    assertThat(silent.bitsPerSpike()).isNaN();
    assertThat(silent.peakHz()).isZero();
    assertThat(silent.toString()).doesNotContain("NaN");
  }
}
