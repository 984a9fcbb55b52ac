package org.compassnet.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.compassnet.analysis.Finding;
import org.compassnet.analysis.Phenomenon;
import org.compassnet.config.Config;
import org.compassnet.training.Shrinkage;
import org.junit.jupiter.api.Test;

class SettingsStudyTest {

  private static final Condition MAIN = new Condition("main", Config.defaults());

  private static NetworkSummary network(
      String condition, long seed, boolean learned, Map<Effect, Double> numbers) {
    Map<String, Double> byKey = new LinkedHashMap<>();
    numbers.forEach((effect, value) -> byKey.put(effect.keyword(), value));
    return new NetworkSummary(
        condition,
        seed,
        learned ? NetworkSummary.State.LEARNED : NetworkSummary.State.NOT_LEARNED,
        "",
        byKey,
        Map.of(),
        Map.of(
            Phenomenon.LESION_CW_CUT, Finding.Outcome.SHOWN,
            Phenomenon.LESION_COMPASS_CUT, Finding.Outcome.NOT_SHOWN));
  }

  /** Errors of three pairs, of which the second condition's are 0.01 more, and a lazier W_rec. */
  private static SettingsStudy study() {
    List<SettingsStudy.Setting> settings = SettingsStudy.settings(MAIN).subList(0, 2);
    String other = settings.get(1).name();
    List<NetworkSummary> networks = new ArrayList<>();
    double[] spread = {0, 0.1, 0.3};
    for (int k = 0; k < 3; k++) {
      networks.add(
          network(
              SettingsStudy.BASE,
              k,
              true,
              Map.of(
                  Effect.NORMALIZED_ERROR, 0.01 + spread[k],
                  Effect.W_REC_CORRELATION, 0.5,
                  Effect.DIP_P_VELOCITY_WEIGHT, 0.5)));
      networks.add(
          network(
              other,
              k,
              k > 0,
              Map.of(
                  Effect.NORMALIZED_ERROR,
                  0.02 + spread[k] + 1e-6 * k,
                  Effect.W_REC_CORRELATION,
                  0.9 - 0.4 * k,
                  Effect.DIP_P_VELOCITY_WEIGHT,
                  0.01 * k)));
    }
    return new SettingsStudy(settings, networks);
  }

  @Test
  void everySettingIsAConditionOfItsOwn() {
    List<Condition> settings = SettingsStudy.conditions(SettingsStudy.settings(MAIN));
    assertThat(settings.stream().map(Condition::name)).doesNotHaveDuplicates();
    assertThat(settings.stream().map(c -> c.config(1).with(Map.of("name", "same"))))
        .doesNotHaveDuplicates();
    assertThat(SettingsStudy.settings(MAIN).stream().map(SettingsStudy.Setting::words))
        .doesNotHaveDuplicates();
  }

  @Test
  void weightDecaysAmountToTheShrinkageThatTheyAreCalledBy() {
    Map<String, Config> configs = new TreeMap<>();
    SettingsStudy.settings(MAIN).forEach(s -> configs.put(s.name(), s.condition().config()));
    assertThat(Shrinkage.of(configs.get("weight_decay_shrinks-50").training()).training())
        .isCloseTo(0.5, within(1e-3));
    assertThat(Shrinkage.of(configs.get("weight_decay_shrinks-90").training()).training())
        .isCloseTo(0.9, within(1e-3));
  }

  @Test
  void aMainConditionThatIsShortAlreadyIsTheBaseAsItIs() {
    Config brief = Config.of(Map.of("training.updates", 40));
    List<SettingsStudy.Setting> settings = SettingsStudy.settings(new Condition("main", brief));
    assertThat(settings.get(0).condition().config()).isEqualTo(brief);
    assertThat(settings.stream().mapToInt(s -> s.condition().config().training().updates()).max())
        .hasValue(80);
    assertThat(SettingsStudy.settings(MAIN).get(0).condition().config().training().updates())
        .isEqualTo(1000);
  }

  @Test
  void whatTheBaseHasAlreadyIsNoSettingOfItsOwn() {
    Condition small = new Condition("main", Config.of(Map.of("network.recurrent_gain", 0.5)));
    assertThat(SettingsStudy.settings(small).stream().map(SettingsStudy.Setting::name))
        .doesNotContain("recurrent_gain-0.5")
        .hasSize(SettingsStudy.settings(MAIN).size() - 1);
  }

  @Test
  void differencesAreOfPairsOfASeed() {
    SettingsStudy study = study();
    List<SettingsStudy.Difference> differences = study.differences(study.settings().get(1).name());
    SettingsStudy.Difference error = differences.get(0);
    assertThat(error.effect()).isEqualTo(Effect.NORMALIZED_ERROR);
    assertThat(error.mean().value()).isCloseTo(0.010001, within(1e-9));
    // The errors themselves differ from seed to seed by far more.
    assertThat(error.clear()).isTrue();
    SettingsStudy.Difference lazy =
        differences.get(SettingsStudy.JUDGED.indexOf(Effect.W_REC_CORRELATION));
    // Of the two pairs that learned: 0.5 - 0.5 and 0.1 - 0.5.
    assertThat(lazy.mean().value()).isCloseTo(-0.2, within(1e-9));
    assertThat(lazy.clear()).isFalse();
    assertThat(differences.get(SettingsStudy.JUDGED.indexOf(Effect.N_INACTIVE)).mean().value())
        .isNaN();
  }

  @Test
  void equalDifferencesOfCountsAreNotClear() {
    assertThat(difference(-1, -1, -1)).isFalse();
    assertThat(difference(-1, -1.0001, -1)).isTrue();
    assertThat(difference(-1, 1, -1)).isFalse();
    assertThat(difference(-1)).isFalse();
  }

  private static boolean difference(double... values) {
    return new SettingsStudy.Difference(Effect.N_INACTIVE, Statistics.mean(values, 0.95)).clear();
  }

  @Test
  void whatIsToldOfUnitsIsOfNetworksThatLearned() {
    SettingsStudy study = study();
    String other = study.settings().get(1).name();
    assertThat(study.sample(other, Effect.NORMALIZED_ERROR).values()).hasSize(3);
    assertThat(study.sample(other, Effect.W_REC_CORRELATION).values()).hasSize(2);
    assertThat(study.separated(other)).isEqualTo(2);
    assertThat(study.separated(SettingsStudy.BASE)).isZero();
    assertThat(study.lesionsShown(other).values()).containsExactly(1, 1);
  }

  @Test
  void aBaseWithLearnedVelocityWeightsAndTheFasterRateHasItsOwnRows() {
    Condition learned =
        new Condition(
            "main",
            Config.of(
                Map.of(
                    "training.learning_rate",
                    0.005,
                    "network.initial_weights.velocity_sd",
                    0.014,
                    "network.velocity_input_gain",
                    23)));
    assertThat(SettingsStudy.settings(learned))
        .extracting(SettingsStudy.Setting::name)
        .contains("lazy_start")
        .doesNotContain("learning_rate-0.005");
    assertThat(SettingsStudy.settings(MAIN))
        .extracting(SettingsStudy.Setting::name)
        .contains("learning_rate-0.005")
        .doesNotContain("lazy_start");
  }
}
