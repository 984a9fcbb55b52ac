package org.compassnet.engine;

import org.compassnet.network.CtRnnWeights;
import org.compassnet.network.Gradients;
import org.compassnet.network.Penalties;
import org.compassnet.network.Penalty;

/** The fused engine's penalties of each unit's outgoing weights, in double precision. */
final class OutgoingWeights {

  private final CtRnnWeights weights;
  private final int units;
  private final double[] norms;
  private double absolute;

  OutgoingWeights(CtRnnWeights weights) {
    this.weights = weights;
    this.units = weights.units();
    this.norms = new double[units];
    add(weights.wRec());
    add(weights.wOut());
    for (int j = 0; j < units; j++) {
      norms[j] = Math.sqrt(norms[j]);
    }
  }

  /** Rows of weights [rows, units]. */
  private void add(float[] rows) {
    for (int k = 0; k < rows.length; k++) {
      absolute += Math.abs(rows[k]);
      norms[k % units] += (double) rows[k] * rows[k];
    }
  }

  /** Both terms, beside those that are there. */
  Penalties with(Penalties terms) {
    double sum = 0;
    for (double norm : norms) {
      sum += norm;
    }
    return terms
        .with(Penalty.ABSOLUTE_OUTGOING, absolute / units)
        .with(Penalty.OUTGOING_NORMS, sum / units);
  }

  /** Adds the penalties' gradients by the weights; 0 at weights and norms of 0. */
  void addGradients(Penalties penalties, Gradients gradients) {
    double sign = penalties.get(Penalty.ABSOLUTE_OUTGOING) / units;
    double[] perWeight = new double[units];
    for (int j = 0; j < units; j++) {
      boolean there = norms[j] * norms[j] > Penalty.NONE;
      perWeight[j] = there ? penalties.get(Penalty.OUTGOING_NORMS) / units / norms[j] : 0;
    }
    addGradients(sign, perWeight, weights.wRec(), gradients.wRec());
    addGradients(sign, perWeight, weights.wOut(), gradients.wOut());
  }

  private void addGradients(double sign, double[] perWeight, float[] rows, float[] into) {
    for (int k = 0; k < rows.length; k++) {
      into[k] += (float) (sign * Math.signum(rows[k]) + perWeight[k % units] * rows[k]);
    }
  }
}
