package org.compassnet.engine;

import static org.bytedeco.openblas.global.openblas_nolapack.CblasNoTrans;
import static org.bytedeco.openblas.global.openblas_nolapack.CblasRowMajor;
import static org.bytedeco.openblas.global.openblas_nolapack.CblasTrans;
import static org.bytedeco.openblas.global.openblas_nolapack.cblas_sgemm;

import java.util.Arrays;
import org.bytedeco.javacpp.FloatPointer;
import org.compassnet.config.NoiseKind;
import org.compassnet.network.Noise;
import org.compassnet.network.Nonlinearity;
import org.compassnet.network.RateObserver;
import org.compassnet.network.States;
import org.compassnet.trajectory.TimeSeries;

/**
 * Some trials of a pass forward, in one thread.
 *
 * <p>All matrices have rows of K columns, room for the units and the inputs and 1 (or the outputs),
 * so that one loop runs over a whole step without gaps. A row of the history H at step t is {@code
 * [r[t] | u[t+1] | 1]}, so that one product with {@code [dt/tau (W_rec | W_in | b); W_out | 0]}
 * gives the drive of step t+1 and, in the columns beyond the units, the readout of step t.
 */
final class FusedShard implements AutoCloseable {

  private final FusedModel model;
  private final Nonlinearity nonlinearity;
  private final int units;
  private final int inputs;
  private final int outputs;
  private final int columns;
  private final int capacityTrials;
  private final int capacitySteps;
  private final boolean slopesKept;

  private final FloatPointer history;
  private final FloatPointer product;
  private final FloatPointer weights;

  private final float[] x;
  private final float[] r;
  private final float[] drive;
  private final float[] noise;
  private final float[] squares;
  private final float[] slopes;

  private float[] x0;
  private Noise.Steps noiseSteps;
  private int firstTrial;
  private int trials;
  private int lastStep;
  private long noiseNanos;
  private long forwardNanos;

  /**
   * A shard's buffers.
   *
   * @param training whether the slopes of all steps are kept for {@link FusedGradient}
   */
  FusedShard(FusedModel model, int capacityTrials, int capacitySteps, boolean training) {
    this.model = model;
    this.nonlinearity = Nonlinearity.of(model.dynamics().activation());
    this.units = model.units();
    this.inputs = model.inputs();
    this.outputs = model.outputs();
    this.columns = model.columns();
    this.capacityTrials = capacityTrials;
    this.capacitySteps = capacitySteps;
    this.slopesKept = training;
    int step = capacityTrials * columns;
    history = new FloatPointer((long) (capacitySteps + 1) * step);
    product = zeros(step);
    weights = new FloatPointer((long) (units + outputs) * columns);
    x = new float[step];
    r = new float[step];
    drive = new float[step];
    noise = new float[step];
    squares = new float[step];
    slopes = new float[training ? Math.multiplyExact(capacitySteps + 1, step) : step];
  }

  static FloatPointer zeros(int length) {
    return new FloatPointer(length).put(new float[length], 0, length);
  }

  FusedModel model() {
    return model;
  }

  int capacityTrials() {
    return capacityTrials;
  }

  int capacitySteps() {
    return capacitySteps;
  }

  int firstTrial() {
    return firstTrial;
  }

  int trials() {
    return trials;
  }

  /** The last step of the last pass, counted from 1. */
  int lastStep() {
    return lastStep;
  }

  /** H of all steps, for the pass backward. */
  FloatPointer history() {
    return history;
  }

  /** f'(x) of all steps, one after the other, for the pass backward. */
  float[] slopes() {
    return slopes;
  }

  long noiseNanos() {
    return noiseNanos;
  }

  long forwardNanos() {
    return forwardNanos;
  }

  /**
   * Sets what the steps multiply with.
   *
   * @param matrix of {@link FusedModel#forwardMatrix}
   */
  void setWeights(float[] matrix, float[] initialState) {
    weights.position(0).put(matrix, 0, matrix.length);
    x0 = initialState;
  }

  /**
   * Puts trials into their first state, r[0] = f(x[0]).
   *
   * @param states of all trials, or null for x0
   * @param steps their noise, or null for none
   */
  void begin(int first, int count, States states, Noise.Steps steps) {
    firstTrial = first;
    trials = count;
    noiseSteps = steps;
    noiseNanos = 0;
    forwardNanos = 0;
    Arrays.fill(x, 0);
    for (int s = 0; s < trials; s++) {
      if (states == null) {
        System.arraycopy(x0, 0, x, s * columns, units);
      } else {
        System.arraycopy(states.values(), states.at(first + s), x, s * columns, units);
      }
    }
    Arrays.fill(squares, 0);
    nonlinearity.apply(trials * columns, x, r, slopes, 0);
  }

  /** Copies the trials' states x to their places. */
  void copyStates(States states) {
    for (int s = 0; s < trials; s++) {
      System.arraycopy(x, s * columns, states.values(), states.at(firstTrial + s), units);
    }
  }

  /**
   * The {@code to - from} steps after the first {@code from}. Goes on from the state at hand, so
   * that a long trial may be computed in segments.
   *
   * @param u inputs of all trials and steps
   * @param y outputs of all trials and steps, overwritten for these
   */
  void forward(TimeSeries u, int from, int to, TimeSeries y, RateObserver observer) {
    long start = System.nanoTime();
    int length = trials * columns;
    int last = to - from;
    float keep = (float) (1 - model.dynamics().dtOverTau());
    float alpha = (float) model.dynamics().dtOverTau();
    boolean stateNoise = noiseSteps != null && model.dynamics().noiseKind() == NoiseKind.STATE;
    boolean rateNoise = noiseSteps != null && !stateNoise;
    for (int t = 1; t <= last + 1; t++) {
      // Row t-1 of the history: [r[t-1] | u[t] | 1]. Beyond the last step only the readout is
      // wanted.
      setInputs(u, from + t - 1);
      history.position((long) (t - 1) * length).put(r, 0, length);
      if (t > 1) {
        accumulateSquares(length);
      }
      boolean readoutOnly = t == last + 1;
      if (readoutOnly) {
        readLastOutput(t - 1, length);
      } else {
        multiply(t - 1, length);
      }
      if (t > 1) {
        copyOutputs(y, from + t - 2);
      }
      if (readoutOnly) {
        break;
      }
      drawNoise();
      if (stateNoise) {
        advance(length, keep, alpha);
      } else {
        advance(length, keep);
      }
      nonlinearity.apply(length, x, r, slopes, slopesKept ? t * length : 0);
      if (rateNoise) {
        addNoise(length);
      }
      if (observer != null) {
        observer.rates(firstTrial, trials, from + t - 1, r, columns);
      }
    }
    lastStep = last;
    forwardNanos += System.nanoTime() - start;
  }

  private void advance(int length, float keep) {
    for (int i = 0; i < length; i++) {
      x[i] = keep * x[i] + drive[i];
    }
  }

  private void advance(int length, float keep, float alpha) {
    for (int i = 0; i < length; i++) {
      x[i] = keep * x[i] + drive[i] + alpha * noise[i];
    }
  }

  private void addNoise(int length) {
    for (int i = 0; i < length; i++) {
      r[i] += noise[i];
    }
  }

  private void accumulateSquares(int length) {
    for (int i = 0; i < length; i++) {
      squares[i] += r[i] * r[i];
    }
  }

  private void drawNoise() {
    if (noiseSteps != null) {
      long start = System.nanoTime();
      noiseSteps.next(noise, trials, units, columns);
      noiseNanos += System.nanoTime() - start;
    }
  }

  private void setInputs(TimeSeries u, int step) {
    for (int s = 0; s < trials; s++) {
      int row = s * columns + units;
      if (step < u.steps()) {
        System.arraycopy(u.values(), u.at(firstTrial + s, step), r, row, inputs);
      } else {
        Arrays.fill(r, row, row + inputs, 0f);
      }
      r[row + inputs] = 1f;
      // Room for more outputs than these.
      Arrays.fill(r, row + inputs + 1, (s + 1) * columns, 0f);
    }
  }

  private void multiply(int row, int length) {
    cblas_sgemm(
        CblasRowMajor,
        CblasNoTrans,
        CblasTrans,
        trials,
        units + outputs,
        columns,
        1f,
        history.position((long) row * length),
        columns,
        weights.position(0),
        columns,
        0f,
        product.position(0),
        columns);
    product.position(0).get(drive, 0, length);
  }

  private void readLastOutput(int row, int length) {
    cblas_sgemm(
        CblasRowMajor,
        CblasNoTrans,
        CblasTrans,
        trials,
        outputs,
        units,
        1f,
        history.position((long) row * length),
        columns,
        weights.position((long) units * columns),
        columns,
        0f,
        product.position(units),
        columns);
    product.position(0).get(drive, 0, length);
  }

  private void copyOutputs(TimeSeries y, int step) {
    for (int s = 0; s < trials; s++) {
      System.arraycopy(drive, s * columns + units, y.values(), y.at(firstTrial + s, step), outputs);
    }
  }

  /** Sum of r^2 over the trials, steps and units of the last pass. */
  double sumOfSquaredRates() {
    double sum = 0;
    for (int s = 0; s < trials; s++) {
      for (int i = 0; i < units; i++) {
        sum += squares[s * columns + i];
      }
    }
    return sum;
  }

  @Override
  public void close() {
    for (FloatPointer pointer : new FloatPointer[] {history, product, weights}) {
      pointer.position(0).deallocate();
    }
  }
}
