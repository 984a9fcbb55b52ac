package org.compassnet.training;

import org.compassnet.config.Config;
import org.compassnet.trajectory.TrialReader;
import org.nd4j.linalg.dataset.DataSet;

/** The trials of each update of a training: a reader for every trial length of the curriculum. */
final class TrialBatches {

  private final Config config;
  private final TrialSource source;
  private TrialReader reader;
  private DataSet data;
  private int steps;

  TrialBatches(Config config, TrialSource source) {
    this.config = config;
    this.source = source;
  }

  /**
   * The batch of an update. Updates come one after the other; the next call fills the data set
   * again.
   */
  DataSet of(int update) {
    int now = config.training().stepsAt(update, config.task().steps());
    if (reader == null || steps != now) {
      steps = now;
      reader = source.training(now, update);
      data = reader.nextDataSet();
    } else if (config.training().freshTrials()) {
      data = reader.nextDataSet();
    }
    return data;
  }

  /** Steps of a trial of the last batch. */
  int steps() {
    return steps;
  }
}
