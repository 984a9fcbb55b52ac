package org.compassnet.report;

import java.awt.Color;

/** From a number in 0 to 1 to a colour, by linear interpolation between anchors. */
enum ColorMap {
  /** Matplotlib's viridis (CC0), for rates: uniform in lightness, safe for the colour-blind. */
  VIRIDIS(
      0x440154, 0x482878, 0x3e4a89, 0x31688e, 0x26828e, 0x1f9e89, 0x35b779, 0x6ece58, 0xb5de2b,
      0xfde725),
  /** ColorBrewer's RdBu from blue over white to red, for weights: white is zero. */
  DIVERGING(
      0x053061, 0x2166ac, 0x4393c3, 0x92c5de, 0xd1e5f0, 0xffffff, 0xfddbc7, 0xf4a582, 0xd6604d,
      0xb2182b, 0x67001f),
  /** A cycle for directions, of even lightness: the same colour at 0 and 1. */
  CYCLIC(
      0xc1566b, 0xb4673a, 0x967b1f, 0x6b8b3a, 0x339468, 0x00959a, 0x2a8cbf, 0x7278c6, 0xa762a8,
      0xc1566b);

  private final int[] anchors;

  ColorMap(int... anchors) {
    this.anchors = anchors;
  }

  /** The colour of a value, clamped to 0..1; light grey where there is no number. */
  int rgb(double value) {
    if (Double.isNaN(value)) {
      return 0xd9d9d9;
    }
    double at = Math.max(0, Math.min(1, value)) * (anchors.length - 1);
    int below = Math.min(anchors.length - 2, (int) at);
    double share = at - below;
    int rgb = 0;
    for (int shift = 16; shift >= 0; shift -= 8) {
      int a = anchors[below] >> shift & 0xff;
      int b = anchors[below + 1] >> shift & 0xff;
      rgb |= (int) Math.round(a + share * (b - a)) << shift;
    }
    return rgb;
  }

  Color color(double value) {
    return new Color(rgb(value));
  }
}
