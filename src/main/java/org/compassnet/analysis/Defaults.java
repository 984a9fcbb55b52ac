package org.compassnet.analysis;

import org.apache.commons.rng.UniformRandomProvider;
import org.compassnet.config.Config;
import org.compassnet.config.RandomStreams;
import org.compassnet.config.TaskConfig;
import org.compassnet.trajectory.HeadDirectionTask;
import org.compassnet.trajectory.Trials;

/**
 * What an analysis that is called alone is given where the caller gives nothing: the draws and the
 * trials that a whole analysis with the configuration's default seed makes, so that both measure
 * the same numbers.
 */
final class Defaults {

  private static final Config CONFIG = Config.defaults();

  private Defaults() {}

  /** All streams of the default seed. */
  static RandomStreams streams() {
    return new RandomStreams(CONFIG.seed());
  }

  /** An analysis's stream from its start. */
  static UniformRandomProvider random(String analysis) {
    return streams().stream("analysis." + analysis);
  }

  /** Fresh trials of the network's task, as many as the configuration's default says. */
  static Trials trials(Specimen specimen) {
    return trials(new HeadDirectionTask(specimen.task()));
  }

  /** The same with velocities of a range of the maps; NaN for the task's own. */
  static Trials trials(Specimen specimen, double avRangeDegPerS) {
    TaskConfig task = specimen.task();
    return Double.isNaN(avRangeDegPerS) || Ruler.isOf(task, avRangeDegPerS)
        ? trials(specimen)
        : trials(new HeadDirectionTask(task, Ruler.process(task, avRangeDegPerS)));
  }

  private static Trials trials(HeadDirectionTask task) {
    return task.trials(
        CONFIG.analysis().trials(),
        streams().stream("trajectories.evaluation", task.config().steps()));
  }

  /** One standard deviation of the velocities of the network's task. */
  static double turnDegPerS(Specimen specimen) {
    return JointTuning.ownRangeDegPerS(NetworkActivity.of(specimen, trials(specimen))) / 2;
  }
}
