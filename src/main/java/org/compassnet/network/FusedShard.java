package org.compassnet.network;

import static org.bytedeco.openblas.global.openblas_nolapack.CblasNoTrans;
import static org.bytedeco.openblas.global.openblas_nolapack.CblasRowMajor;
import static org.bytedeco.openblas.global.openblas_nolapack.CblasTrans;
import static org.bytedeco.openblas.global.openblas_nolapack.cblas_sgemm;

import java.util.Arrays;
import org.bytedeco.javacpp.FloatPointer;
import org.compassnet.config.NoiseKind;

/**
 * Some trials of a pass, in one thread.
 *
 * <p>All matrices have rows of K = units + inputs + 1 columns, so that one loop runs over a whole
 * step without gaps. A row of the history H at step t is {@code [r[t] | u[t+1] | 1]}, so that one
 * product with {@code [dt/tau (W_rec | W_in | b); W_out | 0]} gives the drive of step t+1 and, in
 * the columns beyond the units, the readout of step t. A row of the gradient G at step t+1 is
 * {@code [dL/dx[t+1] | dL/dy[t] | ...]}: one product with {@code [dt/tau W_rec; W_out]} gives
 * dL/dr[t], and one product of G and H over many steps gives the gradients of all weights.
 */
final class FusedShard implements AutoCloseable {

  /** Steps whose gradients are multiplied with the history in one product. */
  private static final int BLOCK_STEPS = 16;

  private final FusedEngine.Model model;
  private final int units;
  private final int inputs;
  private final int outputs;
  private final int columns;
  private final int capacityTrials;
  private final int capacitySteps;

  private final FloatPointer history;
  private final FloatPointer product;
  private final FloatPointer forwardMatrix;
  private final FloatPointer backwardMatrix;
  private final FloatPointer gradientBlock;
  private final FloatPointer weightGradient;

  private final float[] x;
  private final float[] r;
  private final float[] drive;
  private final float[] noise;
  private final float[] none;
  private final float[] squares;
  private final float[] gradient;
  private final float[] slopes;
  private final float[] x0Gradient;
  private final float[] collected;

  private float[] x0;
  private int firstTrial;
  private int trials;
  private int lastStep;
  private long noiseNanos;
  private long forwardNanos;

  FusedShard(FusedEngine.Model model, int capacityTrials, int capacitySteps, boolean training) {
    this.model = model;
    this.units = model.units();
    this.inputs = model.inputs();
    this.outputs = model.outputs();
    this.columns = units + inputs + 1;
    if (outputs > inputs + 1) {
      throw new IllegalArgumentException(outputs + " outputs; at most inputs + 1 have room");
    }
    this.capacityTrials = capacityTrials;
    this.capacitySteps = capacitySteps;
    int step = capacityTrials * columns;
    history = new FloatPointer((long) (capacitySteps + 1) * step);
    product = zeros(step);
    forwardMatrix = new FloatPointer((long) (units + outputs) * columns);
    backwardMatrix = new FloatPointer((long) (units + outputs) * units);
    gradientBlock = training ? zeros(BLOCK_STEPS * step) : null;
    weightGradient = training ? zeros((units + outputs) * columns) : null;
    x = new float[step];
    r = new float[step];
    drive = new float[step];
    noise = new float[step];
    none = new float[step];
    squares = new float[step];
    gradient = training ? new float[step] : null;
    slopes = new float[training ? (capacitySteps + 1) * step : step];
    x0Gradient = training ? new float[units] : null;
    collected = training ? new float[(units + outputs) * columns] : null;
  }

  private static FloatPointer zeros(int length) {
    return new FloatPointer(length).put(new float[length], 0, length);
  }

  int capacityTrials() {
    return capacityTrials;
  }

  int capacitySteps() {
    return capacitySteps;
  }

  long noiseNanos() {
    return noiseNanos;
  }

  long forwardNanos() {
    return forwardNanos;
  }

  void setWeights(float[] forward, float[] backward, float[] initialState) {
    forwardMatrix.position(0).put(forward, 0, forward.length);
    backwardMatrix.position(0).put(backward, 0, backward.length);
    x0 = initialState;
  }

  /** Puts the trials into their initial state, r[0] = f(x0). */
  void begin(int first, int count) {
    begin(first, count, null);
  }

  /**
   * As {@link #begin(int, int)}, with a state of their own for the trials.
   *
   * @param states x [all trials, units], or null for x0
   */
  void begin(int first, int count, float[] states) {
    firstTrial = first;
    trials = count;
    noiseNanos = 0;
    forwardNanos = 0;
    Arrays.fill(x, 0);
    for (int s = 0; s < trials; s++) {
      if (states == null) {
        System.arraycopy(x0, 0, x, s * columns, units);
      } else {
        System.arraycopy(states, (first + s) * units, x, s * columns, units);
      }
    }
    Arrays.fill(squares, 0);
    Nonlinearity.apply(model.dynamics().activation(), trials * columns, x, none, r, slopes, 0);
  }

  /** Copies the trials' states x to [all trials, units]. */
  void copyStates(float[] states) {
    for (int s = 0; s < trials; s++) {
      System.arraycopy(x, s * columns, states, (firstTrial + s) * units, units);
    }
  }

  /**
   * The {@code to - from} steps after the first {@code from}. Goes on from the state at hand, so
   * that a long trial may be computed in segments.
   *
   * @param u [all trials, inputs, steps]
   * @param y [all trials, outputs, steps], overwritten for these trials and steps
   */
  void forward(
      float[] u,
      int steps,
      int from,
      int to,
      Noise.Steps noiseSteps,
      float[] y,
      FusedEngine.RateSink sink) {
    long start = System.nanoTime();
    int length = trials * columns;
    int last = to - from;
    float keep = (float) (1 - model.dynamics().dtOverTau());
    float alpha = (float) model.dynamics().dtOverTau();
    boolean stateNoise = model.dynamics().noiseKind() == NoiseKind.STATE;
    boolean slopesKept = gradient != null;
    for (int t = 1; t <= last + 1; t++) {
      // Row t-1 of the history: [r[t-1] | u[t] | 1]. Beyond the last step only the readout is
      // wanted.
      setInputs(u, steps, from + t - 1);
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
        copyOutputs(y, steps, from + t - 2);
      }
      if (readoutOnly) {
        break;
      }
      float[] stepNoise = stepNoise(noiseSteps);
      if (stateNoise && stepNoise != none) {
        advance(length, keep, alpha, stepNoise);
      } else {
        advance(length, keep);
      }
      Nonlinearity.apply(
          model.dynamics().activation(),
          length,
          x,
          stateNoise ? none : stepNoise,
          r,
          slopes,
          slopesKept ? t * length : 0);
      if (sink != null) {
        sink.accept(firstTrial, trials, from + t - 1, r, columns);
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

  private void advance(int length, float keep, float alpha, float[] stateNoise) {
    for (int i = 0; i < length; i++) {
      x[i] = keep * x[i] + drive[i] + alpha * stateNoise[i];
    }
  }

  private void accumulateSquares(int length) {
    for (int i = 0; i < length; i++) {
      squares[i] += r[i] * r[i];
    }
  }

  private float[] stepNoise(Noise.Steps steps) {
    if (steps == null) {
      return none;
    }
    long start = System.nanoTime();
    steps.next(noise, trials, units, columns);
    noiseNanos += System.nanoTime() - start;
    return noise;
  }

  private void setInputs(float[] u, int steps, int step) {
    for (int s = 0; s < trials; s++) {
      int row = s * columns + units;
      int trial = (firstTrial + s) * inputs * steps;
      for (int k = 0; k < inputs; k++) {
        r[row + k] = step < steps ? u[trial + k * steps + step] : 0f;
      }
      r[row + inputs] = 1f;
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
        forwardMatrix.position(0),
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
        forwardMatrix.position((long) units * columns),
        columns,
        0f,
        product.position(units),
        columns);
    product.position(0).get(drive, 0, length);
  }

  private void copyOutputs(float[] y, int steps, int step) {
    for (int s = 0; s < trials; s++) {
      for (int o = 0; o < outputs; o++) {
        y[((firstTrial + s) * outputs + o) * steps + step] = drive[s * columns + units + o];
      }
    }
  }

  /** Sum of r^2 over the trials, steps and units of the last forward pass. */
  double sumOfSquaredRates() {
    double sum = 0;
    for (int s = 0; s < trials; s++) {
      for (int i = 0; i < units; i++) {
        sum += squares[s * columns + i];
      }
    }
    return sum;
  }

  /**
   * @param outputGradient dL/dy [all trials, outputs, steps]
   * @param perRate the penalty's gradient is perRate * r[t]
   */
  void backward(float[] outputGradient, int steps, float perRate) {
    int length = trials * columns;
    float keep = (float) (1 - model.dynamics().dtOverTau());
    Arrays.fill(gradient, 0);
    weightGradient.position(0).put(new float[collected.length], 0, collected.length);
    // G at t+1 and H at t belong together; blocks run from the last step to step 0.
    int blockEnd = lastStep + 1;
    for (int t = lastStep; t >= 0; t--) {
      int blockStart = Math.max(0, blockEnd - BLOCK_STEPS);
      setOutputGradient(outputGradient, steps, t - 1);
      int slot = t - blockStart;
      gradientBlock.position((long) slot * length).put(gradient, 0, length);
      cblas_sgemm(
          CblasRowMajor,
          CblasNoTrans,
          CblasNoTrans,
          trials,
          units,
          units + outputs,
          1f,
          gradientBlock.position((long) slot * length),
          columns,
          backwardMatrix.position(0),
          units,
          0f,
          product.position(0),
          columns);
      product.position(0).get(drive, 0, length);
      if (perRate != 0 && t > 0) {
        history.position((long) t * length).get(r, 0, length);
        stepBack(length, keep, t * length, perRate);
      } else {
        stepBack(length, keep, t * length);
      }
      if (t == blockStart) {
        multiplyBlock(blockStart, blockEnd, length);
        blockEnd = blockStart;
      }
    }
    Arrays.fill(x0Gradient, 0);
    for (int s = 0; s < trials; s++) {
      for (int i = 0; i < units; i++) {
        x0Gradient[i] += gradient[s * columns + i];
      }
    }
    weightGradient.position(0).get(collected, 0, collected.length);
  }

  private void stepBack(int length, float keep, int at) {
    for (int i = 0; i < length; i++) {
      gradient[i] = keep * gradient[i] + slopes[at + i] * drive[i];
    }
  }

  private void stepBack(int length, float keep, int at, float perRate) {
    for (int i = 0; i < length; i++) {
      gradient[i] = keep * gradient[i] + slopes[at + i] * (drive[i] + perRate * r[i]);
    }
  }

  private void setOutputGradient(float[] outputGradient, int steps, int step) {
    for (int s = 0; s < trials; s++) {
      int row = s * columns + units;
      for (int o = 0; o < outputs; o++) {
        gradient[row + o] =
            step < 0 ? 0f : outputGradient[((firstTrial + s) * outputs + o) * steps + step];
      }
    }
  }

  private void multiplyBlock(int blockStart, int blockEnd, int length) {
    cblas_sgemm(
        CblasRowMajor,
        CblasTrans,
        CblasNoTrans,
        units + outputs,
        columns,
        (blockEnd - blockStart) * trials,
        1f,
        gradientBlock.position(0),
        columns,
        history.position((long) blockStart * length),
        columns,
        1f,
        weightGradient.position(0),
        columns);
  }

  /** Adds this shard's gradients to [units + outputs, columns] and [units]. */
  void addGradients(double[] weights, double[] initialState) {
    for (int i = 0; i < collected.length; i++) {
      weights[i] += collected[i];
    }
    for (int i = 0; i < units; i++) {
      initialState[i] += x0Gradient[i];
    }
  }

  @Override
  public void close() {
    for (FloatPointer pointer :
        new FloatPointer[] {
          history, product, forwardMatrix, backwardMatrix, gradientBlock, weightGradient
        }) {
      if (pointer != null) {
        pointer.position(0).deallocate();
      }
    }
  }
}
