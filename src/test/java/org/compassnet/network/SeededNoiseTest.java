package org.compassnet.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.compassnet.config.RandomStreams;
import org.hipparchus.special.Erf;
import org.junit.jupiter.api.Test;

/** Against published words of the generator, and the normal distribution. */
class SeededNoiseTest {

  private static final int UNITS = 64;
  private static final int TRIALS = 50;

  /** Numbers [steps, trials, units] of one update. */
  private static float[] sample(long seed, long update, int steps) {
    SeededNoise noise = new SeededNoise(new RandomStreams(seed), update, 1f);
    float[] all = new float[steps * TRIALS * UNITS];
    float[] four = new float[Noise.STEPS_TOGETHER * TRIALS * UNITS];
    for (int q = 0; q < steps / Noise.STEPS_TOGETHER; q++) {
      noise.fill(0, TRIALS, q, UNITS, four, UNITS, TRIALS * UNITS);
      System.arraycopy(four, 0, all, q * four.length, four.length);
    }
    return all;
  }

  /** kat_vectors of Random123, the authors' own library: threefry4x32 with 13 rounds. */
  @Test
  void wordsAreThoseOfThreefry() {
    int[] zeros = new int[4];
    CounterGaussian.threefry(new int[4], zeros);
    assertThat(zeros).containsExactly(0x531c7e4f, 0x39491ee5, 0x2c855a92, 0x3d6abf9a);
    int[] ones = {-1, -1, -1, -1};
    CounterGaussian.threefry(new int[] {-1, -1, -1, -1}, ones);
    assertThat(ones).containsExactly(0xc4189358, 0x1c9cc83a, 0xd5881c67, 0x6a0a89e0);
    int[] pi = {0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344};
    CounterGaussian.threefry(new int[] {0xa4093822, 0x299f31d0, 0x082efa98, 0xec4e6c89}, pi);
    assertThat(pi).containsExactly(0x4aa71d8f, 0x734738c2, 0x431fc6a8, 0xae6debf1);
  }

  @Test
  void momentsUpToTheSixthAreThoseOfTheStandardNormal() {
    float[] values = sample(1, 0, 4000);
    double n = values.length;
    double[] moment = new double[7];
    for (float v : values) {
      double power = 1;
      for (int k = 1; k <= 6; k++) {
        power *= v;
        moment[k] += power / n;
      }
    }
    double[] wanted = {1, 0, 1, 0, 3, 0, 15};
    // The variance of v^k is the moment 2k less the square of the moment k.
    double[] variance = {0, 1, 2, 15, 96, 945, 10170};
    for (int k = 1; k <= 6; k++) {
      assertThat(moment[k])
          .as("moment %d", k)
          .isCloseTo(wanted[k], within(4.5 * Math.sqrt(variance[k] / n)));
    }
  }

  @Test
  void distributionFunctionIsTheNormalOneBeyondFiveStandardDeviations() {
    float[] sorted = sample(2, 3, 6000);
    Arrays.sort(sorted);
    double n = sorted.length;
    for (double x = -5.25; x <= 5.3; x += 0.25) {
      double wanted = 0.5 * Erf.erfc(-x / Math.sqrt(2));
      int at = Arrays.binarySearch(sorted, (float) x);
      double share = (at < 0 ? -at - 1 : at) / n;
      double standardError = Math.sqrt(wanted * (1 - wanted) / n);
      assertThat(share).as("P(X < %s)", x).isCloseTo(wanted, within(4.5 * standardError + 1 / n));
    }
    assertThat(sorted[0]).isBetween(-6.7f, -4.9f);
    assertThat(sorted[sorted.length - 1]).isBetween(4.9f, 6.7f);
  }

  /**
   * Kolmogorov and Smirnov's largest difference; beyond 1.95 / sqrt(n) one sample in a thousand.
   */
  @Test
  void wholeDistributionIsNormal() {
    float[] sorted = sample(7, 1, 1000);
    Arrays.sort(sorted);
    double largest = 0;
    for (int i = 0; i < sorted.length; i++) {
      double p = 0.5 * Erf.erfc(-sorted[i] / Math.sqrt(2));
      largest = Math.max(largest, Math.abs(p - (i + 0.5) / sorted.length));
    }
    assertThat(largest).isLessThan(1.95 / Math.sqrt(sorted.length));
  }

  @Test
  void neighbouringUnitsTrialsStepsUpdatesAndSeedsAreIndependent() {
    int steps = 2000;
    float[] values = sample(3, 5, steps);
    int step = TRIALS * UNITS;
    uncorrelated("next unit", values, 0, values, 1);
    uncorrelated("next trial", values, 0, values, UNITS);
    for (int lag = 1; lag <= 5; lag++) {
      uncorrelated("step + " + lag, values, 0, values, lag * step);
    }
    uncorrelated("next update", values, 0, sample(3, 6, steps), 0);
    uncorrelated("update 2^32 later", values, 0, sample(3, 5 + (1L << 32), steps), 0);
    uncorrelated("next seed", values, 0, sample(4, 5, steps), 0);
    uncorrelated("next seed, next update", values, 0, sample(4, 6, steps), 0);
  }

  /** Products of the values, of their squares, and of one with the other's square. */
  private static void uncorrelated(String name, float[] a, int aFrom, float[] b, int bFrom) {
    int n = Math.min(a.length - aFrom, b.length - bFrom);
    double product = 0;
    double ofSquares = 0;
    double mixed = 0;
    for (int i = 0; i < n; i++) {
      double v = a[aFrom + i];
      double w = b[bFrom + i];
      product += v * w;
      ofSquares += (v * v - 1) * (w * w - 1);
      mixed += v * (w * w - 1);
    }
    double root = Math.sqrt(n);
    assertThat(product / root).as(name).isCloseTo(0, within(4.5));
    assertThat(ofSquares / root).as(name + ", squares").isCloseTo(0, within(2 * 4.5));
    assertThat(mixed / root).as(name + ", mixed").isCloseTo(0, within(Math.sqrt(2) * 4.5));
  }

  @Test
  void aNumberDependsOnItsAddressAlone() {
    SeededNoise noise = new SeededNoise(new RandomStreams(9), 17, 0.5f);
    float[] whole = new float[4 * 20 * 112];
    noise.fill(0, 20, 6, 100, whole, 112, 20 * 112);
    float[] part = new float[4 * 3 * 48];
    noise.fill(11, 3, 6, 37, part, 48, 3 * 48);
    for (int t = 0; t < 4; t++) {
      for (int s = 0; s < 3; s++) {
        for (int i = 0; i < 37; i++) {
          assertThat(part[(t * 3 + s) * 48 + i]).isEqualTo(whole[(t * 20 + 11 + s) * 112 + i]);
        }
      }
    }
  }
}
