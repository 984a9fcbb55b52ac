package org.compassnet.config;

/**
 * The duration of a step, and the one place where steps become time and angles per step become
 * angles per second.
 *
 * @param ms duration in milliseconds
 */
public record TimeStep(double ms) {

  public TimeStep {
    if (!(ms > 0) || Double.isInfinite(ms)) {
      throw new IllegalArgumentException("a step of " + ms + " ms; a finite duration is wanted");
    }
  }

  /** The duration in s. */
  public double seconds() {
    return ms / 1000;
  }

  /** The time that so many steps take, in s. */
  public double seconds(double steps) {
    return steps * seconds();
  }

  /** Number of whole steps nearest to a time in s, at least 1. */
  public int steps(double seconds) {
    return Math.max(1, (int) Math.round(seconds / seconds()));
  }

  /** An angular velocity in deg/s, from rad/step. */
  public double degPerS(double radPerStep) {
    return Math.toDegrees(radPerStep) / seconds();
  }

  /** An angular velocity in rad/step, from deg/s. */
  public double radPerStep(double degPerS) {
    return Math.toRadians(degPerS) * seconds();
  }

  /** An angular velocity in rad/s, from rad/step. */
  public double radPerS(double radPerStep) {
    return radPerStep / seconds();
  }
}
