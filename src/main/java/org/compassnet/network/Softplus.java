package org.compassnet.network;

import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;

/**
 * f(x) = log(1 + e^x), a smooth rectification: no unit is ever quite silent. Its slope is 1/(1 +
 * e^-x).
 *
 * <p>Everywhere e = e^-|x| is taken first, so that nothing overflows: f(x) = max(x, 0) + log(1 +
 * e).
 */
final class Softplus implements Nonlinearity {

  @Override
  public double rate(double x) {
    return Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)));
  }

  @Override
  public double slope(double x) {
    double e = Math.exp(-Math.abs(x));
    return (x >= 0 ? 1 : e) / (1 + e);
  }

  /**
   * ND4J's own softplus overflows. max(x, 0) is (x + |x|)/2 here, so that the derivative at 0 is
   * 1/2 with the derivative of |x| that ND4J has there, 0.
   */
  @Override
  public SDVariable rate(SameDiff sd, SDVariable x) {
    SDVariable size = sd.math().abs(x);
    return x.add(size).mul(0.5).add(sd.math().log1p(sd.math().exp(size.neg())));
  }
}
