package org.compassnet.trajectory;

import java.util.Arrays;
import org.nd4j.linalg.api.concurrency.AffinityManager;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Trials of the head-direction task as whole arrays in C order, which a reader may fill again.
 *
 * <ul>
 *   <li>inputs [trials, 3, steps]: angular velocity in rad/step (CCW positive), sine and cosine of
 *       the initial direction while the cue is on
 *   <li>targets [trials, 2, steps]: sine and cosine of the head direction
 *   <li>mask [trials, steps]: 0 during the cue, 1 after it
 * </ul>
 */
public final class Trials {

  /** Angular velocity, sine and cosine of the cue. */
  public static final int INPUTS = 3;

  /** Sine and cosine of the head direction. */
  public static final int OUTPUTS = 2;

  private final int trials;
  private final int steps;
  private final float[] inputs;
  private final float[] targets;
  private final float[] mask;
  // In double precision, because the targets are their sums.
  private final double[][] velocities;

  public Trials(int trials, int steps) {
    this.trials = trials;
    this.steps = steps;
    this.inputs = new float[trials * INPUTS * steps];
    this.targets = new float[trials * OUTPUTS * steps];
    this.mask = new float[trials * steps];
    this.velocities = new double[trials][steps];
  }

  public int trials() {
    return trials;
  }

  public int steps() {
    return steps;
  }

  /** [trials, 3, steps]; the array itself. */
  public float[] inputs() {
    return inputs;
  }

  /** [trials, 2, steps]; the array itself. */
  public float[] targets() {
    return targets;
  }

  /** [trials, steps]; the array itself. */
  public float[] mask() {
    return mask;
  }

  /** Angular velocity of a step, in rad/step. */
  public float angularVelocity(int trial, int step) {
    return inputs[trial * INPUTS * steps + step];
  }

  /** Head direction after a step, in rad, in (-pi, pi]. */
  public double headDirection(int trial, int step) {
    return direction(targets, steps, trial, step);
  }

  /** The direction that outputs [trials, 2, steps] of sine and cosine decode to, in rad. */
  public static double direction(float[] outputs, int steps, int trial, int step) {
    int sine = trial * OUTPUTS * steps + step;
    return Math.atan2(outputs[sine], outputs[sine + steps]);
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
    int input = trial * INPUTS * steps;
    int target = trial * OUTPUTS * steps;
    float sine = (float) Math.sin(initialDirection);
    float cosine = (float) Math.cos(initialDirection);
    double direction = initialDirection;
    for (int t = 0; t < steps; t++) {
      direction += velocity[t];
      inputs[input + t] = (float) velocity[t];
      targets[target + t] = (float) Math.sin(direction);
      targets[target + steps + t] = (float) Math.cos(direction);
    }
    cue(input + steps, sine, cueSteps);
    cue(input + 2 * steps, cosine, cueSteps);
    Arrays.fill(mask, trial * steps, trial * steps + cueSteps, 0f);
    Arrays.fill(mask, trial * steps + cueSteps, (trial + 1) * steps, 1f);
  }

  private void cue(int from, float value, int cueSteps) {
    Arrays.fill(inputs, from, from + cueSteps, value);
    Arrays.fill(inputs, from + cueSteps, from + steps, 0f);
  }

  /** A copy as ND4J arrays: features, labels, and the labels' mask. */
  public DataSet toDataSet() {
    INDArray features = Nd4j.create(inputs, new long[] {trials, INPUTS, steps}, 'c');
    INDArray labels = Nd4j.create(targets, new long[] {trials, OUTPUTS, steps}, 'c');
    INDArray labelsMask = Nd4j.create(mask, new long[] {trials, steps}, 'c');
    return new DataSet(features, labels, null, labelsMask);
  }

  /** Overwrites a data set that {@link #toDataSet} made of trials of this size. */
  public void copyTo(DataSet data) {
    copy(inputs, data.getFeatures());
    copy(targets, data.getLabels());
    copy(mask, data.getLabelsMaskArray());
  }

  /** The arrays of {@link #toDataSet} are whole and in C order. */
  private static void copy(float[] values, INDArray into) {
    into.data().asNioFloat().put(values);
    // On a GPU, the copy there is out of date now.
    Nd4j.getAffinityManager().tagLocation(into, AffinityManager.Location.HOST);
  }

  @Override
  public String toString() {
    return trials + " trials of " + steps + " steps";
  }
}
