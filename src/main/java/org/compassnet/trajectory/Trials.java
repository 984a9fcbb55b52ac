package org.compassnet.trajectory;

import java.util.Arrays;
import org.nd4j.linalg.api.concurrency.AffinityManager;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Trials of the head-direction task as whole arrays, which a reader may fill again.
 *
 * <ul>
 *   <li>inputs [trials, steps, 3]: angular velocity in rad/step (CCW positive), sine and cosine of
 *       the initial direction while the cue is on
 *   <li>targets [trials, steps, 2]: sine and cosine of the head direction
 *   <li>mask [trials, steps]: 0 during the cue, 1 after it
 * </ul>
 */
public final class Trials {

  /** Angular velocity, sine and cosine of the cue. */
  public static final int INPUTS = 3;

  /** Sine and cosine of the head direction. */
  public static final int OUTPUTS = 2;

  /** Channel of the inputs that holds the angular velocity. */
  public static final int ANGULAR_VELOCITY = 0;

  /** Channel of the inputs that holds the sine of the cue; its cosine follows. */
  public static final int CUE = 1;

  private final int trials;
  private final int steps;
  private final TimeSeries inputs;
  private final TimeSeries targets;
  private final float[] mask;
  // In double precision, because the targets are their sums.
  private final double[][] velocities;

  public Trials(int trials, int steps) {
    this.trials = trials;
    this.steps = steps;
    this.inputs = new TimeSeries(trials, steps, INPUTS);
    this.targets = new TimeSeries(trials, steps, OUTPUTS);
    this.mask = new float[trials * steps];
    this.velocities = new double[trials][steps];
  }

  public int trials() {
    return trials;
  }

  public int steps() {
    return steps;
  }

  /** Angular velocity in rad/step, sine and cosine of the cue [trials, steps, 3]. */
  public TimeSeries inputs() {
    return inputs;
  }

  /** Sine and cosine of the head direction [trials, steps, 2]. */
  public TimeSeries targets() {
    return targets;
  }

  /** [trials, steps]; the array itself. */
  public float[] mask() {
    return mask;
  }

  /** Whether a step counts: 0 of the mask in the cue, 1 after it. */
  public boolean counts(int trial, int step) {
    return mask[trial * steps + step] != 0;
  }

  /** Angular velocity of a step, in rad/step. */
  public float angularVelocity(int trial, int step) {
    return inputs.get(trial, step, ANGULAR_VELOCITY);
  }

  /** Head direction after a step, in rad, in (-pi, pi]. */
  public double headDirection(int trial, int step) {
    return direction(targets, trial, step);
  }

  /** The direction that outputs of sine and cosine decode to, in rad, in (-pi, pi]. */
  public static double direction(TimeSeries outputs, int trial, int step) {
    return Math.atan2(outputs.get(trial, step, 0), outputs.get(trial, step, 1));
  }

  /**
   * Velocities [steps] of a trial in rad/step, 0 during the cue, to be filled before {@link #set}.
   */
  double[] velocities(int trial) {
    return velocities[trial];
  }

  /**
   * Sets one trial from its velocities.
   *
   * @param initialDirection in rad
   */
  void set(int trial, double initialDirection, int cueSteps) {
    double[] velocity = velocities[trial];
    float sine = (float) Math.sin(initialDirection);
    float cosine = (float) Math.cos(initialDirection);
    double direction = initialDirection;
    for (int t = 0; t < steps; t++) {
      direction += velocity[t];
      inputs.set(trial, t, ANGULAR_VELOCITY, (float) velocity[t]);
      inputs.set(trial, t, CUE, t < cueSteps ? sine : 0f);
      inputs.set(trial, t, CUE + 1, t < cueSteps ? cosine : 0f);
      targets.set(trial, t, 0, (float) Math.sin(direction));
      targets.set(trial, t, 1, (float) Math.cos(direction));
    }
    Arrays.fill(mask, trial * steps, trial * steps + cueSteps, 0f);
    Arrays.fill(mask, trial * steps + cueSteps, (trial + 1) * steps, 1f);
  }

  /** A copy for Deeplearning4j: features, labels, and the labels' mask. */
  public DataSet toDataSet() {
    return new DataSet(
        ChannelsFirst.of(inputs),
        ChannelsFirst.of(targets),
        null,
        Nd4j.create(mask, new long[] {trials, steps}, 'c'));
  }

  /** Overwrites a data set that {@link #toDataSet} made of trials of this size. */
  public void copyTo(DataSet data) {
    ChannelsFirst.write(inputs, data.getFeatures());
    ChannelsFirst.write(targets, data.getLabels());
    data.getLabelsMaskArray().data().asNioFloat().put(mask);
    // On a GPU, the copy there is out of date now.
    Nd4j.getAffinityManager().tagLocation(data.getLabelsMaskArray(), AffinityManager.Location.HOST);
  }

  @Override
  public String toString() {
    return trials + " trials of " + steps + " steps";
  }
}
