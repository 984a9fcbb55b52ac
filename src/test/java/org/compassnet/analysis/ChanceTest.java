package org.compassnet.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.simple.RandomSource;
import org.compassnet.config.Config;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What chance alone does to the numbers that findings rest on. */
class ChanceTest {

  private static final int REPEATS = 2000;

  private static UniformRandomProvider random() {
    return RandomSource.XO_RO_SHI_RO_128_PP.create(11);
  }

  private static double[] directions(UniformRandomProvider random, int n) {
    return DoubleStream.generate(() -> (2 * random.nextDouble() - 1) * Math.PI)
        .limit(n)
        .sorted()
        .toArray();
  }

  /** Chance of a gap above 90 deg between uniform directions: simulated 400,000 times in NumPy. */
  @ParameterizedTest
  @CsvSource({"13, 0.39", "16, 0.22", "25, 0.026"})
  void gapsOfUniformDirections(int units, double p) {
    assertThat(Tiling.gapP(units, Math.PI / 2)).isCloseTo(p, within(0.01));
  }

  /** For a gap of more than half of the circle only one term is left: n (1 - g)^(n - 1). */
  @Test
  void gapsInClosedForm() {
    assertThat(Tiling.gapP(2, 1.2 * Math.PI)).isCloseTo(2 * 0.4, within(1e-12));
    assertThat(Tiling.gapP(5, 1.5 * Math.PI)).isCloseTo(5 * Math.pow(0.25, 4), within(1e-12));
    assertThat(Tiling.gapP(1, 2 * Math.PI)).isEqualTo(1);
    assertThat(Tiling.gapP(100, 2 * Math.PI / 100)).isCloseTo(1, within(1e-6));
    assertThat(Tiling.gapP(0, 1)).isNaN();
  }

  /** Random directions are said not to tile as often as the level says, however many they are. */
  @ParameterizedTest
  @CsvSource({"5", "13", "60"})
  void randomDirectionsFailAtTheLevel(int units) {
    UniformRandomProvider random = random();
    int failed = 0;
    for (int k = 0; k < REPEATS; k++) {
      double[] p = new double[6];
      for (int type = 0; type < 3; type++) {
        double[] directions = directions(random, units);
        p[2 * type] = Tiling.gapP(units, Tiling.largestGap(directions));
        p[2 * type + 1] = Tiling.rayleighP(directions);
      }
      failed += Holm.least(p) < 0.05 ? 1 : 0;
    }
    assertThat(failed / (double) REPEATS).isLessThan(0.06).isGreaterThan(0.02);
  }

  /** Half of a circle without directions is found. */
  @Test
  void aHalfCircleIsNoTiling() {
    double[] half = Arrays.stream(directions(random(), 20)).map(d -> d / 2).sorted().toArray();
    assertThat(Tiling.gapP(20, Tiling.largestGap(half))).isLessThan(0.001);
  }

  /** Example of Holm's method worked out by hand. */
  @Test
  void holmByHand() {
    assertThat(Holm.adjusted(0.01, 0.04, 0.03, Double.NaN))
        .containsExactly(new double[] {0.03, 0.06, 0.06, Double.NaN}, within(1e-12));
    assertThat(Holm.adjusted(0.6, 0.9)).containsExactly(new double[] {1, 1}, within(1e-12));
    assertThat(Holm.least()).isNaN();
  }

  /** Numbers of one peak are said to have more at most as often as the level says. */
  @Test
  void unitsOfOneKindAreSeldomSeparate() {
    UniformRandomProvider random = random();
    int repeats = 200;
    int found = 0;
    for (int k = 0; k < repeats; k++) {
      double[] p = new double[3];
      for (int i = 0; i < 3; i++) {
        double[] values = DoubleStream.generate(random::nextDouble).limit(40).toArray();
        p[i] = DipTest.of(values, new DipTest.Options(199), random).p();
      }
      found += Holm.least(p) < 0.05 ? 1 : 0;
    }
    // The uniform is the worst of all distributions of one peak.
    assertThat(found / (double) repeats).isLessThan(0.09);
  }

  private static StartVectors vectors(int n, double length, double constant, double places) {
    double[] sine = new double[n];
    double[] cosine = new double[n];
    for (int k = 0; k < n; k++) {
      double at = 2 * Math.PI * k / n;
      double end = places == 0 ? at : Math.rint(at / (2 * Math.PI) * places) / places * 2 * Math.PI;
      sine[k] = length * Math.sin(end);
      cosine[k] = length * Math.cos(end) + constant;
    }
    return new StartVectors(sine, cosine);
  }

  private static double[] told(int n) {
    return IntStream.range(0, n).mapToDouble(k -> 2 * Math.PI * k / n).toArray();
  }

  /** What all starts have in common is no bump. */
  @Test
  void aConstantPatternIsNoBump() {
    StartVectors none = vectors(36, 0, 3, 0);
    assertThat(none.bump()).isCloseTo(0, within(1e-12));
    assertThat(none.coherence(told(36))).isCloseTo(0, within(1e-12));
    StartVectors both = vectors(36, 1, 3, 0);
    assertThat(both.bump()).isCloseTo(1, within(1e-12));
    assertThat(both.coherence(told(36))).isLessThan(0.3);
    StartVectors kept = vectors(36, 1, 0, 0);
    assertThat(kept.bump()).isCloseTo(1, within(1e-12));
    assertThat(kept.coherence(told(36))).isCloseTo(1, within(1e-12));
  }

  /** Starts that have come together in n places: sin(pi/n) / (pi/n) for many starts. */
  @ParameterizedTest
  @CsvSource({"2", "3", "8"})
  void coherenceOfStartsInFewPlaces(int places) {
    double expected = Math.sin(Math.PI / places) / (Math.PI / places);
    assertThat(vectors(3600, 1, 0, places).coherence(told(3600))).isCloseTo(expected, within(2e-3));
  }

  /** A turn that all starts have in common is a drift, and no loss. */
  @Test
  void aCommonTurnIsNoLoss() {
    double[] turned = Arrays.stream(told(36)).map(d -> d + 2).toArray();
    assertThat(vectors(36, 1, 0, 0).coherence(turned)).isCloseTo(1, within(1e-12));
  }

  /** A lesion that is itself a random cut is beyond its null as seldom as the level says. */
  @Test
  void aRandomLesionIsBeyondRandomCutsAtTheLevel() {
    UniformRandomProvider random = random();
    int beyond = 0;
    for (int k = 0; k < REPEATS; k++) {
      CutEffect lesion = effect(random.nextDouble());
      RandomCuts cuts =
          new RandomCuts(
              IntStream.range(0, 99).mapToObj(i -> effect(random.nextDouble())).toList(), 0);
      double p = cuts.p(cut -> LesionKind.CW_CUT.asExtreme(cut, lesion));
      beyond += p < 0.05 ? 1 : 0;
    }
    assertThat(beyond / (double) REPEATS).isLessThan(0.06);
    assertThat(
            new RandomCuts(List.of(effect(1), effect(2), effect(2), effect(3)), 0)
                .percentile(CutEffect::driftChangeDegPerS, 2))
        .isEqualTo(50);
  }

  /**
   * A bump that is gone has no gain: its lesion is no clearer for that than cuts that leave more.
   */
  @Test
  void aLesionWithoutABumpIsHeldBesideCutsByBumpAndCoherence() {
    CutEffect gone = turning(0.1, 0.9, Double.NaN);
    assertThat(LesionKind.BOTH_CUT.asExtreme(turning(0.6, 0.9, 1), gone)).isTrue();
    assertThat(LesionKind.BOTH_CUT.asExtreme(turning(0.05, 0.9, Double.NaN), gone)).isFalse();
    assertThat(LesionKind.BOTH_CUT.asExpected(gone, Config.defaults().criteria())).isFalse();
    assertThat(LesionKind.BOTH_CUT.told(gone)).contains("no gain to measure");
    CutEffect turns = turning(0.6, 0.9, 0.1);
    assertThat(LesionKind.BOTH_CUT.asExpected(turns, Config.defaults().criteria())).isTrue();
    assertThat(LesionKind.BOTH_CUT.asExtreme(gone, turns)).isFalse();
    assertThat(LesionKind.BOTH_CUT.asExtreme(turning(0.7, 0.9, 0.3), turns)).isFalse();
    assertThat(LesionKind.BOTH_CUT.asExtreme(turning(0.7, 0.9, -0.1), turns)).isTrue();
  }

  private static CutEffect turning(double bump, double coherence, double gain) {
    return new CutEffect(10, bump, 1, coherence, 1, 0, gain);
  }

  @Test
  void aLesionSurpassesTheCutsThatDoLessOfWhatThePaperSays() {
    RandomCuts cuts =
        new RandomCuts(List.of(bump(0.1, -4), bump(0.2, -2), bump(0.3, 2), bump(0.4, 4)), 0);
    CutEffect lesion = bump(0.15, 3);
    assertThat(LesionKind.COMPASS_CUT.shareSurpassed(lesion, cuts)).isEqualTo(0.75);
    assertThat(LesionKind.CW_CUT.shareSurpassed(lesion, cuts)).isEqualTo(0.75);
    assertThat(LesionKind.CCW_CUT.shareSurpassed(lesion, cuts)).isEqualTo(0.25);
    assertThat(LesionKind.BOTH_CUT.shareSurpassed(lesion, cuts)).isEqualTo(0.25);
  }

  private static CutEffect bump(double bump, double drift) {
    return new CutEffect(10, bump, 1, 1, 1, drift, 1);
  }

  private static CutEffect effect(double drift) {
    return new CutEffect(10, 1, 1, 1, 1, drift, 1);
  }
}
