package org.compassnet.engine;

import java.util.Arrays;
import org.compassnet.network.CtRnnWeights;
import org.compassnet.network.Dynamics;
import org.compassnet.network.Engine;

/**
 * Sizes and dynamics of a network, and its weights as the matrices that a step multiplies with. All
 * matrices have rows of {@link #columns} numbers.
 */
record FusedModel(int units, int inputs, int outputs, Dynamics dynamics) {

  static FusedModel of(CtRnnWeights weights, Dynamics dynamics) {
    return new FusedModel(weights.units(), weights.inputs(), weights.outputs(), dynamics);
  }

  /** Room for the units and, beside them, for the inputs and 1, or for the outputs. */
  int columns() {
    return units + Math.max(inputs + 1, outputs);
  }

  /** [units + outputs, columns]: dt/tau [W_rec | W_in | b], and under it [W_out | 0]. */
  float[] forwardMatrix(CtRnnWeights weights) {
    int columns = columns();
    float alpha = (float) dynamics.dtOverTau();
    float[] matrix = new float[(units + outputs) * columns];
    for (int i = 0; i < units; i++) {
      int row = i * columns;
      for (int j = 0; j < units; j++) {
        matrix[row + j] = alpha * weights.wRec()[i * units + j];
      }
      for (int k = 0; k < inputs; k++) {
        matrix[row + units + k] = alpha * weights.wIn()[i * inputs + k];
      }
      matrix[row + units + inputs] = alpha * weights.b()[i];
    }
    for (int o = 0; o < outputs; o++) {
      System.arraycopy(weights.wOut(), o * units, matrix, (units + o) * columns, units);
    }
    return matrix;
  }

  /** [units + outputs, units]: dt/tau W_rec, and under it W_out. */
  float[] backwardMatrix(CtRnnWeights weights) {
    float alpha = (float) dynamics.dtOverTau();
    float[] matrix = Arrays.copyOf(weights.wRec(), (units + outputs) * units);
    for (int i = 0; i < units * units; i++) {
      matrix[i] *= alpha;
    }
    System.arraycopy(weights.wOut(), 0, matrix, units * units, outputs * units);
    return matrix;
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
