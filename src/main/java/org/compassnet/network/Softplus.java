package org.compassnet.network;

import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;

/**
 * f(x) = log(1 + e^x), a smooth rectification: no unit is ever quite silent. Its slope is 1/(1 +
 * e^-x).
 *
 * <p>Everywhere e = e^-|x| is taken first, so that nothing overflows: f(x) = max(x, 0) + log(1 +
 * e).
 */
final class Softplus implements Nonlinearity {

  // e^-87 is the last that is no subnormal float.
  private static final float LOWEST = -87f;
  private static final float LOG2_E = 1.44269504f;
  // ln 2 in two parts: products of the first with small integers are exact.
  private static final float LN2_HIGH = 0.693359375f;
  private static final float LN2_LOW = -2.12194440e-4f;
  // Added to a float of small size, it leaves the nearest integer in the lowest bits.
  private static final float ROUND = 0x1.8p23f;

  @Override
  public double rate(double x) {
    return Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)));
  }

  @Override
  public double slope(double x) {
    double e = Math.exp(-Math.abs(x));
    return (x >= 0 ? 1 : e) / (1 + e);
  }

  /**
   * ND4J's own softplus overflows. max(x, 0) is (x + |x|)/2 here, so that the derivative at 0 is
   * 1/2 with the derivative of |x| that ND4J has there, 0.
   */
  @Override
  public SDVariable rate(SameDiff sd, SDVariable x) {
    SDVariable size = sd.math().abs(x);
    return x.add(size).mul(0.5).add(sd.math().log1p(sd.math().exp(size.neg())));
  }

  @Override
  public void apply(int length, float[] x, float[] r, float[] slopes, int offset) {
    for (int i = 0; i < length; i++) {
      slopes[offset + i] = Math.max(-Math.abs(x[i]), LOWEST) * LOG2_E + ROUND;
    }
    fractionOfExp(length, x, r, slopes, offset);
    for (int i = 0; i < length; i++) {
      // Times 2^n, made of its bits.
      r[i] *=
          Float.intBitsToFloat((Float.floatToRawIntBits(slopes[offset + i]) << 23) + (127 << 23));
    }
    for (int i = 0; i < length; i++) {
      // The numerator is 1 where x >= 0 and e where x < 0, without a branch.
      slopes[offset + i] = Math.max(r[i], Math.min(1f, x[i] * Float.MAX_VALUE)) / (1f + r[i]);
    }
    addLogOfOnePlus(length, x, r);
  }

  /** r = e^(-|x| - n ln 2) with n as {@link #ROUND} left it: |argument| up to ln 2 / 2 (Cephes). */
  private static void fractionOfExp(int length, float[] x, float[] r, float[] n, int offset) {
    for (int i = 0; i < length; i++) {
      float k = n[offset + i] - ROUND;
      float v = Math.max(-Math.abs(x[i]), LOWEST) - k * LN2_HIGH - k * LN2_LOW;
      float p =
          5.0000001201e-1f
              + v
                  * (1.6666665459e-1f
                      + v
                          * (4.1665795894e-2f
                              + v
                                  * (8.3334519073e-3f
                                      + v * (1.3981999507e-3f + v * 1.9875691500e-4f))));
      r[i] = 1f + (v + v * v * p);
    }
  }

  /** r = max(x, 0) + log(1 + r): 2 artanh(z) of z = r/(2 + r), at most 1/3, as its series. */
  private static void addLogOfOnePlus(int length, float[] x, float[] r) {
    for (int i = 0; i < length; i++) {
      float z = r[i] / (2f + r[i]);
      float y = z * z;
      float p =
          1f / 3
              + y * (1f / 5 + y * (1f / 7 + y * (1f / 9 + y * (1f / 11 + y * (1f / 13 + y / 15)))));
      r[i] = Math.max(x[i], 0f) + 2f * (z + z * y * p);
    }
  }
}
