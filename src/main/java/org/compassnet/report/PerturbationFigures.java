package org.compassnet.report;

import static org.compassnet.files.Text.sentence;

import java.awt.Color;
import java.util.Arrays;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.compassnet.analysis.Lesion;
import org.compassnet.analysis.Lesions;
import org.compassnet.analysis.Perturbation;

/** Figures of lesions: what the bump and the decoded direction do. */
public final class PerturbationFigures {

  private static final int ROW = 210;

  private PerturbationFigures() {}

  /** The named lesions, a row each: the compass units' rates, and the decoded direction. */
  public static Figure lesions(Lesions lesions) {
    return rows(lesions.named().stream().map(Lesion::perturbation).toList());
  }

  /** Perturbations, a row each. */
  static Figure rows(List<Perturbation> named) {
    double high =
        named.stream()
            .flatMap(p -> Arrays.stream(p.example().bump()))
            .flatMapToDouble(Arrays::stream)
            .max()
            .orElse(1);
    high = Math.max(1e-6, high);
    Figure figure = new Figure(860, 30 + named.size() * ROW + 70);
    for (int k = 0; k < named.size(); k++) {
      boolean last = k == named.size() - 1;
      figure
          .add(
              bump(named.get(k), high, last).letter(named.size() > 1 ? Figure.letter(k) : ""),
              70,
              40 + k * ROW,
              340,
              ROW - 75)
          .add(decoded(named.get(k), k == 0, last), 490, 40 + k * ROW, 340, ROW - 75);
    }
    return figure.add(
        Figure.colorBar("Rate of compass units (a.u.)", 0, high, ColorMap.VIRIDIS),
        120,
        30 + named.size() * ROW + 20,
        240,
        10);
  }

  private static Axes bump(Perturbation perturbation, double high, boolean labelled) {
    Perturbation.Example example = perturbation.example();
    int units = example.bumpPdDeg().length;
    int steps = example.timeS().length;
    double[][] map = new double[Math.max(1, units)][steps];
    for (int i = 0; i < units; i++) {
      for (int t = 0; t < steps; t++) {
        map[i][t] = example.bump()[t][i];
      }
    }
    double end = example.timeS()[steps - 1];
    return new Axes(
            sentence(perturbation.intervention().name()),
            Axis.linear(labelled ? "Time (s)" : "", 0, end, 2.5),
            new Axis("Compass unit", 0, Math.max(1, units), false, new double[0]))
        .framed()
        .map(map, 0, high, ColorMap.VIRIDIS)
        .vertical(perturbation.windowS()[0], Color.WHITE, 1.6f)
        .vertical(Math.min(end, perturbation.windowS()[1]), Color.WHITE, 1.6f);
  }

  private static Axes decoded(Perturbation perturbation, boolean legend, boolean labelled) {
    Perturbation.Example example = perturbation.example();
    double[] time = example.timeS();
    double end = time[time.length - 1];
    // A direction without a readout is no direction.
    double[] shown = example.decodedDeg().clone();
    for (int t = 0; t < shown.length; t++) {
      if (example.readoutLength()[t] < 0.05) {
        shown[t] = Double.NaN;
      }
    }
    return new Axes(
            "",
            Axis.linear(labelled ? "Time (s)" : "", 0, end, 2.5),
            Axis.linear("Head direction (deg)", -180, 180, 90))
        .shade(perturbation.windowS()[0], Math.min(end, perturbation.windowS()[1]))
        .line(
            legend ? "true" : null,
            time,
            TrainingFigures.unwrappedGaps(example.trueDeg()),
            Figure.TRUTH,
            2.5f)
        .line(
            legend ? "decoded" : null,
            time,
            TrainingFigures.unwrappedGaps(shown),
            Figure.NETWORK,
            1.5f);
  }

  /** Bump, gain and drift of every perturbation while it lasts, and the gain before it. */
  public static Figure all(Lesions lesions) {
    List<Perturbation> all =
        lesions.all().stream().filter(p -> Double.isFinite(p.windowS()[1])).toList();
    int n = all.size();
    double[] rows = IntStream.range(0, n).mapToDouble(k -> n - 1 - k).toArray();
    double[] bump =
        all.stream().mapToDouble(p -> p.kept(p.during(), Perturbation.Window::bump)).toArray();
    double[] gain = all.stream().mapToDouble(p -> p.during().gain()).toArray();
    double[] drift = all.stream().mapToDouble(p -> p.onset().driftDegPerS()).toArray();
    Figure figure = new Figure(860, 90 + n * 20);
    Axis gains = Axis.around("Gain (decoded over true)", join(gain, 0, 1));
    Axis y = new Axis("", -0.7, n - 0.3, false, new double[0]);
    figure
        .add(names(all, y), 10, 40, 230, n * 20)
        .add(
            dots(Axis.around("Bump (share of before)", join(bump, 0, 1)), y, rows, bump, 1)
                .letter("a"),
            250,
            40,
            180,
            n * 20)
        .add(
            withoutBump(dots(gains, y, rows, gain, all.get(0).before().gain()), gains, rows, gain)
                .letter("b"),
            455,
            40,
            180,
            n * 20)
        .add(
            dots(Axis.around("Drift at rest (deg/s)", join(drift, -10, 10)), y, rows, drift, 0)
                .letter("c"),
            660,
            40,
            180,
            n * 20);
    return figure;
  }

  /** Says of rows without a gain why there is none. */
  private static Axes withoutBump(Axes axes, Axis gains, double[] rows, double[] gain) {
    for (int k = 0; k < rows.length; k++) {
      if (Double.isNaN(gain[k])) {
        axes.text("no bump", (gains.min() + gains.max()) / 2, rows[k], Figure.MUTED, 10);
      }
    }
    return axes;
  }

  private static double[] join(double[] values, double... more) {
    return DoubleStream.concat(Arrays.stream(values), Arrays.stream(more)).toArray();
  }

  private static Axes names(List<Perturbation> all, Axis y) {
    Axes names = new Axes("", Axis.bare(0, 1), y).bare();
    for (int k = 0; k < all.size(); k++) {
      names.textRight(
          sentence(all.get(k).intervention().name()), 1, all.size() - 1 - k, Figure.TRUTH, 11);
    }
    return names;
  }

  private static Axes dots(Axis x, Axis y, double[] rows, double[] values, double reference) {
    return new Axes("", x, y)
        .vertical(reference, Figure.MUTED, 1)
        .points(null, values, rows, Figure.NETWORK, 7);
  }
}
