package org.compassnet.report;

import static org.compassnet.files.Text.text;

import java.util.Map;
import org.compassnet.analysis.Attempt;
import org.compassnet.cells.CellComparison;
import org.compassnet.cells.CellDifference;
import org.compassnet.cells.CellStatistic;
import org.compassnet.study.CellStudy;

/** What a study's report says of the networks beside recorded cells. */
final class CellsText {

  private CellsText() {}

  /** Condition by condition; no verdict, as one session bears none. */
  static String note(CellStudy study) {
    StringBuilder words =
        new StringBuilder(
            text(
                "Beside the cells of %s (%d, of which %d are tuned to head direction; 1 session of"
                    + " 1 animal), with spikes at their rates along their course:",
                study.cells().recording().source(),
                study.cells().cells().size(),
                study.cells().headDirectionCells()));
    String separator = " ";
    for (Map.Entry<String, Attempt<CellComparison>> entry : study.comparisons().entrySet()) {
      words
          .append(separator)
          .append(entry.getKey())
          .append(": ")
          .append(
              entry.getValue().succeeded()
                  ? said(entry.getValue().orElseThrow())
                  : "not measured, " + entry.getValue().whyNot());
      separator = "; ";
    }
    study
        .missing()
        .forEach(
            (network, why) ->
                words.append("; ").append(network).append(" is left out: ").append(why));
    return words + ". " + CellComparison.LIMITS + " No claim rests on it.";
  }

  private static String said(CellComparison comparison) {
    return text(
        "median vector length %s, S_AV %s, %s",
        difference(comparison, CellStatistic.VECTOR_LENGTH),
        difference(comparison, CellStatistic.AV_STRENGTH),
        comparison
            .withoutCounterpart()
            .result()
            .map(count -> text("%d of %d units without a counterpart", count.without(), count.of()))
            .orElse("counterparts not measured"));
  }

  private static String difference(CellComparison comparison, CellStatistic statistic) {
    CellDifference of = comparison.differences().get(statistic.ordinal());
    return Double.isFinite(of.confidence().low())
        ? text("%+.2f (%+.2f to %+.2f)", of.value(), of.confidence().low(), of.confidence().high())
        : text("%+.2f", of.value());
  }
}
