package org.compassnet.report;

import java.awt.Color;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.compassnet.analysis.Histogram;
import org.compassnet.analysis.Population;
import org.compassnet.analysis.Ringness;
import org.compassnet.analysis.Unit;
import org.compassnet.analysis.UnitClass;
import org.compassnet.analysis.UnitTable;

/** Figures of the activity of all units together. */
public final class PopulationFigures {

  private static final int SHOWN_COMPONENTS = 12;

  private PopulationFigures() {}

  /** The units in three dimensions, from two sides: by class, and by preferred direction. */
  public static Figure embedding(Population population, UnitTable table) {
    double[][] place = population.embedding();
    double limit = Axis.reach(Arrays.stream(place).flatMapToDouble(Arrays::stream).toArray());
    Figure figure = new Figure(860, 690);
    int[][] planes = {{0, 1}, {0, 2}, {1, 2}};
    Unit[] active =
        table.units().stream().filter(u -> u.type() != UnitClass.INACTIVE).toArray(Unit[]::new);
    Color[] byClass = Arrays.stream(active).map(u -> Figure.color(u.type())).toArray(Color[]::new);
    Color[] byDirection =
        DynamicsFigures.colors(
            Arrays.stream(active).mapToDouble(Unit::preferredDirectionRad).toArray(), 255);
    for (int k = 0; k < planes.length; k++) {
      int a = planes[k][0];
      int b = planes[k][1];
      double[] x = Arrays.stream(active).mapToDouble(u -> place[u.unit()][a]).toArray();
      double[] y = Arrays.stream(active).mapToDouble(u -> place[u.unit()][b]).toArray();
      Axis across = new Axis("t-SNE " + (a + 1), -limit, limit, false, new double[0]);
      Axis up = new Axis("t-SNE " + (b + 1), -limit, limit, false, new double[0]);
      figure
          .add(
              new Axes("", across, up).framed().points(x, y, byClass, 8),
              45 + k * 280,
              60,
              230,
              230)
          .add(
              new Axes("", across, up).framed().points(x, y, byDirection, 8),
              45 + k * 280,
              365,
              230,
              230);
    }
    Axes classes = new Axes("By class", Axis.bare(0, 1), Axis.bare(0, 1)).bare().letter("a");
    for (UnitClass type :
        List.of(UnitClass.COMPASS, UnitClass.CCW, UnitClass.CW, UnitClass.OTHER)) {
      classes.points(type.label(), new double[0], new double[0], Figure.color(type), 8);
    }
    Axes directions =
        new Axes("By preferred direction", Axis.bare(0, 1), Axis.bare(0, 1)).bare().letter("b");
    return figure
        .add(classes, 45, 50, 770, 1)
        .add(directions, 45, 355, 770, 1)
        .add(
            Figure.colorBar("Preferred direction (deg)", -180, 180, ColorMap.CYCLIC),
            290,
            637,
            290,
            10);
  }

  /** Variance by component, the cloud of rates, and its holes against shuffled data. */
  public static Figure manifold(Population population, Population before) {
    Figure figure = new Figure(860, 330);
    figure.add(variance(population, before).letter("a"), 65, 55, 190, 200);
    figure.add(cloud(population).letter("b"), 345, 55, 200, 200);
    figure.add(holes(population.ringness(), "network").letter("c"), 635, 55, 200, 200);
    return figure;
  }

  private static Axes variance(Population population, Population before) {
    double[] component = IntStream.rangeClosed(1, SHOWN_COMPONENTS).mapToDouble(k -> k).toArray();
    Axes axes =
        new Axes(
            "Principal components",
            Axis.linear("Component", 0, SHOWN_COMPONENTS + 1, 2),
            Axis.linear("Share of the variance", 0, 1, 0.2));
    if (before != null) {
      axes.line("before", component, shares(before), Figure.MUTED, 1.5f);
    }
    return axes.line("after", component, shares(population), Figure.NETWORK, 2)
        .points(null, component, shares(population), Figure.NETWORK, 5);
  }

  private static double[] shares(Population population) {
    double[] shares = population.pca().shares();
    return IntStream.range(0, SHOWN_COMPONENTS)
        .mapToDouble(k -> k < shares.length ? shares[k] : Double.NaN)
        .toArray();
  }

  private static Axes cloud(Population population) {
    double[] x = Arrays.stream(population.samples()).mapToDouble(s -> s[0]).toArray();
    double[] y = Arrays.stream(population.samples()).mapToDouble(s -> s[1]).toArray();
    double limit = Math.max(Axis.reach(x), Axis.reach(y));
    Color[] colors = DynamicsFigures.colors(population.sampleDirectionRad(), 160);
    return new Axes(
            "Rates, coloured by direction",
            Axis.linear("PC 1 (rate, a.u.)", -limit, limit),
            Axis.linear("PC 2 (rate, a.u.)", -limit, limit))
        .points(x, y, colors, 2.5);
  }

  /**
   * A cloud's ratio of holes against those of shuffled clouds.
   *
   * @param name of the cloud in the legend
   */
  static Axes holes(Ringness ringness, String name) {
    double ratio = ringness.ratio();
    double shown = Double.isFinite(ratio) ? ratio : Ringness.NO_SECOND_HOLE;
    Histogram nulls = ringness.nullHistogram();
    double[] counts = nulls.counts();
    return new Axes(
            "Ring-ness",
            Axis.linear("Longest / second hole", 0, nulls.width() * counts.length),
            Axis.around("Shuffled data sets", counts))
        .bars("shuffled", nulls.centres(), counts, nulls.width(), Figure.MUTED)
        .line(
            name,
            new double[] {shown, shown},
            new double[] {0, Arrays.stream(counts).max().orElse(1)},
            Figure.NETWORK,
            2.5f);
  }
}
