package org.compassnet.analysis;

import java.util.Arrays;
import org.hipparchus.linear.EigenDecompositionSymmetric;
import org.hipparchus.linear.MatrixUtils;
import org.hipparchus.linear.RealMatrix;

/**
 * Exact t-SNE: an embedding in a few dimensions that keeps near rows near. It minimises
 *
 * <pre>
 * KL    = sum over i, j of p_ij log(p_ij / q_ij)
 * p_j|i = exp(-beta_i |x_i - x_j|^2) / sum over k of exp(-beta_i |x_i - x_k|^2)
 * p_ij  = (p_j|i + p_i|j) / (2n)
 * q_ij ~  (1 + |y_i - y_j|^2 / nu)^(-(nu + 1) / 2),  nu = max(dimensions - 1, 1)
 * </pre>
 *
 * with beta_i such that the entropy of p_.|i is the logarithm of the perplexity. Van der Maaten, L.
 * and Hinton, G. (2008), Visualizing data using t-SNE, Journal of Machine Learning Research 9,
 * 2579-2605; degrees of freedom nu after van der Maaten (2009), Learning a parametric embedding by
 * preserving local structure. Optimiser and its settings are those of scikit-learn's TSNE with
 * {@code init="pca"}, but the gradient is that of KL for every nu: scikit-learn's is so for nu = 1
 * only.
 *
 * <p>It draws nothing and adds up in one order, so that the same rows give the same bits. Time and
 * memory grow with the square of the rows: for up to about a thousand.
 */
public final class Tsne {

  private static final int EXAGGERATED_ITERATIONS = 250;
  private static final double EXAGGERATION = 12;
  private static final double MOMENTUM_WHILE_EXAGGERATED = 0.5;
  private static final double MOMENTUM = 0.8;
  private static final double GAIN_STEP = 0.2;
  private static final double GAIN_DECAY = 0.8;
  private static final double SMALLEST_GAIN = 0.01;
  private static final double SMALLEST_LEARNING_RATE = 50;
  private static final double INITIAL_SD = 1e-4;
  private static final int BISECTIONS = 100;

  /** Below this a probability counts as this, as in scikit-learn. */
  private static final double SMALLEST_PROBABILITY = Math.ulp(1.0);

  private final double[][] p;
  private final double[][] y;
  private final double[][] velocity;
  private final double[][] gains;
  private final double[][] gradient;
  private final Similarities q;
  private final double learningRate;

  private Tsne(double[][] p, double[][] initial) {
    this.p = p;
    y = initial;
    int n = y.length;
    int dimensions = y[0].length;
    velocity = new double[n][dimensions];
    gradient = new double[n][dimensions];
    gains = new double[n][dimensions];
    for (double[] row : gains) {
      Arrays.fill(row, 1);
    }
    q = new Similarities(n, dimensions);
    learningRate = Math.max(n / EXAGGERATION / 4, SMALLEST_LEARNING_RATE);
  }

  /**
   * Embeds rows, from their first principal components on. Up to three rows have no neighbourhoods
   * to keep: theirs is the first step of the embedding, the principal components at a standard
   * deviation of 1e-4.
   *
   * @param features [rows, features]
   * @param perplexity effective number of neighbours, at least 1; at most (rows - 1) / 3 is used
   * @param iterations of gradient descent, the first 250 with p exaggerated; 750 are usual
   * @return [rows, dimensions]; zeros where the rows are all the same
   */
  public static double[][] embed(
      double[][] features, int dimensions, double perplexity, int iterations) {
    double[][] initial = principalComponents(features, dimensions);
    if (features.length <= 3) {
      return initial;
    }
    Tsne tsne = new Tsne(joint(conditional(features, perplexity)), initial);
    for (int iteration = 0; iteration < iterations; iteration++) {
      boolean exaggerated = iteration < EXAGGERATED_ITERATIONS;
      tsne.step(
          exaggerated ? EXAGGERATION : 1, exaggerated ? MOMENTUM_WHILE_EXAGGERATED : MOMENTUM);
    }
    return tsne.y;
  }

  /**
   * KL of an embedding, with nu of its number of dimensions.
   *
   * @param features [rows, features]
   * @param embedding [rows, dimensions]
   * @param perplexity as for {@link #embed}
   * @return 0 or more; 0 for fewer than three rows
   */
  static double divergence(double[][] features, double[][] embedding, double perplexity) {
    int n = features.length;
    if (n < 3) {
      return 0;
    }
    double[][] p = joint(conditional(features, perplexity));
    Similarities q = new Similarities(n, embedding[0].length);
    q.update(embedding);
    double sum = 0;
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        if (i != j && p[i][j] > 0) {
          double qij = Math.max(q.kernel[i][j] / q.total, SMALLEST_PROBABILITY);
          sum += p[i][j] * StrictMath.log(p[i][j] / qij);
        }
      }
    }
    return sum;
  }

  /**
   * The probabilities p_j|i: row i has the perplexity asked for, clamped to between 1 and (n - 1) /
   * 3. A row with more equal nearest neighbours than that shares its probability among them.
   */
  static double[][] conditional(double[][] features, double perplexity) {
    int n = features.length;
    double entropy = StrictMath.log(Math.max(1, Math.min(perplexity, (n - 1) / 3.0)));
    double[][] squares = new double[n][n];
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < i; j++) {
        squares[i][j] = squaredDistance(features[i], features[j]);
        squares[j][i] = squares[i][j];
      }
    }
    double[][] p = new double[n][n];
    for (int i = 0; i < n; i++) {
      bisect(squares[i], i, entropy, p[i]);
    }
    return p;
  }

  /** Finds beta between two bounds, the upper of which is infinite at first. */
  private static void bisect(double[] squares, int self, double entropy, double[] p) {
    double[] excess = excessOverMean(squares, self);
    double beta = 1;
    double low = 0;
    double high = Double.POSITIVE_INFINITY;
    for (int k = 0; k < BISECTIONS; k++) {
      if (fill(excess, self, beta, p) > entropy) {
        low = beta;
        beta = high == Double.POSITIVE_INFINITY ? beta * 2 : (low + high) / 2;
      } else {
        high = beta;
        beta = (low + high) / 2;
      }
    }
  }

  /**
   * Squared distances less that of the nearest row, in units of their mean. The subtraction leaves
   * p as it is and keeps its sum above 1; the unit makes beta of the order of 1.
   */
  private static double[] excessOverMean(double[] squares, int self) {
    double nearest = Double.POSITIVE_INFINITY;
    double mean = 0;
    for (int j = 0; j < squares.length; j++) {
      if (j != self) {
        nearest = Math.min(nearest, squares[j]);
        mean += squares[j] / (squares.length - 1);
      }
    }
    double[] excess = new double[squares.length];
    for (int j = 0; j < squares.length; j++) {
      excess[j] = mean > 0 ? (squares[j] - nearest) / mean : 0;
    }
    return excess;
  }

  /** Sets p of a row, and returns its entropy in nats. */
  private static double fill(double[] excess, int self, double beta, double[] p) {
    double sum = 0;
    double weighted = 0;
    for (int j = 0; j < p.length; j++) {
      // StrictMath, so that the bits are the same on every machine.
      p[j] = j == self ? 0 : StrictMath.exp(-beta * excess[j]);
      sum += p[j];
      weighted += p[j] * excess[j];
    }
    for (int j = 0; j < p.length; j++) {
      p[j] /= sum;
    }
    return StrictMath.log(sum) + beta * weighted / sum;
  }

  private static double[][] joint(double[][] conditional) {
    int n = conditional.length;
    double[][] joint = new double[n][n];
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        joint[i][j] = (conditional[i][j] + conditional[j][i]) / (2 * n);
      }
    }
    return joint;
  }

  /** One step of gradient descent with momentum and a gain for every coordinate (Jacobs 1988). */
  private void step(double exaggeration, double momentum) {
    q.update(y);
    for (int i = 0; i < y.length; i++) {
      setGradient(i, exaggeration);
    }
    for (int i = 0; i < y.length; i++) {
      for (int d = 0; d < y[i].length; d++) {
        boolean downhill = velocity[i][d] * gradient[i][d] < 0;
        double gain = downhill ? gains[i][d] + GAIN_STEP : gains[i][d] * GAIN_DECAY;
        gains[i][d] = Math.max(gain, SMALLEST_GAIN);
        velocity[i][d] = momentum * velocity[i][d] - learningRate * gains[i][d] * gradient[i][d];
        y[i][d] += velocity[i][d];
      }
    }
  }

  /**
   * dKL/dy_i = 2 (nu + 1) / nu sum over j of (p_ij - q_ij) (y_i - y_j) / (1 + |y_i - y_j|^2 / nu).
   */
  private void setGradient(int i, double exaggeration) {
    double[] g = gradient[i];
    Arrays.fill(g, 0);
    double scale = 2 * (q.nu + 1.0) / q.nu;
    for (int j = 0; j < y.length; j++) {
      double difference = exaggeration * p[i][j] - q.kernel[i][j] / q.total;
      double force = scale * difference * q.inverse[i][j];
      for (int d = 0; d < g.length; d++) {
        g[d] += force * (y[i][d] - y[j][d]);
      }
    }
  }

  /** The kernel of q for all pairs, and its sum. */
  private static final class Similarities {
    private final int nu;
    private final double[][] inverse;
    private final double[][] kernel;
    private double total;

    Similarities(int n, int dimensions) {
      nu = Math.max(dimensions - 1, 1);
      inverse = new double[n][n];
      kernel = new double[n][n];
    }

    void update(double[][] y) {
      total = 0;
      for (int i = 0; i < y.length; i++) {
        for (int j = 0; j < i; j++) {
          inverse[i][j] = 1 / (1 + squaredDistance(y[i], y[j]) / nu);
          inverse[j][i] = inverse[i][j];
          kernel[i][j] = toHalfPower(inverse[i][j], nu + 1);
          kernel[j][i] = kernel[i][j];
          total += 2 * kernel[i][j];
        }
      }
    }

    /** x^(halves / 2) by products and roots, which are exact to the last bit, unlike pow. */
    private static double toHalfPower(double x, int halves) {
      double power = halves % 2 == 0 ? 1 : Math.sqrt(x);
      for (int k = 0; k < halves / 2; k++) {
        power *= x;
      }
      return power;
    }
  }

  private static double squaredDistance(double[] a, double[] b) {
    double sum = 0;
    for (int d = 0; d < a.length; d++) {
      sum += (a[d] - b[d]) * (a[d] - b[d]);
    }
    return sum;
  }

  /**
   * The first principal components' scores [rows, dimensions], scaled so that the first has
   * standard deviation 1e-4. The score of largest magnitude is positive in each. Components that
   * the rows do not have are 0.
   */
  static double[][] principalComponents(double[][] features, int dimensions) {
    int n = features.length;
    double[][] scores = new double[n][dimensions];
    if (n < 2 || features[0].length == 0) {
      return scores;
    }
    RealMatrix centred = centred(features);
    // The smaller of the two products has the same eigenvalues as the other, but for zeros.
    boolean wide = features[0].length > n;
    RealMatrix transposed = centred.transpose();
    RealMatrix product = wide ? centred.multiply(transposed) : transposed.multiply(centred);
    EigenDecompositionSymmetric eigen = new EigenDecompositionSymmetric(product);
    double largest = eigen.getEigenvalue(0);
    for (int d = 0; d < Math.min(dimensions, product.getRowDimension()); d++) {
      double eigenvalue = eigen.getEigenvalue(d);
      if (eigenvalue > largest * product.getRowDimension() * Math.ulp(1.0)) {
        double[] direction = eigen.getEigenvector(d).toArray();
        double[] score = wide ? direction : centred.operate(direction);
        double length = wide ? Math.sqrt(eigenvalue) : 1;
        double scale = INITIAL_SD * Math.sqrt(n / largest) * length * signOfLargest(score);
        for (int i = 0; i < n; i++) {
          scores[i][d] = score[i] * scale;
        }
      }
    }
    return scores;
  }

  private static RealMatrix centred(double[][] features) {
    RealMatrix centred = MatrixUtils.createRealMatrix(features);
    for (int f = 0; f < centred.getColumnDimension(); f++) {
      // Less the first value before less the mean: equal values give zeros, and no rounding errors
      // that could pass for a component.
      double first = features[0][f];
      double[] column = Arrays.stream(centred.getColumn(f)).map(v -> v - first).toArray();
      double mean = Arrays.stream(column).sum() / column.length;
      centred.setColumn(f, Arrays.stream(column).map(v -> v - mean).toArray());
    }
    return centred;
  }

  private static double signOfLargest(double[] values) {
    double largest = 0;
    for (double value : values) {
      if (Math.abs(value) > Math.abs(largest)) {
        largest = value;
      }
    }
    return Math.signum(largest);
  }
}
