package org.compassnet.engine;

import org.compassnet.network.CtRnnWeights;
import org.compassnet.network.Dynamics;
import org.compassnet.network.Engine;

/**
 * Sizes and dynamics of a network, and its weights as the matrices that a step multiplies with. All
 * matrices have rows of {@link #stride} floats.
 */
record FusedModel(int units, int inputs, int outputs, Dynamics dynamics) {

  static FusedModel of(CtRnnWeights weights, Dynamics dynamics) {
    return new FusedModel(weights.units(), weights.inputs(), weights.outputs(), dynamics);
  }

  /** What drives a unit: units, inputs and 1. */
  int drives() {
    return units + inputs + 1;
  }

  /** What is driven: units and outputs. */
  int driven() {
    return units + outputs;
  }

  /** Floats from a row to the next. */
  int stride() {
    int stride = Kernels.paddedColumns(Math.max(drives(), Kernels.paddedRows(driven())));
    // Rows that are a multiple of 1024 bytes apart would share a few lines of the cache.
    return stride % 256 == 0 ? stride + Kernels.ALIGNMENT : stride;
  }

  /**
   * [drives, driven]: dt/tau [W_rec | W_in | b] turned, and beside it [W_out | 0 | b_out] turned.
   */
  Kernels.Packed forwardMatrix(Kernels kernels, CtRnnWeights weights) {
    int stride = stride();
    float alpha = (float) dynamics.dtOverTau();
    float[] matrix = new float[drives() * stride];
    for (int i = 0; i < units; i++) {
      for (int j = 0; j < units; j++) {
        matrix[j * stride + i] = alpha * weights.wRec()[i * units + j];
      }
      for (int k = 0; k < inputs; k++) {
        matrix[(units + k) * stride + i] = alpha * weights.wIn()[i * inputs + k];
      }
      matrix[(units + inputs) * stride + i] = alpha * weights.b()[i];
      for (int o = 0; o < outputs; o++) {
        matrix[i * stride + units + o] = weights.wOut()[o * units + i];
      }
    }
    System.arraycopy(weights.bOut(), 0, matrix, (units + inputs) * stride + units, outputs);
    return kernels.pack(matrix, drives(), driven(), stride);
  }

  /** [driven, units]: dt/tau W_rec, and under it W_out. */
  Kernels.Packed backwardMatrix(Kernels kernels, CtRnnWeights weights) {
    int stride = stride();
    float alpha = (float) dynamics.dtOverTau();
    float[] matrix = new float[driven() * stride];
    for (int i = 0; i < units; i++) {
      for (int j = 0; j < units; j++) {
        matrix[i * stride + j] = alpha * weights.wRec()[i * units + j];
      }
    }
    for (int o = 0; o < outputs; o++) {
      System.arraycopy(weights.wOut(), o * units, matrix, (units + o) * stride, units);
    }
    return kernels.pack(matrix, driven(), units, stride);
  }

  static int shardCount(int trials) {
    return (trials + Engine.TRIALS_TOGETHER - 1) / Engine.TRIALS_TOGETHER;
  }

  static int firstTrial(int shard) {
    return shard * Engine.TRIALS_TOGETHER;
  }

  static int trialsOf(int shard, int trials) {
    return Math.min(Engine.TRIALS_TOGETHER, trials - firstTrial(shard));
  }
}
