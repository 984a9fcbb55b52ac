package org.compassnet.report;

import de.erichseifert.vectorgraphics2d.VectorGraphics2D;
import de.erichseifert.vectorgraphics2d.util.GraphicsUtils;
import java.awt.Font;
import java.awt.Image;
import java.awt.geom.AffineTransform;
import java.awt.image.BufferedImage;
import java.awt.image.ImageObserver;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the writer of SVG draws from, without the two things in which it spends most of its time.
 */
final class SvgGraphics extends VectorGraphics2D {

  private static final Map<Font, Font> FOUND = new ConcurrentHashMap<>();
  private static final String DATA = "data:image/png;base64,";
  private static final Pattern IMAGE = Pattern.compile(DATA + "[^\"]*");

  /** Transparent, so that the writer does not try whether it is smaller as a JPEG. */
  private static final BufferedImage STAND_IN =
      new BufferedImage(1, 1, BufferedImage.TYPE_INT_ARGB);

  private final List<BufferedImage> images = new ArrayList<>();

  /**
   * Looks once for the machine's font behind a name that stands for any. The writer would look
   * through all of them at every text.
   */
  @Override
  public void setFont(Font font) {
    super.setFont(
        font == null ? null : FOUND.computeIfAbsent(font, GraphicsUtils::getPhysicalFont));
  }

  /** Draws a stand-in of the same size, since {@link Png} is the faster writer. */
  @Override
  public boolean drawImage(Image image, AffineTransform place, ImageObserver observer) {
    BufferedImage drawn = (BufferedImage) image;
    images.add(drawn);
    AffineTransform before = getTransform();
    transform(place);
    boolean done = drawImage(STAND_IN, 0, 0, drawn.getWidth(), drawn.getHeight(), observer);
    setTransform(before);
    return done;
  }

  /** The SVG that was written of this, with the images where the stand-ins are. */
  String withImages(String svg) {
    Matcher matcher = IMAGE.matcher(svg);
    StringBuilder whole = new StringBuilder();
    for (BufferedImage image : images) {
      if (!matcher.find()) {
        throw new IllegalStateException(images.size() + " images were drawn, fewer written");
      }
      matcher.appendReplacement(whole, "");
      whole.append(DATA).append(Base64.getEncoder().encodeToString(Png.of(image)));
    }
    return matcher.appendTail(whole).toString();
  }
}
