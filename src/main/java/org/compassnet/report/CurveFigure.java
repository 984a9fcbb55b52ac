package org.compassnet.report;

import java.awt.Color;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.DoubleStream;
import org.compassnet.analysis.CannotAnalyze;

/** Several curves of one's own on the same axes, under a legend of as many rows as it takes. */
final class CurveFigure {

  /** Paul Tol's bright colours, of which the first is what the network says in other figures. */
  private static final List<Color> COLORS =
      List.of(
          Figure.NETWORK,
          new Color(0x4477AA),
          new Color(0x228833),
          new Color(0xCCBB44),
          new Color(0x66CCEE),
          new Color(0xEE6677),
          Color.BLACK);

  private static final int WIDTH = 560;
  private static final int HEIGHT = 270;
  private static final int LEFT = 80;
  private static final int ROW = 16;

  /** Of a letter and of the rest of an entry, in points, about. */
  private static final double LETTER = 6.3;

  private static final double ENTRY = 40;

  private CurveFigure() {}

  static Figure of(String title, String xLabel, String yLabel, List<Curve> curves) {
    if (curves.isEmpty()) {
      throw new CannotAnalyze(title + ": no curve; one or more are wanted");
    }
    List<List<Curve>> rows = rows(curves);
    double top = 45 + ROW * (rows.size() - 1);
    Figure figure = new Figure(LEFT + WIDTH + 30, (int) top + HEIGHT + 65);
    Axes main =
        new Axes(
            rows.size() == 1 ? title : "",
            Axis.around(xLabel, values(curves, Curve::x)),
            Axis.around(yLabel, values(curves, Curve::y)));
    for (Curve curve : curves) {
      boolean beside = rows.get(rows.size() - 1).contains(curve);
      draw(main, curve, beside, color(curves, curve));
    }
    figure.add(main, LEFT, top, WIDTH, HEIGHT);
    // A legend is one row above its axes: those above the last belong to axes of nothing else.
    for (int row = rows.size() - 2; row >= 0; row--) {
      Axes above = new Axes(row == 0 ? title : "", Axis.bare(0, 1), Axis.bare(0, 1)).bare();
      for (Curve curve : rows.get(row)) {
        double[] nowhere = {Double.NaN};
        Curve key = new Curve(curve.label(), nowhere, nowhere, curve.style());
        draw(above, key, true, color(curves, curve));
      }
      figure.add(above, LEFT, top - ROW * (rows.size() - 1 - row), WIDTH, HEIGHT);
    }
    return figure;
  }

  private static void draw(Axes axes, Curve curve, boolean inLegend, Color color) {
    String label = inLegend ? curve.label() : null;
    switch (curve.style()) {
      case LINE -> axes.line(label, curve.x(), curve.y(), color, 1.8f);
      case DASHED -> axes.dashed(label, curve.x(), curve.y(), color, 1.8f);
      case POINTS -> axes.points(label, curve.x(), curve.y(), color, 6);
    }
  }

  private static Color color(List<Curve> curves, Curve curve) {
    return COLORS.get(curves.indexOf(curve) % COLORS.size());
  }

  private static List<List<Curve>> rows(List<Curve> curves) {
    List<List<Curve>> rows = new ArrayList<>();
    double width = Double.POSITIVE_INFINITY;
    for (Curve curve : curves) {
      double wide = ENTRY + LETTER * curve.label().length();
      if (width + wide > WIDTH) {
        rows.add(new ArrayList<>());
        width = 0;
      }
      rows.get(rows.size() - 1).add(curve);
      width += wide;
    }
    return rows;
  }

  private static double[] values(List<Curve> curves, Function<Curve, double[]> of) {
    return curves.stream().flatMapToDouble(curve -> DoubleStream.of(of.apply(curve))).toArray();
  }
}
