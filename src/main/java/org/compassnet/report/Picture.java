package org.compassnet.report;

import java.awt.Rectangle;
import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.Raster;
import java.awt.image.RenderedImage;
import java.awt.image.SampleModel;
import java.awt.image.WritableRaster;
import java.util.Vector;

/**
 * Something that is drawn when it is looked at. As a {@link RenderedImage} it is shown by whatever
 * shows images, such as ImageIO and Jupyter's Java kernels, without being told how.
 */
abstract class Picture implements RenderedImage {

  private BufferedImage drawn;

  /** Draws it, for a screen. */
  abstract BufferedImage draw();

  private BufferedImage drawn() {
    if (drawn == null) {
      drawn = draw();
    }
    return drawn;
  }

  /** What was drawn is no longer what is to be seen. */
  void forget() {
    drawn = null;
  }

  @Override
  public Vector<RenderedImage> getSources() {
    return null;
  }

  @Override
  public Object getProperty(String name) {
    return drawn().getProperty(name);
  }

  @Override
  public String[] getPropertyNames() {
    return drawn().getPropertyNames();
  }

  @Override
  public ColorModel getColorModel() {
    return drawn().getColorModel();
  }

  @Override
  public SampleModel getSampleModel() {
    return drawn().getSampleModel();
  }

  @Override
  public int getWidth() {
    return drawn().getWidth();
  }

  @Override
  public int getHeight() {
    return drawn().getHeight();
  }

  @Override
  public int getMinX() {
    return drawn().getMinX();
  }

  @Override
  public int getMinY() {
    return drawn().getMinY();
  }

  @Override
  public int getNumXTiles() {
    return drawn().getNumXTiles();
  }

  @Override
  public int getNumYTiles() {
    return drawn().getNumYTiles();
  }

  @Override
  public int getMinTileX() {
    return drawn().getMinTileX();
  }

  @Override
  public int getMinTileY() {
    return drawn().getMinTileY();
  }

  @Override
  public int getTileWidth() {
    return drawn().getTileWidth();
  }

  @Override
  public int getTileHeight() {
    return drawn().getTileHeight();
  }

  @Override
  public int getTileGridXOffset() {
    return drawn().getTileGridXOffset();
  }

  @Override
  public int getTileGridYOffset() {
    return drawn().getTileGridYOffset();
  }

  @Override
  public Raster getTile(int tileX, int tileY) {
    return drawn().getTile(tileX, tileY);
  }

  @Override
  public Raster getData() {
    return drawn().getData();
  }

  @Override
  public Raster getData(Rectangle area) {
    return drawn().getData(area);
  }

  @Override
  public WritableRaster copyData(WritableRaster raster) {
    return drawn().copyData(raster);
  }
}
