package org.compassnet.trajectory;

import java.util.Arrays;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.distribution.ZigguratSampler;
import org.compassnet.config.TaskConfig;
import org.compassnet.config.VelocityConfig;
import org.compassnet.trajectory.recording.Asked;

/** A source of angular velocities. */
public interface VelocityProcess {

  /**
   * Fills one trial.
   *
   * @param velocity angular velocity in rad/step, CCW positive, from index {@code from} on; what is
   *     before stays as it is
   * @param from first step with a velocity (the cue's length)
   * @return the head direction before step {@code from}, in rad
   */
  double fill(double[] velocity, int from, UniformRandomProvider random);

  /** Whether trials of this process may hold a pause. */
  default boolean mayPause() {
    return false;
  }

  /** The process that a configuration asks for. Reads the file of a recorded one. */
  static VelocityProcess of(TaskConfig task) {
    VelocityConfig velocity = task.velocity();
    return switch (velocity.kind()) {
      case MOMENTUM -> momentum(task);
      case ORNSTEIN_UHLENBECK -> {
        double sd = velocity.sigmaRadPerStep() * (task.stepMs() / velocity.stepMs());
        double decay = Math.exp(-task.stepMs() / velocity.correlationTimeMs());
        yield new Momentum(sd * Math.sqrt(1 - decay * decay), decay);
      }
      case GAUSSIAN_PROCESS ->
          GaussianProcess.of(
              task.timeStep().radPerStep(velocity.sdDegPerS()),
              velocity.lengthScaleMs() / task.stepMs());
      case ZERO_INFLATED ->
          new ZeroInflated(
              momentum(task),
              velocity.boutMeanS() / task.timeStep().seconds(),
              velocity.restMeanS() / task.timeStep().seconds());
      case CONSTANT -> new Constant(task.timeStep().radPerStep(velocity.constantDegPerS()));
      case RECORDED -> RecordedTrajectory.of(task, Asked.KEYS);
    };
  }

  private static Momentum momentum(TaskConfig task) {
    return new Momentum(task.velocity().sigmaRadPerStep(), task.velocity().momentum())
        .resampled(task.stepMs() / task.velocity().stepMs());
  }

  /** A uniform direction in rad. */
  static double uniformDirection(UniformRandomProvider random) {
    return 2 * Math.PI * random.nextDouble();
  }

  /**
   * AV[t] = sigma X + momentum AV[t-1] with X standard normal, begun in its stationary state. An
   * Ornstein-Uhlenbeck process sampled every step is this process with momentum exp(-dt/T) and
   * sigma = sd sqrt(1 - momentum^2).
   */
  record Momentum(double sigma, double momentum) implements VelocityProcess {

    /** Standard deviation of the velocities in rad/step. */
    public double sd() {
      return sigma / Math.sqrt(1 - momentum * momentum);
    }

    /**
     * The same process in time with steps {@code factor} times as long: its standard deviation per
     * second and its correlation time stay.
     */
    public Momentum resampled(double factor) {
      if (factor == 1) {
        return this;
      }
      double decay = Math.pow(momentum, factor);
      return new Momentum(factor * sd() * Math.sqrt(1 - decay * decay), decay);
    }

    /** The same process with velocities of another standard deviation, in rad/step. */
    public Momentum withSd(double sd) {
      return new Momentum(sd * Math.sqrt(1 - momentum * momentum), momentum);
    }

    @Override
    public double fill(double[] velocity, int from, UniformRandomProvider random) {
      ZigguratSampler.NormalizedGaussian normal = ZigguratSampler.NormalizedGaussian.of(random);
      double av = sd() * normal.sample();
      for (int t = from; t < velocity.length; t++) {
        av = sigma * normal.sample() + momentum * av;
        velocity[t] = av;
      }
      return uniformDirection(random);
    }

    @Override
    public boolean mayPause() {
      return true;
    }
  }

  /** The same velocity throughout, in rad/step; for gain curves. */
  record Constant(double radPerStep) implements VelocityProcess {
    @Override
    public double fill(double[] velocity, int from, UniformRandomProvider random) {
      Arrays.fill(velocity, from, velocity.length, radPerStep);
      return uniformDirection(random);
    }
  }
}
