package org.compassnet.analysis;

import static org.compassnet.files.Text.text;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;
import org.hipparchus.linear.Array2DRowRealMatrix;
import org.hipparchus.linear.EigenDecompositionSymmetric;

/**
 * Principal components of a cloud of points.
 *
 * @param mean [dimensions]
 * @param variance along the components [dimensions], falling
 * @param components unit vectors [dimensions, dimensions], a row each; the entry of largest
 *     magnitude is positive
 */
public record Pca(double[] mean, double[] variance, double[][] components) {

  /** Components of points [points, dimensions], of which there must be two or more. */
  public static Pca of(double[][] points) {
    int dimensions = points[0].length;
    double[] mean = new double[dimensions];
    for (double[] point : points) {
      for (int i = 0; i < dimensions; i++) {
        mean[i] += point[i] / points.length;
      }
    }
    double[][] covariance = new double[dimensions][dimensions];
    double[] centred = new double[dimensions];
    for (double[] point : points) {
      Arrays.setAll(centred, i -> point[i] - mean[i]);
      for (int i = 0; i < dimensions; i++) {
        for (int j = 0; j <= i; j++) {
          covariance[i][j] += centred[i] * centred[j] / (points.length - 1);
        }
      }
    }
    for (int i = 0; i < dimensions; i++) {
      for (int j = 0; j < i; j++) {
        covariance[j][i] = covariance[i][j];
      }
    }
    EigenDecompositionSymmetric decomposition =
        new EigenDecompositionSymmetric(new Array2DRowRealMatrix(covariance, false));
    double[] values = decomposition.getEigenvalues();
    int[] order =
        IntStream.range(0, dimensions)
            .boxed()
            .sorted(Comparator.comparingDouble(i -> -values[i]))
            .mapToInt(i -> i)
            .toArray();
    return new Pca(
        mean,
        Arrays.stream(order).mapToDouble(i -> Math.max(0, values[i])).toArray(),
        Arrays.stream(order)
            .mapToObj(i -> positive(decomposition.getEigenvector(i).toArray()))
            .toArray(double[][]::new));
  }

  private static double[] positive(double[] vector) {
    double largest = 0;
    for (double entry : vector) {
      largest = Math.abs(entry) > Math.abs(largest) ? entry : largest;
    }
    double sign = Math.signum(largest);
    return Arrays.stream(vector).map(entry -> sign * entry).toArray();
  }

  /** Share of the variance along each component [dimensions]. */
  public double[] shares() {
    double sum = Arrays.stream(variance).sum();
    return Arrays.stream(variance).map(v -> v / sum).toArray();
  }

  /** (sum of variances)^2 / sum of squared variances: how many dimensions share the variance. */
  public double participationRatio() {
    double sum = Arrays.stream(variance).sum();
    return sum * sum / Arrays.stream(variance).map(v -> v * v).sum();
  }

  /** A point's place along the first components. */
  public double[] project(double[] point, int count) {
    double[] place = new double[count];
    for (int c = 0; c < count; c++) {
      for (int i = 0; i < point.length; i++) {
        place[c] += components[c][i] * (point[i] - mean[i]);
      }
    }
    return place;
  }

  @Override
  public String toString() {
    return text(
        "principal components of %d dimensions, participation ratio %.2f",
        variance.length, participationRatio());
  }
}
