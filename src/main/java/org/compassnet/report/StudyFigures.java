package org.compassnet.report;

import static org.compassnet.files.Text.sentence;

import java.awt.Color;
import java.util.Arrays;
import java.util.List;
import org.compassnet.analysis.Connectivity;
import org.compassnet.analysis.UnitClass;
import org.compassnet.study.Condition;
import org.compassnet.study.Effect;
import org.compassnet.study.JudgedClaim;
import org.compassnet.study.KernelCurves;
import org.compassnet.study.NetworkSummary;
import org.compassnet.study.Reproduction;
import org.compassnet.study.Sample;
import org.compassnet.study.SettingsStudy;
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

  /** What single settings do: error, units of each class, lesions as in the paper. */
  static Figure settings(SettingsStudy settings) {
    List<Condition> conditions = settings.conditions();
    int n = conditions.size();
    Axis y = new Axis("", -0.7, n - 0.3, false, new double[0]);
    Axes names = new Axes("", Axis.bare(0, 1), y).bare();
    double greatest =
        conditions.stream()
            .mapToDouble(c -> settings.sample(c.name(), Effect.NORMALIZED_ERROR).max())
            .filter(Double::isFinite)
            .max()
            .orElse(0.1);
    double most = Math.max(0.01, Math.min(0.2, greatest * 1.1));
    Axes error = new Axes("", Axis.rounded("Normalized error", 0, most, 4), y).letter("a");
    Axes counts =
        new Axes("", Axis.linear("Units", 0, conditions.get(0).config().network().units(), 25), y)
            .letter("b");
    Axes separability =
        new Axes("", Axis.linear("Separability (share)", 0.6, 0.9, 0.1), y).letter("c");
    Axes lesions = new Axes("", Axis.linear("Lesions shown (of 4)", -0.2, 4.2, 1), y).letter("d");
    for (int k = 0; k < n; k++) {
      double at = n - 1 - k;
      String name = conditions.get(k).name();
      names.textRight(setting(name), 1, at, Figure.TRUTH, 11);
      row(error, settings.sample(name, Effect.NORMALIZED_ERROR), at);
      row(separability, settings.sample(name, Effect.SEPARABILITY), at);
      row(lesions, settings.lesionsShown(name), at);
      double from = 0;
      for (UnitClass type : UnitClass.values()) {
        double mean = settings.sample(name, Effect.count(type)).mean().value();
        double to = from + (Double.isFinite(mean) ? mean : 0);
        counts.fill(from, at - 0.35, to, at + 0.35, Figure.color(type));
        from = to;
      }
    }
    double height = n * 20;
    for (UnitClass type : UnitClass.values()) {
      counts.points(
          type == UnitClass.CCW ? "CCW" : type == UnitClass.CW ? "CW" : type.label(),
          new double[0],
          new double[0],
          Figure.color(type),
          8);
    }
    return new Figure(900, (int) height + 100)
        .add(names, 5, 45, 185, height)
        .add(error, 200, 45, 130, height)
        .add(counts, 355, 45, 230, height)
        .add(separability, 610, 45, 120, height)
        .add(lesions, 755, 45, 120, height);
  }

  /** A condition's name as its key and value: its hyphen is no minus. */
  static String setting(String condition) {
    return condition.replaceFirst("-([^-]+)$", " = $1");
  }

  /** The networks as dots, their mean with its interval. */
  private static void row(Axes axes, Sample sample, double at) {
    Statistics.Interval mean = sample.mean();
    if (Double.isFinite(mean.low())) {
      axes.line(
          null, new double[] {mean.low(), mean.high()}, new double[] {at, at}, Figure.NETWORK, 2);
    }
    double[] level = new double[sample.values().length];
    Arrays.fill(level, at);
    axes.points(null, sample.values(), level, faint(Figure.NETWORK), 4)
        .points(null, new double[] {mean.value()}, new double[] {at}, Figure.NETWORK, 7);
  }
}
