package org.compassnet.report;

import static org.compassnet.files.Text.sentence;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.DoubleStream;
import org.compassnet.analysis.Attempt;
import org.compassnet.cells.CellComparison;
import org.compassnet.cells.CellDifference;
import org.compassnet.cells.CellStatistic;
import org.compassnet.study.CellStudy;

/** The networks of a study beside recorded cells, condition by condition. */
final class CellStudyFigures {

  /** What {@link #differences} shows, for a caption. */
  static final String CAPTION =
      "Medians over the units of each network less that over the cells of one session of one"
          + " animal, by condition (small dots), with their mean and its interval over networks"
          + " (one network: none) and over minutes of the session. Units were given spikes at the"
          + " cells' rates along the course of the recording.";

  private CellStudyFigures() {}

  /** The differences of all statistics by condition. */
  static Figure differences(CellStudy study) {
    Figure figure = new Figure(860, 500);
    List<String> conditions = List.copyOf(study.comparisons().keySet());
    for (CellStatistic statistic : CellStatistic.values()) {
      List<double[]> shown = new ArrayList<>();
      Axis x = new Axis("", -0.6, conditions.size() - 0.4, false, new double[0]);
      for (Map.Entry<String, Attempt<CellComparison>> entry : study.comparisons().entrySet()) {
        entry.getValue().ifPresent(of -> shown.add(values(of.differences(), statistic)));
      }
      double[] all = shown.stream().flatMapToDouble(DoubleStream::of).toArray();
      String unit = statistic.unit().isEmpty() ? "" : "Units less cells (" + statistic.unit() + ")";
      Axes axes =
          new Axes(
                  sentence(statistic.words()),
                  x,
                  Axis.symmetric(unit.isEmpty() ? "Units less cells" : unit, all))
              .titleSize(11)
              .horizontal(0, Figure.MUTED, 0.8f);
      for (int k = 0; k < conditions.size(); k++) {
        int at = k;
        study
            .comparison(conditions.get(k))
            .ifPresent(of -> draw(axes, at, of.differences().get(statistic.ordinal())));
      }
      Axes names = new Axes("", x, Axis.bare(0, 1)).bare();
      for (int k = 0; k < conditions.size(); k++) {
        names.text(conditions.get(k), k, 0.5, Figure.TRUTH, 11);
      }
      int column = statistic.ordinal() % 3;
      double top = 45 + (double) (statistic.ordinal() / 3) * 240;
      figure.add(axes, 75 + column * 275, top, 195, 150);
      figure.add(names, 75 + column * 275, top + 152, 195, 22);
    }
    return figure;
  }

  private static double[] values(List<CellDifference> differences, CellStatistic statistic) {
    CellDifference of = differences.get(statistic.ordinal());
    return DoubleStream.concat(
            DoubleStream.of(of.networks()).map(median -> median - of.cells()),
            DoubleStream.of(of.confidence().low(), of.confidence().high()))
        .toArray();
  }

  private static void draw(Axes axes, double at, CellDifference of) {
    double[] values = DoubleStream.of(of.networks()).map(median -> median - of.cells()).toArray();
    double[] place = DoubleStream.of(values).map(value -> at - 0.1).toArray();
    axes.points(null, place, values, Figure.NETWORK, 5);
    double x = at + 0.1;
    if (Double.isFinite(of.confidence().low())) {
      axes.line(
          null,
          new double[] {x, x},
          new double[] {of.confidence().low(), of.confidence().high()},
          Figure.NETWORK,
          2.2f);
    }
    axes.points(null, new double[] {x}, new double[] {of.value()}, Figure.NETWORK, 7);
  }
}
