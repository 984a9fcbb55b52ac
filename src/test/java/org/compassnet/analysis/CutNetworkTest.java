package org.compassnet.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.commons.rng.UniformRandomProvider;
import org.compassnet.config.Config;
import org.compassnet.config.RandomStreams;
import org.compassnet.network.CtRnnWeights;
import org.junit.jupiter.api.Test;

/** A network whose cut units are left out does what it does with their output at zero. */
class CutNetworkTest {

  private static UnitTable table(int perClass) {
    return table(perClass, 0);
  }

  private static UnitTable table(int perClass, double compassTurnedRad) {
    UnitClass[] types = {UnitClass.COMPASS, UnitClass.CCW, UnitClass.CW};
    List<Unit> units =
        IntStream.range(0, 3 * perClass)
            .mapToObj(
                i -> {
                  double pd = Angles.evenlySpaced(perClass)[i % perClass];
                  double turned = i < perClass ? pd + compassTurnedRad : pd;
                  return new Unit(i, types[i / perClass], turned, 0.8, 0.9, 0.5, 0.5, 1, 0);
                })
            .toList();
    return new UnitTable(units, UnitTable.Options.defaults());
  }

  private static CutEffect whole(PerturbationTrials trials, int... units) {
    return trials.perturb(Intervention.cutUnits("cut", units), true).effect(units.length);
  }

  @Test
  void toTheLastBitWhereASumIsOneRun() {
    Specimen ring = Specimen.of(HandBuiltRing.weights(), HandBuiltRing.config());
    PerturbationTrials trials =
        new PerturbationTrials(
            ring,
            table(HandBuiltRing.N),
            Perturbation.Options.defaults().withDirections(4).withTurnDegPerS(90));
    for (int[] cut : new int[][] {{0}, {3, 30, 29, 71}, IntStream.range(24, 48).toArray()}) {
      assertThat(trials.cut(true, cut)).isEqualTo(whole(trials, cut));
    }
    // At rest, the gain aside.
    CutEffect atRest = trials.cut(false, 5, 6);
    assertThat(atRest.gain()).isNaN();
    assertThat(atRest.bump()).isEqualTo(whole(trials, 5, 6).bump());
    int[] all = IntStream.range(0, ring.units()).toArray();
    assertThat(trials.cut(false, all).bump()).isZero();
  }

  @Test
  void toSinglePrecisionWhereTheRunsOfASumMove() {
    int units = 180;
    UniformRandomProvider random = new RandomStreams(3).stream("weights");
    CtRnnWeights weights =
        new CtRnnWeights(
            units,
            uniform(random, 3 * units, 0.5),
            uniform(random, units * units, 0.1),
            uniform(random, units, 0.3),
            uniform(random, 2 * units, 0.1),
            uniform(random, units, 0.3));
    Config config = Config.of(Map.of("network.units", units, "task.steps", 60));
    PerturbationTrials trials =
        new PerturbationTrials(
            Specimen.of(weights, config),
            table(units / 3),
            Perturbation.Options.defaults()
                .withDirections(4)
                .withSettleS(0.1)
                .withWindowS(0.5)
                .withTurnDegPerS(90));
    int[] cut = IntStream.range(20, 75).toArray();
    CutEffect small = trials.cut(false, cut);
    CutEffect whole = whole(trials, cut);
    assertThat(whole.bump()).isGreaterThan(0);
    assertThat(small.bump()).isCloseTo(whole.bump(), within(1e-5));
    assertThat(small.bumpAtOnset()).isCloseTo(whole.bumpAtOnset(), within(1e-5));
    assertThat(small.estimate()).isCloseTo(whole.estimate(), within(1e-5));
    assertThat(small.coherence()).isCloseTo(whole.coherence(), within(1e-5));
  }

  private static float[] uniform(UniformRandomProvider random, int count, double most) {
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = (float) ((2 * random.nextDouble() - 1) * most);
    }
    return values;
  }

  @Test
  void shuffledPairsAreThoseOfTheDirectionsThatTheyAreGiven() {
    // 4 deg beside one another, so that no difference lies between two quarters of the circle.
    double beside = Math.toRadians(4);
    UnitPairs pairs =
        new UnitPairs(
            HandBuiltRing.weights(),
            table(HandBuiltRing.N, beside),
            UnitClass.CCW,
            UnitClass.COMPASS);
    UniformRandomProvider random = new RandomStreams(5).stream("orders");
    UnitPairs shuffled = pairs.shuffled(random).shuffled(random);
    UnitPairs.Means means = shuffled.quarters();
    assertThat(new double[] {means.far(), means.cwSide(), means.near(), means.ccwSide()})
        .containsExactly(shuffled.centred(4).mean(), within(1e-12));
    assertThat(means.push()).isNotEqualTo(pairs.quarters().push());
    // Over all differences of evenly spaced directions, the basis is orthogonal.
    BinnedPairs fine = shuffled.centred(360);
    double cosine = 0;
    for (int bin = 0; bin < fine.bins(); bin++) {
      cosine += Arrays.stream(fine.sum()[bin]).sum() * Math.cos(fine.middleRad()[bin]);
    }
    assertThat(shuffled.fit().cosine()).isCloseTo(2 * cosine / shuffled.count(), within(1e-6));
  }
}
