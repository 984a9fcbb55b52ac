package org.compassnet.report;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.FontMetrics;
import java.awt.Graphics2D;
import java.awt.geom.AffineTransform;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Line2D;
import java.awt.geom.Rectangle2D;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Draws what is around the data of {@link Axes}: grid, axes with ticks and labels, title, legend.
 */
final class FramePainter {

  static final Color INK = new Color(0x222222);

  private static final Color GRID = new Color(0xE8E8E8);
  private static final int TICK = 4;
  private static final int LEGEND_LINE = 22;

  /** Of the numbers at the ticks, in points. */
  static final int TICK_SIZE = 11;

  /** How far to the left of the frame a panel's letter is. */
  private static final int LETTER = 40;

  /** What is set lower, as in S_AV. */
  private static final Pattern INDEX = Pattern.compile("(?<=S)_([A-Z]+)");

  private final Graphics2D g;
  private final Frame f;

  FramePainter(Graphics2D g, Frame f) {
    this.g = g;
    this.f = f;
  }

  /**
   * A line or a dot of the legend.
   *
   * @param stroke of the line as it is drawn, dashed where it is; null for a dot
   */
  record Entry(String label, Color color, BasicStroke stroke) {

    /** The line's stroke, broad enough to be seen. */
    BasicStroke shown() {
      return new BasicStroke(
          Math.max(1.5f, stroke.getLineWidth()),
          stroke.getEndCap(),
          stroke.getLineJoin(),
          stroke.getMiterLimit(),
          stroke.getDashArray(),
          0);
    }
  }

  /** Faint lines at the ticks. */
  void grid() {
    g.setStroke(new BasicStroke(0.8f));
    g.setColor(GRID);
    for (double tick : f.x().ticks()) {
      g.draw(new Line2D.Double(f.px(tick), f.area().getY(), f.px(tick), f.area().getMaxY()));
    }
    for (double tick : f.y().ticks()) {
      g.draw(new Line2D.Double(f.area().getX(), f.py(tick), f.area().getMaxX(), f.py(tick)));
    }
  }

  /** A whole frame. */
  void frame(Color color, float width) {
    g.setColor(color);
    g.setStroke(new BasicStroke(width));
    g.draw(f.area());
  }

  /** An axis below and an axis to the left. */
  void twoAxes() {
    Rectangle2D a = f.area();
    g.setColor(INK);
    g.setStroke(new BasicStroke(0.8f));
    g.draw(new Line2D.Double(a.getX(), a.getMaxY(), a.getMaxX(), a.getMaxY()));
    g.draw(new Line2D.Double(a.getX(), a.getY(), a.getX(), a.getMaxY()));
  }

  /** Ticks with their numbers, and the labels of the axes. */
  void ticks() {
    Rectangle2D a = f.area();
    g.setColor(INK);
    g.setStroke(new BasicStroke(0.8f));
    g.setFont(Axes.font(Font.PLAIN, TICK_SIZE));
    int height = g.getFontMetrics().getAscent();
    for (double tick : f.x().ticks()) {
      g.draw(new Line2D.Double(f.px(tick), a.getMaxY(), f.px(tick), a.getMaxY() + TICK));
      centred(f.x().text(tick), f.px(tick), a.getMaxY() + TICK + height + 1);
    }
    double widest = 0;
    for (double tick : f.y().ticks()) {
      g.draw(new Line2D.Double(a.getX() - TICK, f.py(tick), a.getX(), f.py(tick)));
      double width = g.getFontMetrics().stringWidth(f.y().text(tick));
      widest = Math.max(widest, width);
      g.drawString(
          f.y().text(tick),
          (float) (a.getX() - TICK - 3 - width),
          (float) (f.py(tick) + height / 2.0 - 1));
    }
    // Not 12: the SVG writer leaves that size out, and a viewer takes 16.
    g.setFont(Axes.font(Font.PLAIN, 12.2f));
    centred(f.x().label(), a.getCenterX(), a.getMaxY() + TICK + height + 17);
    AffineTransform transform = g.getTransform();
    g.rotate(-Math.PI / 2, a.getX() - TICK - widest - 12, a.getCenterY());
    centred(f.y().label(), a.getX() - TICK - widest - 12, a.getCenterY());
    g.setTransform(transform);
  }

  /** The title above the frame, the legend between them. */
  void title(String title, float size, List<Entry> legend) {
    g.setFont(Axes.font(Font.BOLD, size));
    g.setColor(INK);
    centred(title, f.area().getCenterX(), f.area().getY() - (legend.isEmpty() ? 7 : 24));
    if (!legend.isEmpty()) {
      legend(legend);
    }
  }

  /** The panel's letter, at the height of the title. */
  void letter(String letter, boolean aboveLegend) {
    if (letter.isEmpty()) {
      return;
    }
    g.setFont(Axes.font(Font.BOLD, 14));
    g.setColor(INK);
    g.drawString(
        letter,
        (float) Math.max(2, f.area().getX() - LETTER),
        (float) (f.area().getY() - (aboveLegend ? 24 : 7)));
  }

  private void legend(List<Entry> legend) {
    g.setFont(Axes.font(Font.PLAIN, 11));
    FontMetrics metrics = g.getFontMetrics();
    double width = 0;
    for (Entry entry : legend) {
      width += LEGEND_LINE + metrics.stringWidth(entry.label) + 18;
    }
    double left = f.area().getCenterX() - (width - 18) / 2;
    double baseline = f.area().getY() - 8;
    for (Entry entry : legend) {
      g.setColor(entry.color);
      double middle = baseline - metrics.getAscent() / 2.0 + 1;
      if (entry.stroke == null) {
        g.fill(new Ellipse2D.Double(left + LEGEND_LINE - 13, middle - 4, 8, 8));
      } else {
        g.setStroke(entry.shown());
        g.draw(new Line2D.Double(left, middle, left + LEGEND_LINE - 5, middle));
      }
      g.setColor(INK);
      g.drawString(entry.label, (float) (left + LEGEND_LINE), (float) baseline);
      left += LEGEND_LINE + metrics.stringWidth(entry.label) + 18;
    }
  }

  private void centred(String text, double middle, double baseline) {
    Matcher index = INDEX.matcher(text);
    if (!index.find()) {
      g.drawString(
          text, (float) (middle - g.getFontMetrics().stringWidth(text) / 2.0), (float) baseline);
      return;
    }
    // Each piece has a place of its own: what a viewer's font is wider or narrower by is not where
    // the index is.
    String before = text.substring(0, index.start() - 1);
    String after = text.substring(index.end());
    Font font = g.getFont();
    Font small = font.deriveFont(0.72f * font.getSize2D());
    FontMetrics metrics = g.getFontMetrics(font);
    double first = metrics.stringWidth(before);
    double letter = metrics.stringWidth("S");
    double lower = g.getFontMetrics(small).stringWidth(index.group(1)) + 1;
    double left = middle - (first + letter + lower + metrics.stringWidth(after)) / 2;
    if (!before.isEmpty()) {
      g.drawString(before, (float) left, (float) baseline);
    }
    g.drawString("S", (float) (left + first), (float) baseline);
    double space = metrics.stringWidth(after) - metrics.stringWidth(after.stripLeading());
    if (!after.isEmpty()) {
      g.drawString(
          after.stripLeading(), (float) (left + first + letter + lower + space), (float) baseline);
    }
    g.setFont(small);
    g.drawString(index.group(1), (float) (left + first + letter), (float) (baseline + 3));
    g.setFont(font);
  }
}
