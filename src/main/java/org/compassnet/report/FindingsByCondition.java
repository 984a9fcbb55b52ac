package org.compassnet.report;

import static org.compassnet.files.Text.text;

import java.util.ArrayList;
import java.util.List;
import org.compassnet.analysis.Finding;
import org.compassnet.analysis.Phenomenon;
import org.compassnet.study.Condition;
import org.compassnet.study.NetworkSummary;
import org.compassnet.study.Reproduction;

/** How many networks of each condition show each finding, on the page of a study. */
final class FindingsByCondition {

  private FindingsByCondition() {}

  static void write(ReportPage page, Reproduction reproduction) {
    List<String> header = new ArrayList<>(List.of("Finding"));
    reproduction.conditions().forEach(condition -> header.add(condition.name()));
    List<List<String>> rows = new ArrayList<>();
    for (Phenomenon phenomenon : Phenomenon.values()) {
      List<String> row = new ArrayList<>(List.of(phenomenon.title()));
      for (Condition condition : reproduction.conditions()) {
        List<NetworkSummary> asked =
            phenomenon == Phenomenon.INTEGRATES
                ? reproduction.of(condition.name())
                : reproduction.learned(condition.name());
        row.add(count(asked, phenomenon));
      }
      rows.add(row);
    }
    page.table(
        "conditions",
        "Findings in each condition",
        "Networks that show each finding, of those that learned the task. The questions are judged"
            + " in the condition main; the others are told, and not judged. Not measured: what"
            + " rests on units that are read with velocities at which a network loses its"
            + " direction, or on a lesion of one that has no direction, or no units, to lose.",
        header,
        rows,
        List.of());
  }

  /** How many of the networks show it, and of how many it was not measured. */
  static String count(List<NetworkSummary> asked, Phenomenon phenomenon) {
    long shown = asked.stream().filter(n -> n.shows(phenomenon)).count();
    long unmeasured =
        asked.stream()
            .filter(n -> n.findings().get(phenomenon) == Finding.Outcome.NOT_MEASURED)
            .count();
    if (unmeasured > 0 && unmeasured == asked.size()) {
      return "not measured";
    }
    return text("%d of %d", shown, asked.size())
        + (unmeasured > 0 ? text(", %d not measured", unmeasured) : "");
  }
}
