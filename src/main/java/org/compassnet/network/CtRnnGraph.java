package org.compassnet.network;

import org.compassnet.config.NoiseKind;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;

/**
 * The network's equations as a SameDiff graph, unrolled over time; see {@link CtRnnModel} for them.
 * In single or double precision, as its variables are.
 */
public final class CtRnnGraph {

  private CtRnnGraph() {}

  /**
   * The weights, shaped as in {@link CtRnnWeights}.
   *
   * @param wIn [units, inputs]
   * @param wRec [units, units]
   * @param b [units]
   * @param wOut [outputs, units]
   * @param bOut [outputs], or null for none
   */
  public record Parameters(
      SDVariable wIn, SDVariable wRec, SDVariable b, SDVariable wOut, SDVariable bOut) {}

  /**
   * What the graph computes.
   *
   * @param outputs [trials, outputs] of every step
   * @param rates [trials, units] of every step, noise included
   * @param state [trials, units] after the last step
   * @param meanSquaredRate mean of r^2 over trials, steps and units
   */
  public record Unrolled(
      SDVariable[] outputs, SDVariable[] rates, SDVariable state, SDVariable meanSquaredRate) {}

  /** f(x). */
  public static SDVariable rate(SameDiff sd, Dynamics dynamics, SDVariable x) {
    return Nonlinearity.of(dynamics.activation()).rate(sd, x);
  }

  /**
   * Adds the steps to a graph.
   *
   * @param state x before the first step, [trials, units] or [1, units] for all trials
   * @param rates r before the first step, of the same shape
   * @param inputs [trials, inputs] of every step
   * @param noise [trials, units] of every step, or null for none
   */
  public static Unrolled unroll(
      SameDiff sd,
      Dynamics dynamics,
      Parameters p,
      SDVariable state,
      SDVariable rates,
      SDVariable[] inputs,
      SDVariable[] noise) {
    int steps = inputs.length;
    boolean stateNoise = noise != null && dynamics.noiseKind() == NoiseKind.STATE;
    boolean rateNoise = noise != null && dynamics.noiseKind() == NoiseKind.RATE;
    SDVariable[] y = new SDVariable[steps];
    SDVariable[] r = new SDVariable[steps];
    SDVariable squares = null;
    SDVariable x = state;
    SDVariable last = rates;
    for (int t = 0; t < steps; t++) {
      // Rows are trials.
      SDVariable derivative =
          sd.mmul(inputs[t], p.wIn, false, true, false)
              .add(sd.mmul(last, p.wRec, false, true, false))
              .add(p.b)
              .sub(x);
      if (stateNoise) {
        derivative = derivative.add(noise[t]);
      }
      x = derivative.mul(dynamics.dtOverTau()).add(x);
      r[t] = rate(sd, dynamics, x);
      if (rateNoise) {
        r[t] = r[t].add(noise[t]);
      }
      last = r[t];
      y[t] = sd.mmul(last, p.wOut, false, true, false);
      if (p.bOut != null) {
        y[t] = y[t].add(p.bOut);
      }
      SDVariable meanSquare = last.mul(last).mean();
      squares = squares == null ? meanSquare : squares.add(meanSquare);
    }
    return new Unrolled(y, r, x, squares.mul(1.0 / steps));
  }
}
