package org.compassnet.analysis;

/** Angles on the circle, in rad. */
public final class Angles {

  private Angles() {}

  /** The same angle in [-pi, pi]. */
  public static double wrap(double angle) {
    return Math.IEEEremainder(angle, 2 * Math.PI);
  }

  /** Angles evenly spaced over the circle, from -pi on. */
  static double[] evenlySpaced(int count) {
    double[] angles = new double[count];
    for (int i = 0; i < count; i++) {
      angles[i] = 2 * Math.PI * i / count - Math.PI;
    }
    return angles;
  }
}
