package org.compassnet.network;

/**
 * Gradients of a loss by the weights, laid out as in {@link CtRnnWeights}; of the diagonal of W_rec
 * too.
 */
public record Gradients(
    float[] wIn, float[] wRec, float[] b, float[] wOut, float[] x0, float[] bOut) {

  /** Zeros for weights of a size. */
  public static Gradients zeros(int units, int inputs, int outputs) {
    return new Gradients(
        new float[units * inputs],
        new float[units * units],
        new float[units],
        new float[outputs * units],
        new float[units],
        new float[outputs]);
  }

  /** Euclidean norm over all of them, in float64 and always in the same order. */
  public double norm() {
    double sum = 0;
    for (float[] part : parts()) {
      for (float g : part) {
        sum += (double) g * g;
      }
    }
    return Math.sqrt(sum);
  }

  /** Multiplies all of them by a factor. */
  public void scale(double factor) {
    for (float[] part : parts()) {
      for (int i = 0; i < part.length; i++) {
        part[i] *= (float) factor;
      }
    }
  }

  private float[][] parts() {
    return new float[][] {wIn, wRec, b, wOut, x0, bOut};
  }
}
