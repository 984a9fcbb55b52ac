package org.compassnet.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.compassnet.config.Config;
import org.compassnet.network.CtRnnWeights;
import org.junit.jupiter.api.Test;

/** A ring that shows all is no evidence where it could not have told anything. */
class EvidenceTest {

  private static final Config SHORT =
      HandBuiltRing.config()
          .with(
              Map.of(
                  "analysis.dynamics", false,
                  "analysis.trials", 100,
                  "analysis.shuffles", 99,
                  "analysis.random_cuts", 1));

  private static final List<Phenomenon> OF_WIRING =
      List.of(
          Phenomenon.LOCAL_EXCITATION,
          Phenomenon.DISPLACEMENT,
          Phenomenon.LAGGING_INHIBITION,
          Phenomenon.VELOCITY_INPUTS,
          Phenomenon.COMPASS_UNITS_SPARED);

  private static void isNotMeasured(Analysis analysis, Phenomenon phenomenon, String why) {
    Finding finding = analysis.finding(phenomenon);
    assertThat(finding.outcome()).as(finding.toString()).isEqualTo(Finding.Outcome.NOT_MEASURED);
    assertThat(finding.evidence()).startsWith(why);
  }

  /** Turns four times as fast as it can follow. */
  @Test
  void nothingIsReadFromUnitsOutsideOfTheRange() {
    Analysis analysis =
        Analysis.of(
            SHORT.with(Map.of("analysis.av_range_deg_per_s", 1000)),
            HandBuiltRing.weights(),
            what -> {});
    assertThat(analysis.finding(Phenomenon.INTEGRATES).shown()).isTrue();
    assertThat(analysis.ownRange().succeeded()).isTrue();
    String why = "read outside the range in which it integrates";
    OF_WIRING.forEach(phenomenon -> isNotMeasured(analysis, phenomenon, why));
    for (Phenomenon phenomenon :
        List.of(
            Phenomenon.CLASSES,
            Phenomenon.TILING,
            Phenomenon.SEPARATE,
            Phenomenon.LESION_COMPASS_CUT,
            Phenomenon.LESION_CW_CUT,
            Phenomenon.LESION_CCW_CUT,
            Phenomenon.LESION_BOTH_CUT)) {
      isNotMeasured(analysis, phenomenon, why);
    }
  }

  /** The ring's units and wiring are there, but nothing tells the direction. */
  @Test
  void withoutOutputTheWiringOfARingIsNoFinding() {
    CtRnnWeights ring = HandBuiltRing.weights();
    Analysis analysis =
        Analysis.of(SHORT, ring.with(ring.wRec(), new float[2 * ring.units()]), what -> {});
    assertThat(analysis.finding(Phenomenon.INTEGRATES).outcome())
        .isEqualTo(Finding.Outcome.NOT_SHOWN);
    assertThat(analysis.finding(Phenomenon.CLASSES).shown()).isTrue();
    String why = "the network has not learned the task";
    OF_WIRING.forEach(phenomenon -> isNotMeasured(analysis, phenomenon, why));
    isNotMeasured(analysis, Phenomenon.SEPARATE, why);
  }

  /** With 24 of 76 units a class is too small for one that asks for 35 %. */
  @Test
  void classesThatAreTooSmallHaveNoWiring() {
    Analysis analysis =
        Analysis.of(
            SHORT.with(Map.of("criteria.class_share", 0.35)), HandBuiltRing.weights(), what -> {});
    assertThat(analysis.finding(Phenomenon.CLASSES).outcome()).isEqualTo(Finding.Outcome.NOT_SHOWN);
    OF_WIRING.forEach(
        phenomenon -> isNotMeasured(analysis, phenomenon, "too few tuned compass units"));
    // Before training it is other weights of the same units.
    Connectivity before = analysis.connectivityBefore().orElseThrow();
    UnitTable table = analysis.tuning().table();
    for (VelocityInput input : before.inputs()) {
      assertThat(input)
          .isEqualTo(VelocityInput.of(analysis.untrained().weights(), table, input.type()))
          .isNotEqualTo(analysis.connectivity().orElseThrow().input(input.type()));
    }
  }
}
