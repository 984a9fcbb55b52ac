package org.compassnet.report;

import java.awt.Color;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.compassnet.analysis.VelocityStatistics;

/** Figures of how a head turns. */
final class VelocityFigures {

  private static final Color[] COLORS = {
    Figure.TRUTH, Figure.NETWORK, Figure.VELOCITY, Figure.MUTED
  };

  private VelocityFigures() {}

  /** Distribution and autocorrelation of the angular velocity, a line for each source. */
  static Figure statistics(VelocityStatistics... sources) {
    double[] densities =
        Arrays.stream(sources)
            .flatMapToDouble(s -> Arrays.stream(s.density()))
            .filter(d -> d > 0)
            .toArray();
    VelocityStatistics first = sources[0];
    double limit = first.edgesDegPerS()[first.edgesDegPerS().length - 1];
    double end = (first.autocorrelation().length - 1) * first.stepS();
    Axes density =
        new Axes(
                "Distribution",
                Axis.linear("Angular velocity (deg/s)", -limit, limit, 200),
                Axis.logarithmic("Density (s/deg)", densities))
            .letter("a");
    Axes correlation =
        new Axes(
                "Autocorrelation",
                Axis.linear("Lag (s)", 0, end, 0.2),
                Axis.linear("Correlation", -0.2, 1, 0.2))
            .horizontal(0, Figure.MUTED, 0.8f)
            .letter("b");
    for (int k = 0; k < sources.length; k++) {
      VelocityStatistics source = sources[k];
      Color color = COLORS[k % COLORS.length];
      double[] edges = source.edgesDegPerS();
      double[] middles =
          IntStream.range(0, edges.length - 1)
              .mapToDouble(i -> (edges[i] + edges[i + 1]) / 2)
              .toArray();
      // An empty bin has no logarithm: the line is broken there.
      double[] filled = Arrays.stream(source.density()).map(d -> d > 0 ? d : Double.NaN).toArray();
      density.line(source.name(), middles, filled, color, 2);
      double[] lags =
          IntStream.range(0, source.autocorrelation().length)
              .mapToDouble(lag -> lag * source.stepS())
              .toArray();
      correlation.line(null, lags, source.autocorrelation(), color, 2);
    }
    return new Figure(860, 330).add(density, 75, 55, 400, 210).add(correlation, 560, 55, 270, 210);
  }
}
