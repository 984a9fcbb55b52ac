package org.compassnet.report;

import org.compassnet.analysis.CannotAnalyze;

/**
 * A curve of one's own in {@link Figures#curves}; where y is no number, it is broken.
 *
 * @param label what the legend says of it
 * @param style how it is drawn
 */
public record Curve(String label, double[] x, double[] y, Style style) {

  /** How a curve is drawn. */
  public enum Style {
    LINE,
    DASHED,
    POINTS
  }

  public Curve {
    if (x.length != y.length || x.length == 0) {
      throw new CannotAnalyze(
          label + ": x has " + x.length + " values and y " + y.length + "; as many are wanted");
    }
  }

  /** A line. */
  public static Curve line(String label, double[] x, double[] y) {
    return new Curve(label, x, y, Style.LINE);
  }

  /** A dashed line. */
  public static Curve dashed(String label, double[] x, double[] y) {
    return new Curve(label, x, y, Style.DASHED);
  }

  /** Points. */
  public static Curve points(String label, double[] x, double[] y) {
    return new Curve(label, x, y, Style.POINTS);
  }
}
