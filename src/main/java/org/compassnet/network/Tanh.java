package org.compassnet.network;

import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;

/** f(x) = tanh x. Its rates may be negative. */
final class Tanh implements Nonlinearity {

  @Override
  public double rate(double x) {
    return Math.tanh(x);
  }

  @Override
  public double slope(double x) {
    return 1 - Math.tanh(x) * Math.tanh(x);
  }

  @Override
  public SDVariable rate(SameDiff sd, SDVariable x) {
    return sd.math().tanh(x);
  }

  @Override
  public void apply(int length, float[] x, float[] r, float[] slopes, int offset) {
    FloatTanh.clamp(length, x, -FloatTanh.BOUND, r);
    FloatTanh.apply(length, r);
    for (int i = 0; i < length; i++) {
      slopes[offset + i] = 1f - r[i] * r[i];
    }
  }
}
