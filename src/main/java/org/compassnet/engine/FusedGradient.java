package org.compassnet.engine;

import static org.bytedeco.openblas.global.openblas_nolapack.CblasNoTrans;
import static org.bytedeco.openblas.global.openblas_nolapack.CblasRowMajor;
import static org.bytedeco.openblas.global.openblas_nolapack.CblasTrans;
import static org.bytedeco.openblas.global.openblas_nolapack.cblas_sgemm;

import java.util.Arrays;
import org.bytedeco.javacpp.FloatPointer;
import org.compassnet.trajectory.TimeSeries;

/**
 * The pass backward of a {@link FusedShard}.
 *
 * <p>A row of the gradient G at step t+1 is {@code [dL/dx[t+1] | dL/dy[t] | ...]}: one product with
 * {@code [dt/tau W_rec; W_out]} gives dL/dr[t], and one product of G and the history H over many
 * steps gives the gradients of all weights.
 */
final class FusedGradient implements AutoCloseable {

  /** Steps whose gradients are multiplied with the history in one product. */
  private static final int BLOCK_STEPS = 16;

  private final FusedShard shard;
  private final FusedModel model;
  private final int units;
  private final int outputs;
  private final int columns;

  private final FloatPointer product;
  private final FloatPointer weights;
  private final FloatPointer block;
  private final FloatPointer weightGradient;

  private final float[] rates;
  private final float[] drive;
  private final float[] gradient;
  private final float[] x0Gradient;
  private final float[] collected;

  FusedGradient(FusedShard shard) {
    this.shard = shard;
    this.model = shard.model();
    this.units = model.units();
    this.outputs = model.outputs();
    this.columns = model.columns();
    int step = shard.capacityTrials() * columns;
    product = FusedShard.zeros(step);
    weights = new FloatPointer((long) (units + outputs) * units);
    block = FusedShard.zeros(BLOCK_STEPS * step);
    weightGradient = FusedShard.zeros((units + outputs) * columns);
    rates = new float[step];
    drive = new float[step];
    gradient = new float[step];
    x0Gradient = new float[units];
    collected = new float[(units + outputs) * columns];
  }

  /**
   * Sets what the steps multiply with.
   *
   * @param matrix of {@link FusedModel#backwardMatrix}
   */
  void setWeights(float[] matrix) {
    weights.position(0).put(matrix, 0, matrix.length);
  }

  /**
   * Gradients of the shard's last pass forward.
   *
   * @param outputGradient dL/dy of all trials and steps
   * @param perRate the penalty's gradient is perRate * r[t]
   */
  void backward(TimeSeries outputGradient, float perRate) {
    int length = shard.trials() * columns;
    float keep = (float) (1 - model.dynamics().dtOverTau());
    Arrays.fill(gradient, 0);
    Arrays.fill(collected, 0);
    weightGradient.position(0).put(collected, 0, collected.length);
    // G at t+1 and H at t belong together; blocks run from the last step to step 0.
    int blockEnd = shard.lastStep() + 1;
    for (int t = shard.lastStep(); t >= 0; t--) {
      int blockStart = Math.max(0, blockEnd - BLOCK_STEPS);
      setOutputGradient(outputGradient, t - 1);
      int slot = t - blockStart;
      block.position((long) slot * length).put(gradient, 0, length);
      multiply(slot, length);
      if (perRate != 0 && t > 0) {
        shard.history().position((long) t * length).get(rates, 0, length);
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
    for (int s = 0; s < shard.trials(); s++) {
      for (int i = 0; i < units; i++) {
        x0Gradient[i] += gradient[s * columns + i];
      }
    }
    weightGradient.position(0).get(collected, 0, collected.length);
  }

  private void stepBack(int length, float keep, int at) {
    float[] slopes = shard.slopes();
    for (int i = 0; i < length; i++) {
      gradient[i] = keep * gradient[i] + slopes[at + i] * drive[i];
    }
  }

  private void stepBack(int length, float keep, int at, float perRate) {
    float[] slopes = shard.slopes();
    for (int i = 0; i < length; i++) {
      gradient[i] = keep * gradient[i] + slopes[at + i] * (drive[i] + perRate * rates[i]);
    }
  }

  private void setOutputGradient(TimeSeries outputGradient, int step) {
    for (int s = 0; s < shard.trials(); s++) {
      int row = s * columns + units;
      if (step < 0) {
        Arrays.fill(gradient, row, row + outputs, 0f);
      } else {
        int from = outputGradient.at(shard.firstTrial() + s, step);
        System.arraycopy(outputGradient.values(), from, gradient, row, outputs);
      }
    }
  }

  private void multiply(int slot, int length) {
    cblas_sgemm(
        CblasRowMajor,
        CblasNoTrans,
        CblasNoTrans,
        shard.trials(),
        units,
        units + outputs,
        1f,
        block.position((long) slot * length),
        columns,
        weights.position(0),
        units,
        0f,
        product.position(0),
        columns);
    product.position(0).get(drive, 0, length);
  }

  private void multiplyBlock(int blockStart, int blockEnd, int length) {
    cblas_sgemm(
        CblasRowMajor,
        CblasTrans,
        CblasNoTrans,
        units + outputs,
        columns,
        (blockEnd - blockStart) * shard.trials(),
        1f,
        block.position(0),
        columns,
        shard.history().position((long) blockStart * length),
        columns,
        1f,
        weightGradient.position(0),
        columns);
  }

  /** Adds this shard's gradients to [units + outputs, columns] and [units]. */
  void addTo(double[] weightSum, double[] initialState) {
    for (int i = 0; i < collected.length; i++) {
      weightSum[i] += collected[i];
    }
    for (int i = 0; i < units; i++) {
      initialState[i] += x0Gradient[i];
    }
  }

  @Override
  public void close() {
    for (FloatPointer pointer : new FloatPointer[] {product, weights, block, weightGradient}) {
      pointer.position(0).deallocate();
    }
  }
}
