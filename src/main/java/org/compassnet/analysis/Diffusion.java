package org.compassnet.analysis;

import java.util.Locale;
import java.util.stream.IntStream;
import org.compassnet.config.RandomStreams;

/**
 * How noise moves the decoded direction with the head at rest.
 *
 * @param timeS times from the beginning of the measurement
 * @param varianceDeg2 variance of the displacement between trials that began alike, mean over
 *     directions: the drift that all of them share does not count
 * @param coefficientDeg2PerS D of variance = jitter + 2 D t, by least squares
 * @param jitterDeg2 what noise on the rates adds to the readout of every step, and does not last
 */
public record Diffusion(
    double[] timeS, double[] varianceDeg2, double coefficientDeg2PerS, double jitterDeg2)
    implements Result {

  private static final int DIRECTIONS = 16;
  private static final int REPEATS = 25;
  private static final double SETTLE_S = 1;
  private static final double MEASURE_S = 5;

  /** Runs 16 directions 25 times each under the noise of the configuration. */
  static Diffusion of(Specimen specimen, RandomStreams streams) {
    if (specimen.network().noise().sd() == 0) {
      throw new CannotAnalyze("network.noise.sd is 0: without noise there is no diffusion");
    }
    double[] evenly = Angles.evenlySpaced(DIRECTIONS);
    Probe probe =
        Probe.atRest(
            specimen,
            IntStream.range(0, DIRECTIONS * REPEATS)
                .mapToDouble(k -> evenly[k / REPEATS])
                .toArray());
    probe.run(specimen.task().cueSteps() + specimen.steps(SETTLE_S));
    int steps = specimen.steps(MEASURE_S);
    Probe.Piece piece = probe.runWithNoise(steps + 1, streams, 0);
    double[] time = new double[steps];
    double[] variance = new double[steps];
    double[] displacement = new double[probe.trials()];
    for (int t = 0; t < steps; t++) {
      for (int trial = 0; trial < displacement.length; trial++) {
        displacement[trial] += Math.toDegrees(piece.turned(trial, t, t + 1));
      }
      time[t] = (t + 1) * specimen.stepS();
      for (int d = 0; d < DIRECTIONS; d++) {
        variance[t] += variance(displacement, d * REPEATS, (d + 1) * REPEATS) / DIRECTIONS;
      }
    }
    Line line = Line.fit(time, variance, steps);
    return new Diffusion(time, variance, line.slope() / 2, line.intercept());
  }

  private static double variance(double[] values, int from, int to) {
    double mean = 0;
    for (int i = from; i < to; i++) {
      mean += values[i] / (to - from);
    }
    double sum = 0;
    for (int i = from; i < to; i++) {
      sum += (values[i] - mean) * (values[i] - mean);
    }
    return sum / (to - from - 1);
  }

  @Override
  public void summarize(Numbers numbers, Analysis analysis) {
    numbers.in("attractor").put("diffusion_deg2_per_s", coefficientDeg2PerS);
  }

  @Override
  public void tabulate(Tables tables) {
    tables.columns("diffusion.csv", new String[] {"time_s", "variance_deg2"}, timeS, varianceDeg2);
  }

  @Override
  public String toString() {
    return String.format(Locale.ROOT, "diffusion under noise %.3f deg^2/s", coefficientDeg2PerS);
  }
}
