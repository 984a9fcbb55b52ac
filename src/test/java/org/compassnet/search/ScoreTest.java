package org.compassnet.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Map;
import org.compassnet.study.Effect;
import org.compassnet.study.NetworkSummary;
import org.junit.jupiter.api.Test;

class ScoreTest {

  private static NetworkSummary network(double deg, double separability) {
    return new NetworkSummary(
        "x",
        1,
        NetworkSummary.State.LEARNED,
        "",
        Map.of(
            Effect.MEAN_ANGULAR_ERROR_DEG.keyword(),
            deg,
            Effect.SEPARABILITY.keyword(),
            separability),
        Map.of(),
        Map.of());
  }

  @Test
  void oneMeasureIsScoredAsItIs() {
    Score error = new Score(Map.of(Measure.ANGULAR_ERROR, 3.0));
    assertThat(
            error.score(
                network(4.5, 0.8),
                (Class<org.deeplearning4j.arbiter.optimize.api.data.DataSource>) null,
                null))
        .isEqualTo(4.5);
    assertThat(error.minimize()).isTrue();
    Score separability = new Score(Map.of(Measure.SEPARABILITY, 1.0));
    assertThat(separability.of(network(4.5, 0.8))).isEqualTo(0.8);
    assertThat(separability.minimize()).isFalse();
    assertThat(separability.better(0.9, 0.8)).isTrue();
    assertThat(separability.better(Double.NaN, 0.8)).isFalse();
  }

  @Test
  void inactiveUnitsCostByTheirDistanceFromThePapersTwelveOfAHundred() {
    assertThat(Measure.INACTIVE_DISTANCE.cost(0)).isZero();
    assertThat(Measure.INACTIVE_DISTANCE.cost(0.03)).isCloseTo(0.25, within(1e-12));
    assertThat(Measure.INACTIVE_DISTANCE.cost(0.12)).isEqualTo(1);
    assertThat(Measure.INACTIVE_DISTANCE.cost(0.5)).isEqualTo(1);
    assertThat(Measure.INACTIVE_DISTANCE.minimised()).isTrue();
    assertThat(Measure.LESIONS_BEYOND_CUTS.cost(0.9)).isCloseTo(0.1, within(1e-12));
  }

  @Test
  void severalMeasuresAreTheWeightedMeanOfTheirCosts() {
    Score both = new Score(Map.of(Measure.ANGULAR_ERROR, 1.0, Measure.SEPARABILITY, 3.0));
    // (1 x 45/90 + 3 x (1 - 0.8)) / 4
    assertThat(both.of(network(45, 0.8))).isCloseTo(0.275, within(1e-12));
    assertThat(both.minimize()).isTrue();
    assertThat(both.of(network(45, Double.NaN))).isNaN();
    assertThat(both.missing(network(45, Double.NaN))).startsWith("separability: ");
  }
}
