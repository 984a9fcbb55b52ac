package org.compassnet.analysis;

import static org.compassnet.files.Text.text;

import java.util.Arrays;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.compassnet.config.CriteriaConfig;

/**
 * Velocity of the decoded direction against the true angular velocity, held constant.
 *
 * @param options how it was measured
 * @param trueDegPerS in rising order, symmetric about 0
 * @param decodedDegPerS mean over initial directions
 * @param sdDegPerS standard deviation over initial directions
 * @param rangeDegPerS velocities that the network knows: two standard deviations of its trials'
 * @param slope decoded over true velocity, by least squares through the origin over this range
 * @param saturationDegPerS up to this speed the decoded velocity is at least {@link
 *     Options#follows} of the true one, in both senses; 0 if it never is
 */
public record GainCurve(
    Options options,
    double[] trueDegPerS,
    double[] decodedDegPerS,
    double[] sdDegPerS,
    double rangeDegPerS,
    double slope,
    double saturationDegPerS)
    implements Result {

  /** Share of the true velocity from which the network follows, unless another is asked for. */
  public static final double FOLLOWS = 0.8;

  /** Velocities to either side of 0 within the range. */
  private static final int IN_RANGE = 6;

  /**
   * How the gain is measured.
   *
   * @param fastestDegPerS the greatest velocity, to either side
   * @param stepDegPerS between two velocities
   * @param directions number of cued directions, evenly spaced
   * @param settleS time of turning before the measurement, in s
   * @param measureS time of the measurement, in s
   * @param follows share of the true velocity from which the network follows
   */
  public record Options(
      double fastestDegPerS,
      double stepDegPerS,
      int directions,
      double settleS,
      double measureS,
      double follows) {

    public Options {
      if (!(stepDegPerS > 0 && fastestDegPerS >= stepDegPerS)) {
        throw new IllegalArgumentException(
            "0 < stepDegPerS <= fastestDegPerS must hold: " + stepDegPerS + ", " + fastestDegPerS);
      }
      if (directions < 2) {
        throw new IllegalArgumentException("directions must be >= 2: " + directions);
      }
      if (!(settleS > 0 && measureS > 0)) {
        throw new IllegalArgumentException(
            "settleS and measureS must be > 0: " + settleS + ", " + measureS);
      }
    }

    /** From -720 to 720 deg/s in steps of 30, 16 directions. */
    public static Options defaults() {
      return new Options(720, 30, 16, 1, 2, FOLLOWS);
    }

    public Options withFastestDegPerS(double fastest) {
      return new Options(fastest, stepDegPerS, directions, settleS, measureS, follows);
    }

    public Options withStepDegPerS(double step) {
      return new Options(fastestDegPerS, step, directions, settleS, measureS, follows);
    }

    public Options withDirections(int count) {
      return new Options(fastestDegPerS, stepDegPerS, count, settleS, measureS, follows);
    }

    public Options withSettleS(double seconds) {
      return new Options(fastestDegPerS, stepDegPerS, directions, seconds, measureS, follows);
    }

    public Options withMeasureS(double seconds) {
      return new Options(fastestDegPerS, stepDegPerS, directions, settleS, seconds, follows);
    }

    public Options withFollows(double share) {
      return new Options(fastestDegPerS, stepDegPerS, directions, settleS, measureS, share);
    }
  }

  /** With the usual options. */
  public static GainCurve of(Specimen specimen) {
    return of(specimen, Options.defaults());
  }

  /** Over the velocities of fresh trials of the network's task. */
  public static GainCurve of(Specimen specimen, Options options) {
    NetworkActivity trials = NetworkActivity.of(specimen, Defaults.trials(specimen));
    return of(specimen, JointTuning.ownRangeDegPerS(trials), options);
  }

  /**
   * Measures to either side, and more finely over the velocities that the network knows.
   *
   * @param rangeDegPerS two standard deviations of the velocities that it knows
   * @throws CannotAnalyze if it knows none but 0
   */
  public static GainCurve of(Specimen specimen, double rangeDegPerS, Options options) {
    if (!(rangeDegPerS > 0)) {
      throw new CannotAnalyze("in the trials of the task the head is at rest");
    }
    int speeds = (int) (options.fastestDegPerS() / options.stepDegPerS());
    double[] velocities =
        DoubleStream.concat(
                IntStream.rangeClosed(-speeds, speeds).mapToDouble(k -> k * options.stepDegPerS()),
                IntStream.rangeClosed(-IN_RANGE, IN_RANGE)
                    .mapToDouble(k -> k * rangeDegPerS / IN_RANGE))
            .sorted()
            .distinct()
            .toArray();
    double[] directions = Angles.evenlySpaced(options.directions());
    int trials = velocities.length * directions.length;
    Probe probe =
        new Probe(
            specimen,
            IntStream.range(0, trials)
                .mapToDouble(k -> directions[k % directions.length])
                .toArray(),
            IntStream.range(0, trials)
                .mapToDouble(k -> specimen.radPerStep(velocities[k / directions.length]))
                .toArray());
    probe.run(specimen.task().cueSteps() + specimen.steps(options.settleS()));
    int steps = specimen.steps(options.measureS());
    Probe.Piece piece = probe.run(steps + 1);
    double[] mean = new double[velocities.length];
    double[] sd = new double[velocities.length];
    for (int v = 0; v < velocities.length; v++) {
      int first = v * directions.length;
      double[] decoded =
          IntStream.range(first, first + directions.length)
              .mapToDouble(k -> specimen.degPerS(piece.turned(k, 0, steps) / steps))
              .toArray();
      double m = Arrays.stream(decoded).average().orElseThrow();
      mean[v] = m;
      sd[v] =
          Math.sqrt(
              Arrays.stream(decoded).map(d -> (d - m) * (d - m)).sum() / (directions.length - 1));
    }
    return new GainCurve(
        options,
        velocities,
        mean,
        sd,
        rangeDegPerS,
        slope(velocities, mean, rangeDegPerS),
        saturation(velocities, mean, options.follows()));
  }

  static double slope(double[] velocity, double[] decoded, double range) {
    double products = 0;
    double squares = 0;
    for (int v = 0; v < velocity.length; v++) {
      if (Math.abs(velocity[v]) <= range * (1 + 1e-9)) {
        products += velocity[v] * decoded[v];
        squares += velocity[v] * velocity[v];
      }
    }
    return products / squares;
  }

  static double saturation(double[] velocity, double[] decoded, double share) {
    int middle = velocity.length / 2;
    double reached = 0;
    for (int k = 1; k <= middle; k++) {
      boolean follows =
          decoded[middle + k] >= share * velocity[middle + k]
              && decoded[middle - k] <= share * velocity[middle - k];
      if (!follows) {
        break;
      }
      reached = velocity[middle + k];
    }
    return reached;
  }

  @Override
  public List<Finding> findings(Analysis analysis) {
    return List.of(Finding.of(Phenomenon.GAIN, () -> judge(analysis.config().criteria())));
  }

  Finding.Judgement judge(CriteriaConfig criteria) {
    return new Finding.Judgement(
        Math.abs(slope - 1) <= criteria.gainTolerance(),
        text(
            "gain %.3f over +-%.0f deg/s; follows at least %.0f %% up to %.0f deg/s",
            slope, rangeDegPerS, 100 * FOLLOWS, saturationDegPerS));
  }

  @Override
  public void summarize(Numbers numbers, Analysis analysis) {
    numbers.in("gain").put("slope", slope).put("saturation_deg_per_s", saturationDegPerS);
  }

  @Override
  public void tabulate(Tables tables) {
    tables.columns(
        "gain.csv",
        new String[] {"true_deg_per_s", "decoded_deg_per_s", "decoded_sd"},
        trueDegPerS,
        decodedDegPerS,
        sdDegPerS);
  }

  @Override
  public String toString() {
    return text(
        "gain %.3f within +-%.0f deg/s; follows up to %.0f deg/s",
        slope, rangeDegPerS, saturationDegPerS);
  }
}
