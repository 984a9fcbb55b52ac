package org.compassnet.config;

/**
 * The head-direction task: trials of {@code steps} steps, the first {@code cueSteps} with the cue.
 *
 * @param stepMs duration of a step in ms
 */
public record TaskConfig(int steps, int cueSteps, double stepMs, VelocityConfig velocity) {

  public TaskConfig {
    Check.atLeast("task.steps", steps, 1);
    Check.atLeast("task.cue_steps", cueSteps, 0);
    Check.that(
        cueSteps < steps,
        "task.cue_steps",
        cueSteps,
        "an integer from 0 to " + (steps - 1) + " (task.steps is " + steps + ")",
        "task.steps");
    Check.positive("task.step_ms", stepMs);
    if (velocity.kind() == VelocityKind.ZERO_INFLATED) {
      requireAStep("bout_mean_s", velocity.boutMeanS(), stepMs);
      requireAStep("rest_mean_s", velocity.restMeanS(), stepMs);
    }
  }

  private static void requireAStep(String key, double seconds, double stepMs) {
    Check.that(
        seconds * 1000 >= stepMs,
        "task.velocity." + key,
        seconds,
        "a number >= " + stepMs / 1000 + ", a step of task.step_ms (" + stepMs + ")",
        "task.step_ms");
  }

  /** The duration of a step. */
  public TimeStep timeStep() {
    return new TimeStep(stepMs);
  }

  /**
   * The step that the velocities are meant for over this task's step: the network sees angular
   * velocities times this, so that they are as large at any step.
   */
  public double velocityScale() {
    return velocity.stepMs() / stepMs;
  }

  /** The same task with a head that never rests. */
  public TaskConfig withoutPauses() {
    return new TaskConfig(steps, cueSteps, stepMs, velocity.withoutPauses());
  }

  /** The same task with trials of another length. */
  public TaskConfig withSteps(int otherSteps) {
    return new TaskConfig(otherSteps, cueSteps, stepMs, velocity);
  }
}
