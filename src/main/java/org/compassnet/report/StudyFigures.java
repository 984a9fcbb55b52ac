package org.compassnet.report;

import static org.compassnet.files.Text.sentence;

import java.awt.Color;
import java.util.Arrays;
import java.util.List;
import org.compassnet.analysis.Connectivity;
import org.compassnet.analysis.UnitClass;
import org.compassnet.study.Condition;
import org.compassnet.study.JudgedClaim;
import org.compassnet.study.KernelCurves;
import org.compassnet.study.NetworkSummary;
import org.compassnet.study.Reproduction;
import org.compassnet.study.Sample;
import org.compassnet.study.Statistics;
import org.compassnet.study.Verdict;

/** Figures of many networks: each dot or thin line is one of them. */
final class StudyFigures {

  private StudyFigures() {}

  /** Kernels onto compass units, a row per condition: networks thin, their mean thick. */
  static Figure kernels(Reproduction reproduction) {
    List<Condition> conditions = reproduction.conditions();
    int row = 175;
    Figure figure = new Figure(860, conditions.size() * row + 70);
    double high =
        conditions.stream()
            .flatMap(
                condition ->
                    Connectivity.CLASSES.stream()
                        .map(from -> reproduction.kernels(condition.name(), from)))
            .mapToDouble(KernelCurves::magnitude)
            .max()
            .orElse(0);
    for (int k = 0; k < conditions.size(); k++) {
      for (int c = 0; c < Connectivity.CLASSES.size(); c++) {
        UnitClass from = Connectivity.CLASSES.get(c);
        Axes axes =
            new Axes(
                k == 0 ? sentence(from.plural()) + " to compass units" : "",
                Axis.linear(
                    k == conditions.size() - 1 ? "PD post \u2212 PD pre (deg)" : "", -180, 180, 90),
                Axis.linear(
                    c == 0 ? "Weight, " + conditions.get(k).name() : "",
                    -Math.max(0.02, high),
                    Math.max(0.02, high)));
        curves(
            axes,
            reproduction.kernels(conditions.get(k).name(), from),
            from,
            !reproduction.learned(conditions.get(k).name()).isEmpty());
        axes.letter(Figure.letter(3 * k + c));
        figure.add(axes.titleSize(11), 80 + c * 265, 35 + k * row, 195, row - 60);
      }
    }
    return figure;
  }

  private static void curves(Axes axes, KernelCurves kernels, UnitClass from, boolean learned) {
    if (kernels.isEmpty()) {
      axes.text(
          learned ? "no network with two such units" : ConditionFigures.NONE_LEARNED,
          0,
          0,
          Figure.MUTED,
          11);
      return;
    }
    axes.horizontal(0, Figure.MUTED, 0.8f);
    Color color = Figure.color(from);
    double[] deg = KernelCurves.differencesDeg();
    for (double[] kernel : kernels.networks()) {
      axes.line(null, deg, kernel, faint(color), 0.9f);
    }
    axes.line(null, deg, kernels.meanBefore(), Figure.MUTED, 1.4f)
        .line(null, deg, kernels.mean(), color, 2.4f);
  }

  private static Color faint(Color color) {
    return new Color(color.getRed(), color.getGreen(), color.getBlue(), 90);
  }

  /** Gain curves of all networks that learned, by condition. */
  static Figure gains(Reproduction reproduction) {
    List<Condition> conditions = reproduction.conditions();
    Figure figure = new Figure(860, 330);
    double width = 760.0 / conditions.size() - 55;
    for (int k = 0; k < conditions.size(); k++) {
      Axes axes =
          new Axes(
                  sentence(conditions.get(k).name()),
                  Axis.linear("True (deg/s)", -720, 720, 360),
                  Axis.linear(k == 0 ? "Decoded (deg/s)" : "", -720, 720, 360))
              .letter(Figure.letter(k))
              .dashed(null, new double[] {-720, 720}, new double[] {-720, 720}, Figure.TRUTH, 1);
      if (reproduction.learned(conditions.get(k).name()).isEmpty()) {
        axes.text(ConditionFigures.NONE_LEARNED, 0, 400, Figure.MUTED, 11);
      }
      for (NetworkSummary network : reproduction.learned(conditions.get(k).name())) {
        network
            .gain()
            .ifPresent(
                gain ->
                    axes.line(
                        null, gain.trueDegPerS(), gain.decodedDegPerS(), Figure.NETWORK, 1.3f));
      }
      figure.add(axes, 80 + k * (width + 70), 45, width, 215);
    }
    return figure;
  }

  /** Share of networks that show each finding, with its interval. */
  static Figure shares(List<Verdict> verdicts) {
    List<JudgedClaim> claims =
        verdicts.stream()
            .flatMap(v -> v.claims().stream())
            .filter(c -> c.shown().isPresent())
            .toList();
    int n = claims.size();
    Axis y = new Axis("", -0.7, n - 0.3, false, new double[0]);
    Axes names = new Axes("", Axis.bare(0, 1), y).bare();
    Axes axes = new Axes("", Axis.linear("Share of networks that show it", -0.02, 1.02, 0.2), y);
    for (int k = 0; k < n; k++) {
      Statistics.Interval share = claims.get(k).shown().orElseThrow().share();
      double at = n - 1 - k;
      names.textRight(claims.get(k).claim().text(), 1, at, Figure.TRUTH, 11);
      axes.line(
              null,
              new double[] {share.low(), share.high()},
              new double[] {at, at},
              Figure.NETWORK,
              2)
          .points(null, new double[] {share.value()}, new double[] {at}, Figure.NETWORK, 8);
    }
    return new Figure(860, 70 + n * 22)
        .add(names, 10, 15, 470, n * 22)
        .add(axes, 495, 15, 340, n * 22);
  }

  /** The networks as dots, their mean with its interval. */
  static void row(Axes axes, Sample sample, double at) {
    Statistics.Interval mean = sample.mean();
    if (Double.isFinite(mean.low())) {
      axes.line(
          null, new double[] {mean.low(), mean.high()}, new double[] {at, at}, Figure.NETWORK, 2);
    }
    dots(axes, sample, at)
        .points(null, new double[] {mean.value()}, new double[] {at}, Figure.NETWORK, 7);
  }

  /** The networks as dots. */
  static Axes dots(Axes axes, Sample sample, double at) {
    double[] level = new double[sample.values().length];
    Arrays.fill(level, at);
    return axes.points(null, sample.values(), level, faint(Figure.NETWORK), 4);
  }
}
