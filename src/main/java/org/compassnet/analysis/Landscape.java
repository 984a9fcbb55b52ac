package org.compassnet.analysis;

import java.util.Arrays;

/**
 * The ring and the fixed and slow points in the space of the first principal components of the
 * rates.
 *
 * @param ring the states of the ring [states, 3]
 * @param points the fixed and slow points [points, 3]
 */
public record Landscape(double[][] ring, double[][] points) {

  /** Of an analysis that has them all; throws {@link CannotAnalyze} otherwise. */
  public static Landscape of(Analysis analysis) {
    Pca pca = analysis.population().orElseThrow().pca();
    VectorField field =
        new VectorField(analysis.trained(), analysis.fixedPoints().orElseThrow().input());
    double[][] rates =
        analysis.fixedPoints().orElseThrow().points().stream()
            .map(p -> Arrays.stream(p.state()).map(field::rate).toArray())
            .toArray(double[][]::new);
    return new Landscape(project(pca, analysis.ring().orElseThrow().rates()), project(pca, rates));
  }

  private static double[][] project(Pca pca, double[][] rates) {
    return Arrays.stream(rates)
        .map(r -> pca.project(r, Population.DIMENSIONS))
        .toArray(double[][]::new);
  }
}
