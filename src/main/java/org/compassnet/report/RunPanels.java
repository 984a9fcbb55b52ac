package org.compassnet.report;

import static org.compassnet.files.Text.sentence;

import java.awt.Color;
import java.util.Arrays;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.compassnet.analysis.Connectivity;
import org.compassnet.analysis.UnitClass;
import org.compassnet.study.AnalysedRun;
import org.compassnet.study.ComparedRun;
import org.compassnet.study.KernelCurves;
import org.compassnet.study.RunComparison;

/** Figures with a panel or a row for each of several runs. */
final class RunPanels {

  private static final int WIDTH = 860;

  /** Inactive units have no strength. */
  private static final List<UnitClass> SHOWN =
      List.of(UnitClass.COMPASS, UnitClass.CCW, UnitClass.CW, UnitClass.OTHER);

  private final List<ComparedRun> runs;

  RunPanels(RunComparison comparison) {
    runs = comparison.runs();
  }

  /** Mean angular errors as dots, and units of each class as bars. */
  Figure errorsAndClasses() {
    int n = runs.size();
    double height = n * 26;
    Axis y = new Axis("", -0.7, n - 0.3, false, new double[0]);
    Axes names = new Axes("", Axis.bare(0, 1), y).bare();
    double[] errors =
        runs.stream()
            .flatMap(r -> r.errors().stream())
            .flatMapToDouble(e -> DoubleStream.of(e.mean(), e.p95()))
            .toArray();
    Axes error =
        new Axes("", Axis.around("Angular error (deg)", RunCurves.withZero(errors)), y)
            .points("mean", new double[0], new double[0], Figure.TRUTH, 8)
            .points("p95", new double[0], new double[0], Figure.MUTED, 6);
    double most = runs.stream().mapToDouble(r -> r.config().network().units()).max().orElse(1);
    Axes counts = new Axes("", Axis.rounded("Units", 0, most, 5), y);
    for (UnitClass type : UnitClass.values()) {
      counts.points(shortName(type), new double[0], new double[0], Figure.color(type), 8);
    }
    for (int k = 0; k < n; k++) {
      double at = n - 1 - k;
      names.textRight(shortened(runs.get(k).name()), 1, at, Figure.TRUTH, 11);
      runs.get(k)
          .errors()
          .ifPresent(
              e ->
                  error
                      .points(null, new double[] {e.p95()}, new double[] {at}, Figure.MUTED, 6)
                      .points(null, new double[] {e.mean()}, new double[] {at}, Figure.TRUTH, 8));
      runs.get(k).analysis().ifPresent(a -> stack(counts, a, at));
    }
    return new Figure(WIDTH, (int) height + 100)
        .add(names, 5, 45, 195, height)
        .add(error.letter("a"), 210, 45, 230, height)
        .add(counts.letter("b"), 480, 45, 350, height);
  }

  private static void stack(Axes counts, AnalysedRun run, double at) {
    double from = 0;
    for (UnitClass type : UnitClass.values()) {
      double to = from + run.counts().get(type);
      counts.fill(from, at - 0.35, to, at + 0.35, Figure.color(type));
      from = to;
    }
  }

  private static String shortName(UnitClass type) {
    return type == UnitClass.CCW ? "CCW" : type == UnitClass.CW ? "CW" : type.label();
  }

  private static String shortened(String name) {
    return name.length() <= 28 ? name : "\u2026" + name.substring(name.length() - 27);
  }

  private List<ComparedRun> analysed() {
    return runs.stream().filter(r -> r.analysis().isPresent()).toList();
  }

  /** How S_AV is distributed in each run, stacked by class. */
  Figure strengths() {
    List<ComparedRun> shown = analysed();
    int columns = Math.min(3, shown.size());
    int rows = (shown.size() + columns - 1) / columns;
    Figure figure = new Figure(WIDTH, rows * 225 + 35);
    figure.add(key(), 65, 30, WIDTH - 90.0, 1);
    double width = (WIDTH - 60.0) / columns - 65;
    double most = shown.stream().mapToDouble(RunPanels::highest).max().orElse(1);
    for (int k = 0; k < shown.size(); k++) {
      figure.add(
          strengths(shown.get(k), k % columns == 0, k + columns >= shown.size(), most)
              .letter(Figure.letter(k)),
          65 + (k % columns) * (width + 65),
          70 + (k / columns) * 225,
          width,
          145);
    }
    return figure;
  }

  /** The bars of a run in percent of its units, those of each class upon those before. */
  private static double[][] stacked(ComparedRun run) {
    AnalysedRun analysis = run.analysis().orElseThrow();
    double[] base = new double[AnalysedRun.STRENGTH_BINS];
    double[][] stacked = new double[SHOWN.size()][];
    for (int k = 0; k < stacked.length; k++) {
      double[] of = analysis.strengths().get(SHOWN.get(k)).counts();
      Arrays.setAll(base, bin -> base[bin] + 100 * of[bin] / Math.max(1, analysis.units()));
      stacked[k] = base.clone();
    }
    return stacked;
  }

  private static double highest(ComparedRun run) {
    double[][] stacked = stacked(run);
    return Arrays.stream(stacked[stacked.length - 1]).max().orElse(0);
  }

  private static Axes key() {
    Axes key = new Axes("", Axis.bare(0, 1), Axis.bare(0, 1)).bare();
    SHOWN.forEach(
        type -> key.points(shortName(type), new double[0], new double[0], Figure.color(type), 8));
    return key;
  }

  private static Axes strengths(ComparedRun run, boolean first, boolean last, double most) {
    AnalysedRun analysis = run.analysis().orElseThrow();
    double[][] stacked = stacked(run);
    Axes axes =
        new Axes(
                shortened(run.name()),
                Axis.linear(last ? "S_AV" : "", 0, 1, 0.25),
                Axis.rounded(first ? "Units (%)" : "", 0, Math.max(1, most) * 1.1, 5))
            .titleSize(11);
    for (int k = stacked.length - 1; k >= 0; k--) {
      axes.bars(
          null,
          analysis.strengths().get(SHOWN.get(k)).centres(),
          stacked[k],
          0.045,
          Figure.color(SHOWN.get(k)));
    }
    return axes.vertical(run.config().analysis().avThreshold(), Figure.TRUTH, 1.2f);
  }

  /** Kernels onto compass units, a row per run; in grey before its training. */
  Figure kernels() {
    List<ComparedRun> shown =
        analysed().stream().filter(r -> !r.analysis().orElseThrow().kernels().isEmpty()).toList();
    int row = 165;
    double high =
        shown.stream()
            .flatMap(r -> r.analysis().orElseThrow().kernels().values().stream())
            .flatMapToDouble(Arrays::stream)
            .map(Math::abs)
            .filter(Double::isFinite)
            .max()
            .orElse(0);
    double limit = Math.max(0.02, 1.05 * high);
    Figure figure = new Figure(WIDTH, shown.size() * row + 25);
    double[] deg = KernelCurves.differencesDeg();
    for (int k = 0; k < shown.size(); k++) {
      AnalysedRun analysis = shown.get(k).analysis().orElseThrow();
      for (int c = 0; c < Connectivity.CLASSES.size(); c++) {
        UnitClass from = Connectivity.CLASSES.get(c);
        String name = c == 0 ? shortened(shown.get(k).name()) + ": " : "";
        Axes axes =
            new Axes(
                    name + sentenceIf(name.isEmpty(), from.plural()) + " to compass units",
                    Axis.linear(
                        k == shown.size() - 1 ? "PD post \u2212 PD pre (deg)" : "", -180, 180, 90),
                    Axis.rounded(c == 0 ? "Weight" : "", -limit, limit, 4))
                .titleSize(10)
                .horizontal(0, Figure.MUTED, 0.8f);
        double[] before = analysis.kernelsBefore().get(from);
        if (before != null) {
          kernel(axes, deg, before, Figure.MUTED, 1.3f);
        }
        double[] after = analysis.kernels().get(from);
        if (after != null) {
          kernel(axes, deg, after, Figure.color(from), 2.2f);
        } else {
          axes.text("not measured", 0, limit / 2, Figure.MUTED, 11);
        }
        axes.letter(c == 0 ? Figure.letter(k) : "");
        figure.add(axes, 70 + c * 268, 35 + k * row, 205, row - 60);
      }
    }
    return figure;
  }

  /** Over the differences that there are pairs of units with. */
  private static void kernel(Axes axes, double[] deg, double[] mean, Color color, float width) {
    int[] filled = IntStream.range(0, mean.length).filter(i -> Double.isFinite(mean[i])).toArray();
    axes.line(
        null,
        Arrays.stream(filled).mapToDouble(i -> deg[i]).toArray(),
        Arrays.stream(filled).mapToDouble(i -> mean[i]).toArray(),
        color,
        width);
  }

  private static String sentenceIf(boolean begins, String words) {
    return begins ? sentence(words) : words;
  }
}
