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
  /**
   * A cycle for directions, after Matplotlib's twilight (CC0): the same colour at 0 and 1, told
   * apart by lightness as well as by hue; its light end is darkened to be seen on white.
   */
  CYCLIC(
      0xc0b8c0, 0xacb5bb, 0x8aa9bc, 0x7297c1, 0x6276ba, 0x5e51ad, 0x592a8f, 0x45135c, 0x2f1436,
      0x4a1342, 0x741e4f, 0x983550, 0xb25652, 0xc27c63, 0xc09a80, 0xbeafa7, 0xc0b8c0);

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
