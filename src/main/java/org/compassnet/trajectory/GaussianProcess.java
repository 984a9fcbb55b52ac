package org.compassnet.trajectory;

import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.distribution.ZigguratSampler;
import org.compassnet.files.Heap;

/**
 * A stationary Gaussian process with squared-exponential covariance, k(s, t) = sd^2 exp(-(s - t)^2
 * / 2 l^2), as the angular velocities of Sagodi et al. (NeurIPS 2024).
 *
 * <p>It is white noise seen through a window: v(t) = c sum_j exp(-(t - j h)^2 / l^2) z_j, whose
 * covariance is k times a theta function of the midpoint of s and t, constant to 2 exp(-pi^2 l^2 /
 * 2 h^2). The noise is spaced by h, at most l/2, which makes that 6e-9; the window ends 4 l or more
 * from its middle, where it has fallen to exp(-16), so that every covariance is right to 1e-6 sd^2.
 * Beside exact methods (Cholesky, circulant embedding) it costs 18 to 34 products per step at any
 * length scale, and a trial's beginning is the same however long the trial is.
 */
final class GaussianProcess implements VelocityProcess {

  /** Half the window in length scales. */
  private static final double REACH = 4;

  private final double[][] weights;
  private final int drawnPerMove;

  /**
   * @param weights [phases, taps]: of the noise around a step, which moves on after so many steps
   * @param drawnPerMove values that leave the window when it moves
   */
  private GaussianProcess(double[][] weights, int drawnPerMove) {
    this.weights = weights;
    this.drawnPerMove = drawnPerMove;
  }

  /**
   * The process sampled every step.
   *
   * @param sd in rad/step
   * @param lengthScale l in steps
   */
  static GaussianProcess of(double sd, double lengthScale) {
    // The noise's spacing is a whole number of steps, or a step a whole number of spacings.
    int phases = Math.max(1, (int) Math.min(lengthScale / 2, Integer.MAX_VALUE / 2));
    double perStep = Math.max(1, Math.ceil(2 / lengthScale));
    double spacing = lengthScale >= 2 ? phases : 1 / perStep;
    int reach = (int) Math.ceil(REACH * lengthScale / spacing);
    Heap.requireRoom(
        (long) Math.min(Long.MAX_VALUE, (2.0 * reach + 2) * phases * Double.BYTES),
        "task.velocity.length_scale_ms: a length scale of %.3g steps".formatted(lengthScale));
    int taps = 2 * reach + 2;
    double norm = sd * Math.sqrt(spacing / lengthScale * Math.sqrt(2 / Math.PI));
    double[][] weights = new double[phases][taps];
    for (int phase = 0; phase < phases; phase++) {
      for (int i = 0; i < taps; i++) {
        double distance = (phase - (i - reach) * spacing) / lengthScale;
        weights[phase][i] = norm * Math.exp(-distance * distance);
      }
    }
    return new GaussianProcess(weights, (int) Math.min(perStep, taps));
  }

  @Override
  public double fill(double[] velocity, int from, UniformRandomProvider random) {
    ZigguratSampler.NormalizedGaussian normal = ZigguratSampler.NormalizedGaussian.of(random);
    // The direction comes first, so that it does not depend on the number of steps either.
    final double direction = VelocityProcess.uniformDirection(random);
    int taps = weights[0].length;
    double[] noise = new double[taps];
    for (int i = 0; i < taps; i++) {
      noise[i] = normal.sample();
    }
    for (int t = from; t < velocity.length; t++) {
      int phase = (t - from) % weights.length;
      if (t > from && phase == 0) {
        System.arraycopy(noise, drawnPerMove, noise, 0, taps - drawnPerMove);
        for (int i = taps - drawnPerMove; i < taps; i++) {
          noise[i] = normal.sample();
        }
      }
      double sum = 0;
      for (int i = 0; i < taps; i++) {
        sum += weights[phase][i] * noise[i];
      }
      velocity[t] = sum;
    }
    return direction;
  }

  /** The covariance of the velocities of two steps as the window makes it, to be held against k. */
  double covariance(int one, int two) {
    int moves = (two / weights.length - one / weights.length) * drawnPerMove;
    double sum = 0;
    for (int i = moves; i < weights[0].length; i++) {
      sum += weights[one % weights.length][i] * weights[two % weights.length][i - moves];
    }
    return sum;
  }

  @Override
  public boolean mayPause() {
    return true;
  }
}
