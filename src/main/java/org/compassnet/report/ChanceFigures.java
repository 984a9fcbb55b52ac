package org.compassnet.report;

import static org.compassnet.files.Text.sentence;

import java.awt.Color;
import java.util.Arrays;
import java.util.List;
import java.util.stream.DoubleStream;
import org.compassnet.analysis.BumpCourse;
import org.compassnet.analysis.Histogram;
import org.compassnet.analysis.Lesion;
import org.compassnet.analysis.LesionKind;
import org.compassnet.analysis.Lesions;
import org.compassnet.analysis.UnitClass;
import org.compassnet.analysis.UnitTable;
import org.compassnet.network.CtRnnWeights;

/** Figures of what there would be without a lesion's class, or without training. */
final class ChanceFigures {

  private static final int BINS = 24;

  private ChanceFigures() {}

  /**
   * Above, the lesions beside random cuts of as many units; below, the bump and the coherence of
   * the starts over time after each lesion, with one key for both.
   */
  static Figure lesions(Lesions lesions) {
    List<Lesion> named = lesions.named();
    Figure figure = new Figure(860, 575);
    for (int k = 0; k < named.size(); k++) {
      figure.add(beside(named.get(k), k == 0).letter(Figure.letter(k)), 70 + k * 202, 45, 160, 150);
    }
    return figure
        .add(key(lesions), 70, 290, 770, 1)
        .add(courses(lesions, true).letter(Figure.letter(named.size())), 70, 315, 350, 190)
        .add(courses(lesions, false).letter(Figure.letter(named.size() + 1)), 490, 315, 350, 190);
  }

  private static Axes beside(Lesion lesion, boolean first) {
    LesionKind kind = lesion.kind();
    double own = kind.primary(lesion.effect());
    Histogram histogram = lesion.random().histogram(kind::primary, own, BINS);
    double end = histogram.from() + BINS * histogram.width();
    double most = Arrays.stream(histogram.counts()).max().orElse(1);
    return new Axes(
            sentence(kind.title()),
            Axis.rounded(kind.primaryLabel(), histogram.from(), end, 3),
            Axis.rounded(first ? "Random cuts" : "", 0, Math.max(1, 1.1 * most), 4))
        .titleSize(11)
        .bars(null, histogram.centres(), histogram.counts(), histogram.width(), Figure.MUTED)
        .vertical(own, color(kind), 2.5f);
  }

  private static Axes courses(Lesions lesions, boolean bump) {
    double end =
        lesions.courses().stream().flatMapToDouble(c -> DoubleStream.of(c.timeS())).max().orElse(1);
    double most =
        lesions.courses().stream()
            .flatMapToDouble(c -> DoubleStream.of(bump ? c.bump() : c.coherence()))
            .filter(Double::isFinite)
            .max()
            .orElse(1);
    Axes axes =
        new Axes(
            "",
            Axis.linear("Time after the cut (s)", 0, end, 5),
            Axis.rounded(
                bump ? "Bump (share left)" : "Coherence of the starts",
                0,
                1.1 * Math.max(1, most),
                6));
    for (BumpCourse course : lesions.courses()) {
      Color color = course.lesion().map(ChanceFigures::color).orElse(Figure.MUTED);
      axes.line(null, course.timeS(), bump ? course.bump() : course.coherence(), color, 1.8f);
    }
    return axes;
  }

  private static Axes key(Lesions lesions) {
    Axes key = new Axes("", Axis.bare(0, 1), Axis.bare(0, 1)).bare();
    for (BumpCourse course : lesions.courses()) {
      key.line(
          course.lesion().map(LesionKind::title).orElse("nothing cut"),
          new double[0],
          new double[0],
          course.lesion().map(ChanceFigures::color).orElse(Figure.MUTED),
          1.8f);
    }
    return key;
  }

  private static Color color(LesionKind kind) {
    return kind.type().map(Figure::color).orElse(Figure.TRUTH);
  }

  /**
   * Weight of the velocity on each unit after training over that before, and tuning strength to
   * velocity over the magnitude of the weight before.
   */
  static Figure learnedChange(CtRnnWeights before, CtRnnWeights after, UnitTable table) {
    double[] all = new double[2 * table.units().size()];
    for (int i = 0; i < table.units().size(); i++) {
      all[2 * i] = before.velocityWeight(i);
      all[2 * i + 1] = after.velocityWeight(i);
    }
    Axes weights =
        new Axes(
                "",
                Axis.symmetric("Velocity weight before training (per rad/step)", all),
                Axis.symmetric("After training (per rad/step)", all))
            .letter("a");
    double most = Arrays.stream(all).map(Math::abs).max().orElse(1);
    double[] first = new double[table.units().size()];
    Arrays.setAll(first, before::velocityWeight);
    weights.line(null, new double[] {-most, most}, new double[] {-most, most}, Figure.MUTED, 1);
    Axes strengths =
        new Axes(
                "",
                Axis.linear(
                    "|Velocity weight| before training (per rad/step)", 0, Axis.reach(first)),
                Axis.linear("S_AV after training", 0, 1.02, 0.25))
            .letter("b");
    for (UnitClass type : UnitClass.values()) {
      int[] units = table.indices(type);
      weights.points(type.label(), of(before, units), of(after, units), Figure.color(type), 6);
      strengths.points(
          null,
          Arrays.stream(of(before, units)).map(Math::abs).toArray(),
          Arrays.stream(units).mapToDouble(i -> table.get(i).avStrength()).toArray(),
          Figure.color(type),
          6);
    }
    return new Figure(860, 360).add(weights, 80, 45, 320, 250).add(strengths, 525, 45, 310, 250);
  }

  private static double[] of(CtRnnWeights weights, int[] units) {
    return Arrays.stream(units).mapToDouble(weights::velocityWeight).toArray();
  }
}
