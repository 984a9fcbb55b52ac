package org.compassnet.connectome;

import org.compassnet.analysis.Angles;

/**
 * How far the way from compass units over shifters back to compass units displaces activity: the
 * sum of the peaks of both kernels. It does not depend on where the shifters are placed on the
 * ring.
 *
 * @param there from compass units
 * @param back to compass units
 * @param networkDeg of the network
 * @param flyDeg of the fly
 */
public record RoundTrip(Pathway there, Pathway back, Estimate networkDeg, double flyDeg) {

  /** The sum of two peaks, in [-180, 180] deg; NaN where one of them is none. */
  public static double deg(RingKernel there, RingKernel back) {
    return Math.toDegrees(Angles.wrap(there.peakRad() + back.peakRad()));
  }
}
