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
}
