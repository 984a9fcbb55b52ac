package org.compassnet.report;

import static org.compassnet.files.Text.sentence;

import java.awt.Color;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.compassnet.study.AnalysedRun;
import org.compassnet.study.AnalysedRun.Curve;
import org.compassnet.study.ComparedRun;
import org.compassnet.study.RunComparison;
import org.compassnet.training.Metrics;

/** Figures with a curve for each of several runs, in a colour that no class of units has. */
final class RunCurves {

  private static final int WIDTH = 860;
  private static final int KEY_ROW = 18;

  /** Paul Tol's muted palette and a brown, without what is near the classes' colours. */
  private static final List<Color> COLORS =
      List.of(
          new Color(0xAA3377),
          new Color(0x332288),
          new Color(0xB8A000),
          new Color(0x44AA99),
          new Color(0xCC6677),
          new Color(0x88CCEE),
          new Color(0x6B4423),
          new Color(0x222222));

  private final List<ComparedRun> runs;

  RunCurves(RunComparison comparison) {
    runs = comparison.runs();
  }

  private static Color color(int run) {
    return COLORS.get(run % COLORS.size());
  }

  /** Which colour is whose, a line per run; of one that is not shown, that it is not. */
  private Figure withKey(Figure figure, double left, double top, Predicate<ComparedRun> shown) {
    int n = runs.size();
    Axes key = new Axes("", Axis.bare(0, 100), Axis.bare(0, n)).bare();
    for (int k = 0; k < n; k++) {
      double at = n - k - 0.5;
      String name = runs.get(k).name();
      if (!shown.test(runs.get(k))) {
        key.textLeft(name + " (nothing to show)", 5, at, Figure.MUTED, 11);
        continue;
      }
      key.line(null, new double[] {0, 4}, new double[] {at, at}, color(k), 3f)
          .textLeft(name, 5, at, Figure.TRUTH, 11);
    }
    return figure.add(key, left, top, WIDTH - left - 20, n * KEY_ROW);
  }

  private int keyHeight() {
    return runs.size() * KEY_ROW;
  }

  /** Error of every update and angular error of every validation, all runs in one. */
  Figure learningCurves() {
    double last = runs.stream().mapToDouble(r -> r.metrics().size()).max().orElse(0);
    double[] errors = all(r -> r.metrics().stream().mapToDouble(Metrics::error));
    double[] validated = all(r -> r.validations().stream().mapToDouble(v -> v[2]));
    Axes error =
        new Axes(
            "",
            Axis.linear("", 0, Math.max(1, last)),
            Axis.logarithmic("Mean squared error", errors));
    Axes angular =
        new Axes(
            "",
            Axis.linear("Update", 0, Math.max(1, last)),
            Axis.around(
                "Validation error (deg)",
                DoubleStream.concat(Arrays.stream(validated), DoubleStream.of(0))
                    .filter(Double::isFinite)
                    .toArray()));
    for (int k = 0; k < runs.size(); k++) {
      List<Metrics> metrics = runs.get(k).metrics();
      List<double[]> validations = runs.get(k).validations();
      error.line(
          null,
          metrics.stream().mapToDouble(Metrics::update).toArray(),
          metrics.stream().mapToDouble(Metrics::error).toArray(),
          color(k),
          1.1f);
      angular.line(
          null,
          validations.stream().mapToDouble(v -> v[0]).toArray(),
          validations.stream().mapToDouble(v -> v[2]).toArray(),
          color(k),
          2f);
    }
    Figure figure =
        new Figure(WIDTH, 495 + keyHeight())
            .add(error.letter("a"), 75, 25, WIDTH - 100, 210)
            .add(angular.letter("b"), 75, 275, WIDTH - 100, 150);
    return withKey(figure, 75, 480, r -> !r.metrics().isEmpty());
  }

  private double[] all(Function<ComparedRun, DoubleStream> values) {
    return runs.stream().flatMapToDouble(values).toArray();
  }

  private static boolean has(ComparedRun run, Predicate<AnalysedRun> results) {
    return run.analysis().filter(results).isPresent();
  }

  /** What is left of the bump over time after each lesion. */
  Figure bumps(List<String> lesions) {
    int rows = (lesions.size() + 1) / 2;
    double[] all =
        all(
            r ->
                r.analysis().stream()
                    .flatMap(a -> a.bumps().entrySet().stream())
                    .filter(bump -> lesions.contains(bump.getKey()))
                    .flatMapToDouble(bump -> Arrays.stream(bump.getValue().y())));
    Figure figure = new Figure(WIDTH, rows * 215 + 45 + keyHeight());
    for (int c = 0; c < lesions.size(); c++) {
      String lesion = lesions.get(c);
      List<Curve> curves =
          runs.stream()
              .map(r -> r.analysis().map(a -> a.bumps().get(lesion)).orElse(null))
              .toList();
      figure.add(
          curves(
                  sentence(lesion),
                  curves,
                  c + 2 >= lesions.size() ? "Time after the cut (s)" : "",
                  c % 2 == 0 ? "Bump (share left)" : "",
                  all)
              .letter(Figure.letter(c)),
          75 + (c % 2) * 405,
          35 + (c / 2) * 215,
          355,
          140);
    }
    return withKey(figure, 75, 25 + rows * 215, r -> has(r, a -> !a.bumps().isEmpty()));
  }

  /** The drift at rest over the direction, and the error at rest over time. */
  Figure drift() {
    List<Curve> drift =
        runs.stream().map(r -> r.analysis().flatMap(AnalysedRun::drift).orElse(null)).toList();
    List<Curve> memory =
        runs.stream().map(r -> r.analysis().flatMap(AnalysedRun::memory).orElse(null)).toList();
    Axes field =
        new Axes(
                "",
                Axis.linear("Direction (deg)", -180, 180, 90),
                Axis.symmetric("Drift at rest (deg/s)", heights(drift)))
            .letter("a")
            .horizontal(0, Figure.MUTED, 0.8f);
    for (int k = 0; k < runs.size(); k++) {
      if (drift.get(k) != null) {
        field.line(null, drift.get(k).x(), drift.get(k).y(), color(k), 1.6f);
      }
    }
    Figure figure =
        new Figure(WIDTH, 295 + keyHeight())
            .add(field, 75, 25, 355, 190)
            .add(
                curves("", memory, "Time at rest (s)", "Mean error (deg)", heights(memory))
                    .letter("b"),
                495,
                25,
                335,
                190);
    return withKey(
        figure, 75, 275, r -> has(r, a -> a.drift().isPresent() || a.memory().isPresent()));
  }

  private static double[] heights(List<Curve> curves) {
    return curves.stream()
        .filter(c -> c != null)
        .flatMapToDouble(c -> Arrays.stream(c.y()))
        .toArray();
  }

  /**
   * @param heights that the axis holds, those of panels beside it too
   */
  private static Axes curves(
      String title, List<Curve> curves, String x, String y, double[] heights) {
    List<Curve> there = curves.stream().filter(c -> c != null).toList();
    double end = there.stream().flatMapToDouble(c -> Arrays.stream(c.x())).max().orElse(1);
    Axes axes =
        new Axes(title, Axis.linear(x, 0, end), Axis.around(y, withZero(heights))).titleSize(11);
    IntStream.range(0, curves.size())
        .filter(k -> curves.get(k) != null)
        .forEach(k -> axes.line(null, curves.get(k).x(), curves.get(k).y(), color(k), 1.6f));
    if (there.isEmpty()) {
      axes.text("not measured", end / 2, 0, Figure.MUTED, 11);
    }
    return axes;
  }

  static double[] withZero(double[] values) {
    return DoubleStream.concat(DoubleStream.of(0), Arrays.stream(values))
        .filter(Double::isFinite)
        .toArray();
  }
}
