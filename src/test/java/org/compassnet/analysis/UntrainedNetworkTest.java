package org.compassnet.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.compassnet.config.Config;
import org.compassnet.network.CtRnnWeights;
import org.compassnet.network.HeadDirectionNetwork;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Networks that have nothing to show: none of the paper's findings may be seen in them. */
class UntrainedNetworkTest {

  private static final Map<String, Object> QUICK =
      Map.of("analysis.trials", 200, "analysis.shuffles", 200, "analysis.random_cuts", 39);

  private static List<Phenomenon> shown(Analysis analysis) {
    return analysis.findings().stream().filter(Finding::shown).map(Finding::phenomenon).toList();
  }

  private static CtRnnWeights start(Config config) {
    try (HeadDirectionNetwork network = HeadDirectionNetwork.create(config)) {
      return network.weights();
    }
  }

  /** The readout of a network before training is zero: its output tells no direction. */
  @Test
  void untrainedNetworkShowsNothingAndSaysWhy() {
    Config config = Config.of(QUICK);
    Analysis analysis = Analysis.of(config, start(config), what -> {});
    assertThat(shown(analysis)).isEmpty();
    assertThat(analysis.omitted())
        .containsEntry("decoded_direction", "the output is constant: it tells no direction")
        .containsKeys("ring", "memory", "gain", "lesions", "fixed_points")
        .doesNotContainKey("connectivity");
    assertThat(analysis.finding(Phenomenon.GAIN).outcome()).isEqualTo(Finding.Outcome.NOT_MEASURED);
  }

  /** With a readout of random weights everything is measured, and nothing is found. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void networkThatNeverLearnedShowsNothing(int seed) {
    Config config =
        Config.of(QUICK).with(Map.of("seed", seed, "network.initial_weights.output_sd", 0.3));
    Analysis analysis = Analysis.of(config, start(config), what -> {});
    assertThat(shown(analysis)).isEmpty();
    assertThat(analysis.tuning().byDecodedDirection().succeeded()).isTrue();
  }

  @Test
  void deadNetworkIsSaidToBeDead() {
    Config config = Config.of(QUICK).with(Map.of("network.units", 12));
    CtRnnWeights start = start(config);
    float[] bias = new float[12];
    Arrays.fill(bias, -50);
    CtRnnWeights dead =
        new CtRnnWeights(12, start.wIn(), new float[144], bias, start.wOut(), bias.clone());
    Analysis analysis = Analysis.of(config, dead, what -> {});
    assertThat(shown(analysis)).isEmpty();
    assertThat(analysis.tuning().table().counts()).containsEntry(UnitClass.INACTIVE, 12);
    assertThat(analysis.omitted().get("population"))
        .isEqualTo("0 of 12 units are active: no population to speak of");
    assertThat(analysis.omitted().get("connectivity"))
        .contains("too few compass units and shifters");
  }

  @Test
  void tooFewTrialsForTheMapsAreSaidToBeTooFew() {
    Config config = Config.of(Map.of("analysis.trials", 1, "task.steps", 30, "network.units", 5));
    Analysis analysis = Analysis.of(config, start(config), what -> {});
    assertThat(analysis.omitted().get("connectivity")).contains("raise analysis.trials");
  }
}
