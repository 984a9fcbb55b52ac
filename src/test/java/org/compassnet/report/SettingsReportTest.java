package org.compassnet.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.compassnet.config.Config;
import org.compassnet.study.Condition;
import org.compassnet.study.Effect;
import org.compassnet.study.NetworkSummary;
import org.compassnet.study.SettingsStudy;
import org.junit.jupiter.api.Test;

/** What is said of single settings, of networks whose numbers are given. */
class SettingsReportTest {

  private static final List<SettingsStudy.Setting> SETTINGS =
      SettingsStudy.settings(new Condition("main", Config.defaults())).subList(0, 3);

  private static Stream<NetworkSummary> networks(
      int setting, int seeds, NetworkSummary.State state, double correlation) {
    return LongStream.range(0, seeds)
        .mapToObj(
            seed ->
                new NetworkSummary(
                    SETTINGS.get(setting).name(),
                    seed,
                    state,
                    "",
                    Map.of(
                        Effect.NORMALIZED_ERROR.keyword(), 0.01,
                        Effect.W_REC_CORRELATION.keyword(), correlation + 1e-4 * seed,
                        Effect.DIP_P_VELOCITY_WEIGHT.keyword(), 0.001),
                    Map.of(),
                    Map.of()));
  }

  private static SettingsStudy study(int seeds) {
    return new SettingsStudy(
        SETTINGS,
        Stream.of(
                networks(0, seeds, NetworkSummary.State.LEARNED, 0.9),
                networks(1, seeds, NetworkSummary.State.LEARNED, 0.4),
                networks(2, seeds, NetworkSummary.State.NOT_LEARNED, 0.9))
            .flatMap(s -> s)
            .toList());
  }

  @Test
  void aRowSaysWhatDiffersFromTheBaseAndThatNothingDoes() {
    List<List<String>> rows = SettingsText.rows(study(5));
    int last = SettingsText.HEADER.size() - 1;
    assertThat(rows).allSatisfy(row -> assertThat(row).hasSameSizeAs(SettingsText.HEADER));
    assertThat(rows.get(0).get(last)).isEmpty();
    assertThat(rows.get(1).get(last)).isEqualTo("W_rec's correlation -0.50");
    assertThat(rows.get(1).subList(1, 4)).containsExactly("5 of 5", "0.0100", "5 of 5");
    assertThat(rows.get(2).get(last)).isEqualTo("none");
    assertThat(rows.get(2).subList(1, 4)).containsExactly("0 of 5", "0.0100", "\u2013");
  }

  @Test
  void ofOneNetworkEachNoDifferenceIsTold() {
    assertThat(SettingsText.rows(study(1)).get(1)).endsWith("too few pairs");
  }

  @Test
  void figureHasARowForEverySetting() {
    String svg = SettingsFigures.settings(study(2)).svg();
    SETTINGS.forEach(setting -> assertThat(svg).contains(setting.words()));
  }
}
