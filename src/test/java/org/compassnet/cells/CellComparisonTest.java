package org.compassnet.cells;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.compassnet.analysis.HandBuiltRing;
import org.compassnet.analysis.Tuning;
import org.compassnet.analysis.UnitClass;
import org.compassnet.config.RandomStreams;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A ring built by hand beside animals made from its tuning, and beside others. */
class CellComparisonTest {

  private static final int N = HandBuiltRing.N;
  private static final RandomStreams STREAMS = new RandomStreams(3);

  private static Tuning ring;
  private static SyntheticAnimal course;

  @BeforeAll
  static void tune() {
    ring =
        Tuning.of(
            HandBuiltRing.config()
                .with(Map.of("task.velocity.pause_fraction", 0, "analysis.trials", 200)),
            HandBuiltRing.weights());
    course = SyntheticAnimal.of(SyntheticAnimal.compass(1, 4, 10, 0), 900, true, 31);
  }

  private static CellAnalysis.Options quick() {
    CellAnalysis.Options of = CellAnalysis.Options.defaults();
    return new CellAnalysis.Options(
        of.tuning(),
        of.velocitySmoothingS(),
        of.avRangeDegPerS(),
        100,
        60,
        true,
        of.decodingWindowS(),
        2,
        of.ringness().withShuffles(5).withLandmarks(50));
  }

  private static CellAnalysis analysis(CellRecording recording) {
    return CellAnalysis.of(recording, quick(), new RandomStreams(1));
  }

  /** Cells with the maps of some of the ring's units, that fire at 3 to 12 Hz. */
  private static CellAnalysis animalOf(int units, long seed) {
    CellRecording along = course.recording;
    float[] all =
        PoissonCells.ratesAlong(
            ring.byTrueDirection(), along, HeadTurns.of(along, quick().velocitySmoothingS()));
    int bins = along.awake().bins();
    float[] some = new float[bins * units];
    for (int bin = 0; bin < bins; bin++) {
      System.arraycopy(all, bin * HandBuiltRing.UNITS, some, bin * units, units);
    }
    double[] rates = IntStream.range(0, units).mapToDouble(i -> 3 + i * 7 % 10).toArray();
    return analysis(PoissonCells.of(some, rates, along, new RandomStreams(seed).stream("animal")));
  }

  private static CellDifference of(CellComparison comparison, CellStatistic statistic) {
    return comparison.differences().get(statistic.ordinal());
  }

  @Test
  void theRingBesideAnAnimalOfItsOwnTuningDiffersInNothing() {
    CellAnalysis animal = animalOf(3 * N, 1);
    CellComparison comparison = CellComparison.of(animal, Map.of("ring", ring), STREAMS);
    assertThat(comparison.differences())
        .hasSize(CellStatistic.values().length)
        .noneMatch(CellDifference::isBeyondChance)
        .allSatisfy(of -> assertThat(of.confidence().low()).isFinite());
    assertThat(of(comparison, CellStatistic.VECTOR_LENGTH).value()).isCloseTo(0, within(0.03));
    for (UnitClass type : List.of(UnitClass.COMPASS, UnitClass.CCW, UnitClass.CW)) {
      assertThat(animal.counts().get(type)).isBetween(N - 3, N + 3);
      assertThat(comparison.units(type)).isBetween(N - 3, N + 3);
    }
    Counterparts.Count without = comparison.withoutCounterpart().orElseThrow();
    assertThat(without.of()).isGreaterThan(60);
    assertThat(without.share()).isLessThan(0.1);
    assertThat(comparison.networks().get(0).rings()).hasSize(1);
    assertThat(comparison.toString())
        .contains("72 cells", "1 session of 1 animal", "over minutes of this session")
        .doesNotContain("NaN");
  }

  @Test
  void shiftersHaveNoCounterpartInAnAnimalWithoutThem() {
    CellAnalysis animal = animalOf(N, 2);
    CellComparison comparison = CellComparison.of(animal, Map.of("ring", ring), STREAMS);
    Map<UnitClass, Counterparts.Count> byClass = comparison.withoutCounterpartByClass();
    assertThat(byClass.get(UnitClass.CCW).share()).isGreaterThan(0.9);
    assertThat(byClass.get(UnitClass.CW).share()).isGreaterThan(0.9);
    assertThat(byClass.get(UnitClass.COMPASS).share()).isLessThan(0.25);
    assertThat(comparison.withoutCounterpart().orElseThrow().share())
        .isCloseTo(2 / 3.0, within(0.1));
    CellDifference av = of(comparison, CellStatistic.AV_STRENGTH);
    assertThat(av.isBeyondChance()).isTrue();
    assertThat(av.value()).isPositive();
    assertThat(av.cliffsDelta()).isBetween(0.5, 0.8);
    assertThat(animal.counts().get(UnitClass.CCW)).isZero();
  }

  @Test
  void broaderCellsAreSaidToHaveShorterVectorsThanTheUnits() {
    CellAnalysis broad = analysis(animal(SyntheticAnimal.compass(12, 1, 15, 0.03), 41));
    CellAnalysis narrow = analysis(animal(SyntheticAnimal.compass(12, 5, 30, 0), 42));
    CellComparison comparison = CellComparison.between(broad, Map.of("narrow", narrow), STREAMS);
    double apart =
        TuningCurveTest.bessel(1, 5) / TuningCurveTest.bessel(0, 5)
            - TuningCurveTest.bessel(1, 1) / TuningCurveTest.bessel(0, 1);
    CellDifference length = of(comparison, CellStatistic.VECTOR_LENGTH);
    assertThat(length.value()).isCloseTo(apart, within(0.05));
    assertThat(length.words()).isEqualTo("greater in the units");
    assertThat(length.cliffsDelta()).isEqualTo(1);
    assertThat(of(comparison, CellStatistic.WIDTH_DEG).words()).isEqualTo("less in the units");
    assertThat(of(comparison, CellStatistic.BITS_PER_SPIKE).value()).isPositive();
    assertThat(of(comparison, CellStatistic.ANTICIPATION_MS).value()).isCloseTo(-30, within(15.0));
    assertThat(of(comparison, CellStatistic.AV_STRENGTH).isBeyondChance()).isFalse();
    assertThat(comparison.withoutCounterpart().orElseThrow().share()).isEqualTo(1);
  }

  private static CellRecording animal(List<SyntheticAnimal.Truth> truth, long seed) {
    return SyntheticAnimal.of(truth, 600, true, seed).recording;
  }

  /**
   * Two sessions of the same cells. The medians' intervals are a little too wide where cells are
   * alike, so that the level is kept from below: no more than 6 of 30 at 5 %, which chance exceeds
   * once in 1500 times.
   */
  @Test
  void twoSessionsOfTheSameTruthDifferNoMoreOftenThanTheLevelSays() {
    int repeats = 30;
    int[] found = new int[CellStatistic.values().length];
    int corrected = 0;
    for (int repeat = 0; repeat < repeats; repeat++) {
      List<SyntheticAnimal.Truth> truth =
          IntStream.range(0, 7)
              .mapToObj(i -> new SyntheticAnimal.Truth(i, 2 + i % 3, 20, 0.02, i % 3 * 0.3))
              .toList();
      CellAnalysis one = brief(truth, 5000 + repeat);
      CellAnalysis other = brief(truth, 6000 + repeat);
      CellComparison comparison =
          CellComparison.between(one, Map.of("again", other), new RandomStreams(repeat));
      for (CellDifference of : comparison.differences()) {
        found[of.statistic().ordinal()] += of.p() < CellDifference.LEVEL ? 1 : 0;
      }
      corrected +=
          comparison.differences().stream().anyMatch(CellDifference::isBeyondChance) ? 1 : 0;
    }
    assertThat(Arrays.stream(found).max().orElseThrow())
        .as("p < 0.05 of 30: %s", Arrays.toString(found))
        .isLessThanOrEqualTo(6);
    assertThat(Arrays.stream(found).sum()).isLessThanOrEqualTo(24);
    assertThat(corrected).isLessThanOrEqualTo(6);
  }

  private static CellAnalysis brief(List<SyntheticAnimal.Truth> truth, long seed) {
    CellAnalysis.Options of = quick();
    return CellAnalysis.of(
        SyntheticAnimal.of(truth, 200, false, seed).recording,
        new CellAnalysis.Options(
            of.tuning(),
            of.velocitySmoothingS(),
            of.avRangeDegPerS(),
            30,
            40,
            true,
            of.decodingWindowS(),
            1,
            of.ringness().withShuffles(0).withLandmarks(10)),
        new RandomStreams(seed));
  }

  @Test
  void ofSeveralNetworksTheIntervalIsOverThem() {
    Map<String, CellAnalysis> networks = new LinkedHashMap<>();
    for (int k = 0; k < 3; k++) {
      networks.put("n" + k, brief(SyntheticAnimal.compass(6, 3 + k, 20, 0), 70 + k));
    }
    CellAnalysis cells = brief(SyntheticAnimal.compass(6, 4, 20, 0), 80);
    CellComparison comparison = CellComparison.between(cells, networks, STREAMS);
    CellDifference length = of(comparison, CellStatistic.VECTOR_LENGTH);
    double mean = Arrays.stream(length.networks()).average().orElseThrow();
    assertThat(length.value()).isCloseTo(mean - length.cells(), within(1e-12));
    double variance =
        Arrays.stream(length.networks()).map(v -> (v - mean) * (v - mean)).sum() / 2 / 3;
    // Student's quantile is the greatest, 4.30, for 2 degrees of freedom, and at least 1.96.
    double half = (length.confidence().high() - length.confidence().low()) / 2;
    assertThat(half).isGreaterThan(1.96 * Math.sqrt(variance)).isLessThan(6 * Math.sqrt(variance));
    assertThat(length.isBeyondChance()).isFalse();
    assertThat(comparison.over()).contains("over the 3 networks");
  }

  @Test
  void cliffsDeltaIsTheShareOfPairs() {
    double[] one = {1, 2, 3};
    assertThat(CellDifference.cliffsDelta(one, new double[] {0, 2.5}))
        .isCloseTo(2 / 6.0, within(1e-12));
    assertThat(CellDifference.cliffsDelta(one, one)).isZero();
    assertThat(CellDifference.cliffsDelta(one, new double[0])).isNaN();
  }

  @Test
  void theSameSeedGivesTheSameBits() {
    CellAnalysis cells = brief(SyntheticAnimal.compass(6, 4, 20, 0), 90);
    String[] written = new String[2];
    for (int k = 0; k < 2; k++) {
      CellComparison comparison =
          CellComparison.of(cells, Map.of("ring", ring), new RandomStreams(5));
      written[k] = comparison + ComparisonFolder.summary(comparison).tree().toString();
    }
    assertThat(written[0]).isEqualTo(written[1]).doesNotContain("NaN");
  }
}
