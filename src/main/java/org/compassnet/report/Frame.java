package org.compassnet.report;

import java.awt.geom.Rectangle2D;

/** Where values are on the canvas: an area with two axes. */
record Frame(Rectangle2D area, Axis x, Axis y) {

  double px(double value) {
    return area.getX() + x.place(value) * area.getWidth();
  }

  double py(double value) {
    return area.getMaxY() - y.place(value) * area.getHeight();
  }
}
