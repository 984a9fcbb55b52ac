package org.compassnet.network;

import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;

/** f(x) = max(0, tanh x). */
final class RectifiedTanh implements Nonlinearity {

  @Override
  public double rate(double x) {
    return Math.max(0, Math.tanh(x));
  }

  @Override
  public double slope(double x) {
    return x > 0 ? 1 - Math.tanh(x) * Math.tanh(x) : 0;
  }

  @Override
  public SDVariable rate(SameDiff sd, SDVariable x) {
    return sd.nn().relu(sd.math().tanh(x), 0);
  }

  @Override
  public void apply(int length, float[] x, float[] r, float[] slopes, int offset) {
    FloatTanh.clamp(length, x, 0f, r);
    FloatTanh.apply(length, r);
    for (int i = 0; i < length; i++) {
      // The first factor is 1 where r > 0 and 0 where r = 0, without a branch.
      slopes[offset + i] = Math.min(1f, r[i] * Float.MAX_VALUE) * (1f - r[i] * r[i]);
    }
  }
}
