package org.compassnet.study;

import java.util.Map;
import org.compassnet.analysis.CannotAnalyze;
import org.compassnet.analysis.VelocityStatistics;
import org.compassnet.config.Config;
import org.compassnet.config.RandomStreams;
import org.compassnet.config.TaskConfig;
import org.compassnet.trajectory.HeadDirectionTask;

/**
 * One set of settings that networks are trained under.
 *
 * @param name for files and tables
 * @param config of every network but for its seed
 */
public record Condition(String name, Config config) {

  private static final int SPEED_TRIALS = 100;

  /** The configuration of a seed. Networks train side by side, so each takes one thread. */
  Config config(long seed) {
    return config.with(Map.of("seed", seed, "name", name, "training.threads", 1));
  }

  /**
   * Root mean square of the head's turns in deg/s, rests included, over as many trials as tell it
   * to a few percent; 0 for a head that never turns. Conditions are measured on the same random
   * numbers, so that a process that is only slower comes out slower.
   */
  double speedDegPerS() {
    TaskConfig task = config.task();
    try {
      return VelocityStatistics.of(
              name,
              new HeadDirectionTask(task)
                  .trials(SPEED_TRIALS, new RandomStreams(0).stream("turn-speeds")),
              task.timeStep())
          .sdDegPerS();
    } catch (CannotAnalyze e) {
      return 0;
    }
  }
}
