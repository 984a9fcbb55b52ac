package org.compassnet.report;

import static org.compassnet.files.Text.sentence;
import static org.compassnet.files.Text.text;

import java.awt.Color;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.compassnet.analysis.Histogram;
import org.compassnet.analysis.Unit;
import org.compassnet.analysis.UnitClass;
import org.compassnet.study.Condition;
import org.compassnet.study.Effect;
import org.compassnet.study.Portrait;
import org.compassnet.study.Reproduction;
import org.compassnet.study.Sample;
import org.compassnet.study.Statistics;
import org.compassnet.study.Study;

/** Figures of the velocity conditions of a study, side by side. */
final class ConditionFigures {

  private static final List<UnitClass> SHOWN =
      List.of(UnitClass.COMPASS, UnitClass.CCW, UnitClass.CW, UnitClass.INACTIVE);

  /** Why a panel is empty. */
  static final String NONE_LEARNED = "no network learned";

  private ConditionFigures() {}

  /** All of them, for the question of the input statistics. */
  static List<Plate> plates(Reproduction reproduction, Study study) {
    return List.of(
        new Plate(
            "conditions",
            conditions(Portrait.of(reproduction, study)),
            "A row per condition. a, angular velocities of the moving head. b, tuning to velocity"
                + " of the units of all networks that learned, compass units in blue. c, units of"
                + " one network, evenly from its classes (colour of the frame): head direction"
                + " across, angular velocity up; grey, too few samples. Where no network of a"
                + " condition learned, b and c are empty."),
        new Plate(
            "classes",
            classes(reproduction),
            "Units of each class by condition. Small dots are networks; beside them the mean"
                + " with its interval."),
        new Plate(
            "cross",
            cross(reproduction),
            "Networks of one condition (rows) tested on the trajectories of another (columns);"
                + " means over the networks that learned, 90 deg is chance."));
  }

  /** The paper's three rows: velocities, tuning strengths, maps of an example's units. */
  static Figure conditions(List<Portrait> portraits) {
    int row = 190;
    Figure figure = new Figure(860, portraits.size() * row + 80);
    for (int k = 0; k < portraits.size(); k++) {
      Portrait portrait = portraits.get(k);
      double top = 40 + k * row;
      boolean last = k == portraits.size() - 1;
      figure.add(velocities(portrait, last).letter(k == 0 ? "a" : ""), 65, top, 180, row - 75);
      figure.add(strengths(portrait, last).letter(k == 0 ? "b" : ""), 320, top, 180, row - 75);
      if (k == 0) {
        Axes corner = new Axes("", Axis.bare(0, 1), Axis.bare(0, 1)).bare().letter("c");
        figure.add(corner, 568, top, 1, 1);
      }
      portrait.example().ifPresent(example -> maps(figure, example, 545, top));
    }
    return figure.add(
        Figure.colorBar("Rate over the unit's maximum", 0, 1, ColorMap.VIRIDIS),
        590,
        40 + portraits.size() * row - 25,
        190,
        9);
  }

  private static Axes velocities(Portrait portrait, boolean labelled) {
    Histogram histogram = portrait.velocities();
    return new Axes(
            sentence(portrait.condition().name()) + " velocities",
            Axis.linear(labelled ? "Angular velocity (deg/s)" : "", -720, 720, 360),
            Axis.around("Samples (%)", histogram.counts()))
        .bars(null, histogram.centres(), histogram.counts(), histogram.width(), Figure.VELOCITY);
  }

  private static Axes strengths(Portrait portrait, boolean labelled) {
    Histogram histogram = portrait.strengths();
    double[] counts = histogram.counts();
    double[] centres = histogram.centres();
    double threshold = portrait.condition().config().analysis().avThreshold();
    double[] below =
        IntStream.range(0, counts.length)
            .mapToDouble(i -> centres[i] < threshold ? counts[i] : 0)
            .toArray();
    double[] above =
        IntStream.range(0, counts.length)
            .mapToDouble(i -> centres[i] < threshold ? 0 : counts[i])
            .toArray();
    Axes axes =
        new Axes(
            "Units of all networks",
            Axis.linear(labelled ? "Tuning to velocity, S_AV" : "", 0, 1, 0.25),
            Axis.around("Units (%)", counts));
    if (Arrays.stream(counts).noneMatch(count -> count > 0)) {
      return axes.text(NONE_LEARNED, 0.5, 0.5, Figure.MUTED, 11);
    }
    return axes.bars(null, centres, below, 0.045, Figure.color(UnitClass.COMPASS))
        .bars(null, centres, above, 0.045, new Color(0x555555));
  }

  /** Some units of a network, five in a row. */
  private static void maps(Figure figure, Portrait.Example example, double left, double top) {
    for (int k = 0; k < example.units().size(); k++) {
      Unit unit = example.units().get(k);
      figure.add(
          new Axes("", Axis.bare(-180, 180), Axis.bare(0, 1))
              .framed(Figure.color(unit.type()), 2)
              .map(
                  example.maps().maps()[unit.unit()],
                  0,
                  Math.max(1e-6, example.maps().maxRate(unit.unit())),
                  ColorMap.VIRIDIS),
          left + (k % 5) * 58,
          top + (k / 5) * 41,
          52,
          35);
    }
  }

  /** Units of each class by condition; a dot is a network, the line the mean with its interval. */
  static Figure classes(Reproduction reproduction) {
    List<Condition> conditions = reproduction.conditions();
    Axis x = new Axis("", -0.6, conditions.size() - 0.4, false, new double[0]);
    Axes axes =
        new Axes("", x, Axis.rounded("Units", -2, reproduction.main().network().units(), 6));
    for (int c = 0; c < SHOWN.size(); c++) {
      UnitClass type = SHOWN.get(c);
      for (int k = 0; k < conditions.size(); k++) {
        double at = k + 0.2 * (c - (SHOWN.size() - 1) / 2.0);
        Sample sample = reproduction.sample(conditions.get(k).name(), Effect.count(type));
        axes.points(
            k == 0 ? type.label() : null,
            IntStream.range(0, sample.values().length)
                .mapToDouble(i -> at + 0.02 * (i % 3 - 1))
                .toArray(),
            sample.values(),
            Figure.color(type),
            6);
        interval(axes, at + 0.07, sample.mean(), Figure.color(type));
      }
    }
    Figure figure = new Figure(620, 360).add(axes, 70, 50, 520, 250);
    Axes names = new Axes("", x, Axis.bare(0, 1)).bare();
    for (int k = 0; k < conditions.size(); k++) {
      names.text(conditions.get(k).name(), k, 0.5, Figure.TRUTH, 12.2f);
    }
    return figure.add(names, 70, 305, 520, 30);
  }

  private static void interval(Axes axes, double at, Statistics.Interval interval, Color color) {
    if (Double.isFinite(interval.low())) {
      axes.line(
          null, new double[] {at, at}, new double[] {interval.low(), interval.high()}, color, 2.2f);
    }
    axes.points(null, new double[] {at}, new double[] {interval.value()}, color, 7);
  }

  /** Mean angular error of networks trained on one condition and tested on another. */
  static Figure cross(Reproduction reproduction) {
    List<Condition> conditions = reproduction.conditions();
    int n = conditions.size();
    double[][] map = new double[n][n];
    double side = 82;
    Axes axes =
        new Axes(
                "Mean angular error (deg)",
                new Axis("", 0, n, false, new double[0]),
                new Axis("", 0, n, false, new double[0]))
            .framed();
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        double mean =
            reproduction
                .errorDegOn(conditions.get(i).name(), conditions.get(j).name())
                .mean()
                .value();
        // 1 deg to 90 deg on a logarithmic scale.
        map[n - 1 - i][j] = Math.log(Math.max(1, mean)) / Math.log(90);
      }
    }
    axes.map(map, 0, 1, ColorMap.VIRIDIS);
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        double value = Math.exp(map[n - 1 - i][j] * Math.log(90));
        Color ink = map[n - 1 - i][j] <= 0.6 ? Color.WHITE : Color.BLACK;
        axes.text(
            Double.isNaN(value) ? "\u2013" : text("%.1f", value), j + 0.5, n - 0.5 - i, ink, 14);
      }
    }
    Axes rows = new Axes("", Axis.bare(0, 1), Axis.bare(0, n)).bare();
    Axes columns = new Axes("", Axis.bare(0, n), Axis.bare(0, 1)).bare();
    for (int i = 0; i < n; i++) {
      rows.textRight(conditions.get(i).name(), 0.95, n - 0.5 - i, Figure.TRUTH, 12.2f);
      columns.text(conditions.get(i).name(), i + 0.5, 0.5, Figure.TRUTH, 12.2f);
    }
    Axes tested = new Axes("", Axis.bare(0, 1), Axis.bare(0, 1)).bare();
    tested.text("Tested on", 0.5, 0.5, Figure.TRUTH, 12.2f);
    Axes trained = new Axes("", Axis.bare(0, 1), Axis.bare(0, 1)).bare();
    trained.textRight("Trained on", 0.95, 0.5, Figure.TRUTH, 12.2f);
    return new Figure((int) (230 + n * side), (int) (110 + n * side))
        .add(axes, 190, 40, n * side, n * side)
        .add(trained, 10, 40, 85, n * side)
        .add(rows, 100, 40, 85, n * side)
        .add(columns, 190, 44 + n * side, n * side, 16)
        .add(tested, 190, 64 + n * side, n * side, 16);
  }
}
