package org.compassnet.network;

import org.compassnet.config.Activation;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;

/**
 * A unit's nonlinearity f in every form that the program needs: in double precision, as SameDiff
 * operations, and over whole arrays. An activation is a class of its own and a line here.
 */
public interface Nonlinearity {

  /** f(x). */
  double rate(double x);

  /** f'(x); 0 where f is not differentiable. */
  double slope(double x);

  /** f as SameDiff operations. */
  SDVariable rate(SameDiff sd, SDVariable x);

  /**
   * f and f' over arrays, in loops that the JVM compiles to vector instructions: short ones (a
   * longer body exceeds what its compiler unrolls, and so vectorises), without branches and calls.
   *
   * @param length elements from index 0 on
   * @param x states
   * @param r overwritten with f(x)
   * @param slopes overwritten with f'(x), from {@code offset} on
   */
  void apply(int length, float[] x, float[] r, float[] slopes, int offset);

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
