package org.compassnet.trajectory;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.compassnet.config.TaskConfig;
import org.compassnet.config.UserError;

/**
 * Trials of one's own: an initial direction, shown by the cue, and the angular velocities after it.
 *
 * <pre>
 *   double[] turn = new double[200];
 *   Arrays.fill(turn, 90);
 *   Trials trials = new Stimulus(config.task()).trial(0, turn).trial(180, turn).trials();
 * </pre>
 */
public final class Stimulus {

  private final TaskConfig task;
  private final List<Trial> trials = new ArrayList<>();

  private record Trial(double directionRad, double[] radPerStep) {}

  /** No trial yet. The task gives the duration of a step and the length of the cue. */
  public Stimulus(TaskConfig task) {
    this.task = task;
  }

  /**
   * Adds a trial.
   *
   * @param initialDirectionDeg shown by the cue, with the head at rest
   * @param velocityDegPerS of every step after the cue, CCW positive
   * @throws UserError if there is none, one is not finite, or the trial before has another number
   *     of steps
   */
  public Stimulus trial(double initialDirectionDeg, double... velocityDegPerS) {
    if (velocityDegPerS.length == 0) {
      throw new UserError("a trial without a step after the cue; give a velocity for each");
    }
    if (!trials.isEmpty() && trials.get(0).radPerStep.length != velocityDegPerS.length) {
      throw new UserError(
          "a trial of "
              + velocityDegPerS.length
              + " steps after one of "
              + trials.get(0).radPerStep.length
              + "; all trials of a stimulus are as long");
    }
    double[] radPerStep = Arrays.stream(velocityDegPerS).map(task.timeStep()::radPerStep).toArray();
    double directionRad = Math.toRadians(initialDirectionDeg);
    if (!Double.isFinite(directionRad) || !Arrays.stream(radPerStep).allMatch(Double::isFinite)) {
      throw new UserError("a direction or a velocity that is no number; finite numbers wanted");
    }
    trials.add(new Trial(directionRad, radPerStep));
    return this;
  }

  /**
   * The trials with their targets: what a network should make of them.
   *
   * @throws UserError without a trial
   */
  public Trials trials() {
    if (trials.isEmpty()) {
      throw new UserError("a stimulus without a trial; add one with trial(direction, velocities)");
    }
    int cue = task.cueSteps();
    Trials made = new Trials(trials.size(), cue + trials.get(0).radPerStep.length);
    for (int k = 0; k < trials.size(); k++) {
      Trial trial = trials.get(k);
      System.arraycopy(trial.radPerStep, 0, made.velocities(k), cue, trial.radPerStep.length);
      made.set(k, trial.directionRad, cue);
    }
    return made;
  }

  /** The inputs of {@link #trials}: [trials, cue steps + steps, 3]. */
  public TimeSeries inputs() {
    return trials().inputs();
  }
}
