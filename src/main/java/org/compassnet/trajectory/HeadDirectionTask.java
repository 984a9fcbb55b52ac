package org.compassnet.trajectory;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.apache.commons.rng.UniformRandomProvider;
import org.compassnet.config.TaskConfig;

/**
 * Turns angular velocities into trials: the initial direction is shown as a cue in the first steps,
 * with the head at rest; then the head turns and the direction must be kept.
 */
public final class HeadDirectionTask {

  private final TaskConfig config;
  private final VelocityProcess process;

  public HeadDirectionTask(TaskConfig config) {
    this(config, VelocityProcess.of(config));
  }

  /** The task with another source of velocities than the configuration's. */
  public HeadDirectionTask(TaskConfig config, VelocityProcess process) {
    this.config = config;
    this.process = process;
  }

  public TaskConfig config() {
    return config;
  }

  /** The same task, from the same source, with trials of another length. */
  public HeadDirectionTask withSteps(int steps) {
    return new HeadDirectionTask(config.withSteps(steps), process);
  }

  /** New trials of the configured length. */
  public Trials trials(int trials, UniformRandomProvider random) {
    Trials made = new Trials(trials, config.steps());
    fill(made, random);
    return made;
  }

  /**
   * Fills trials of any length. The first {@code pause_fraction} of them hold one pause (angular
   * velocity 0), begun uniformly in the first third of the trial, of uniform length up to two
   * thirds.
   */
  public void fill(Trials into, UniformRandomProvider random) {
    int steps = into.steps();
    int cue = Math.min(config.cueSteps(), steps);
    long paused = Math.round(config.velocity().pauseFraction() * into.trials());
    double[] initialDirection = new double[into.trials()];
    for (int trial = 0; trial < into.trials(); trial++) {
      double[] velocity = into.velocities(trial);
      Arrays.fill(velocity, 0, cue, 0);
      initialDirection[trial] = process.fill(velocity, cue, random);
      if (trial < paused && process.mayPause()) {
        int start = random.nextInt(steps / 3 + 1);
        int length = random.nextInt(2 * steps / 3 + 1);
        Arrays.fill(velocity, start, Math.min(steps, start + length), 0);
      }
    }
    // Sines and cosines are most of the work, and need no random numbers.
    IntStream.range(0, into.trials())
        .parallel()
        .forEach(trial -> into.set(trial, initialDirection[trial], cue));
  }
}
