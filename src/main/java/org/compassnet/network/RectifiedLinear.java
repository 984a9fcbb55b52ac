package org.compassnet.network;

import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;

/** f(x) = max(0, x). */
final class RectifiedLinear implements Nonlinearity {

  @Override
  public double rate(double x) {
    return Math.max(0, x);
  }

  @Override
  public double slope(double x) {
    return x > 0 ? 1 : 0;
  }

  @Override
  public SDVariable rate(SameDiff sd, SDVariable x) {
    return sd.nn().relu(x, 0);
  }
}
