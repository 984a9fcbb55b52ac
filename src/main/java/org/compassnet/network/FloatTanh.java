package org.compassnet.network;

/**
 * tanh over arrays: Lambert's continued fraction x/(1 + x^2/(3 + x^2/(5 + ...))) cut after twelve
 * terms, a quotient of polynomials in x^2 of degree 6, for |x| up to 9; its error there is below
 * 4e-8, less than a float's rounding. Beyond 9 a float's tanh is 1.
 */
final class FloatTanh {

  static final float BOUND = 9f;

  // Convergent 12/12 of Lambert's fraction, scaled so that the constant terms are 1.
  private static final float[] P = new float[7];
  private static final float[] Q = new float[7];

  static {
    // a/b is the fraction from depth k on; each step up is (2k+1) + y/(a/b).
    double[] a = {2 * 12 + 1};
    double[] b = {1};
    for (int k = 11; k >= 0; k--) {
      double[] up = new double[Math.max(a.length, b.length + 1)];
      for (int i = 0; i < a.length; i++) {
        up[i] += (2 * k + 1) * a[i];
      }
      for (int i = 0; i < b.length; i++) {
        up[i + 1] += b[i];
      }
      b = a;
      a = up;
    }
    for (int i = 0; i < 7; i++) {
      P[i] = (float) (b[i] / b[0]);
      Q[i] = (float) (a[i] / b[0]);
    }
  }

  private FloatTanh() {}

  /** r = x between two bounds. */
  static void clamp(int length, float[] x, float low, float[] r) {
    for (int i = 0; i < length; i++) {
      r[i] = Math.min(Math.max(x[i], low), BOUND);
    }
  }

  /** r = tanh r, for |r| up to {@link #BOUND}. */
  static void apply(int length, float[] r) {
    final float p1 = P[1], p2 = P[2], p3 = P[3], p4 = P[4], p5 = P[5], p6 = P[6];
    final float q1 = Q[1], q2 = Q[2], q3 = Q[3], q4 = Q[4], q5 = Q[5], q6 = Q[6];
    for (int i = 0; i < length; i++) {
      float v = r[i];
      float y = v * v;
      float p = 1f + y * (p1 + y * (p2 + y * (p3 + y * (p4 + y * (p5 + y * p6)))));
      float q = 1f + y * (q1 + y * (q2 + y * (q3 + y * (q4 + y * (q5 + y * q6)))));
      r[i] = v * p / q;
    }
  }
}
