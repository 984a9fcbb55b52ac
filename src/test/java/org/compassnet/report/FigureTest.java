package org.compassnet.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.Color;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.StringReader;
import java.util.List;
import javax.imageio.ImageIO;
import javax.xml.parsers.DocumentBuilderFactory;
import org.compassnet.training.Metrics;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.xml.sax.InputSource;

class FigureTest {

  private static Figure figure() {
    double[] xs = {0, 1, 2, 3};
    return new Figure(300, 200)
        .add(
            new Axes("A title", Axis.linear("Time (s)", 0, 3), Axis.linear("Rate", 0, 1))
                .band(xs, new double[] {0, 0, 0, 0}, new double[] {1, 1, 1, 1}, Color.BLUE)
                .line("a line", xs, new double[] {0, Double.NaN, 0.5, 1}, Color.RED, 1)
                .points("dots", xs, xs, Color.BLACK, 3),
            60,
            40,
            90,
            110)
        .add(
            new Axes("", Axis.bare(0, 2), Axis.bare(0, 2))
                .framed()
                .map(new double[][] {{0, 1}, {0.5, Double.NaN}}, 0, 1, ColorMap.VIRIDIS),
            190,
            40,
            90,
            110);
  }

  @Test
  void svgIsWellFormedNamesCommonFontsAndIsReproducible() throws Exception {
    String svg = figure().svg();
    DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
    factory.setFeature("http://apache.org/xml/features/nonvalidating/load-external-dtd", false);
    Document document = factory.newDocumentBuilder().parse(new InputSource(new StringReader(svg)));
    assertThat(document.getDocumentElement().getAttribute("viewBox")).isEqualTo("0 0 300 200");
    assertThat(svg)
        .contains("Time (s)", "a line", "font-family:DejaVu Sans,Verdana,sans-serif;font");
    assertThat(svg.split("font-size")).hasSize(svg.split("font-family").length);
    assertThat(figure().svg()).isEqualTo(svg);
  }

  /** A figure whose lines are 10,000 points would else be as many digits. */
  @Test
  void svgHasItsPlacesInHundredthsAndItsTextsToTheLetter() {
    double[] xs = {0, 1 / 3.0, 1};
    String svg =
        new Figure(300, 200)
            .add(
                new Axes("0.123456", Axis.linear("", 0, 1), Axis.linear("", 0, 1))
                    .line(null, xs, xs, Color.RED, 1),
                60,
                40,
                200,
                110)
            .svg();
    assertThat(svg).contains(">0.123456<", "L126.67,113.33");
    assertThat(svg.replace(">0.123456<", "")).doesNotContainPattern("\\d\\.\\d{3}");
  }

  @Test
  void aTrainingWhoseNumbersRanOutIsDrawn() {
    List<Metrics> metrics =
        List.of(
            new Metrics(1, 10, 0.5, 2, 1, 1e-3, 1),
            new Metrics(2, 10, Double.NaN, Double.POSITIVE_INFINITY, Double.NaN, 1e-3, 2),
            new Metrics(3, 10, Double.POSITIVE_INFINITY, 1e300, 1, 1e-3, 3));
    List<double[]> validations = List.of(new double[] {3, Double.NaN, Double.NaN});
    String svg = TrainingFigures.learningCurve(metrics, validations).svg();
    assertThat(svg).contains("Learning curve").hasSizeLessThan(200_000).doesNotContain("NaN");
  }

  @Test
  void legendShowsDashesWhereTheLineHasThem() {
    double[] xs = {0, 1};
    Axes axes = new Axes("", Axis.bare(0, 1), Axis.bare(0, 1)).bare();
    axes.dashed("dashed", xs, xs, Color.RED, 1).line("whole", xs, xs, Color.BLUE, 1);
    String svg = new Figure(300, 200).add(axes, 60, 40, 200, 110).svg();
    assertThat(svg.lines().filter(line -> line.contains("rgb(255,0,0)")).toList())
        .hasSize(2)
        .allMatch(line -> line.contains("dasharray"));
    assertThat(svg.lines().filter(line -> line.contains("rgb(0,0,255)")).toList())
        .hasSize(2)
        .noneMatch(line -> line.contains("dasharray"));
  }

  /** Two figures of a page may not share the names that their parts refer to. */
  @Test
  void elementOfAPageHasNamesOfItsOwnAndItsTextsAsTexts() {
    String element = figure().element("gain", "what it shows");
    assertThat(element)
        .startsWith("<svg role=\"img\" aria-label=\"what it shows\"")
        .endsWith("</svg>")
        .contains("id=\"gain-clip1\"", "url(#gain-clip1)", ">Time (s)</text>")
        .doesNotContain("\"clip1\"", "xmlns");
  }

  @Test
  void indexOfALabelIsSmallerAndLower() {
    Axis strength = Axis.linear("S_AV after training", 0, 1);
    String svg =
        new Figure(300, 200).add(new Axes("", strength, Axis.bare(0, 1)), 60, 40, 200, 110).svg();
    assertThat(svg).contains(">S</text>", ">AV</text>", ">after training</text>");
    assertThat(svg).doesNotContain("S_AV");
  }

  @Test
  void panelsHaveTheirLetters() {
    Axes axes = new Axes("", Axis.bare(0, 1), Axis.bare(0, 1)).letter(Figure.letter(1));
    assertThat(new Figure(300, 200).add(axes, 60, 40, 200, 110).svg()).contains(">b</text>");
  }

  /** Row 0 of a map is at the bottom; no number is grey. */
  @Test
  void mapHasItsFirstRowAtTheBottom() throws Exception {
    var image = ImageIO.read(new ByteArrayInputStream(figure().png()));
    assertThat(image.getRGB(2 * 210, 2 * 130) & 0xffffff).isEqualTo(ColorMap.VIRIDIS.rgb(0));
    assertThat(image.getRGB(2 * 260, 2 * 130) & 0xffffff).isEqualTo(ColorMap.VIRIDIS.rgb(1));
    assertThat(image.getRGB(2 * 210, 2 * 60) & 0xffffff).isEqualTo(ColorMap.VIRIDIS.rgb(0.5));
    assertThat(image.getRGB(2 * 260, 2 * 60) & 0xffffff).isEqualTo(0xd9d9d9);
  }

  /** ImageIO and Jupyter's Java kernels take any RenderedImage. */
  @Test
  void figureIsAnImageForWhateverShowsImages() throws Exception {
    Figure figure = figure();
    var out = new ByteArrayOutputStream();
    assertThat(ImageIO.write(figure, "png", out)).isTrue();
    var read = ImageIO.read(new ByteArrayInputStream(out.toByteArray()));
    assertThat(read.getWidth()).isEqualTo(figure.getWidth()).isEqualTo(375);
    assertThat(read.getHeight()).isEqualTo(figure.getHeight()).isEqualTo(250);
    assertThat(read.getRGB(262, 162) & 0xffffff).isEqualTo(ColorMap.VIRIDIS.rgb(0));
    assertThat(figure).hasToString("Figure of 375 x 250 pixels");
  }
}
