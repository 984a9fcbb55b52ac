package org.compassnet.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.PermutationSampler;
import org.apache.commons.rng.simple.RandomSource;
import org.compassnet.config.Config;
import org.compassnet.network.CtRnnWeights;
import org.junit.jupiter.api.Test;

/** Networks made so that they lack what a finding is about: none shows it. */
class NegativeControlsTest {

  private static final Config SHORT =
      HandBuiltRing.config()
          .with(
              Map.of(
                  "analysis.dynamics", false,
                  "analysis.trials", 200,
                  "analysis.shuffles", 99,
                  "analysis.random_cuts", 39));

  private static Analysis analysis(CtRnnWeights weights) {
    return Analysis.of(SHORT, weights, what -> {});
  }

  private static List<Phenomenon> shown(Analysis analysis) {
    return analysis.findings().stream().filter(Finding::shown).map(Finding::phenomenon).toList();
  }

  /** The hand-built ring itself shows all that is measured in a short analysis. */
  @Test
  void theRingAsItIsShowsAll() {
    Analysis analysis = analysis(HandBuiltRing.weights());
    assertThat(shown(analysis))
        .contains(
            Phenomenon.CLASSES,
            Phenomenon.SEPARATE,
            Phenomenon.TILING,
            Phenomenon.LOCAL_EXCITATION,
            Phenomenon.DISPLACEMENT,
            Phenomenon.VELOCITY_INPUTS,
            Phenomenon.COMPASS_UNITS_SPARED,
            Phenomenon.LESION_COMPASS_CUT,
            Phenomenon.LESION_CW_CUT,
            Phenomenon.LESION_CCW_CUT,
            Phenomenon.LESION_BOTH_CUT);
  }

  /** Without shifters there is a ring, and nothing that turns it. */
  @Test
  void withoutShiftersNothingOfShiftersIsShown() {
    CtRnnWeights ring = HandBuiltRing.weights();
    float[] b = ring.b().clone();
    IntStream.range(HandBuiltRing.N, 3 * HandBuiltRing.N).forEach(i -> b[i] = -100);
    CtRnnWeights without =
        new CtRnnWeights(ring.units(), ring.wIn(), ring.wRec(), b, ring.wOut(), ring.x0());
    assertThat(shown(analysis(without)))
        .doesNotContain(
            Phenomenon.INTEGRATES,
            Phenomenon.GAIN,
            Phenomenon.CLASSES,
            Phenomenon.TILING,
            Phenomenon.DISPLACEMENT,
            Phenomenon.LAGGING_INHIBITION,
            Phenomenon.VELOCITY_INPUTS,
            Phenomenon.COMPASS_UNITS_SPARED,
            Phenomenon.LESION_CW_CUT,
            Phenomenon.LESION_CCW_CUT,
            Phenomenon.LESION_BOTH_CUT);
  }

  /** The same weights between other units. */
  @Test
  void withShuffledWeightsNothingIsShown() {
    CtRnnWeights ring = HandBuiltRing.weights();
    UniformRandomProvider random = RandomSource.XO_RO_SHI_RO_128_PP.create(3);
    int n = ring.units();
    int[] order = PermutationSampler.natural(n * n);
    PermutationSampler.shuffle(random, order);
    float[] wRec = new float[n * n];
    for (int i = 0; i < wRec.length; i++) {
      wRec[i] = ring.wRec()[order[i]];
    }
    CtRnnWeights shuffled = new CtRnnWeights(n, ring.wIn(), wRec, ring.b(), ring.wOut(), ring.x0());
    assertThat(shown(analysis(shuffled))).isEmpty();
  }

  /**
   * A ring that is held by the balance of its shifters alone: without them every start slides into
   * one place, where a bump as large as before is left. It is no stable bump.
   */
  @Test
  void startsThatSlideIntoOnePlaceAreNoStableBump() {
    CtRnnWeights ring = HandBuiltRing.weights();
    float[] b = ring.b().clone();
    for (int i = 0; i < HandBuiltRing.N; i++) {
      b[i] += (float) (1.5 * Math.cos(HandBuiltRing.PREFERRED_RAD[i]));
    }
    CtRnnWeights sliding =
        new CtRnnWeights(ring.units(), ring.wIn(), ring.wRec(), b, ring.wOut(), ring.x0());
    Specimen intact = Specimen.of(ring, SHORT);
    UnitTable table = Tuning.of(intact).table();
    PerturbationTrials trials =
        new PerturbationTrials(intact, table, Perturbation.Options.defaults());
    int[] shifters = table.indices(UnitClass.CCW, UnitClass.CW);
    Intervention cut =
        new Intervention(
            "cut and slide",
            "the shifters are cut, and the ring has a favourite",
            true,
            shifters,
            weights -> Specimen.of(sliding, SHORT).lesioned(shifters).weights());
    Perturbation made = trials.perturb(cut, false);
    assertThat(made.during().readoutLength()).isGreaterThan(0.5);
    assertThat(LesionKind.BOTH_CUT.asExpected(made.effect(shifters.length), SHORT.criteria()))
        .isFalse();
    assertThat(made.effect(shifters.length).coherence()).isLessThan(0.5);
  }
}
