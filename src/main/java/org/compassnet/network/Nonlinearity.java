package org.compassnet.network;

import org.compassnet.config.Activation;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;

/**
 * A unit's nonlinearity f in double precision and as SameDiff operations. An activation is a class
 * of its own and a line here; and a loop in each of the fused engine's two kernels.
 */
public interface Nonlinearity {

  /** f(x). */
  double rate(double x);

  /** f'(x); 0 where f is not differentiable. */
  double slope(double x);

  /** f as SameDiff operations. */
  SDVariable rate(SameDiff sd, SDVariable x);

  /** The nonlinearity of an activation. */
  static Nonlinearity of(Activation activation) {
    return switch (activation) {
      case RETANH -> new RectifiedTanh();
      case RELU -> new RectifiedLinear();
      case TANH -> new Tanh();
      case SOFTPLUS -> new Softplus();
    };
  }
}
