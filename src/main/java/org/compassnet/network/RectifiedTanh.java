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
}
