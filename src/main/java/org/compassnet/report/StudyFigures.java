package org.compassnet.report;

import java.awt.Color;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.compassnet.analysis.Connectivity;
import org.compassnet.analysis.JointTuning;
import org.compassnet.analysis.UnitClass;
import org.compassnet.study.Condition;
import org.compassnet.study.Effects;
import org.compassnet.study.Outcome;
import org.compassnet.study.Portrait;
import org.compassnet.study.Reproduction;
import org.compassnet.study.Statistics;
import org.compassnet.study.Verdict;

/** Figures of many networks: each dot or thin line is one of them. */
final class StudyFigures {

  private static final int BINS = 20;
  private static final List<UnitClass> SHOWN =
      List.of(UnitClass.COMPASS, UnitClass.CCW, UnitClass.CW, UnitClass.OTHER, UnitClass.INACTIVE);

  private StudyFigures() {}

  /** The paper's three rows: velocities, tuning strengths, maps of an example's units. */
  static Figure conditions(List<Portrait> portraits) {
    int row = 190;
    Figure figure = new Figure(860, portraits.size() * row + 80);
    for (int k = 0; k < portraits.size(); k++) {
      Portrait portrait = portraits.get(k);
      double top = 40 + k * row;
      boolean last = k == portraits.size() - 1;
      figure.add(velocities(portrait, last), 65, top, 180, row - 75);
      figure.add(strengths(portrait, last), 320, top, 180, row - 75);
      if (portrait.maps() != null) {
        maps(figure, portrait, 545, top);
      }
    }
    return figure.add(
        Figure.colorBar("Rate over the unit's maximum", 0, 1, ColorMap.VIRIDIS),
        590,
        40 + portraits.size() * row - 25,
        190,
        9);
  }

  private static Axes velocities(Portrait portrait, boolean labelled) {
    double[] edges = new double[61];
    Arrays.setAll(edges, i -> -720 + i * 24.0);
    double[] counts = new double[60];
    for (double velocity : portrait.velocitiesDegPerS()) {
      int bin = (int) Math.floor((velocity + 720) / 24);
      if (bin >= 0 && bin < 60) {
        counts[bin] += 100.0 / portrait.velocitiesDegPerS().length;
      }
    }
    double[] centres = IntStream.range(0, 60).mapToDouble(i -> edges[i] + 12).toArray();
    return new Axes(
            PerturbationFigures.sentence(portrait.condition().name()) + " velocities",
            Axis.linear(labelled ? "Angular velocity (deg/s)" : "", -720, 720, 360),
            Axis.around("Samples (%)", counts))
        .bars(null, centres, counts, 24, Figure.VELOCITY);
  }

  private static Axes strengths(Portrait portrait, boolean labelled) {
    double[] counts = new double[BINS];
    for (double strength : portrait.strengths()) {
      counts[(int) Math.max(0, Math.min(BINS - 1, Math.floor(strength * BINS)))] +=
          100.0 / portrait.strengths().length;
    }
    double[] centres = IntStream.range(0, BINS).mapToDouble(i -> (i + 0.5) / BINS).toArray();
    double threshold = portrait.condition().config().analysis().avThreshold();
    double[] below =
        IntStream.range(0, BINS).mapToDouble(i -> centres[i] < threshold ? counts[i] : 0).toArray();
    double[] above =
        IntStream.range(0, BINS).mapToDouble(i -> centres[i] < threshold ? 0 : counts[i]).toArray();
    return new Axes(
            "Units of all networks",
            Axis.linear(labelled ? "Tuning to velocity, S_AV" : "", 0, 1, 0.25),
            Axis.around("Units (%)", counts))
        .bars(null, centres, below, 0.045, Figure.color(UnitClass.COMPASS))
        .bars(null, centres, above, 0.045, new Color(0x555555));
  }

  /** Fifteen units, evenly from all classes. */
  private static void maps(Figure figure, Portrait portrait, double left, double top) {
    int[] order =
        Arrays.stream(portrait.table().sorted())
            .filter(i -> portrait.table().get(i).type() != UnitClass.INACTIVE)
            .toArray();
    JointTuning maps = portrait.maps();
    int shown = Math.min(15, order.length);
    for (int k = 0; k < shown; k++) {
      int unit = order[(int) ((k + 0.5) * order.length / shown)];
      figure.add(
          new Axes("", Axis.bare(-180, 180), Axis.bare(0, 1))
              .framed(Figure.color(portrait.table().get(unit).type()), 2)
              .map(maps.maps()[unit], 0, Math.max(1e-6, maps.maxRate(unit)), ColorMap.VIRIDIS),
          left + (k % 5) * 58,
          top + (k / 5) * 41,
          52,
          35);
    }
  }

  /** Units of each class by condition; a dot is a network, the line the mean with its interval. */
  static Figure classes(Reproduction reproduction, double confidence) {
    List<Condition> conditions = reproduction.conditions();
    Axis x = new Axis("", -0.6, conditions.size() - 0.4, false, new double[0]);
    Axes axes = new Axes("", x, Axis.linear("Units", -2, units(reproduction), 20));
    List<UnitClass> types = SHOWN.stream().filter(t -> t != UnitClass.OTHER).toList();
    for (int c = 0; c < types.size(); c++) {
      UnitClass type = types.get(c);
      for (int k = 0; k < conditions.size(); k++) {
        double at = k + 0.2 * (c - (types.size() - 1) / 2.0);
        double[] counts = learned(reproduction, conditions.get(k).name(), "n_" + type.keyword());
        axes.points(
            k == 0 ? type.label() : null,
            IntStream.range(0, counts.length).mapToDouble(i -> at + 0.02 * (i % 3 - 1)).toArray(),
            counts,
            Figure.color(type),
            6);
        interval(axes, at + 0.07, Statistics.mean(counts, confidence), Figure.color(type));
      }
    }
    Figure figure = new Figure(620, 360).add(axes, 70, 50, 520, 250);
    Axes names = new Axes("", x, Axis.bare(0, 1)).bare();
    for (int k = 0; k < conditions.size(); k++) {
      names.text(conditions.get(k).name(), k, 0.5, Figure.TRUTH, 12.2f);
    }
    return figure.add(names, 70, 305, 520, 30);
  }

  private static double units(Reproduction reproduction) {
    return reproduction.conditions().get(0).config().network().units();
  }

  private static void interval(Axes axes, double at, Statistics.Interval interval, Color color) {
    if (Double.isFinite(interval.low())) {
      axes.line(
          null, new double[] {at, at}, new double[] {interval.low(), interval.high()}, color, 2.2f);
    }
    axes.points(null, new double[] {at}, new double[] {interval.value()}, color, 7);
  }

  private static double[] learned(Reproduction reproduction, String condition, String effect) {
    return reproduction.of(condition).stream()
        .filter(Outcome::learned)
        .mapToDouble(o -> o.number(effect))
        .filter(Double::isFinite)
        .toArray();
  }

  /** Kernels onto compass units, a row per condition: networks thin, their mean thick. */
  static Figure kernels(Reproduction reproduction) {
    List<Condition> conditions = reproduction.conditions();
    int row = 175;
    Figure figure = new Figure(860, conditions.size() * row + 70);
    double high = 0.02;
    for (Outcome outcome : reproduction.outcomes()) {
      for (UnitClass from : Connectivity.CLASSES) {
        double[] kernel = kernel(outcome, from, "");
        if (kernel != null) {
          high = Math.max(high, percentile(kernel));
        }
      }
    }
    for (int k = 0; k < conditions.size(); k++) {
      List<Outcome> networks =
          reproduction.of(conditions.get(k).name()).stream().filter(Outcome::learned).toList();
      for (int c = 0; c < Connectivity.CLASSES.size(); c++) {
        UnitClass from = Connectivity.CLASSES.get(c);
        Axes axes =
            new Axes(
                k == 0 ? PerturbationFigures.sentence(from.plural()) + " to compass units" : "",
                Axis.linear(
                    k == conditions.size() - 1 ? "PD post \u2212 PD pre (deg)" : "", -180, 180, 90),
                Axis.linear(c == 0 ? "Weight, " + conditions.get(k).name() : "", -high, high));
        axes.horizontal(0, Figure.MUTED, 0.8f);
        List<double[]> before =
            networks.stream()
                .map(o -> kernel(o, from, Effects.BEFORE))
                .filter(v -> v != null)
                .toList();
        List<double[]> after =
            networks.stream().map(o -> kernel(o, from, "")).filter(v -> v != null).toList();
        for (double[] kernel : after) {
          axes.line(null, differences(kernel), kernel, faint(Figure.color(from)), 0.9f);
        }
        if (!after.isEmpty()) {
          axes.line(null, differences(after.get(0)), mean(before), Figure.MUTED, 1.4f)
              .line(null, differences(after.get(0)), mean(after), Figure.color(from), 2.4f);
        }
        figure.add(axes.titleSize(11), 80 + c * 265, 35 + k * row, 195, row - 60);
      }
    }
    return figure;
  }

  private static double[] kernel(Outcome outcome, UnitClass from, String suffix) {
    return outcome.curves().get(Effects.kernelName(from, UnitClass.COMPASS) + suffix);
  }

  private static double percentile(double[] values) {
    double[] sorted =
        Arrays.stream(values).filter(Double::isFinite).map(Math::abs).sorted().toArray();
    return sorted.length == 0 ? 0 : sorted[(int) (0.9 * (sorted.length - 1))];
  }

  private static Color faint(Color color) {
    return new Color(color.getRed(), color.getGreen(), color.getBlue(), 90);
  }

  private static double[] differences(double[] kernel) {
    return IntStream.range(0, kernel.length)
        .mapToDouble(i -> -180 + (i + 0.5) * 360 / kernel.length)
        .toArray();
  }

  private static double[] mean(List<double[]> curves) {
    if (curves.isEmpty()) {
      return new double[Connectivity.BINS];
    }
    return IntStream.range(0, curves.get(0).length)
        .mapToDouble(
            i ->
                curves.stream()
                    .mapToDouble(c -> c[i])
                    .filter(Double::isFinite)
                    .average()
                    .orElse(Double.NaN))
        .toArray();
  }

  /** Gain curves of all networks that learned, by condition. */
  static Figure gains(Reproduction reproduction) {
    List<Condition> conditions = reproduction.conditions();
    Figure figure = new Figure(860, 330);
    double width = 760.0 / conditions.size() - 40;
    for (int k = 0; k < conditions.size(); k++) {
      Axes axes =
          new Axes(
                  PerturbationFigures.sentence(conditions.get(k).name()),
                  Axis.linear("True (deg/s)", -720, 720, 360),
                  Axis.linear(k == 0 ? "Decoded (deg/s)" : "", -720, 720, 360))
              .dashed(null, new double[] {-720, 720}, new double[] {-720, 720}, Figure.TRUTH, 1);
      for (Outcome outcome : reproduction.of(conditions.get(k).name())) {
        double[] truth = outcome.curves().get("gain_true_deg_per_s");
        if (outcome.learned() && truth != null) {
          axes.line(
              null, truth, outcome.curves().get("gain_decoded_deg_per_s"), Figure.NETWORK, 1.3f);
        }
      }
      figure.add(axes, 80 + k * (width + 45), 45, width, 215);
    }
    return figure;
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
                new Axis("Tested on", 0, n, false, new double[0]),
                new Axis("", 0, n, false, new double[0]))
            .framed();
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        double[] errors =
            learned(
                reproduction,
                conditions.get(i).name(),
                Effects.ERROR_ON + conditions.get(j).name());
        double mean = Arrays.stream(errors).average().orElse(Double.NaN);
        // 1 deg to 90 deg on a logarithmic scale.
        map[n - 1 - i][j] = Math.log(Math.max(1, mean)) / Math.log(90);
      }
    }
    axes.map(map, 0, 1, ColorMap.VIRIDIS);
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        double value = Math.exp(map[n - 1 - i][j] * Math.log(90));
        Color ink = map[n - 1 - i][j] > 0.6 ? Color.BLACK : Color.WHITE;
        axes.text(
            Double.isNaN(value) ? "\u2013" : String.format(Locale.ROOT, "%.1f", value),
            j + 0.5,
            n - 0.5 - i,
            ink,
            14);
      }
    }
    Axes rows = new Axes("", Axis.bare(0, 1), Axis.bare(0, n)).bare();
    Axes columns = new Axes("", Axis.bare(0, n), Axis.bare(0, 1)).bare();
    for (int i = 0; i < n; i++) {
      rows.textRight(conditions.get(i).name(), 0.95, n - 0.5 - i, Figure.TRUTH, 12.2f);
      columns.text(conditions.get(i).name(), i + 0.5, 0.5, Figure.TRUTH, 12.2f);
    }
    Axes trained = new Axes("", Axis.bare(0, 1), Axis.bare(0, 1)).bare();
    trained.textRight("Trained on", 0.95, 0.5, Figure.TRUTH, 12.2f);
    return new Figure((int) (230 + n * side), (int) (110 + n * side))
        .add(axes, 190, 40, n * side, n * side)
        .add(trained, 10, 40, 85, n * side)
        .add(rows, 100, 40, 85, n * side)
        .add(columns, 190, 44 + n * side, n * side, 16);
  }

  /** Share of networks that show each finding, with its interval. */
  static Figure shares(List<Verdict> verdicts) {
    List<Verdict.Judged> claims =
        verdicts.stream().flatMap(v -> v.claims().stream()).filter(c -> c.shown() >= 0).toList();
    int n = claims.size();
    Axis y = new Axis("", -0.7, n - 0.3, false, new double[0]);
    Axes names = new Axes("", Axis.bare(0, 1), y).bare();
    Axes axes = new Axes("", Axis.linear("Share of networks that show it", -0.02, 1.02, 0.2), y);
    for (int k = 0; k < n; k++) {
      Verdict.Judged claim = claims.get(k);
      double at = n - 1 - k;
      names.textRight(claim.text(), 1, at, Figure.TRUTH, 11);
      axes.line(
              null,
              new double[] {claim.share().low(), claim.share().high()},
              new double[] {at, at},
              Figure.NETWORK,
              2)
          .points(null, new double[] {claim.share().value()}, new double[] {at}, Figure.NETWORK, 8);
    }
    return new Figure(860, 70 + n * 22)
        .add(names, 10, 15, 470, n * 22)
        .add(axes, 495, 15, 340, n * 22);
  }

  /** What single settings do: error, units of each class, lesions as in the paper. */
  static Figure settings(List<Condition> conditions, List<Outcome> outcomes, double confidence) {
    int n = conditions.size();
    Axis y = new Axis("", -0.7, n - 0.3, false, new double[0]);
    Axes names = new Axes("", Axis.bare(0, 1), y).bare();
    double[] errors =
        outcomes.stream()
            .mapToDouble(o -> o.number(Effects.ERROR))
            .filter(Double::isFinite)
            .toArray();
    double most = Math.max(0.01, Math.min(0.2, Arrays.stream(errors).max().orElse(0.1) * 1.1));
    Axes error = new Axes("", Axis.rounded("Normalized error", 0, most, 4), y);
    Axes counts =
        new Axes("", Axis.linear("Units", 0, conditions.get(0).config().network().units(), 25), y);
    Axes separability = new Axes("", Axis.linear("Separability", 0.6, 0.9, 0.1), y);
    Axes lesions = new Axes("", Axis.linear("Lesions shown", -0.2, 4.2, 1), y);
    for (int k = 0; k < n; k++) {
      double at = n - 1 - k;
      String name = conditions.get(k).name();
      names.textRight(name, 1, at, Figure.TRUTH, 11);
      List<Outcome> of = outcomes.stream().filter(o -> o.condition().equals(name)).toList();
      row(
          error,
          of.stream().mapToDouble(o -> o.number(Effects.ERROR)),
          at,
          confidence,
          Figure.NETWORK);
      row(
          separability,
          of.stream().mapToDouble(o -> o.number(Effects.SEPARABILITY)),
          at,
          confidence,
          Figure.NETWORK);
      row(
          lesions,
          of.stream()
              .filter(Outcome::learned)
              .mapToDouble(
                  o ->
                      o.findings().keySet().stream()
                          .filter(id -> id.startsWith("lesion") && o.shows(id))
                          .count()),
          at,
          confidence,
          Figure.NETWORK);
      double from = 0;
      for (UnitClass type : SHOWN) {
        double mean =
            of.stream()
                .mapToDouble(o -> o.number("n_" + type.keyword()))
                .filter(Double::isFinite)
                .average()
                .orElse(0);
        counts.fill(from, at - 0.35, from + mean, at + 0.35, Figure.color(type));
        from += mean;
      }
    }
    double height = n * 20;
    for (UnitClass type : SHOWN) {
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

  private static void row(
      Axes axes, DoubleStream values, double at, double confidence, Color color) {
    double[] finite = values.filter(Double::isFinite).toArray();
    Statistics.Interval interval = Statistics.mean(finite, confidence);
    if (Double.isFinite(interval.low())) {
      axes.line(
          null, new double[] {interval.low(), interval.high()}, new double[] {at, at}, color, 2);
    }
    axes.points(null, finite, Arrays.stream(finite).map(v -> at).toArray(), faint(color), 4)
        .points(null, new double[] {interval.value()}, new double[] {at}, color, 7);
  }
}
