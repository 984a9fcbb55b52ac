package org.compassnet.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.compassnet.analysis.Finding.Outcome;
import org.compassnet.analysis.Phenomenon;
import org.compassnet.study.NetworkSummary;
import org.junit.jupiter.api.Test;

class FindingsByConditionTest {

  private static String counted(Outcome... outcomes) {
    List<NetworkSummary> networks =
        Arrays.stream(outcomes)
            .map(
                outcome ->
                    new NetworkSummary(
                        "low",
                        1,
                        NetworkSummary.State.LEARNED,
                        "",
                        Map.of(),
                        Map.of(),
                        Map.of(Phenomenon.CLASSES, outcome)))
            .toList();
    return FindingsByCondition.count(networks, Phenomenon.CLASSES);
  }

  @Test
  void whatWasNotMeasuredIsNotCountedAsNotShownInSilence() {
    assertThat(counted(Outcome.SHOWN, Outcome.NOT_SHOWN)).isEqualTo("1 of 2");
    assertThat(counted(Outcome.SHOWN, Outcome.NOT_MEASURED)).isEqualTo("1 of 2, 1 not measured");
    assertThat(counted(Outcome.NOT_MEASURED, Outcome.NOT_MEASURED)).isEqualTo("not measured");
    assertThat(counted()).isEqualTo("0 of 0");
  }
}
