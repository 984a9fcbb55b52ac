package org.compassnet.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.commons.rng.UniformRandomProvider;
import org.compassnet.config.RandomStreams;
import org.junit.jupiter.api.Test;

/** The pieces of the dynamics on functions and clouds in closed form. */
class DynamicsPartsTest {

  @Test
  void zerosOfTheDriftAreThoseOfTheFunction() {
    double[] at = Angles.evenlySpaced(128);
    double[] drift = Arrays.stream(at).map(d -> Math.sin(3 * (d - 0.1))).toArray();
    List<DriftField.Zero> zeros = DriftField.zeros(at, drift);
    assertThat(zeros).hasSize(6);
    for (DriftField.Zero zero : zeros) {
      assertThat(Math.sin(3 * (zero.directionRad() - 0.1))).isCloseTo(0, within(1e-3));
      assertThat(zero.stable()).isEqualTo(Math.cos(3 * (zero.directionRad() - 0.1)) < 0);
    }
  }

  @Test
  void distancesOfManyPointsAreThoseOfEach() {
    UniformRandomProvider random = new RandomStreams(1).stream("points");
    for (int count = 0; count < 10; count++) {
      double[][] points = new double[count][5];
      for (double[] point : points) {
        Arrays.setAll(point, i -> random.nextDouble());
      }
      double[] to = {0.1, 0.7, 0.3, 0.9, 0.2};
      assertThat(Ring.squaredDistances(points, to))
          .containsExactly(
              Arrays.stream(points).mapToDouble(p -> Ring.squaredDistance(p, to)).toArray());
    }
  }

  @Test
  void standstillIsNoZeroOfTheDrift() {
    double[] at = Angles.evenlySpaced(128);
    double[] rounding =
        IntStream.range(0, 128).mapToDouble(k -> k % 2 == 0 ? 1e-7 : -1e-7).toArray();
    assertThat(DriftField.zeros(at, rounding)).isEmpty();
  }

  @Test
  void widthAtHalfMaximumIsThatOfACosineAndOfATriangle() {
    int n = 36;
    double[] cosine = new double[n];
    double[] triangle = new double[n];
    for (int i = 0; i < n; i++) {
      double d = Math.abs(Angles.wrap(2 * Math.PI * (i - 10) / n));
      cosine[i] = 1 + Math.cos(d);
      triangle[i] = Math.max(0, 1 - d / 1.0);
    }
    double bin = 2 * Math.PI / n;
    assertThat(Bump.fullWidthAtHalfMaximum(cosine) * bin).isCloseTo(Math.PI, within(0.01));
    assertThat(Bump.fullWidthAtHalfMaximum(triangle) * bin).isCloseTo(1, within(0.01));
    assertThat(Bump.fullWidthAtHalfMaximum(new double[n])).isNaN();
  }

  @Test
  void gainIsTheSlopeAndSaturationTheEndOfFollowing() {
    double[] velocity = IntStream.rangeClosed(-24, 24).mapToDouble(k -> 30.0 * k).toArray();
    double[] decoded =
        Arrays.stream(velocity).map(v -> Math.max(-300, Math.min(360, 0.9 * v))).toArray();
    assertThat(GainCurve.slope(velocity, decoded, 225)).isCloseTo(0.9, within(1e-12));
    // 300 is 80 % of 375 on the CW side, 360 of 450 on the other.
    assertThat(GainCurve.saturation(velocity, decoded, 0.8)).isEqualTo(360);
    assertThat(GainCurve.saturation(velocity, new double[49], 0.8)).isZero();
  }

  @Test
  void principalComponentsAreTheAxesOfAnEllipse() {
    double[][] points = new double[400][];
    double c = Math.cos(0.3);
    double s = Math.sin(0.3);
    for (int k = 0; k < points.length; k++) {
      double a = 3 * Math.sqrt(2) * Math.cos(2 * Math.PI * k / 400);
      double b = Math.sqrt(2) * Math.sin(2 * Math.PI * k / 400);
      points[k] = new double[] {5 + c * a - s * b, -2 + s * a + c * b, 1};
    }
    Pca pca = Pca.of(points);
    assertThat(pca.mean()[0]).isCloseTo(5, within(1e-12));
    assertThat(pca.variance()[0]).isCloseTo(9 * 400 / 399.0, within(1e-9));
    assertThat(pca.variance()[1]).isCloseTo(400 / 399.0, within(1e-9));
    assertThat(pca.variance()[2]).isCloseTo(0, within(1e-12));
    assertThat(pca.components()[0][0]).isCloseTo(c, within(1e-9));
    assertThat(pca.components()[0][1]).isCloseTo(s, within(1e-9));
    // (9 + 1)^2 / (81 + 1)
    assertThat(pca.participationRatio()).isCloseTo(100 / 82.0, within(1e-9));
    assertThat(pca.project(points[0], 2)[0]).isCloseTo(3 * Math.sqrt(2), within(1e-9));
  }

  @Test
  void rayleighIsLikeASimulation() {
    UniformRandomProvider random = new RandomStreams(3).stream("test");
    double[] directions = {0.1, 0.4, -0.8, 1.2, 2.0, -0.3, 0.9, -2.6};
    double observed = resultant(directions);
    int larger = 0;
    int draws = 40_000;
    for (int k = 0; k < draws; k++) {
      double[] drawn = random.doubles(directions.length).map(u -> 2 * Math.PI * u).toArray();
      larger += resultant(drawn) >= observed ? 1 : 0;
    }
    assertThat(Tiling.rayleighP(directions)).isCloseTo((double) larger / draws, within(0.01));
  }

  private static double resultant(double[] directions) {
    return Math.hypot(
        Arrays.stream(directions).map(Math::cos).sum(),
        Arrays.stream(directions).map(Math::sin).sum());
  }

  @Test
  void tilingKnowsEvenOneSidedAndNoDirections() {
    double[] even = Angles.evenlySpaced(12);
    assertThat(Tiling.rayleighP(even)).isCloseTo(1, within(1e-6));
    assertThat(Math.toDegrees(Tiling.largestGap(even))).isCloseTo(30, within(1e-9));
    assertThat(Tiling.rayleighP(new double[12])).isLessThan(1e-4);
    assertThat(Math.toDegrees(Tiling.largestGap(new double[] {0.5}))).isCloseTo(360, within(1e-9));
    assertThat(Tiling.rayleighP(new double[0])).isNaN();
    assertThat(Tiling.largestGap(new double[0])).isNaN();
  }

  @Test
  void lineOfLeastSquaresIsTheLine() {
    Line line = Line.fit(new double[] {1, 2, 4, 99}, new double[] {5, 7, 11, 0}, 3);
    assertThat(line.slope()).isCloseTo(2, within(1e-12));
    assertThat(line.intercept()).isCloseTo(3, within(1e-12));
    assertThat(Line.fit(new double[] {1, 1}, new double[] {0, 2}, 2).slope()).isNaN();
  }

  /** A ring in ten dimensions has one hole, a blob none that stands out. */
  @Test
  void ringnessTellsARingFromABlob() {
    UniformRandomProvider random = new RandomStreams(5).stream("test");
    double[][] ring = new double[600][10];
    double[][] blob = new double[600][10];
    for (int k = 0; k < 600; k++) {
      double angle = 2 * Math.PI * random.nextDouble();
      for (int i = 0; i < 10; i++) {
        ring[k][i] = Math.cos(angle - 0.6 * i) + 0.1 * random.nextDouble();
        blob[k][i] = random.nextDouble();
      }
    }
    Ringness round = Ringness.of(ring, Ringness.Options.defaults(), random);
    assertThat(round.ratio()).isGreaterThan(3);
    assertThat(round.p()).isEqualTo(0.01);
    assertThat(Ringness.of(blob, Ringness.Options.defaults(), random).p()).isGreaterThan(0.05);
  }

  @Test
  void attemptsCarryTheirReasonOn() {
    Attempt<Integer> failed =
        Attempt.of(
            () -> {
              throw new CannotAnalyze("no units");
            });
    assertThat(failed.succeeded()).isFalse();
    assertThat(failed.then(x -> x + 1).whyNot()).isEqualTo("no units");
    assertThat(Attempt.of(() -> 1).then(x -> x + 1).orElseThrow()).isEqualTo(2);
  }
}
