package org.compassnet.report;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;

/**
 * Opaque pixels as a PNG (W3C, Portable Network Graphics, third edition). Java's own writer tries
 * five filters on every row, which takes ten times as long; drawings of lines, letters and flat
 * colours are no smaller for it.
 */
final class Png {

  private static final byte[] SIGNATURE = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};
  private static final byte[] HOW = {8, 2, 0, 0, 0}; // 8 bits each of red, green and blue
  private static final int COMPRESSION = 4;
  private static final int BYTES_PER_PIXEL = 3;

  private Png() {}

  /**
   * Encodes an image.
   *
   * @throws IllegalArgumentException if it has transparent pixels
   */
  static byte[] of(BufferedImage image) {
    if (image.getColorModel().hasAlpha()) {
      throw new IllegalArgumentException("an image without transparency is wanted: " + image);
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(SIGNATURE);
    ByteBuffer header = ByteBuffer.allocate(2 * Integer.BYTES + HOW.length);
    chunk(out, "IHDR", header.putInt(image.getWidth()).putInt(image.getHeight()).put(HOW).array());
    chunk(out, "IDAT", compressed(image));
    chunk(out, "IEND", new byte[0]);
    return out.toByteArray();
  }

  /** Row after row, each with a first byte that says that it is not filtered. */
  private static byte[] compressed(BufferedImage image) {
    int width = image.getWidth();
    int[] pixels = new int[width];
    byte[] row = new byte[1 + BYTES_PER_PIXEL * width];
    Deflater deflater = new Deflater(COMPRESSION);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (DeflaterOutputStream into = new DeflaterOutputStream(out, deflater, 1 << 16)) {
      for (int y = 0; y < image.getHeight(); y++) {
        image.getRGB(0, y, width, 1, pixels, 0, width);
        for (int x = 0, to = 1; x < width; x++) {
          row[to++] = (byte) (pixels[x] >> 16);
          row[to++] = (byte) (pixels[x] >> 8);
          row[to++] = (byte) pixels[x];
        }
        into.write(row);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      deflater.end();
    }
    return out.toByteArray();
  }

  private static void chunk(ByteArrayOutputStream out, String type, byte[] data) {
    byte[] name = type.getBytes(StandardCharsets.US_ASCII);
    CRC32 sum = new CRC32();
    sum.update(name);
    sum.update(data);
    out.writeBytes(number(data.length));
    out.writeBytes(name);
    out.writeBytes(data);
    out.writeBytes(number((int) sum.getValue()));
  }

  private static byte[] number(int value) {
    return ByteBuffer.allocate(Integer.BYTES).putInt(value).array();
  }
}
