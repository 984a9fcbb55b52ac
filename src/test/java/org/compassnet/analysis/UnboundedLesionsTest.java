package org.compassnet.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.compassnet.config.Config;
import org.compassnet.network.CtRnnWeights;
import org.junit.jupiter.api.Test;

/**
 * Two pairs of units, one for each output: E' = -E + 5 e - 8 i + cue + 0.1, I' = -I + 5 e - 5 i.
 * The pair's eigenvalues are -1 +- 3.9 i; without its I, E grows as e^4t.
 */
class UnboundedLesionsTest {

  private static final Config CONFIG =
      Config.of(Map.of("network.activation", "relu", "network.units", 4, "task.steps", 60));

  private static final CtRnnWeights WEIGHTS =
      new CtRnnWeights(
          4,
          new float[] {0, 1, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0},
          new float[] {5, -8, 0, 0, 5, -5, 0, 0, 0, 0, 5, -8, 0, 0, 5, -5},
          new float[] {0.1f, 0, 0.1f, 0},
          new float[] {1, 0, 0, 0, 0, 0, 1, 0},
          new float[4]);

  private static Unit unit(int index, UnitClass type, double directionRad) {
    boolean turned = type == UnitClass.CW;
    return new Unit(index, type, directionRad, 0.8, 0.9, turned ? 0.9 : 0.1, turned ? -1 : 0, 1, 0);
  }

  private static final UnitTable TABLE =
      new UnitTable(
          List.of(
              unit(0, UnitClass.COMPASS, Math.PI / 2),
              unit(1, UnitClass.CW, Math.PI / 2),
              unit(2, UnitClass.COMPASS, 0),
              unit(3, UnitClass.CW, 0)),
          UnitTable.Options.defaults());

  @Test
  void oneThatGrowsWithoutBoundLeavesTheOthersBe() {
    Lesions lesions =
        Lesions.of(
            Specimen.of(WEIGHTS, CONFIG),
            TABLE,
            Lesions.Options.defaults()
                .withPerturbation(Perturbation.Options.defaults().withDirections(4))
                .withRandomCuts(12, 4),
            Defaults.random("lesions"));

    assertThat(lesions.named()).extracting(Lesion::kind).containsExactly(LesionKind.COMPASS_CUT);
    assertThatThrownBy(() -> lesions.get(LesionKind.CW_CUT))
        .isInstanceOf(CannotAnalyze.class)
        .hasMessageStartingWith(
            LesionKind.CW_CUT.title()
                + ": the rates grow without bound: they pass 1.7e+07 at step");
    assertThat(lesions.omitted()).containsKey(LesionKind.CW_CUT.title().replace(' ', '_'));
    Lesion compass = lesions.get(LesionKind.COMPASS_CUT);
    RandomCuts cuts = compass.random();
    assertThat(cuts.unbounded()).isPositive();
    assertThat(cuts.effects().size() + cuts.unbounded()).isEqualTo(12);
    assertThat(compass.judgement().outcome()).doesNotContain("NaN", "not defined");
    assertThat(lesions.courses()).allSatisfy(c -> assertThat(c.told()).doesNotContain("not def"));
  }
}
