package org.compassnet.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.compassnet.config.Config;
import org.compassnet.config.CriteriaConfig;
import org.junit.jupiter.api.Test;

/** Results that meet their criterion, with one number at a time brought to where they must not. */
class CriteriaTest {

  private static final CriteriaConfig CRITERIA = Config.defaults().criteria();

  private static boolean gain(double slope) {
    double[] none = {};
    return new GainCurve(GainCurve.Options.defaults(), none, none, none, 200, slope, 0)
        .judge(CRITERIA)
        .holds();
  }

  @Test
  void gainIsNearOneFromBothSides() {
    assertThat(gain(1)).isTrue();
    assertThat(gain(1.09)).isTrue();
    assertThat(gain(0.91)).isTrue();
    assertThat(gain(1.11)).isFalse();
    assertThat(gain(0.89)).isFalse();
    assertThat(gain(-1)).isFalse();
    assertThat(gain(Double.NaN)).isFalse();
  }

  private static boolean attractor(double errorDeg, double persistence, double returned) {
    double[] one = {1};
    Memory memory =
        new Memory(Memory.Options.defaults(), one, one, one, one, errorDeg, 9, persistence);
    return memory
        .judge(CRITERIA, returned, new Attempt<>(Optional.empty(), "not asked for"))
        .holds();
  }

  @Test
  void attractorsKnowTheDirectionKeepTheBumpAndForgetKicks() {
    assertThat(attractor(9.9, 0.8, 0.8)).isTrue();
    assertThat(attractor(10, 0.8, 0.8)).isFalse();
    assertThat(attractor(9.9, 0.79, 0.8)).isFalse();
    assertThat(attractor(9.9, 0.8, 0.79)).isFalse();
    assertThat(attractor(9.9, Double.NaN, 0.8)).isFalse();
    assertThatThrownBy(() -> attractor(Double.NaN, 1, 1)).isInstanceOf(CannotAnalyze.class);
  }

  /** A point at a direction, with a slow and a next time constant in tau. */
  private static FixedPoints.Point point(double deg, double slow, double next, double cosine) {
    double[][] eigenvalues = {{-1 / slow, -1 / next}, {0, 0}};
    return new FixedPoints.Point(
        new double[2], 0, true, 1, Math.toRadians(deg), 1, eigenvalues, 0.99, cosine);
  }

  private static boolean line(FixedPoints.Point... points) {
    return new FixedPoints(ConstantInput.atRest(), List.of(), List.of(points))
        .judge(CRITERIA, 0.25)
        .holds();
  }

  /** Four of eight points around the circle as they should be, and four as given. */
  private static boolean half(double slow, double next, double cosine) {
    List<FixedPoints.Point> points = new ArrayList<>();
    for (int k = 0; k < 8; k++) {
      points.add(k % 2 == 0 ? point(45 * k, 20, 5, 0.91) : point(45 * k, slow, next, cosine));
    }
    return line(points.toArray(FixedPoints.Point[]::new));
  }

  @Test
  void mostPointsAreSlowAlongTheRingAndFastAcross() {
    assertThat(half(20, 5, 0.91)).isTrue();
    // One that grows as slowly as others shrink is as slow.
    assertThat(half(-20, 5, 0.91)).isTrue();
    assertThat(half(19.9, 5, 0.91)).isFalse();
    assertThat(half(20, 5.1, 0.91)).isFalse();
    assertThat(half(20, -5, 0.91)).isFalse();
    assertThat(half(20, 5, 0.9)).isFalse();
    assertThat(half(20, 5, Double.NaN)).isFalse();
  }

  @Test
  void pointsOnTheRingLeaveNoGap() {
    assertThat(line(good(0), good(89), good(170), good(-120), good(-60))).isTrue();
    assertThat(line(good(0), good(91), good(170), good(-120), good(-60))).isFalse();
    assertThat(line()).isFalse();
  }

  /** Points whose output is less than half as long as it should be are off the ring. */
  @Test
  void pointsOffTheRingAreNotAsked() {
    FixedPoints.Point off =
        new FixedPoints.Point(
            new double[2], 0, true, 1, 0, 0.5, new double[][] {{-1, -1}, {0, 0}}, 0.99, 0);
    assertThat(line(good(0), good(89), good(170), good(-120), good(-60), off, off, off, off, off))
        .isTrue();
    assertThat(line(off)).isFalse();
  }

  private static FixedPoints.Point good(double deg) {
    return point(deg, 100, 1, 1);
  }

  private static boolean ring(double ratio, double p, double size) {
    return new Ringness(new double[0], ratio, new double[0], p, size).shown(CRITERIA);
  }

  @Test
  void ringsHaveOneLongHoleBeyondChance() {
    assertThat(ring(2, 0.049, 0.51)).isTrue();
    assertThat(ring(1.9, 0.049, 0.51)).isFalse();
    assertThat(ring(2, 0.05, 0.51)).isFalse();
    assertThat(ring(2, 0.049, 0.5)).isFalse();
  }

  private static boolean separate(double avStrength, double asymmetry, double weight) {
    return new Separation(
            new DipTest(0.1, avStrength), new DipTest(0.1, asymmetry), new DipTest(0.1, weight))
        .judge(CRITERIA, new Attempt<>(Optional.empty(), "not asked for"))
        .holds();
  }

  /** One of three tests at a third of the level. */
  @Test
  void anyOfThreeNumbersSeparatesIfCorrected() {
    assertThat(separate(0.016, 1, 1)).isTrue();
    assertThat(separate(1, 0.016, 1)).isTrue();
    assertThat(separate(1, 1, 0.016)).isTrue();
    assertThat(separate(0.017, 0.9, 0.9)).isFalse();
    assertThat(separate(0.04, 0.04, 0.04)).isFalse();
    assertThat(separate(Double.NaN, Double.NaN, 0.049)).isTrue();
    assertThat(separate(Double.NaN, Double.NaN, Double.NaN)).isFalse();
  }

  /** Of 100 units: so many of each class, all with this vector length, the rest untuned. */
  private static Tuning tuning(
      int compass, int ccw, int cw, double vectorLength, List<Tiling> tiling) {
    List<Unit> units =
        IntStream.range(0, 100)
            .mapToObj(
                i ->
                    new Unit(
                        i,
                        i < compass
                            ? UnitClass.COMPASS
                            : i < compass + ccw
                                ? UnitClass.CCW
                                : i < compass + ccw + cw ? UnitClass.CW : UnitClass.OTHER,
                        0,
                        vectorLength,
                        1,
                        0,
                        0,
                        1,
                        0))
            .toList();
    return new Tuning(
        null, null, new UnitTable(units, UnitTable.Options.defaults()), null, null, null, tiling);
  }

  private static boolean classes(int compass, int ccw, int cw, double vectorLength) {
    return tuning(compass, ccw, cw, vectorLength, List.of()).classes(CRITERIA).holds();
  }

  @Test
  void everyClassHasEnoughTunedUnits() {
    assertThat(classes(5, 5, 5, 0.2)).isTrue();
    assertThat(classes(4, 5, 5, 0.2)).isFalse();
    assertThat(classes(5, 4, 5, 0.2)).isFalse();
    assertThat(classes(5, 5, 4, 0.2)).isFalse();
    assertThat(classes(5, 5, 5, 0.19)).isFalse();
  }

  private static boolean tiles(int compass, double... p) {
    List<Tiling> tiling =
        IntStream.range(0, 3)
            .mapToObj(k -> new Tiling(Connectivity.CLASSES.get(k), 5, p[2 * k], 90, p[2 * k + 1]))
            .toList();
    return tuning(compass, 5, 5, 0.2, tiling).tiles(CRITERIA).holds();
  }

  /** None of six tests, at a sixth of the level, of classes that are there. */
  @Test
  void noClassHasAnUnlikelyGapOrResultant() {
    assertThat(tiles(5, 1, 1, 1, 1, 1, 1)).isTrue();
    assertThat(tiles(4, 1, 1, 1, 1, 1, 1)).isFalse();
    for (int k = 0; k < 6; k++) {
      double[] p = {1, 1, 1, 1, 1, 1};
      p[k] = 0.0084;
      assertThat(tiles(5, p)).isTrue();
      p[k] = 0.0083;
      assertThat(tiles(5, p)).isFalse();
    }
  }
}
