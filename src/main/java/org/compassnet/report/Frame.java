package org.compassnet.report;

import java.awt.geom.Rectangle2D;

/** Where values are on the canvas: an area with two axes. */
record Frame(Rectangle2D area, Axis x, Axis y) {

  /** No place is farther away, in pixels: a line's dashes are laid out to its very end. */
  private static final double FARTHEST = 1e5;

  double px(double value) {
    return near(area.getX() + x.place(value) * area.getWidth());
  }

  double py(double value) {
    return near(area.getMaxY() - y.place(value) * area.getHeight());
  }

  private static double near(double place) {
    return Double.isInfinite(place) ? place : Math.max(-FARTHEST, Math.min(FARTHEST, place));
  }
}
