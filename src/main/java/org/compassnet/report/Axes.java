package org.compassnet.report;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.FontMetrics;
import java.awt.Graphics2D;
import java.awt.Shape;
import java.awt.geom.AffineTransform;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Line2D;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;

/**
 * A frame with two axes and what is drawn in it, in the order of the calls. All data are given,
 * none is computed here.
 */
final class Axes {

  private static final Color INK = new Color(0x222222);
  private static final Color GRID = new Color(0xE8E8E8);
  private static final int TICK = 4;
  private static final int LEGEND_LINE = 22;

  private final String title;
  private final Axis x;
  private final Axis y;
  private final List<Mark> marks = new ArrayList<>();
  private final List<Entry> legend = new ArrayList<>();
  private boolean grid = true;
  private boolean frame;
  private boolean axesDrawn = true;
  private Color frameColor = INK;
  private float frameWidth = 0.8f;
  private float titleSize = 13;

  Axes(String title, Axis x, Axis y) {
    this.title = title;
    this.x = x;
    this.y = y;
  }

  /** Something drawn in the frame. */
  private interface Mark {
    void draw(Graphics2D g, Frame frame);
  }

  private record Entry(String label, Color color, float width, boolean dot) {}

  /** Where values are on the canvas. */
  private record Frame(Rectangle2D area, Axis x, Axis y) {
    double px(double value) {
      return area.getX() + x.place(value) * area.getWidth();
    }

    double py(double value) {
      return area.getMaxY() - y.place(value) * area.getHeight();
    }
  }

  /** A whole frame instead of two axes, and no grid: for maps. */
  Axes framed() {
    frame = true;
    grid = false;
    return this;
  }

  /** No axes and no grid: for circles and keys. */
  Axes bare() {
    axesDrawn = false;
    grid = false;
    return this;
  }

  /** A coloured frame, such as that of a unit's class. */
  Axes framed(Color color, float width) {
    frameColor = color;
    frameWidth = width;
    return framed();
  }

  Axes titleSize(float points) {
    titleSize = points;
    return this;
  }

  /** A line; where a value is no number, it is broken. No label: not in the legend. */
  Axes line(String label, double[] xs, double[] ys, Color color, float width) {
    return line(
        label,
        xs,
        ys,
        color,
        new BasicStroke(width, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
  }

  Axes dashed(String label, double[] xs, double[] ys, Color color, float width) {
    return line(
        label,
        xs,
        ys,
        color,
        new BasicStroke(
            width, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND, 10, new float[] {5, 4}, 0));
  }

  private Axes line(String label, double[] xs, double[] ys, Color color, BasicStroke stroke) {
    marks.add(
        (g, f) -> {
          Path2D path = new Path2D.Double();
          boolean pen = false;
          for (int i = 0; i < xs.length; i++) {
            double px = f.px(xs[i]);
            double py = f.py(ys[i]);
            if (!Double.isFinite(py)) {
              pen = false;
            } else if (pen) {
              path.lineTo(px, py);
            } else {
              path.moveTo(px, py);
              pen = true;
            }
          }
          g.setColor(color);
          g.setStroke(stroke);
          g.draw(path);
        });
    return entry(label, color, stroke.getLineWidth(), false);
  }

  /** The area between two curves, such as a mean -+ its standard error. */
  Axes band(double[] xs, double[] low, double[] high, Color color) {
    marks.add(
        (g, f) -> {
          Path2D path = new Path2D.Double();
          for (int i = 0; i < xs.length; i++) {
            if (i == 0) {
              path.moveTo(f.px(xs[i]), f.py(high[i]));
            } else {
              path.lineTo(f.px(xs[i]), f.py(high[i]));
            }
          }
          for (int i = xs.length - 1; i >= 0; i--) {
            path.lineTo(f.px(xs[i]), f.py(low[i]));
          }
          path.closePath();
          g.setColor(new Color(color.getRed(), color.getGreen(), color.getBlue(), 64));
          g.fill(path);
        });
    return this;
  }

  /** Dots of a diameter in pixels. */
  Axes points(String label, double[] xs, double[] ys, Color color, double diameter) {
    marks.add(
        (g, f) -> {
          g.setColor(color);
          for (int i = 0; i < xs.length; i++) {
            if (Double.isFinite(xs[i]) && Double.isFinite(ys[i])) {
              g.fill(
                  new Ellipse2D.Double(
                      f.px(xs[i]) - diameter / 2, f.py(ys[i]) - diameter / 2, diameter, diameter));
            }
          }
        });
    return entry(label, color, 0, true);
  }

  /** Dots of a colour each. */
  Axes points(double[] xs, double[] ys, Color[] colors, double diameter) {
    for (int i = 0; i < xs.length; i++) {
      points(null, new double[] {xs[i]}, new double[] {ys[i]}, colors[i], diameter);
    }
    return this;
  }

  /** A filled rectangle between two corners. */
  Axes fill(double x0, double y0, double x1, double y1, Color color) {
    marks.add(
        (g, f) -> {
          g.setColor(color);
          g.fill(
              new Rectangle2D.Double(f.px(x0), f.py(y1), f.px(x1) - f.px(x0), f.py(y0) - f.py(y1)));
        });
    return this;
  }

  /** A grey background from one x to another, such as the time of a lesion. */
  Axes shade(double fromX, double toX) {
    return fill(
        Math.max(x.min(), fromX), y.min(), Math.min(x.max(), toX), y.max(), new Color(0xE4E4E4));
  }

  /** Bars from zero, of a width in units of the x axis. */
  Axes bars(String label, double[] xs, double[] ys, double width, Color color) {
    marks.add(
        (g, f) -> {
          g.setColor(color);
          for (int i = 0; i < xs.length; i++) {
            double left = f.px(xs[i] - width / 2);
            double zero = f.py(Math.max(0, y.min()));
            double top = f.py(ys[i]);
            g.fill(
                new Rectangle2D.Double(
                    left,
                    Math.min(zero, top),
                    f.px(xs[i] + width / 2) - left,
                    Math.abs(zero - top)));
          }
        });
    return entry(label, color, 0, true);
  }

  /** Vertical line at a value. */
  Axes vertical(double at, Color color, float width) {
    return line(null, new double[] {at, at}, new double[] {y.min(), y.max()}, color, width);
  }

  /** Horizontal line at a value. */
  Axes horizontal(double at, Color color, float width) {
    return line(null, new double[] {x.min(), x.max()}, new double[] {at, at}, color, width);
  }

  /** A word at a place, its middle there. */
  Axes text(String text, double atX, double atY, Color color, float size) {
    return text(text, atX, atY, color, size, 0.5);
  }

  /** A word that ends at a place. */
  Axes textRight(String text, double atX, double atY, Color color, float size) {
    return text(text, atX, atY, color, size, 1);
  }

  /**
   * @param before share of the word's width that is before the place
   */
  private Axes text(String text, double atX, double atY, Color color, float size, double before) {
    marks.add(
        (g, f) -> {
          g.setColor(color);
          g.setFont(font(Font.PLAIN, size));
          FontMetrics metrics = g.getFontMetrics();
          g.drawString(
              text,
              (float) (f.px(atX) - before * metrics.stringWidth(text)),
              (float) (f.py(atY) + metrics.getAscent() / 2.0 - 1));
        });
    return this;
  }

  /**
   * A map that fills the frame.
   *
   * @param values [rows, columns]; row 0 is at the bottom of the y axis
   * @param low value of the map's first colour
   * @param high value of its last colour
   */
  Axes map(double[][] values, double low, double high, ColorMap colors) {
    marks.add(
        (g, f) -> {
          int rows = values.length;
          int columns = values[0].length;
          // Blown up here, so that no viewer smooths the cells.
          int scaleX = (int) Math.max(1, Math.ceil(2 * f.area.getWidth() / columns));
          int scaleY = (int) Math.max(1, Math.ceil(2 * f.area.getHeight() / rows));
          BufferedImage image =
              new BufferedImage(columns * scaleX, rows * scaleY, BufferedImage.TYPE_INT_RGB);
          for (int py = 0; py < rows * scaleY; py++) {
            for (int px = 0; px < columns * scaleX; px++) {
              double value = values[rows - 1 - py / scaleY][px / scaleX];
              image.setRGB(px, py, colors.rgb((value - low) / (high - low)));
            }
          }
          AffineTransform place =
              new AffineTransform(
                  f.area.getWidth() / image.getWidth(),
                  0,
                  0,
                  f.area.getHeight() / image.getHeight(),
                  f.area.getX(),
                  f.area.getY());
          g.drawImage(image, place, null);
        });
    return this;
  }

  private Axes entry(String label, Color color, float width, boolean dot) {
    if (label != null) {
      legend.add(new Entry(label, color, width, dot));
    }
    return this;
  }

  /** Draws everything; labels and ticks are outside of {@code area}. */
  void draw(Graphics2D g, Rectangle2D area) {
    Frame f = new Frame(area, x, y);
    g.setFont(font(Font.PLAIN, 11));
    if (grid) {
      drawGrid(g, f);
    }
    Shape clip = g.getClip();
    g.clip(
        new Rectangle2D.Double(
            area.getX() - 1, area.getY() - 1, area.getWidth() + 2, area.getHeight() + 2));
    marks.forEach(mark -> mark.draw(g, f));
    g.setClip(clip);
    if (axesDrawn) {
      drawAxes(g, f);
    }
    g.setFont(font(Font.BOLD, titleSize));
    g.setColor(INK);
    boolean legendAbove = !legend.isEmpty();
    centred(g, title, area.getCenterX(), area.getY() - (legendAbove ? 24 : 7));
    if (legendAbove) {
      drawLegend(g, area);
    }
  }

  private void drawGrid(Graphics2D g, Frame f) {
    g.setStroke(new BasicStroke(0.8f));
    g.setColor(GRID);
    for (double tick : x.ticks()) {
      g.draw(new Line2D.Double(f.px(tick), f.area.getY(), f.px(tick), f.area.getMaxY()));
    }
    for (double tick : y.ticks()) {
      g.draw(new Line2D.Double(f.area.getX(), f.py(tick), f.area.getMaxX(), f.py(tick)));
    }
  }

  private void drawAxes(Graphics2D g, Frame f) {
    Rectangle2D a = f.area;
    g.setColor(INK);
    g.setStroke(new BasicStroke(0.8f));
    if (frame) {
      g.setColor(frameColor);
      g.setStroke(new BasicStroke(frameWidth));
      g.draw(a);
      g.setColor(INK);
      g.setStroke(new BasicStroke(0.8f));
    } else {
      g.draw(new Line2D.Double(a.getX(), a.getMaxY(), a.getMaxX(), a.getMaxY()));
      g.draw(new Line2D.Double(a.getX(), a.getY(), a.getX(), a.getMaxY()));
    }
    g.setFont(font(Font.PLAIN, 11));
    int height = g.getFontMetrics().getAscent();
    for (double tick : x.ticks()) {
      g.draw(new Line2D.Double(f.px(tick), a.getMaxY(), f.px(tick), a.getMaxY() + TICK));
      centred(g, x.text(tick), f.px(tick), a.getMaxY() + TICK + height + 1);
    }
    double widest = 0;
    for (double tick : y.ticks()) {
      g.draw(new Line2D.Double(a.getX() - TICK, f.py(tick), a.getX(), f.py(tick)));
      double width = g.getFontMetrics().stringWidth(y.text(tick));
      widest = Math.max(widest, width);
      g.drawString(
          y.text(tick),
          (float) (a.getX() - TICK - 3 - width),
          (float) (f.py(tick) + height / 2.0 - 1));
    }
    // Not 12: the SVG writer leaves that size out, and a viewer takes 16.
    g.setFont(font(Font.PLAIN, 12.2f));
    centred(g, x.label(), a.getCenterX(), a.getMaxY() + TICK + height + 17);
    AffineTransform transform = g.getTransform();
    g.rotate(-Math.PI / 2, a.getX() - TICK - widest - 12, a.getCenterY());
    centred(g, y.label(), a.getX() - TICK - widest - 12, a.getCenterY());
    g.setTransform(transform);
  }

  private void drawLegend(Graphics2D g, Rectangle2D area) {
    g.setFont(font(Font.PLAIN, 11));
    FontMetrics metrics = g.getFontMetrics();
    double width = 0;
    for (Entry entry : legend) {
      width += LEGEND_LINE + metrics.stringWidth(entry.label) + 18;
    }
    double left = area.getCenterX() - (width - 18) / 2;
    double baseline = area.getY() - 8;
    for (Entry entry : legend) {
      g.setColor(entry.color);
      double middle = baseline - metrics.getAscent() / 2.0 + 1;
      if (entry.dot) {
        g.fill(new Ellipse2D.Double(left + LEGEND_LINE - 13, middle - 4, 8, 8));
      } else {
        g.setStroke(new BasicStroke(Math.max(1.5f, entry.width)));
        g.draw(new Line2D.Double(left, middle, left + LEGEND_LINE - 5, middle));
      }
      g.setColor(INK);
      g.drawString(entry.label, (float) (left + LEGEND_LINE), (float) baseline);
      left += LEGEND_LINE + metrics.stringWidth(entry.label) + 18;
    }
  }

  static Font font(int style, float size) {
    return new Font(Font.SANS_SERIF, style, 1).deriveFont(size);
  }

  static void centred(Graphics2D g, String text, double middle, double baseline) {
    g.drawString(
        text, (float) (middle - g.getFontMetrics().stringWidth(text) / 2.0), (float) baseline);
  }
}
