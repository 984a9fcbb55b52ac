package org.compassnet.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.apache.commons.rng.UniformRandomProvider;
import org.compassnet.config.RandomStreams;
import org.junit.jupiter.api.Test;

/** Against {@code statistics_truth.py}, which asks SciPy, and against closed forms. */
class StatisticsTest {

  private static final double[] A = {0.31, 0.28, 0.44, 0.37, 0.29};
  private static final double[] B = {0.52, 0.61, 0.47, 0.58};

  private final UniformRandomProvider random = new RandomStreams(1).stream("test");

  @Test
  void studentQuantilesAreSciPys() {
    assertThat(Statistics.studentQuantile(0.975, 4)).isCloseTo(2.7764451051977934, within(1e-9));
    assertThat(Statistics.studentQuantile(0.975, 1)).isCloseTo(12.706204736174694, within(1e-7));
    assertThat(Statistics.studentQuantile(0.95, 7.3)).isCloseTo(1.8829300179564308, within(1e-9));
  }

  @Test
  void intervalsAreSciPys() {
    Statistics.Interval mean = Statistics.mean(A, 0.95);
    assertThat(mean.value()).isCloseTo(0.338, within(1e-12));
    assertThat(mean.low()).isCloseTo(MEAN_LOW, within(1e-9));
    assertThat(mean.high()).isCloseTo(MEAN_HIGH, within(1e-9));
    Statistics.Interval welch = Statistics.difference(A, B, 0.95);
    assertThat(welch.value()).isCloseTo(0.207, within(1e-12));
    assertThat(welch.low()).isCloseTo(WELCH_LOW, within(1e-9));
    assertThat(welch.high()).isCloseTo(WELCH_HIGH, within(1e-9));
  }

  @Test
  void shareIsClopperAndPearsons() {
    Statistics.Interval some = Statistics.share(4, 5, 0.95);
    assertThat(some.low()).isCloseTo(0.28358206388191054, within(1e-9));
    assertThat(some.high()).isCloseTo(0.9949492366205319, within(1e-9));
    assertThat(Statistics.share(0, 5, 0.95).low()).isZero();
    // 1 - (alpha/2)^(1/n)
    assertThat(Statistics.share(0, 5, 0.95).high())
        .isCloseTo(1 - Math.pow(0.025, 0.2), within(1e-9));
    assertThat(Statistics.share(5, 5, 0.95).high()).isEqualTo(1);
    assertThat(Statistics.share(0, 0, 0.95).value()).isNaN();
  }

  @Test
  void signFlipsAreCounted() {
    // Only the observed signs reach the observed sum: 1 of 32.
    assertThat(Statistics.signFlip(new double[] {1, 2, 3, 4, 5}, random)).isEqualTo(1.0 / 32);
    // {1, -1} and its like: sums 0 or more in 3 of 4.
    assertThat(Statistics.signFlip(new double[] {1, -1}, random)).isEqualTo(0.75);
    assertThat(Statistics.signFlip(new double[0], random)).isEqualTo(1);
    double[] many = new double[40];
    Arrays.fill(many, 1);
    // Of 20,000 drawn flips of 40 signs none leaves all as they are; the observed ones count too.
    assertThat(Statistics.signFlip(many, random)).isEqualTo(1.0 / 20_001);
  }

  @Test
  void trendIsKendallsAndItsPermutations() {
    double[] ranks = {0, 0, 0, 1, 1, 1, 2, 2, 2};
    double[] values = {1.0, 1.2, 0.8, 1.5, 1.1, 1.6, 2.0, 1.9, 1.4};
    Statistics.Trend trend = Statistics.trend(ranks, values, random);
    assertThat(trend.tau()).isCloseTo(TAU, within(1e-9));
    assertThat(trend.p()).isCloseTo(TREND_P, within(0.003));
    double[] falling = {2, 2.1, 2.2, 1, 1.1, 1.2, 0.1, 0.2, 0.3};
    assertThat(Statistics.trend(ranks, falling, random).p()).isGreaterThan(0.99);
    assertThat(Statistics.trend(ranks, new double[9], random).p()).isEqualTo(1);
  }

  @Test
  void fewValuesHaveNoInterval() {
    assertThat(Statistics.mean(new double[] {3}, 0.95).value()).isEqualTo(3);
    assertThat(Statistics.mean(new double[] {3}, 0.95).low()).isNaN();
    assertThat(Statistics.mean(new double[0], 0.95).value()).isNaN();
  }

  // Of statistics_truth.py.
  private static final double MEAN_LOW = 0.2549847556443634;
  private static final double MEAN_HIGH = 0.42101524435563653;
  private static final double WELCH_LOW = 0.10403470887783298;
  private static final double WELCH_HIGH = 0.309965291122167;
  private static final double TAU = 0.6735753140545634;
  private static final double TREND_P = 0.010714285714285714;
}
