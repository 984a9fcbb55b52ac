package org.compassnet.study;

import java.util.Arrays;
import java.util.Map;
import org.apache.commons.rng.UniformRandomProvider;
import org.compassnet.config.Config;
import org.compassnet.config.RandomStreams;
import org.compassnet.config.TaskConfig;
import org.compassnet.trajectory.VelocityProcess;

/**
 * One set of settings that networks are trained under.
 *
 * @param name for files and tables
 * @param config of every network but for its seed
 */
public record Condition(String name, Config config) {

  private static final int SPEED_TRIALS = 100;
  private static final int SPEED_STEPS = 500;

  /** The configuration of a seed. Networks train side by side, so each takes one thread. */
  Config config(long seed) {
    return config.with(Map.of("seed", seed, "name", name, "training.threads", 1));
  }

  /**
   * Root mean square of the head's turns in deg/s, with the rests that belong to their process and
   * without the pauses of trials; 0 for a head that never turns. Conditions are measured on the
   * same random numbers, so that a process that is only slower comes out slower.
   */
  double speedDegPerS() {
    TaskConfig task = config.task();
    VelocityProcess process = VelocityProcess.of(task);
    UniformRandomProvider random = new RandomStreams(0).stream("turn-speeds");
    double[][] turns =
        new double[SPEED_TRIALS][Math.min(SPEED_STEPS, task.steps() - task.cueSteps())];
    for (double[] trial : turns) {
      process.fill(trial, 0, random);
    }
    double meanSquare =
        Arrays.stream(turns).flatMapToDouble(Arrays::stream).map(v -> v * v).average().orElse(0);
    return task.timeStep().degPerS(Math.sqrt(meanSquare));
  }
}
