package org.compassnet.analysis;

/** The least-squares fit of a cosine over a difference of direction, observation by observation. */
public final class CosineRegression {

  // Sums over what was added.
  private double count;
  private double cosines;
  private double sines;
  private double cosinesSquared;
  private double products;
  private double sinesSquared;
  private double values;
  private double byCosine;
  private double bySine;
  private double squares;

  /**
   * The fit offset + cosine cos(d) + sine sin(d).
   *
   * @param r2 share of the variance that it explains
   */
  public record Cosine(double offset, double cosine, double sine, double r2) {

    /** Of the cosine, not negative. */
    public double amplitude() {
      return Math.hypot(cosine, sine);
    }

    /** The d at which the fit has its peak, in (-pi, pi]. */
    public double peakRad() {
      return Math.atan2(sine, cosine);
    }
  }

  /** Adds what was observed at a difference of direction. */
  public void add(double differenceRad, double value) {
    add(Math.cos(differenceRad), Math.sin(differenceRad), value);
  }

  /** The same, of the difference's cosine and sine. */
  void add(double cosine, double sine, double value) {
    count++;
    cosines += cosine;
    sines += sine;
    cosinesSquared += cosine * cosine;
    products += cosine * sine;
    sinesSquared += sine * sine;
    values += value;
    byCosine += cosine * value;
    bySine += sine * value;
    squares += value * value;
  }

  /** The fit to all that was added; not finite where that does not determine it. */
  public Cosine fit() {
    double[][] normal = {
      {count, cosines, sines},
      {cosines, cosinesSquared, products},
      {sines, products, sinesSquared}
    };
    double[] right = {values, byCosine, bySine};
    double[] c = solve3(normal, right);
    double explained = c[0] * right[0] + c[1] * right[1] + c[2] * right[2];
    double aboutMean = right[0] * right[0] / normal[0][0];
    return new Cosine(c[0], c[1], c[2], (explained - aboutMean) / (squares - aboutMean));
  }

  /** Solves a symmetric system of three equations by Cramer's rule. */
  private static double[] solve3(double[][] m, double[] y) {
    double det = det3(m);
    double[] x = new double[3];
    for (int k = 0; k < 3; k++) {
      double[][] replaced = new double[3][];
      for (int i = 0; i < 3; i++) {
        replaced[i] = m[i].clone();
        replaced[i][k] = y[i];
      }
      x[k] = det3(replaced) / det;
    }
    return x;
  }

  private static double det3(double[][] m) {
    return m[0][0] * (m[1][1] * m[2][2] - m[1][2] * m[2][1])
        - m[0][1] * (m[1][0] * m[2][2] - m[1][2] * m[2][0])
        + m[0][2] * (m[1][0] * m[2][1] - m[1][1] * m[2][0]);
  }
}
