package org.compassnet.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.compassnet.config.RandomStreams;
import org.junit.jupiter.api.Test;

/** Against the moments and the distribution function of the normal distribution. */
class GaussianStreamTest {

  private static final int COUNT = 4_000_000;

  private static float[] sample(long seed, int count) {
    float[] values = new float[count];
    new GaussianStream(new RandomStreams(seed).stream("test")).fill(values, 0, count, 1);
    return values;
  }

  @Test
  void momentsAreThoseOfTheStandardNormal() {
    double[] moment = new double[5];
    for (float v : sample(1, COUNT)) {
      for (int k = 1; k <= 4; k++) {
        moment[k] += Math.pow(v, k) / COUNT;
      }
    }
    // Five standard errors: sqrt of the moments 1, 2, 15 and 96 over the number of samples.
    double se = 5 / Math.sqrt(COUNT);
    assertThat(moment[1]).isCloseTo(0, within(se));
    assertThat(moment[2]).isCloseTo(1, within(Math.sqrt(2) * se));
    assertThat(moment[3]).isCloseTo(0, within(Math.sqrt(15) * se));
    assertThat(moment[4]).isCloseTo(3, within(Math.sqrt(96) * se));
  }

  /** Quantiles of the standard normal: Abramowitz and Stegun, table 26.1. */
  @Test
  void distributionFunctionIsTheNormalOneIntoTheTail() {
    float[] sorted = sample(2, COUNT);
    Arrays.sort(sorted);
    double[][] table = {
      {-3, 0.0013498980}, {-1, 0.1586552539}, {-0.1, 0.4601721627}, {0, 0.5},
      {0.5, 0.6914624613}, {2, 0.9772498681}, {3.7, 0.9998922003}, {4, 0.9999683288}
    };
    for (double[] row : table) {
      int at = Arrays.binarySearch(sorted, (float) row[0]);
      double share = (at < 0 ? -at - 1 : at) / (double) COUNT;
      double se = Math.sqrt(row[1] * (1 - row[1]) / COUNT);
      assertThat(share).as("P(X < %s)", row[0]).isCloseTo(row[1], within(5 * se));
    }
  }

  @Test
  void neighboursAreUncorrelated() {
    float[] v = sample(3, COUNT);
    for (int lag : new int[] {1, 2, 100}) {
      double product = 0;
      double ofSquares = 0;
      for (int i = lag; i < COUNT; i++) {
        product += v[i] * v[i - lag];
        ofSquares += (v[i] * v[i] - 1) * (v[i - lag] * v[i - lag] - 1);
      }
      assertThat(product / COUNT).as("lag %d", lag).isCloseTo(0, within(5 / Math.sqrt(COUNT)));
      assertThat(ofSquares / COUNT)
          .as("squares, lag %d", lag)
          .isCloseTo(0, within(10 / Math.sqrt(COUNT)));
    }
  }

  @Test
  void sameSeedSameNumbersWhateverIsAskedAtOnce() {
    float[] whole = sample(4, 100);
    float[] parts = new float[100];
    GaussianStream stream = new GaussianStream(new RandomStreams(4).stream("test"));
    stream.fill(parts, 0, 60, 1);
    stream.fill(parts, 60, 40, 1);
    assertThat(parts).isEqualTo(whole);
  }
}
