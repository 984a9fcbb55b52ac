package org.compassnet.report;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.compassnet.analysis.Connectivity;
import org.compassnet.analysis.JointTuning;
import org.compassnet.analysis.Unit;
import org.compassnet.analysis.UnitClass;
import org.compassnet.analysis.UnitTable;

/** Figures of what units are tuned to. */
public final class TuningFigures {

  private static final String DIRECTION = "Head direction (deg)";
  private static final String VELOCITY = "Angular velocity (deg/s)";
  private static final String RATE = "Rate (a.u.)";
  private static final double[] HALF_TURNS = {-180, 0, 180};

  private TuningFigures() {}

  /**
   * Joint maps of all units, sorted by class and preferred direction; each frame has its class's
   * colour.
   */
  public static Figure allMaps(String title, JointTuning tuning, UnitTable table) {
    int[] order = table.sorted();
    int columns = (int) Math.ceil(Math.sqrt(order.length));
    int rows = (order.length - 1) / columns + 1;
    double width = 720.0 / columns;
    double height = width * 0.72;
    int top = 70;
    int bottom = 60;
    Figure figure = new Figure(840, (int) (top + rows * height + bottom));
    double range = tuning.avRangeDegPerS();
    for (int k = 0; k < order.length; k++) {
      int row = k / columns;
      int column = k % columns;
      boolean corner = row == rows - 1 && column == 0;
      Unit unit = table.get(order[k]);
      Axis x =
          new Axis(corner ? "HD (deg)" : "", -180, 180, false, corner ? HALF_TURNS : new double[0]);
      Axis y =
          new Axis(
              corner ? "AV (deg/s)" : "",
              -range,
              range,
              false,
              corner ? roundTicks(range) : new double[0]);
      double high = Math.max(unit.maxRate(), table.options().inactiveRate());
      figure.add(
          new Axes("", x, y)
              .framed(Figure.color(unit.type()), 2)
              .map(tuning.maps()[unit.unit()], 0, high, ColorMap.VIRIDIS),
          80 + column * width,
          top + row * height,
          width - 7,
          height - 7);
    }
    Axes key = new Axes(title, Axis.bare(0, 1), Axis.bare(0, 1)).bare();
    Map<UnitClass, Integer> counts = table.counts();
    for (UnitClass type : UnitClass.values()) {
      key.points(
          type.label() + " " + counts.get(type),
          new double[0],
          new double[0],
          Figure.color(type),
          8);
    }
    return figure
        .add(key, 80, 60, 720, 1)
        .add(
            Figure.colorBar("Rate over the unit's maximum", 0, 1, ColorMap.VIRIDIS),
            560,
            top + rows * height + 6,
            230,
            9);
  }

  /** 0 and a round value to either side. */
  private static double[] roundTicks(double range) {
    double[] ticks = Axis.rounded("", 0, range, 2).ticks();
    double end = ticks[ticks.length - 1];
    return new double[] {-end, 0, end};
  }

  /** The clearest unit of each class: joint map and marginals. */
  public static Figure examples(JointTuning tuning, UnitTable table) {
    List<Unit> chosen =
        Connectivity.CLASSES.stream().map(table::clearest).flatMap(Optional::stream).toList();
    return units(tuning, chosen);
  }

  /** Joint map and marginals of chosen units, side by side. */
  static Figure units(JointTuning tuning, List<Unit> chosen) {
    Figure figure = new Figure(860, 560);
    double range = tuning.avRangeDegPerS();
    double[] hd = Arrays.stream(tuning.hdCentresRad()).map(Math::toDegrees).toArray();
    double[] av = tuning.avCentresDegPerS();
    for (int k = 0; k < chosen.size(); k++) {
      Unit unit = chosen.get(k);
      double left = 75 + k * 270;
      String title = "Unit " + unit.unit() + ", " + unit.type().label();
      double high = unit.maxRate() * 1.05;
      figure
          .add(
              new Axes(
                      title,
                      Axis.linear("", -180, 180, 90),
                      Axis.linear("Velocity (deg/s)", -range, range))
                  .framed(Figure.color(unit.type()), 2)
                  .letter(chosen.size() > 1 ? Figure.letter(k) : "")
                  .map(tuning.maps()[unit.unit()], 0, unit.maxRate(), ColorMap.VIRIDIS),
              left,
              40,
              190,
              130)
          .add(
              new Axes("", Axis.linear(DIRECTION, -180, 180, 90), Axis.linear(RATE, 0, high))
                  .line(null, hd, tuning.hdCurve(unit.unit()), Figure.color(unit.type()), 2),
              left,
              205,
              190,
              90)
          .add(
              new Axes("", Axis.linear(VELOCITY, -range, range), Axis.linear(RATE, 0, high))
                  .line(null, av, tuning.avCurve(unit.unit()), Figure.color(unit.type()), 2),
              left,
              360,
              190,
              90);
    }
    return figure.add(
        Figure.colorBar("Rate over the unit's maximum", 0, 1, ColorMap.VIRIDIS), 330, 500, 200, 9);
  }

  /** Preferred directions of each class on a circle of its own. */
  public static Figure preferredDirections(UnitTable table) {
    Axes axes = new Axes("Preferred directions", Axis.bare(-1.3, 1.3), Axis.bare(-1.3, 1.3)).bare();
    UnitClass[] types = {UnitClass.COMPASS, UnitClass.CCW, UnitClass.CW};
    for (int k = 0; k < types.length; k++) {
      double radius = 1 - 0.25 * k;
      double[] circleX =
          IntStream.rangeClosed(0, 180)
              .mapToDouble(i -> radius * Math.cos(Math.PI * i / 90))
              .toArray();
      double[] circleY =
          IntStream.rangeClosed(0, 180)
              .mapToDouble(i -> radius * Math.sin(Math.PI * i / 90))
              .toArray();
      List<Unit> units = table.of(types[k]);
      axes.line(null, circleX, circleY, Figure.MUTED, 0.6f)
          .points(
              types[k].label(),
              units.stream()
                  .mapToDouble(u -> radius * Math.cos(u.preferredDirectionRad()))
                  .toArray(),
              units.stream()
                  .mapToDouble(u -> radius * Math.sin(u.preferredDirectionRad()))
                  .toArray(),
              Figure.color(types[k]),
              8);
    }
    for (int deg = 0; deg < 360; deg += 90) {
      String text = deg == 270 ? "\u221290" : String.valueOf(deg);
      double at = Math.toRadians(deg);
      axes.text(text + "\u00b0", 1.15 * Math.cos(at), 1.15 * Math.sin(at), Figure.TRUTH, 11);
    }
    return new Figure(420, 450).add(axes, 30, 60, 360, 360);
  }

  /** How S_AV is distributed, and how the counts of the classes depend on its threshold. */
  public static Figure classes(UnitTable table) {
    Axis strength = Axis.linear("Tuning strength to angular velocity, S_AV", 0, 1, 0.2);
    UnitClass[] types = {UnitClass.COMPASS, UnitClass.CCW, UnitClass.CW, UnitClass.OTHER};
    double[] centres = table.avHistogram(types[0]).centres();
    double[] base = new double[centres.length];
    double[][] stacked = new double[types.length][];
    for (int k = 0; k < types.length; k++) {
      double[] of = table.avHistogram(types[k]).counts();
      Arrays.setAll(base, bin -> base[bin] + of[bin]);
      stacked[k] = base.clone();
    }
    double most = Math.max(1, Arrays.stream(base).max().orElse(1));
    Axes histogram = new Axes("", strength, Axis.linear("Units", 0, most * 1.1)).letter("a");
    for (UnitClass type : types) {
      histogram.points(type.label(), new double[0], new double[0], Figure.color(type), 8);
    }
    for (int k = types.length - 1; k >= 0; k--) {
      histogram.bars(null, centres, stacked[k], 0.045, Figure.color(types[k]));
    }
    histogram.vertical(table.options().avThreshold(), Figure.TRUTH, 1.2f);
    List<UnitTable.CountsAt> byThreshold = table.countsByThreshold();
    Axes counts =
        new Axes(
                "",
                Axis.linear("Threshold of S_AV", 0.2, 0.8, 0.1),
                Axis.linear("Units", 0, table.units().size()))
            .letter("b");
    for (UnitClass type : UnitClass.values()) {
      counts.line(
          type == UnitClass.CCW ? "CCW" : type == UnitClass.CW ? "CW" : type.label(),
          byThreshold.stream().mapToDouble(UnitTable.CountsAt::avThreshold).toArray(),
          byThreshold.stream().mapToDouble(at -> at.counts().get(type)).toArray(),
          Figure.color(type),
          2);
    }
    return new Figure(860, 310).add(histogram, 65, 45, 350, 200).add(counts, 490, 45, 340, 200);
  }
}
