package org.compassnet.report;

import static org.compassnet.files.Text.sentence;

import java.awt.Color;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.compassnet.analysis.Connectivity;
import org.compassnet.analysis.Kernel;
import org.compassnet.analysis.Unit;
import org.compassnet.analysis.UnitClass;
import org.compassnet.analysis.UnitTable;
import org.compassnet.network.CtRnnWeights;

/** Figures of the recurrent weights. */
public final class WiringFigures {

  private WiringFigures() {}

  /**
   * W_rec before and after training, both sorted by the trained network's classes and directions.
   *
   * @param limit weight of the scale's ends: a few large ones would leave the rest white
   */
  public static Figure matrices(
      CtRnnWeights before, CtRnnWeights after, UnitTable table, double limit) {
    return new Figure(860, 500)
        .add(matrix("Before training", before, table, limit).letter("a"), 70, 40, 350, 350)
        .add(matrix("After training", after, table, limit).letter("b"), 490, 40, 350, 350)
        .add(
            Figure.colorBar("Recurrent weight", -limit, limit, ColorMap.DIVERGING),
            330,
            440,
            230,
            10);
  }

  private static Axes matrix(String title, CtRnnWeights weights, UnitTable table, double limit) {
    int[] order = table.sorted();
    int n = order.length;
    double[][] sorted = new double[n][n];
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        // The first postsynaptic unit is at the top.
        sorted[n - 1 - i][j] = weights.wRec()[order[i] * n + order[j]];
      }
    }
    Axes axes =
        new Axes(
                title,
                new Axis("Presynaptic unit, by class and direction", 0, n, false, new double[0]),
                new Axis("Postsynaptic unit", 0, n, false, new double[0]))
            .framed()
            .map(sorted, -limit, limit, ColorMap.DIVERGING);
    int begin = 0;
    for (UnitClass type : UnitClass.values()) {
      int count = table.of(type).size();
      if (count > 0 && begin > 0) {
        axes.vertical(begin, Figure.TRUTH, 0.8f).horizontal(n - begin, Figure.TRUTH, 0.8f);
      }
      // A strip of the class's colour along both edges.
      double strip = 0.012 * n;
      axes.fill(begin, n - strip, begin + count, n, Figure.color(type))
          .fill(0, n - begin - count, strip, n - begin, Figure.color(type));
      begin += count;
    }
    return axes;
  }

  /**
   * Kernels of all pairs of classes: mean and SEM over the difference of direction, cosine fit
   * dashed, and in grey the same pairs before training.
   *
   * @param before the untrained network's weights under the same classes, or null
   * @param table tells how many units a class has: one is none to take a mean over
   */
  public static Figure kernels(Connectivity connectivity, Connectivity before, UnitTable table) {
    double high =
        connectivity.kernels().stream()
            .filter(k -> single(k.from(), k.to(), table).isEmpty())
            .flatMapToDouble(
                k ->
                    IntStream.range(0, Kernel.BINS)
                        .mapToDouble(
                            i -> Math.abs(k.profile().mean()[i]) + orZero(k.profile().sem()[i])))
            .filter(Double::isFinite)
            .max()
            .orElse(1);
    Figure figure = new Figure(860, 680);
    for (int row = 0; row < 3; row++) {
      for (int column = 0; column < 3; column++) {
        UnitClass to = Connectivity.CLASSES.get(row);
        UnitClass from = Connectivity.CLASSES.get(column);
        Kernel kernel = connectivity.find(from, to).orElse(null);
        Axes axes =
            new Axes(
                sentence(from.plural()) + " to " + to.plural(),
                Axis.linear(row == 2 ? "PD post \u2212 PD pre (deg)" : "", -180, 180, 90),
                Axis.linear(column == 0 ? "Mean weight" : "", -high * 1.05, high * 1.05));
        Optional<String> single = single(from, to, table);
        if (single.isPresent()) {
          axes.text(single.orElseThrow(), 0, 0, Figure.MUTED, 11);
        } else if (kernel == null) {
          axes.text("too few such units", 0, 0, Figure.MUTED, 11);
        } else {
          Kernel untrained = before == null ? null : before.find(from, to).orElse(null);
          draw(axes, kernel, untrained);
        }
        figure.add(
            axes.titleSize(11).letter(Figure.letter(3 * row + column)),
            75 + column * 270,
            35 + row * 215,
            200,
            145);
      }
    }
    return figure;
  }

  /** Why two classes have no kernel to draw, if one of them has no unit or a single one. */
  private static Optional<String> single(UnitClass from, UnitClass to, UnitTable table) {
    return Stream.of(from, to)
        .filter(type -> table.of(type).size() < 2)
        .findFirst()
        .map(
            type ->
                table.of(type).isEmpty()
                    ? "no " + type.plural()
                    : (type == UnitClass.COMPASS ? "one compass unit" : "one " + type.label())
                        + ": no mean to draw");
  }

  private static double orZero(double value) {
    return Double.isFinite(value) ? value : 0;
  }

  private static void draw(Axes axes, Kernel kernel, Kernel untrained) {
    Color color = Figure.color(kernel.from());
    Kernel.Profile profile = kernel.profile();
    int[] filled =
        IntStream.range(0, Kernel.BINS).filter(i -> Double.isFinite(profile.mean()[i])).toArray();
    double[] deg = pick(profile.differenceRad(), filled);
    Arrays.setAll(deg, i -> Math.toDegrees(deg[i]));
    double[] mean = pick(profile.mean(), filled);
    double[] sem = pick(profile.sem(), filled);
    double[] low = new double[deg.length];
    double[] top = new double[deg.length];
    for (int i = 0; i < deg.length; i++) {
      low[i] = mean[i] - orZero(sem[i]);
      top[i] = mean[i] + orZero(sem[i]);
    }
    double[] fine = IntStream.rangeClosed(-90, 90).mapToDouble(i -> 2.0 * i).toArray();
    double[] fit = DoubleStream.of(fine).map(d -> kernel.fit().at(Math.toRadians(d))).toArray();
    axes.horizontal(0, Figure.MUTED, 0.8f);
    if (untrained != null) {
      axes.line(null, deg, pick(untrained.profile().mean(), filled), Figure.MUTED, 1.2f);
    }
    axes.band(deg, low, top, color)
        .line(null, deg, mean, color, 1.8f)
        .dashed(null, fine, fit, Figure.TRUTH, 1.2f);
  }

  private static double[] pick(double[] values, int[] indices) {
    return Arrays.stream(indices).mapToDouble(i -> values[i]).toArray();
  }

  /** Weights of the angular velocity on the units of each class. */
  public static Figure velocityInputs(CtRnnWeights weights, UnitTable table) {
    List<UnitClass> types = List.of(UnitClass.values());
    Axes axes =
        new Axes(
                "",
                new Axis("", -0.6, types.size() - 0.4, false, new double[0]),
                Axis.symmetric(
                    "Angular velocity weight (per rad/step)",
                    table.units().stream()
                        .mapToDouble(u -> weights.velocityWeight(u.unit()))
                        .toArray()))
            .horizontal(0, Figure.MUTED, 0.8f);
    for (int k = 0; k < types.size(); k++) {
      List<Unit> units = table.of(types.get(k));
      int n = units.size();
      int at = k;
      axes.points(
          types.get(k).label(),
          IntStream.range(0, n).mapToDouble(i -> at + 0.5 * ((i + 0.5) / n - 0.5)).toArray(),
          units.stream().mapToDouble(u -> weights.velocityWeight(u.unit())).toArray(),
          Figure.color(types.get(k)),
          6);
    }
    return new Figure(560, 330).add(axes, 75, 45, 460, 250);
  }

  /**
   * Eigenvalues of W_rec in the complex plane, real and imaginary parts, before and after training.
   */
  public static Figure eigenvalues(double[][] before, double[][] after) {
    double[] all = DoubleStream.concat(Arrays.stream(before[0]), Arrays.stream(after[0])).toArray();
    double right = Math.max(1.2, Arrays.stream(all).max().orElse(1) * 1.1);
    double left = Math.min(-1.2, Arrays.stream(all).min().orElse(-1) * 1.1);
    double up =
        Math.max(
            1,
            1.1
                * DoubleStream.concat(Arrays.stream(before[1]), Arrays.stream(after[1]))
                    .max()
                    .orElse(1));
    Figure figure = new Figure(860, 360);
    double[][][] both = {before, after};
    String[] titles = {"Before training", "After training"};
    for (int k = 0; k < 2; k++) {
      figure.add(
          new Axes(
                  titles[k],
                  Axis.linear("Real part", left, right),
                  Axis.linear(k == 0 ? "Imaginary part" : "", -up, up))
              .letter(Figure.letter(k))
              .vertical(1, Figure.MUTED, 1)
              .points(null, both[k][0], both[k][1], Figure.TRUTH, 5),
          70 + k * 410,
          40,
          350,
          260);
    }
    return figure;
  }
}
