package org.compassnet.trajectory;

import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.distribution.ZigguratSampler;

/**
 * A head that rests between its turns: bouts, in which the velocities are those of the momentum
 * process, and rests, in which they are 0, follow one another.
 *
 * <p>The durations of both are exponential, on the grid of the steps: geometric, P(n steps) = (1 -
 * 1/m)^(n - 1) / m. That has no memory either, and exactly the mean m at any duration of a step.
 * Every bout begins in the momentum process's stationary state, and so does a trial, in a bout with
 * the probability p = m_bout / (m_bout + m_rest). The velocities have the mean 0 and the covariance
 * p sd^2 (momentum (1 - 1/m_bout))^lag.
 *
 * @param momentum the velocities of the bouts
 * @param boutSteps mean duration of a bout in steps, at least 1
 * @param restSteps mean duration of a rest in steps, at least 1
 */
record ZeroInflated(Momentum momentum, double boutSteps, double restSteps)
    implements VelocityProcess {

  ZeroInflated {
    if (!(boutSteps >= 1 && restSteps >= 1)) {
      throw new IllegalArgumentException(
          "bouts of " + boutSteps + " and rests of " + restSteps + " steps; 1 or more are wanted");
    }
  }

  /** Share of the steps in which the head turns. */
  double boutShare() {
    return boutSteps / (boutSteps + restSteps);
  }

  @Override
  public double fill(double[] velocity, int from, UniformRandomProvider random) {
    ZigguratSampler.NormalizedGaussian normal = ZigguratSampler.NormalizedGaussian.of(random);
    // The direction comes first, so that it does not depend on the number of steps.
    final double direction = VelocityProcess.uniformDirection(random);
    boolean bout = random.nextDouble() < boutShare();
    boolean begins = true;
    double av = 0;
    for (int t = from; t < velocity.length; t++) {
      if (t > from) {
        begins = random.nextDouble() * (bout ? boutSteps : restSteps) < 1;
        bout ^= begins;
      }
      if (bout) {
        double before = begins ? momentum.sd() * normal.sample() : av;
        av = momentum.sigma() * normal.sample() + momentum.momentum() * before;
      } else {
        av = 0;
      }
      velocity[t] = av;
    }
    return direction;
  }
}
