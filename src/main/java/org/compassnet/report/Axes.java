package org.compassnet.report;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.FontMetrics;
import java.awt.Graphics2D;
import java.awt.Shape;
import java.awt.geom.AffineTransform;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A frame with two axes and what is drawn in it, in the order of the calls. All data are given,
 * none is computed here.
 */
final class Axes {

  private final String title;
  private final Axis x;
  private final Axis y;
  private final List<Mark> marks = new ArrayList<>();
  private final List<FramePainter.Entry> legend = new ArrayList<>();
  private boolean grid = true;
  private boolean frame;
  private boolean axesDrawn = true;
  private Color frameColor = FramePainter.INK;
  private float frameWidth = 0.8f;
  private float titleSize = 13;
  private String letter = "";

  Axes(String title, Axis x, Axis y) {
    this.title = title;
    this.x = x;
    this.y = y;
  }

  /** Something drawn in the frame. */
  private interface Mark {
    void draw(Graphics2D g, Frame frame);
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

  /** The letter that a caption calls this panel by. */
  Axes letter(String letter) {
    this.letter = letter;
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
            if (!Double.isFinite(px) || !Double.isFinite(py)) {
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
    return entry(label, color, stroke);
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
    return entry(label, color, null);
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
    return entry(label, color, null);
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

  /** A word that begins at a place. */
  Axes textLeft(String text, double atX, double atY, Color color, float size) {
    return text(text, atX, atY, color, size, 0);
  }

  /** A word that ends at a place. */
  Axes textRight(String text, double atX, double atY, Color color, float size) {
    return text(text, atX, atY, color, size, 1);
  }

  /**
   * @param before share of the word's width that is before the place
   */
  private Axes text(String words, double atX, double atY, Color color, float size, double before) {
    String text = Typography.signs(words);
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
          int scaleX = (int) Math.max(1, Math.ceil(2 * f.area().getWidth() / columns));
          int scaleY = (int) Math.max(1, Math.ceil(2 * f.area().getHeight() / rows));
          BufferedImage image =
              new BufferedImage(columns * scaleX, rows * scaleY, BufferedImage.TYPE_INT_RGB);
          int[] pixels = new int[image.getWidth()];
          for (int row = 0; row < rows; row++) {
            for (int column = 0; column < columns; column++) {
              double value = values[rows - 1 - row][column];
              int rgb = colors.rgb((value - low) / (high - low));
              Arrays.fill(pixels, column * scaleX, (column + 1) * scaleX, rgb);
            }
            // The same pixels over and over: a step from row to row of 0.
            image.setRGB(0, row * scaleY, image.getWidth(), scaleY, pixels, 0, 0);
          }
          AffineTransform place =
              new AffineTransform(
                  f.area().getWidth() / image.getWidth(),
                  0,
                  0,
                  f.area().getHeight() / image.getHeight(),
                  f.area().getX(),
                  f.area().getY());
          g.drawImage(image, place, null);
        });
    return this;
  }

  /**
   * @param stroke of a line, as it is drawn; null for dots
   */
  private Axes entry(String label, Color color, BasicStroke stroke) {
    if (label != null) {
      legend.add(new FramePainter.Entry(label, color, stroke));
    }
    return this;
  }

  /** Draws everything; labels and ticks are outside of {@code area}. */
  void draw(Graphics2D g, Rectangle2D area) {
    g.setFont(font(Font.PLAIN, FramePainter.TICK_SIZE));
    FontMetrics metrics = g.getFontMetrics();
    Frame f =
        new Frame(
            area,
            x.spaced(area.getWidth(), metrics::stringWidth),
            y.spaced(area.getHeight(), text -> metrics.getAscent()));
    FramePainter painter = new FramePainter(g, f);
    if (grid) {
      painter.grid();
    }
    Shape clip = g.getClip();
    g.clip(
        new Rectangle2D.Double(
            area.getX() - 1, area.getY() - 1, area.getWidth() + 2, area.getHeight() + 2));
    marks.forEach(mark -> mark.draw(g, f));
    g.setClip(clip);
    if (axesDrawn && frame) {
      painter.frame(frameColor, frameWidth);
    } else if (axesDrawn) {
      painter.twoAxes();
    }
    if (axesDrawn) {
      painter.ticks();
    }
    painter.title(title, titleSize, legend);
    painter.letter(letter, !legend.isEmpty());
  }

  /** The font of all figures. */
  static Font font(int style, float size) {
    return new Font(Font.SANS_SERIF, style, 1).deriveFont(size);
  }
}
