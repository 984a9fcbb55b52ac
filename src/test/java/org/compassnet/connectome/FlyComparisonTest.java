package org.compassnet.connectome;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.simple.RandomSource;
import org.compassnet.analysis.CannotAnalyze;
import org.compassnet.analysis.HandBuiltRing;
import org.compassnet.analysis.Unit;
import org.compassnet.analysis.UnitClass;
import org.compassnet.analysis.UnitTable;
import org.compassnet.config.RandomStreams;
import org.compassnet.network.CtRnnWeights;
import org.junit.jupiter.api.Test;

/** Networks whose kernels are known beside the fly. */
class FlyComparisonTest {

  private static final Connectome FLY = Connectome.hemibrain();
  private static final FlyComparison.Options OPTIONS =
      new FlyComparison.Options(199, 200, 0.95, 0.05);

  private static FlyComparison compare(CtRnnWeights weights, UnitTable table) {
    return FlyComparison.of(weights, table, FLY, OPTIONS, new RandomStreams(1));
  }

  /** The fly's own kernels; Delta7's inhibition is taken off the excitation. */
  private static double fly(UnitClass from, UnitClass to, int wedges) {
    if (from == UnitClass.COMPASS && to == UnitClass.COMPASS) {
      return (FLY.kernel(Pathway.LOCAL_EXCITATION).at(wedges) / 50
              + FLY.kernel(Pathway.LONG_RANGE_INHIBITION).at(wedges) / 30000)
          / 10;
    }
    for (Pathway pathway : Pathway.values()) {
      if (pathway.from() == from && pathway.to() == to) {
        return FLY.kernel(pathway).at(wedges) / 1000;
      }
    }
    return 0;
  }

  @Test
  void theFlysOwnKernelsAreLikeTheFlys() {
    RingNetwork network = RingNetwork.of(FlyComparisonTest::fly);
    FlyComparison found = compare(network.weights(), network.table());
    for (Pathway pathway :
        List.of(
            Pathway.LEFT_TO_COMPASS,
            Pathway.RIGHT_TO_COMPASS,
            Pathway.COMPASS_TO_LEFT,
            Pathway.COMPASS_TO_RIGHT)) {
      BesideFly beside = found.find(pathway).orElseThrow();
      assertThat(beside.correlation()).isCloseTo(1, within(1e-6));
      assertThat(beside.p()).isEqualTo(1 / 200.0);
      assertThat(beside.peakDeg().value()).isCloseTo(beside.fly().peakDeg(), within(1e-3));
      assertThat(beside.pairs()).isEqualTo(256);
    }
    assertThat(found.roundTrips())
        .allSatisfy(
            trip -> assertThat(trip.networkDeg().value()).isCloseTo(trip.flyDeg(), within(1e-3)));
    assertThat(found.motifsAsInFly()).isEqualTo(4);
    assertThat(found.answer()).isEqualTo(FlyComparison.Answer.LIKE);
    assertThat(found.missing()).isEmpty();
    assertThat(found.toString())
        .contains("like the fly's: the shapes of four")
        .doesNotContain("NaN");
  }

  /** A fly without structure gives no peaks and no verdict, and says so in words. */
  @Test
  void aFlyWithoutStructureIsNotMeasured() {
    RingNetwork network = RingNetwork.of(FlyComparisonTest::fly);
    double[] same = new double[RingKernel.BINS];
    Arrays.fill(same, 7 / 3.0);
    Map<Pathway, RingKernel> kernels = new EnumMap<>(Pathway.class);
    for (Pathway pathway : Pathway.values()) {
      kernels.put(pathway, new RingKernel(same));
    }
    Connectome flat = new Connectome("flat", kernels, List.of());
    FlyComparison found =
        FlyComparison.of(
            network.weights(),
            network.table(),
            flat,
            new FlyComparison.Options(9, 9, 0.95, 0.05),
            new RandomStreams(1));
    assertThat(found.answer()).isEqualTo(FlyComparison.Answer.NOT_MEASURED);
    assertThat(found.p()).isNaN();
    assertThat(found.pathways()).allSatisfy(beside -> assertThat(beside.p()).isNaN());
    assertThat(found.sentence()).startsWith("not measured: ").doesNotContain("defined");
    assertThat(found.toString()).contains("no peak", "the fly's no peak").doesNotContain("NaN");
    assertThat(found.find(Pathway.LEFT_TO_COMPASS).orElseThrow().sign())
        .isEqualTo(BesideFly.Sign.UNDECIDED);
    assertThat(found.roundTrips()).allSatisfy(trip -> assertThat(trip.flyDeg()).isNaN());
  }

  /** Of 200 noisy networks with a push of 60 deg, about 95 % of the intervals hold it. */
  @Test
  void intervalsOfThePeakHoldTheTruth() {
    UniformRandomProvider random = RandomSource.XO_RO_SHI_RO_128_PP.create(7);
    FlyComparison.Options options = new FlyComparison.Options(1, 200, 0.95, 0.05);
    int held = 0;
    for (int k = 0; k < 200; k++) {
      RingNetwork network =
          RingNetwork.of(
              (from, to, wedges) ->
                  Math.cos(Math.toRadians(22.5 * wedges - 60)) + 4 * (random.nextDouble() - 0.5));
      FlyComparison found =
          FlyComparison.of(network.weights(), network.table(), FLY, options, new RandomStreams(k));
      held += found.find(Pathway.LEFT_TO_COMPASS).orElseThrow().peakDeg().holds(60) ? 1 : 0;
    }
    // Percentiles of 16 units are a little narrow.
    assertThat(held).isBetween(170, 199);
  }

  /** Shifters that push to the other side are found out by shape and sign. */
  @Test
  void mirroredPushesAreOpposite() {
    RingNetwork network =
        RingNetwork.of((from, to, wedges) -> fly(from, to, from == to ? wedges : -wedges));
    FlyComparison found = compare(network.weights(), network.table());
    BesideFly left = found.find(Pathway.LEFT_TO_COMPASS).orElseThrow();
    assertThat(left.peakDeg().value()).isCloseTo(-left.fly().peakDeg(), within(1e-3));
    assertThat(left.sign()).isEqualTo(BesideFly.Sign.OPPOSITE);
    assertThat(left.p()).isGreaterThan(0.5);
    assertThat(found.motifsAsInFly()).isEqualTo(2);
    assertThat(found.answer()).isNotEqualTo(FlyComparison.Answer.LIKE);
  }

  /** Cosines: pushes of +-90 deg, and no displacement on the way to the shifters. */
  @Test
  void theHandBuiltRingHasTheShiftsThatItWasBuiltWith() {
    List<Unit> units = new ArrayList<>();
    for (int i = 0; i < HandBuiltRing.UNITS; i++) {
      double direction = i < 3 * HandBuiltRing.N ? HandBuiltRing.PREFERRED_RAD[i] : Double.NaN;
      units.add(new Unit(i, HandBuiltRing.type(i), direction, 1, 1, 0, 0, 1, 0));
    }
    FlyComparison found =
        compare(HandBuiltRing.weights(), new UnitTable(units, UnitTable.Options.defaults()));
    Map<Pathway, Double> peaks = new EnumMap<>(Pathway.class);
    found.pathways().forEach(b -> peaks.put(b.pathway(), b.peakDeg().value()));
    assertThat(peaks.get(Pathway.LOCAL_EXCITATION)).isCloseTo(0, within(1e-3));
    assertThat(peaks.get(Pathway.LEFT_TO_COMPASS)).isCloseTo(90, within(1e-3));
    assertThat(peaks.get(Pathway.RIGHT_TO_COMPASS)).isCloseTo(-90, within(1e-3));
    assertThat(peaks.get(Pathway.COMPASS_TO_LEFT)).isCloseTo(0, within(1e-3));
    assertThat(found.roundTrips().get(0).networkDeg().value()).isCloseTo(90, within(1e-3));
    assertThat(found.roundTrips().get(1).networkDeg().value()).isCloseTo(-90, within(1e-3));
    assertThat(found.answer()).isEqualTo(FlyComparison.Answer.LIKE);
    assertThat(found.find(Pathway.LONG_RANGE_INHIBITION).orElseThrow().correlation())
        .isGreaterThan(0.95);
  }

  /** Of 400 networks without structure, 5 % pass the level of 5 %, of every pathway and of all. */
  @Test
  void randomWiringPassesAtTheLevel() {
    UniformRandomProvider random = RandomSource.XO_RO_SHI_RO_128_PP.create(5);
    FlyComparison.Options options = new FlyComparison.Options(39, 1, 0.95, 0.05);
    int repeats = 400;
    Map<Pathway, Integer> passed = new EnumMap<>(Pathway.class);
    int alike = 0;
    int like = 0;
    for (int k = 0; k < repeats; k++) {
      RingNetwork network = RingNetwork.random(12, random);
      FlyComparison found =
          FlyComparison.of(network.weights(), network.table(), FLY, options, new RandomStreams(k));
      for (BesideFly beside : found.pathways()) {
        passed.merge(beside.pathway(), beside.p() <= 0.05 ? 1 : 0, Integer::sum);
      }
      alike += found.p() <= 0.05 ? 1 : 0;
      like += found.answer() == FlyComparison.Answer.LIKE ? 1 : 0;
    }
    // Four standard errors of a binomial count are 17 about 20.
    assertThat(passed).hasSize(6).allSatisfy((p, n) -> assertThat(n).isBetween(4, 37));
    assertThat(alike).isBetween(4, 37);
    assertThat(like).isLessThanOrEqualTo(alike);
  }

  @Test
  void theSameSeedGivesTheSameBits() {
    RingNetwork network = RingNetwork.random(14, RandomSource.XO_RO_SHI_RO_128_PP.create(3));
    FlyComparison once = compare(network.weights(), network.table());
    assertThat(compare(network.weights(), network.table()).toString()).isEqualTo(once.toString());
    assertThat(compare(network.weights(), network.table()).p()).isEqualTo(once.p());
  }

  @Test
  void classesThatAreNotThereAreSaid() {
    RingNetwork network = RingNetwork.of(FlyComparisonTest::fly);
    List<Unit> units =
        network.table().units().stream()
            .map(
                u ->
                    u.type() == UnitClass.CW
                        ? new Unit(
                            u.unit(), UnitClass.OTHER, u.preferredDirectionRad(), 1, 1, 0, 0, 1, 0)
                        : u)
            .toList();
    UnitTable without = new UnitTable(units, UnitTable.Options.defaults());
    FlyComparison found = compare(network.weights(), without);
    assertThat(found.pathways()).hasSize(4);
    assertThat(found.missing())
        .containsOnlyKeys(Pathway.RIGHT_TO_COMPASS, Pathway.COMPASS_TO_RIGHT)
        .containsValue("no CW shifters or no compass units to connect");
    assertThat(found.likeness()).isNaN();
    assertThat(found.answer()).isEqualTo(FlyComparison.Answer.NOT_MEASURED);
    assertThat(found.toString()).doesNotContain("NaN");
    List<Unit> few = units.subList(0, 2);
    UnitTable two = new UnitTable(few, UnitTable.Options.defaults());
    assertThatThrownBy(() -> compare(network.weights(), two)).isInstanceOf(CannotAnalyze.class);
  }

  /** Four motifs of the fly's sign, the last of which has such an interval. */
  private static FlyComparison.Answer answer(double p, double low, double high) {
    List<BesideFly> pathways =
        FlyComparison.MOTIFS.stream()
            .map(
                motif -> {
                  boolean last = motif == Pathway.RIGHT_TO_COMPASS;
                  Estimate estimate = last ? new Estimate(1, low, high) : new Estimate(1, 0.5, 2);
                  return new BesideFly(motif, 9, null, null, 0.9, p, null, estimate, 3);
                })
            .toList();
    FlyComparison.Options options = new FlyComparison.Options(1, 1, 0.95, 0.05);
    return new FlyComparison("made up", pathways, Map.of(), List.of(), 0.9, p, options).answer();
  }

  @Test
  void likeTheFlysTakesShapesBeyondChanceAndAllFourSigns() {
    assertThat(answer(0.049, 0.5, 2)).isEqualTo(FlyComparison.Answer.LIKE);
    assertThat(answer(0.05, 0.5, 2)).isEqualTo(FlyComparison.Answer.NOT);
    assertThat(answer(0.049, -0.5, 2)).isEqualTo(FlyComparison.Answer.IN_PART);
    assertThat(answer(0.049, -2, -0.5)).isEqualTo(FlyComparison.Answer.IN_PART);
  }
}
