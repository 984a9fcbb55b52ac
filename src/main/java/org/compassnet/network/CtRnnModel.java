package org.compassnet.network;

import org.compassnet.config.NoiseKind;

/**
 * The network's equations in double precision, to be read, and to be right:
 *
 * <pre>
 *   x[t] = x[t-1] + dt/tau (-x[t-1] + W_rec r[t-1] + W_in u[t] + b + state noise[t])
 *   r[t] = f(x[t]) + rate noise[t],   r[0] = f(x0)
 *   y[t] = W_out r[t]
 * </pre>
 *
 * <p>Only one of the two noises is present, and none without training. The SameDiff layer and the
 * fused engine are tested against this class; use them where speed counts.
 */
public final class CtRnnModel {

  private final CtRnnWeights weights;
  private final Dynamics dynamics;
  private final Nonlinearity nonlinearity;

  public CtRnnModel(CtRnnWeights weights, Dynamics dynamics) {
    this.weights = weights;
    this.dynamics = dynamics;
    this.nonlinearity = Nonlinearity.of(dynamics.activation());
  }

  /** The weights, for an angular velocity in rad/step. */
  public CtRnnWeights weights() {
    return weights;
  }

  /**
   * One step.
   *
   * @param x state [units], overwritten with the next
   * @param r rates [units], overwritten with the next
   * @param u input [3]
   * @param noise [units], or null for none
   */
  public void step(double[] x, double[] r, double[] u, double[] noise) {
    int units = weights.units();
    double[] derivative = new double[units];
    for (int i = 0; i < units; i++) {
      double sum = -x[i] + weights.b()[i];
      for (int j = 0; j < units; j++) {
        sum += weights.wRec()[i * units + j] * r[j];
      }
      for (int k = 0; k < u.length; k++) {
        sum += weights.wIn()[i * u.length + k] * u[k];
      }
      if (noise != null && dynamics.noiseKind() == NoiseKind.STATE) {
        sum += noise[i];
      }
      derivative[i] = sum;
    }
    for (int i = 0; i < units; i++) {
      x[i] += dynamics.dtOverTau() * derivative[i];
      r[i] = rate(x[i]) + (noise != null && dynamics.noiseKind() == NoiseKind.RATE ? noise[i] : 0);
    }
  }

  /** The nonlinearity f. */
  public double rate(double x) {
    return nonlinearity.rate(x);
  }

  /** Its derivative f'; 0 where f is not differentiable. */
  public double slope(double x) {
    return nonlinearity.slope(x);
  }

  /** The readout y [2] of rates [units]. */
  public double[] readout(double[] r) {
    int units = weights.units();
    double[] y = new double[weights.wOut().length / units];
    for (int o = 0; o < y.length; o++) {
      y[o] = weights.bOut()[o];
      for (int j = 0; j < units; j++) {
        y[o] += weights.wOut()[o * units + j] * r[j];
      }
    }
    return y;
  }

  /** The state before the first step [units]. */
  public double[] initialState() {
    double[] x = new double[weights.units()];
    for (int i = 0; i < x.length; i++) {
      x[i] = weights.x0()[i];
    }
    return x;
  }
}
