package org.compassnet.report;

import de.erichseifert.vectorgraphics2d.Processors;
import de.erichseifert.vectorgraphics2d.VectorGraphics2D;
import de.erichseifert.vectorgraphics2d.util.PageSize;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;
import org.compassnet.files.AtomicFile;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.style.XYStyler;

/** Charts one above the other, as one PNG for print (twice the size in pixels) and one SVG. */
final class Figure {

  /** Black for what is true or measured. */
  static final Color TRUTH = Color.BLACK;

  /** Vermillion of Okabe and Ito's palette, for what the network says. */
  static final Color NETWORK = new Color(0xD55E00);

  /** Blue of the same palette, for angular velocity. */
  static final Color VELOCITY = new Color(0x0072B2);

  private static final int PIXELS_PER_UNIT = 2;
  private static final String FONT = Font.SANS_SERIF;

  private final List<XYChart> charts;

  Figure(XYChart... charts) {
    this.charts = List.of(charts);
  }

  /** An empty chart in the style of all figures. */
  static XYChart chart(int width, int height, String title, String xAxis, String yAxis) {
    XYChart chart =
        new XYChartBuilder()
            .width(width)
            .height(height)
            .title(title)
            .xAxisTitle(xAxis)
            .yAxisTitle(yAxis)
            .build();
    XYStyler style = chart.getStyler();
    style.setChartBackgroundColor(Color.WHITE);
    style.setPlotBackgroundColor(Color.WHITE);
    style.setPlotBorderVisible(false);
    style.setPlotGridLinesColor(new Color(0xE6E6E6));
    style.setPlotContentSize(0.96);
    style.setChartTitleFont(new Font(FONT, Font.BOLD, 15));
    style.setAxisTitleFont(new Font(FONT, Font.PLAIN, 13));
    style.setAxisTickLabelsFont(new Font(FONT, Font.PLAIN, 12));
    style.setLegendFont(new Font(FONT, Font.PLAIN, 12));
    style.setLegendBorderColor(Color.WHITE);
    style.setMarkerSize(0);
    return chart;
  }

  /** Writes NAME.png and NAME.svg. */
  List<Path> write(Path folder, String name) throws IOException {
    Path png = folder.resolve(name + ".png");
    Path svg = folder.resolve(name + ".svg");
    BufferedImage image = image();
    AtomicFile.write(png, out -> ImageIO.write(image, "png", out));
    AtomicFile.write(svg, this::writeSvg);
    return List.of(png, svg);
  }

  private int width() {
    return charts.stream().mapToInt(XYChart::getWidth).max().orElse(0);
  }

  private int height() {
    return charts.stream().mapToInt(XYChart::getHeight).sum();
  }

  private BufferedImage image() {
    BufferedImage image =
        new BufferedImage(
            PIXELS_PER_UNIT * width(), PIXELS_PER_UNIT * height(), BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = image.createGraphics();
    graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    graphics.setRenderingHint(
        RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
    graphics.scale(PIXELS_PER_UNIT, PIXELS_PER_UNIT);
    paint(graphics);
    graphics.dispose();
    return image;
  }

  private void writeSvg(OutputStream out) throws IOException {
    VectorGraphics2D graphics = new VectorGraphics2D();
    paint(graphics);
    Processors.get("svg")
        .getDocument(graphics.getCommands(), new PageSize(width(), height()))
        .writeTo(out);
  }

  private void paint(Graphics2D graphics) {
    int y = 0;
    for (XYChart chart : charts) {
      Graphics2D part = (Graphics2D) graphics.create();
      part.translate(0, y);
      chart.paint(part, chart.getWidth(), chart.getHeight());
      part.dispose();
      y += chart.getHeight();
    }
  }
}
