package org.compassnet.network;

/**
 * Elementary functions in single precision, from operations that IEEE 754 rounds alike everywhere:
 * sums, products, quotients, square roots and fused multiply-adds. An engine that makes the same
 * operations in the same order, in vectors or not, has the same bits. The coefficients are minimax
 * fits by elementary_coefficients.py, which lies beside the test of this class; the errors given
 * here, in units in the last place, hold for floats of every exponent.
 */
public final class Elementary {

  // tanh x = x + x^3 T(x^2) up to the bound, and (1 - e) / (1 + e) with e = exp(-2 x) beyond.
  public static final float TANH_BOUND = 0.625f;
  public static final float TANH_0 = -0.33333281942f;
  public static final float TANH_1 = 0.13331442208f;
  public static final float TANH_2 = -0.053739715769f;
  public static final float TANH_3 = 0.020639089209f;
  public static final float TANH_4 = -0.0057049889700f;

  /** log2(e). */
  public static final float LOG2_E = 1.44269504f;

  /** Added to a small number, it leaves no digit after the point. */
  public static final float ROUND = 0x1.8p23f;

  /** What its lowest bits are counted from. */
  public static final int ROUND_BITS = 0x4b400000;

  // ln 2 in two parts; the first has few digits, so that its products with exponents are exact.
  public static final float LN2_HIGH = 0.693359375f;
  public static final float LN2_LOW = -2.12194440e-4f;

  /** Below it the exponential is 0, even as a subnormal number. */
  public static final float EXP_BOUND = -104f;

  // e^r = 1 + r + r^2 E(r) for |r| <= ln(2)/2.
  public static final float EXP_0 = 0.49999993412f;
  public static final float EXP_1 = 0.16666520107f;
  public static final float EXP_2 = 0.041668394239f;
  public static final float EXP_3 = 0.0083687805300f;
  public static final float EXP_4 = 0.0013814465712f;

  // ln(1 + f) = f + f^2 L(f) for sqrt(1/2) <= 1 + f <= sqrt(2).
  public static final float LOG_0 = -0.49999988319f;
  public static final float LOG_1 = 0.33333325528f;
  public static final float LOG_2 = -0.25001584513f;
  public static final float LOG_3 = 0.20001983364f;
  public static final float LOG_4 = -0.16609061302f;
  public static final float LOG_5 = 0.14181657501f;
  public static final float LOG_6 = -0.13242970438f;
  public static final float LOG_7 = 0.12905372894f;
  public static final float LOG_8 = -0.076229308195f;

  /** The root of 2. */
  public static final float SQRT_TWO = 1.41421356f;

  /** The bits of sqrt(1/2). */
  public static final int SQRT_HALF_BITS = 0x3f3504f3;

  // sin(pi/2 v) = v S(v^2) and cos(pi/2 v) = 1 + v^2 C(v^2) for |v| <= 1.
  public static final float SIN_0 = 1.5707963185f;
  public static final float SIN_1 = -0.64596371091f;
  public static final float SIN_2 = 0.079689680012f;
  public static final float SIN_3 = -0.0046737679900f;
  public static final float SIN_4 = 0.00015148572928f;
  public static final float COS_0 = -1.2337005390f;
  public static final float COS_1 = 0.25366934999f;
  public static final float COS_2 = -0.020862751643f;
  public static final float COS_3 = 0.00091778877741f;
  public static final float COS_4 = -2.3848341922e-05f;

  private Elementary() {}

  /** The hyperbolic tangent, within 1.6 ulp. */
  public static float tanh(float x) {
    return Math.copySign(tanhOfPositive(Math.abs(x)), x);
  }

  /** The hyperbolic tangent of numbers that are not negative. */
  public static float tanhOfPositive(float x) {
    if (x > TANH_BOUND) {
      float e = expOfNegative(-2f * x);
      return (1f - e) / (1f + e);
    }
    float y = x * x;
    float t = Math.fma(TANH_4, y, TANH_3);
    t = Math.fma(t, y, TANH_2);
    t = Math.fma(t, y, TANH_1);
    t = Math.fma(t, y, TANH_0);
    return Math.fma(x * y, t, x);
  }

  /** e^x for x at most 0, within 1.1 ulp. */
  public static float expOfNegative(float value) {
    float x = value < EXP_BOUND ? EXP_BOUND : value;
    float rounded = Math.fma(x, LOG2_E, ROUND);
    float n = rounded - ROUND;
    float r = Math.fma(n, -LN2_HIGH, x);
    r = Math.fma(n, -LN2_LOW, r);
    float e = Math.fma(EXP_4, r, EXP_3);
    e = Math.fma(e, r, EXP_2);
    e = Math.fma(e, r, EXP_1);
    e = Math.fma(e, r, EXP_0);
    e = 1f + Math.fma(r * r, e, r);
    // 2^n in two factors, since it may be less than the smallest normal number.
    int exponent = Float.floatToRawIntBits(rounded) - ROUND_BITS;
    int half = exponent >> 1;
    return e
        * Float.intBitsToFloat((half + 127) << 23)
        * Float.intBitsToFloat((exponent - half + 127) << 23);
  }

  /** ln(1 + f) for f from sqrt(1/2) - 1 to sqrt(2) - 1. */
  private static float logNearOne(float f) {
    float l = Math.fma(LOG_8, f, LOG_7);
    l = Math.fma(l, f, LOG_6);
    l = Math.fma(l, f, LOG_5);
    l = Math.fma(l, f, LOG_4);
    l = Math.fma(l, f, LOG_3);
    l = Math.fma(l, f, LOG_2);
    l = Math.fma(l, f, LOG_1);
    l = Math.fma(l, f, LOG_0);
    return Math.fma(f * f, l, f);
  }

  /** The natural logarithm of a positive normal number, within 1.1 ulp. */
  public static float log(float x) {
    int bits = Float.floatToRawIntBits(x);
    int exponent = (bits - SQRT_HALF_BITS) >> 23;
    float l = logNearOne(Float.intBitsToFloat(bits - (exponent << 23)) - 1f);
    float e = exponent;
    return Math.fma(e, LN2_HIGH, Math.fma(e, LN2_LOW, l));
  }

  /** ln(1 + y) for y from 0 to 1. */
  public static float logOfOnePlus(float y) {
    boolean large = y > SQRT_TWO - 1f;
    // ln(1 + y) = ln 2 + ln((1 + y) / 2).
    float l = logNearOne(large ? Math.fma(0.5f, y, -0.5f) : y);
    return large ? l + LN2_LOW + LN2_HIGH : l;
  }

  /** ln(1 + e^x), within 1.7 ulp. */
  public static float softplus(float x) {
    float l = logOfOnePlus(expOfNegative(x > 0 ? -x : x));
    return x > 0 ? x + l : l;
  }

  /** 1 / (1 + e^-x), the slope of {@link #softplus}, within 2.2 ulp. */
  public static float logistic(float x) {
    float y = expOfNegative(x > 0 ? -x : x);
    return (x > 0 ? 1f : y) / (1f + y);
  }

  /** sin(pi/2 v) for |v| at most 1, within 2.7 ulp. */
  public static float sinHalfPi(float v) {
    float w = v * v;
    float s = Math.fma(SIN_4, w, SIN_3);
    s = Math.fma(s, w, SIN_2);
    s = Math.fma(s, w, SIN_1);
    s = Math.fma(s, w, SIN_0);
    return v * s;
  }

  /** cos(pi/2 v) for |v| at most 1, within 2^-23. */
  public static float cosHalfPi(float v) {
    float w = v * v;
    float c = Math.fma(COS_4, w, COS_3);
    c = Math.fma(c, w, COS_2);
    c = Math.fma(c, w, COS_1);
    c = Math.fma(c, w, COS_0);
    return Math.fma(c, w, 1f);
  }
}
