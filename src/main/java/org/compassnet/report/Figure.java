package org.compassnet.report;

import de.erichseifert.vectorgraphics2d.svg.SVGProcessor;
import de.erichseifert.vectorgraphics2d.util.PageSize;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.compassnet.analysis.UnitClass;
import org.compassnet.files.AtomicFile;

/** Axes on a white page, written as a PNG for print (twice the size in pixels) and as an SVG. */
public final class Figure extends Picture {

  /** Black for what is true or measured. */
  static final Color TRUTH = Color.BLACK;

  /** Purple, for what the network says; no class of units has it. */
  static final Color NETWORK = new Color(0xAA3377);

  /** Sky blue of Okabe and Ito's palette, for angular velocity. */
  static final Color VELOCITY = new Color(0x56B4E9);

  /** For nulls, windows and whatever is there to compare with. */
  static final Color MUTED = new Color(0x888888);

  private static final double PRINT = 2;

  /** Of what a screen shows: a notebook with its figures should stay small. */
  private static final double SCREEN = 1.25;

  private static final Pattern FONT = Pattern.compile("font-family:(?:&quot;.*?&quot;|[^;]*);");
  private static final Pattern CLIP = Pattern.compile("clip-?\\d+");
  private static final String FONTS = "font-family:DejaVu Sans,Verdana,sans-serif;";
  private static final Pattern ATTRIBUTE = Pattern.compile("=\"[^\"]*\"");
  private static final Pattern LONG_NUMBER = Pattern.compile("-?\\d+\\.\\d{3,}(?![\\dE])");
  private static final Pattern BEFORE_SVG = Pattern.compile("(?s)^.*?(?=<svg)");
  private static final Pattern NAMESPACE = Pattern.compile(" xmlns(:xlink)?=\"[^\"]*\"");

  private final int width;
  private final int height;
  private final List<Placed> content = new ArrayList<>();
  private byte[] png;
  private String svg;

  private record Placed(Axes axes, Rectangle2D area) {}

  Figure(int width, int height) {
    this.width = width;
    this.height = height;
  }

  /**
   * The colour of a class of units, from Okabe and Ito's palette, in every figure and on every
   * page.
   */
  static Color color(UnitClass type) {
    return switch (type) {
      case COMPASS -> new Color(0x0072B2);
      case CCW -> new Color(0xD55E00);
      case CW -> new Color(0x009E73);
      case OTHER -> new Color(0x999999);
      case INACTIVE -> new Color(0xCCCCCC);
    };
  }

  /** A bar that tells what the colours of a map mean. */
  static Axes colorBar(String label, double low, double high, ColorMap colors) {
    double[][] ramp = new double[1][128];
    for (int i = 0; i < ramp[0].length; i++) {
      ramp[0][i] = low + (high - low) * (i + 0.5) / ramp[0].length;
    }
    return new Axes("", Axis.rounded(label, low, high, 5), Axis.bare(0, 1))
        .framed()
        .map(ramp, low, high, colors);
  }

  /** Whether Java finds fonts to draw with. On a bare server there may be none. */
  public static boolean fontsAreThere() {
    try {
      new BufferedImage(1, 1, BufferedImage.TYPE_INT_RGB)
          .createGraphics()
          .getFontMetrics(Axes.font(Font.PLAIN, 10));
      return true;
    } catch (InternalError | LinkageError | RuntimeException e) {
      return false;
    }
  }

  /** Places axes; {@code area} is their frame, labels and ticks are around it. */
  Figure add(Axes axes, double left, double top, double areaWidth, double areaHeight) {
    forget();
    content.add(new Placed(axes, new Rectangle2D.Double(left, top, areaWidth, areaHeight)));
    return this;
  }

  /** What a caption calls the panel of a number: a, b, c. */
  static String letter(int panel) {
    return String.valueOf((char) ('a' + panel));
  }

  /** Writes NAME.png and NAME.svg. */
  public List<Path> write(Path folder, String name) throws IOException {
    Path png = folder.resolve(name + ".png");
    Path svg = folder.resolve(name + ".svg");
    AtomicFile.write(png, out -> out.write(png()));
    AtomicFile.write(svg, svg());
    return List.of(png, svg);
  }

  /** The figure as pixels, for print: twice its size. Drawn once, for its file and for the page. */
  byte[] png() {
    if (png == null) {
      png = Png.of(image(PRINT));
    }
    return png;
  }

  @Override
  void forget() {
    super.forget();
    png = null;
    svg = null;
  }

  /** Of the page that it is drawn on, in points. */
  int width() {
    return width;
  }

  int height() {
    return height;
  }

  @Override
  BufferedImage draw() {
    return image(SCREEN);
  }

  private BufferedImage image(double pixelsPerUnit) {
    BufferedImage image =
        new BufferedImage(
            (int) (pixelsPerUnit * width),
            (int) (pixelsPerUnit * height),
            BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = image.createGraphics();
    graphics.setRenderingHints(
        Map.of(
            RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON,
            RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON,
            RenderingHints.KEY_FRACTIONALMETRICS, RenderingHints.VALUE_FRACTIONALMETRICS_ON,
            RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE));
    graphics.scale(pixelsPerUnit, pixelsPerUnit);
    paint(graphics);
    graphics.dispose();
    return image;
  }

  /** The figure as SVG. The same figure gives the same text. */
  public String svg() {
    if (svg != null) {
      return svg;
    }
    SvgGraphics graphics = new SvgGraphics();
    paint(graphics);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      new SVGProcessor()
          .getDocument(graphics.getCommands(), new PageSize(width, height))
          .writeTo(out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    // The writer names this machine's font alone, and numbers its clips by their hash codes.
    Map<String, String> clips = new HashMap<>();
    svg =
        graphics.withImages(
            rounded(
                CLIP.matcher(FONT.matcher(out.toString(StandardCharsets.UTF_8)).replaceAll(FONTS))
                    .replaceAll(
                        clip ->
                            clips.computeIfAbsent(
                                clip.group(), name -> "clip" + (clips.size() + 1)))));
    return svg;
  }

  /** Places to a hundredth of a pixel; the writer gives all digits. Texts stay as they are. */
  private static String rounded(String svg) {
    return ATTRIBUTE
        .matcher(svg)
        .replaceAll(
            attribute ->
                Matcher.quoteReplacement(
                    LONG_NUMBER
                        .matcher(attribute.group())
                        .replaceAll(number -> hundredths(Double.parseDouble(number.group())))));
  }

  private static String hundredths(double value) {
    double rounded = Math.rint(100 * value) / 100;
    return rounded == Math.rint(rounded) ? String.valueOf((long) rounded) : String.valueOf(rounded);
  }

  /**
   * The figure as an element of a page: its texts are texts there.
   *
   * @param name of no other figure on the page, for what the element refers to within itself
   * @param label what it shows, for those who cannot see it
   */
  String element(String name, String label) {
    String svg = BEFORE_SVG.matcher(svg()).replaceFirst("");
    return CLIP.matcher(NAMESPACE.matcher(svg).replaceAll(""))
        .replaceAll(clip -> Matcher.quoteReplacement(name + "-" + clip.group()))
        .replaceFirst(
            "<svg", Matcher.quoteReplacement("<svg role=\"img\" aria-label=\"" + label + "\""))
        .strip();
  }

  @Override
  public String toString() {
    return "Figure of " + getWidth() + " x " + getHeight() + " pixels";
  }

  private void paint(Graphics2D graphics) {
    graphics.setColor(Color.WHITE);
    graphics.fill(new Rectangle2D.Double(0, 0, width, height));
    for (Placed placed : content) {
      placed.axes.draw(graphics, placed.area);
    }
  }
}
