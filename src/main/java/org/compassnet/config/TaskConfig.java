package org.compassnet.config;

/**
 * The head-direction task: trials of {@code steps} steps, the first {@code cueSteps} with the cue.
 */
public record TaskConfig(int steps, int cueSteps, double stepMs, VelocityConfig velocity) {

  public TaskConfig {
    Check.atLeast("task.steps", steps, 1);
    Check.atLeast("task.cue_steps", cueSteps, 0);
    Check.that(
        cueSteps < steps,
        "task.cue_steps",
        cueSteps,
        "an integer from 0 to " + (steps - 1) + " (task.steps is " + steps + ")");
    Check.positive("task.step_ms", stepMs);
  }

  /** The duration of a step. */
  public TimeStep timeStep() {
    return new TimeStep(stepMs);
  }

  /** The same task with a head that never rests. */
  public TaskConfig withoutPauses() {
    VelocityConfig moving =
        new VelocityConfig(
            velocity.kind(),
            velocity.sigmaRadPerStep(),
            velocity.momentum(),
            0,
            velocity.correlationTimeMs(),
            velocity.constantDegPerS(),
            velocity.file(),
            velocity.maxGapS());
    return new TaskConfig(steps, cueSteps, stepMs, moving);
  }

  /** The same task with trials of another length. */
  public TaskConfig withSteps(int otherSteps) {
    return new TaskConfig(otherSteps, cueSteps, stepMs, velocity);
  }
}
