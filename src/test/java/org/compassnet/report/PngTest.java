package org.compassnet.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Base64;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

class PngTest {

  @Test
  void javasReaderSeesEveryPixel() throws IOException {
    BufferedImage image = new BufferedImage(37, 11, BufferedImage.TYPE_INT_RGB);
    for (int y = 0; y < image.getHeight(); y++) {
      for (int x = 0; x < image.getWidth(); x++) {
        image.setRGB(x, y, 0x050f1b * x + 0x3b11 * y * y);
      }
    }
    BufferedImage read = ImageIO.read(new ByteArrayInputStream(Png.of(image)));
    assertThat(pixels(read)).containsExactly(pixels(image));
    assertThat(read.getColorModel().hasAlpha()).isFalse();
  }

  @Test
  void transparentPixelsAreRefused() {
    BufferedImage image = new BufferedImage(2, 2, BufferedImage.TYPE_INT_ARGB);
    assertThatIllegalArgumentException().isThrownBy(() -> Png.of(image));
  }

  @Test
  void mapsStandInAnSvgInTheOrderInWhichTheyWereDrawn() throws IOException {
    double[][] low = {{0, 0}, {0, 0}};
    double[][] high = {{1, 1}, {1, 1}};
    Figure figure = new Figure(200, 100);
    figure.add(map(low), 10, 10, 60, 60);
    figure.add(map(high), 110, 10, 60, 60);
    String[] parts = figure.svg().split("data:image/png;base64,");
    assertThat(parts).hasSize(3);
    assertThat(firstPixel(parts[1])).isEqualTo(0xff000000 | ColorMap.VIRIDIS.rgb(0));
    assertThat(firstPixel(parts[2])).isEqualTo(0xff000000 | ColorMap.VIRIDIS.rgb(1));
  }

  private static Axes map(double[][] values) {
    return new Axes("", Axis.bare(0, 1), Axis.bare(0, 1)).map(values, 0, 1, ColorMap.VIRIDIS);
  }

  private static int firstPixel(String data) throws IOException {
    String base64 = data.substring(0, data.indexOf('"'));
    byte[] png = Base64.getDecoder().decode(base64);
    return ImageIO.read(new ByteArrayInputStream(png)).getRGB(0, 0);
  }

  private static int[] pixels(BufferedImage image) {
    return image.getRGB(0, 0, image.getWidth(), image.getHeight(), null, 0, image.getWidth());
  }
}
