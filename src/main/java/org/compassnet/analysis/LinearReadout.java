package org.compassnet.analysis;

import java.util.Arrays;

/**
 * Sine and cosine of a direction as sums over rates, in double precision.
 *
 * @param sine weights of the sine part [units]
 * @param cosine weights of the cosine part [units]
 * @param offset what is added to both parts [2]
 * @param centred whether what all states of a curve have in common tells no direction, and is to be
 *     taken off
 */
record LinearReadout(double[] sine, double[] cosine, double[] offset, boolean centred) {

  /** The network's own. */
  static LinearReadout of(Specimen specimen) {
    int units = specimen.units();
    double[][] w = new double[2][units];
    for (int i = 0; i < units; i++) {
      w[0][i] = specimen.weights().wOut()[i];
      w[1][i] = specimen.weights().wOut()[units + i];
    }
    float[] b = specimen.weights().bOut();
    return new LinearReadout(w[0], w[1], new double[] {b[0], b[1]}, false);
  }

  /** The population vector, less its mean over a curve, as perturbations are measured with. */
  static LinearReadout of(TunedUnits tuned, int units) {
    double[][] w = new double[2][units];
    for (int k = 0; k < tuned.units().length; k++) {
      w[0][tuned.units()[k]] = tuned.sine()[k];
      w[1][tuned.units()[k]] = tuned.cosine()[k];
    }
    return new LinearReadout(w[0], w[1], new double[2], true);
  }

  /** Sine and cosine part. */
  double[] vector(double[] rates) {
    double s = offset[0];
    double c = offset[1];
    for (int i = 0; i < rates.length; i++) {
      s += sine[i] * rates[i];
      c += cosine[i] * rates[i];
    }
    return new double[] {s, c};
  }

  double directionRad(double[] rates) {
    double[] y = vector(rates);
    return Math.atan2(y[0], y[1]);
  }

  double length(double[] rates) {
    double[] y = vector(rates);
    return Math.hypot(y[0], y[1]);
  }

  /** The same, less the mean of what it makes of these rates [states, units] if it is centred. */
  LinearReadout centredOn(double[][] rates) {
    if (!centred) {
      return this;
    }
    double[] mean = {
      Arrays.stream(rates).mapToDouble(r -> vector(r)[0]).average().orElse(0),
      Arrays.stream(rates).mapToDouble(r -> vector(r)[1]).average().orElse(0)
    };
    return new LinearReadout(
        sine, cosine, new double[] {offset[0] - mean[0], offset[1] - mean[1]}, true);
  }
}
