package org.compassnet.config;

/** The process that angular velocities come from. */
public enum VelocityKind implements Keyword {
  MOMENTUM,
  ORNSTEIN_UHLENBECK,
  GAUSSIAN_PROCESS,
  ZERO_INFLATED,
  CONSTANT,
  RECORDED
}
