package org.compassnet.network;

/**
 * Gradients of a loss by the weights, laid out as in {@link CtRnnWeights}; of the diagonal of W_rec
 * too.
 */
public record Gradients(float[] wIn, float[] wRec, float[] b, float[] wOut, float[] x0) {

  /** Zeros for weights of a size. */
  public static Gradients zeros(int units, int inputs, int outputs) {
    return new Gradients(
        new float[units * inputs],
        new float[units * units],
        new float[units],
        new float[outputs * units],
        new float[units]);
  }
}
