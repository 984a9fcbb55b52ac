package org.compassnet.training;

import java.nio.file.Path;
import org.apache.commons.rng.UniformRandomProvider;
import org.compassnet.config.Config;
import org.compassnet.config.RandomStreams;
import org.compassnet.config.UserError;
import org.compassnet.trajectory.HeadDirectionTask;
import org.compassnet.trajectory.RecordedTrajectory;
import org.compassnet.trajectory.TrialReader;
import org.compassnet.trajectory.Trials;
import org.compassnet.trajectory.VelocityProcess;

/**
 * The trials of a configuration: those of the training, the validation and the evaluation, each
 * from a random stream of its own, so that none has been seen by another.
 */
public final class TrialSource {

  private final Config config;
  private final RandomStreams streams;
  private HeadDirectionTask task;

  /** A recorded trajectory is read when its first trials are asked for. */
  public TrialSource(Config config) {
    this.config = config;
    this.streams = new RandomStreams(config.seed());
  }

  /**
   * The configuration's task.
   *
   * @throws UserError if its recorded trajectory cannot be read
   */
  public synchronized HeadDirectionTask task() {
    if (task == null) {
      task = new HeadDirectionTask(config.task());
    }
    return task;
  }

  /** The random stream of a batch of the training. */
  public UniformRandomProvider trainingStream(long batch) {
    return streams.stream("trajectories.training", batch);
  }

  /**
   * A reader of the training's trials from an update on.
   *
   * @param steps steps of a trial
   */
  TrialReader training(int steps, int update) {
    boolean fresh = config.training().freshTrials();
    return new TrialReader(
        task().withSteps(steps),
        batch -> trainingStream(fresh ? update + batch : 0),
        Integer.MAX_VALUE,
        config.training().batchTrials());
  }

  /** The trials that choose the best checkpoint, the same throughout a training. */
  Trials validation() {
    return task()
        .trials(config.training().validation().trials(), streams.stream("trajectories.validation"));
  }

  /** Fresh trials for the final evaluation and the analysis; the same ones every time. */
  public Trials evaluation(int trials, int steps) {
    return evaluation(task().withSteps(steps), trials);
  }

  /** As {@link #evaluation(int, int)}, of another stimulus than the configuration's. */
  public Trials evaluation(int trials, int steps, VelocityProcess stimulus) {
    return evaluation(new HeadDirectionTask(config.task().withSteps(steps), stimulus), trials);
  }

  private Trials evaluation(HeadDirectionTask of, int trials) {
    return of.trials(trials, streams.stream("trajectories.evaluation", of.config().steps()));
  }

  /**
   * A recording from its start to its end as trials that do not overlap.
   *
   * @param steps steps of a trial, the cue's included
   * @param most trials at most; fewer where the recording is shorter
   * @throws UserError if the file is no recording, or has no stretch of that length
   */
  public Trials recorded(Path file, int steps, int most) {
    return recorded(
        RecordedTrajectory.read(file, config.task().stepMs(), config.task().velocity().maxGapS()),
        steps,
        most);
  }

  /** As {@link #recorded(Path, int, int)}, of a recording that was read. */
  public Trials recorded(RecordedTrajectory recording, int steps, int most) {
    int count = Math.min(most, recording.consecutiveTrials(steps - config.task().cueSteps()));
    Trials made = new Trials(count, steps);
    new HeadDirectionTask(config.task().withSteps(steps), recording.consecutive())
        .fill(made, streams.stream("trajectories.recorded"));
    return made;
  }
}
