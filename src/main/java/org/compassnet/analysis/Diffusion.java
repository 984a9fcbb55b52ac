package org.compassnet.analysis;

import static org.compassnet.files.Text.text;

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

  /**
   * How diffusion is measured.
   *
   * @param directions number of cued directions, evenly spaced
   * @param repeats trials of each direction, at least 2
   * @param settleS noise-free time after the cue, in s
   * @param measureS time under noise, in s
   */
  public record Options(int directions, int repeats, double settleS, double measureS) {

    public Options {
      if (directions < 1) {
        throw new IllegalArgumentException("directions must be >= 1: " + directions);
      }
      if (repeats < 2) {
        throw new IllegalArgumentException("repeats must be >= 2: " + repeats);
      }
      if (!(settleS > 0 && measureS > 0)) {
        throw new IllegalArgumentException(
            "settleS and measureS must be > 0: " + settleS + ", " + measureS);
      }
    }

    /** 16 directions 25 times, for 5 s. */
    public static Options defaults() {
      return new Options(16, 25, 1, 5);
    }

    public Options withDirections(int count) {
      return new Options(count, repeats, settleS, measureS);
    }

    public Options withRepeats(int count) {
      return new Options(directions, count, settleS, measureS);
    }

    public Options withSettleS(double seconds) {
      return new Options(directions, repeats, seconds, measureS);
    }

    public Options withMeasureS(double seconds) {
      return new Options(directions, repeats, settleS, seconds);
    }
  }

  /** With the usual options. */
  public static Diffusion of(Specimen specimen) {
    return of(specimen, Options.defaults());
  }

  /** Under the default seed's noise. */
  public static Diffusion of(Specimen specimen, Options options) {
    return of(specimen, options, new RandomStreams(Defaults.random("diffusion").nextLong()));
  }

  /**
   * Runs every direction several times under the noise of the network's configuration.
   *
   * @param streams of the noise
   * @throws CannotAnalyze if the network has no noise
   */
  public static Diffusion of(Specimen specimen, Options options, RandomStreams streams) {
    int directions = options.directions();
    int repeats = options.repeats();
    if (specimen.network().noise().sd() == 0) {
      throw new CannotAnalyze("network.noise.sd is 0: without noise there is no diffusion");
    }
    double[] evenly = Angles.evenlySpaced(directions);
    Probe probe =
        Probe.atRest(
            specimen,
            IntStream.range(0, directions * repeats)
                .mapToDouble(k -> evenly[k / repeats])
                .toArray());
    probe.run(specimen.task().cueSteps() + specimen.steps(options.settleS()));
    int steps = specimen.steps(options.measureS());
    Probe.Piece piece = probe.runWithNoise(steps + 1, streams, 0);
    double[] time = new double[steps];
    double[] variance = new double[steps];
    double[] displacement = new double[probe.trials()];
    for (int t = 0; t < steps; t++) {
      for (int trial = 0; trial < displacement.length; trial++) {
        displacement[trial] += Math.toDegrees(piece.turned(trial, t, t + 1));
      }
      time[t] = (t + 1) * specimen.stepS();
      for (int d = 0; d < directions; d++) {
        variance[t] += variance(displacement, d * repeats, (d + 1) * repeats) / directions;
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
    return text("diffusion under noise %.3f deg^2/s", coefficientDeg2PerS);
  }
}
