package org.compassnet.engine;

import java.util.Arrays;
import org.compassnet.trajectory.TimeSeries;

/**
 * The pass backward of a {@link FusedShard}.
 *
 * <p>A row of the gradient G at step t is {@code [dL/dx[t+1] | dL/dy[t]]}: one product with {@code
 * [dt/tau W_rec; W_out]} gives dL/dr[t], and the product of G and the history H over all steps
 * gives the gradients of all weights. The latter is summed in blocks of {@link #BLOCK_STEPS} steps,
 * which begin at multiples of it: the last block first, and in a block step after step and trial
 * after trial.
 */
final class FusedGradient {

  /** Steps whose gradients are multiplied with the history in one product. */
  static final int BLOCK_STEPS = 16;

  private final FusedShard shard;
  private final FusedModel model;
  private final Kernels kernels;
  private final int stride;
  private final int step;
  private final float keep;

  private final float[] drive;
  private final float[] gradients;
  private final float[] weightGradient;

  FusedGradient(FusedShard shard) {
    this.shard = shard;
    this.model = shard.model();
    this.kernels = shard.kernels();
    this.stride = model.stride();
    this.step = shard.rows() * stride;
    this.keep = (float) (1 - model.dynamics().dtOverTau());
    drive = new float[step];
    gradients = new float[BLOCK_STEPS * step];
    weightGradient = new float[Kernels.paddedRows(model.driven()) * stride];
  }

  /**
   * Gradients of the shard's last pass forward.
   *
   * @param matrix of {@link FusedModel#backwardMatrix}
   * @param outputGradient dL/dy of all trials and steps
   * @param charge the penalties' gradients by the rates
   */
  void backward(Kernels.Packed matrix, TimeSeries outputGradient, RateCharge charge) {
    Arrays.fill(weightGradient, 0);
    Arrays.fill(gradients, 0);
    int steps = shard.steps();
    int last = (steps - 1) / shard.segment();
    for (int k = last; k >= 0; k--) {
      if (k < last) {
        shard.restore(k);
      }
      int from = k * shard.segment();
      for (int t = Math.min(steps, from + shard.segment()) - 1; t >= from; t--) {
        stepBack(matrix, t, (t - from) * step, outputGradient, charge);
      }
    }
  }

  /** From dL/dx[t+1] and dL/dy[t] to dL/dx[t]. */
  private void stepBack(
      Kernels.Packed matrix, int t, int at, TimeSeries outputGradient, RateCharge charge) {
    int slot = t % BLOCK_STEPS * step;
    setOutputGradient(outputGradient, t - 1, slot);
    // The rates of step 0 are not penalised.
    float penalty = t == 0 ? 0f : charge.perRate();
    kernels.multiply(
        gradients, slot, matrix, shard.rows(), penalty, shard.history(), at, drive, 0, stride);
    if (t > 0) {
      charge.addTo(drive, shard.history(), at, shard.trials(), stride);
    }
    if (t % BLOCK_STEPS == 0) {
      int count = Math.min(BLOCK_STEPS, shard.steps() - t);
      kernels.addTransposedProduct(
          gradients,
          0,
          shard.history(),
          at,
          count * shard.rows(),
          Kernels.paddedRows(model.driven()),
          model.drives(),
          weightGradient,
          stride);
    }
    int into = (t + BLOCK_STEPS - 1) % BLOCK_STEPS * step;
    int length = shard.trials() * stride;
    kernels.stepBack(length, keep, gradients, slot, shard.slopes(), at, drive, gradients, into);
  }

  private void setOutputGradient(TimeSeries outputGradient, int number, int slot) {
    for (int s = 0; s < shard.trials(); s++) {
      int row = slot + s * stride + model.units();
      if (number < 0) {
        Arrays.fill(gradients, row, row + model.outputs(), 0f);
      } else {
        int from = outputGradient.at(shard.firstTrial() + s, number);
        System.arraycopy(outputGradient.values(), from, gradients, row, model.outputs());
      }
    }
  }

  /** Adds this shard's gradients to [driven, stride] and [units]. */
  void addTo(double[] weightSum, double[] initialState) {
    for (int i = 0; i < weightSum.length; i++) {
      weightSum[i] += weightGradient[i];
    }
    int last = (BLOCK_STEPS - 1) * step;
    for (int s = 0; s < shard.trials(); s++) {
      for (int i = 0; i < initialState.length; i++) {
        initialState[i] += gradients[last + s * stride + i];
      }
    }
  }
}
