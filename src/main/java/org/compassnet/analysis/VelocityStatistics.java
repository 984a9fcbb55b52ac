package org.compassnet.analysis;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.compassnet.config.TimeStep;
import org.compassnet.files.TextTable;
import org.compassnet.trajectory.RecordedTrajectory;
import org.compassnet.trajectory.Trials;

/**
 * How a head turns: the distribution of its angular velocity and how long it lasts. The mean is
 * taken as 0, because no sense of turning is preferred.
 *
 * @param name of the source, for tables and legends
 * @param samples number of velocities
 * @param stepS time between two of them, in s
 * @param meanAbsDegPerS mean of |v|
 * @param sdDegPerS root mean square
 * @param excessKurtosis mean v^4 / (mean v^2)^2 - 3; 0 for a normal distribution, more for one with
 *     rare fast turns
 * @param p95DegPerS 95th percentile of |v|
 * @param autocorrelation mean v(t) v(t + lag) / mean v^2, for lags of 0, 1, ... steps
 * @param edgesDegPerS of the bins of the distribution, one of them about 0, where a pause is
 * @param density share of the samples in a bin, per deg/s; what is beyond the edges counts too
 */
public record VelocityStatistics(
    String name,
    int samples,
    double stepS,
    double meanAbsDegPerS,
    double sdDegPerS,
    double excessKurtosis,
    double p95DegPerS,
    double[] autocorrelation,
    double[] edgesDegPerS,
    double[] density) {

  private static final double LAGS_S = 1;
  private static final double LIMIT_DEG_PER_S = 610;
  private static final double BIN_DEG_PER_S = 20;

  /** Of fresh trials of a network's task. */
  public static VelocityStatistics of(Specimen specimen) {
    return of("task", Defaults.trials(specimen), specimen.timeStep());
  }

  /** Of generated trials, after the cue. */
  public static VelocityStatistics of(String name, Trials trials, TimeStep step) {
    List<double[]> stretches = new ArrayList<>();
    for (int trial = 0; trial < trials.trials(); trial++) {
      int k = trial;
      stretches.add(
          IntStream.range(0, trials.steps())
              .filter(t -> trials.counts(k, t))
              .mapToDouble(t -> trials.angularVelocity(k, t))
              .toArray());
    }
    return of(name, stretches, step);
  }

  /** Of a recording, on the grid of the task's steps; no lag crosses a gap. */
  public static VelocityStatistics of(String name, RecordedTrajectory recording, TimeStep step) {
    List<double[]> stretches =
        recording.stretches().stream()
            .map(
                directions ->
                    IntStream.range(1, directions.length)
                        .mapToDouble(t -> directions[t] - directions[t - 1])
                        .toArray())
            .toList();
    return of(name, stretches, step);
  }

  /**
   * Of stretches without a gap.
   *
   * @param stretches velocities in rad/step
   * @throws CannotAnalyze without any velocity that is not 0
   */
  public static VelocityStatistics of(String name, List<double[]> stretches, TimeStep step) {
    double[] speeds =
        stretches.stream()
            .flatMapToDouble(Arrays::stream)
            .map(v -> Math.abs(step.degPerS(v)))
            .sorted()
            .toArray();
    int n = speeds.length;
    double square = Arrays.stream(speeds).map(v -> v * v).average().orElse(0);
    if (!(square > 0)) {
      throw new CannotAnalyze(name + ": the head never turns");
    }
    double fourth = Arrays.stream(speeds).map(v -> v * v * v * v).average().orElse(0);
    double[] edges = edges();
    return new VelocityStatistics(
        name,
        n,
        step.seconds(),
        Arrays.stream(speeds).average().orElse(0),
        Math.sqrt(square),
        fourth / (square * square) - 3,
        speeds[Math.max(0, (int) Math.ceil(0.95 * n) - 1)],
        autocorrelation(stretches, step.steps(LAGS_S)),
        edges,
        density(stretches, step, edges, n));
  }

  private static double[] edges() {
    int bins = (int) (2 * LIMIT_DEG_PER_S / BIN_DEG_PER_S);
    return IntStream.rangeClosed(0, bins)
        .mapToDouble(i -> -LIMIT_DEG_PER_S + i * BIN_DEG_PER_S)
        .toArray();
  }

  private static double[] density(
      List<double[]> stretches, TimeStep step, double[] edges, int samples) {
    double[] density = new double[edges.length - 1];
    for (double[] stretch : stretches) {
      for (double v : stretch) {
        int bin = (int) Math.floor((step.degPerS(v) - edges[0]) / BIN_DEG_PER_S);
        if (bin >= 0 && bin < density.length) {
          density[bin] += 1 / (samples * BIN_DEG_PER_S);
        }
      }
    }
    return density;
  }

  private static double[] autocorrelation(List<double[]> stretches, int lags) {
    double[] correlation = new double[lags + 1];
    for (int lag = 0; lag <= lags; lag++) {
      double products = 0;
      double squares = 0;
      for (double[] v : stretches) {
        for (int t = 0; t + lag < v.length; t++) {
          products += v[t] * v[t + lag];
          // The mean square of both ends, so that the number stays within -1 and 1.
          squares += (v[t] * v[t] + v[t + lag] * v[t + lag]) / 2;
        }
      }
      correlation[lag] = products / squares;
    }
    return correlation;
  }

  /** Correlation of the velocity with itself so much later; NaN beyond what was measured. */
  public double autocorrelationAt(double seconds) {
    int lag = (int) Math.round(seconds / stepS);
    return lag < autocorrelation.length ? autocorrelation[lag] : Double.NaN;
  }

  /** A table of several sources, a row each. */
  public static String table(VelocityStatistics... sources) {
    TextTable table =
        new TextTable(
            "", "mean |v|", "sd", "p95 |v|", "kurtosis", "r(50 ms)", "r(100 ms)", "r(250 ms)");
    for (VelocityStatistics source : sources) {
      table.row(
          source.name,
          source.meanAbsDegPerS,
          source.sdDegPerS,
          source.p95DegPerS,
          source.excessKurtosis,
          source.autocorrelationAt(0.05),
          source.autocorrelationAt(0.1),
          source.autocorrelationAt(0.25));
    }
    return table.line("deg/s; excess kurtosis; autocorrelation at lags").toString();
  }

  @Override
  public String toString() {
    return table(this);
  }
}
