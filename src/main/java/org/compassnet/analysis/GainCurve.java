package org.compassnet.analysis;

import static org.compassnet.files.Text.text;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/**
 * Velocity of the decoded direction against the true angular velocity, held constant.
 *
 * @param trueDegPerS in rising order, symmetric about 0
 * @param decodedDegPerS mean over initial directions
 * @param sdDegPerS standard deviation over initial directions
 * @param rangeDegPerS two standard deviations of the trials' velocities
 * @param slope decoded over true velocity, by least squares through the origin over this range
 * @param saturationDegPerS up to this speed the decoded velocity is at least {@link #FOLLOWS} of
 *     the true one, in both senses; 0 if it never is
 */
public record GainCurve(
    double[] trueDegPerS,
    double[] decodedDegPerS,
    double[] sdDegPerS,
    double rangeDegPerS,
    double slope,
    double saturationDegPerS)
    implements Result {

  public static final double FASTEST_DEG_PER_S = 720;

  public static final double FOLLOWS = 0.8;

  private static final double STEP_DEG_PER_S = 30;
  private static final int IN_RANGE = 6;
  private static final int DIRECTIONS = 16;
  private static final double SETTLE_S = 1;
  private static final double MEASURE_S = 2;

  /**
   * Measures from -720 to 720 deg/s, and more finely over the velocities that the network knows.
   *
   * @param rangeRadPerStep two standard deviations of the trials' velocities
   */
  static GainCurve of(Specimen specimen, double rangeRadPerStep) {
    double range = specimen.degPerS(rangeRadPerStep);
    int speeds = (int) (FASTEST_DEG_PER_S / STEP_DEG_PER_S);
    double[] velocities =
        DoubleStream.concat(
                IntStream.rangeClosed(-speeds, speeds).mapToDouble(k -> k * STEP_DEG_PER_S),
                IntStream.rangeClosed(-IN_RANGE, IN_RANGE).mapToDouble(k -> k * range / IN_RANGE))
            .sorted()
            .distinct()
            .toArray();
    double[] directions = Angles.evenlySpaced(DIRECTIONS);
    int trials = velocities.length * DIRECTIONS;
    Probe probe =
        new Probe(
            specimen,
            IntStream.range(0, trials).mapToDouble(k -> directions[k % DIRECTIONS]).toArray(),
            IntStream.range(0, trials)
                .mapToDouble(k -> specimen.radPerStep(velocities[k / DIRECTIONS]))
                .toArray());
    probe.run(specimen.task().cueSteps() + specimen.steps(SETTLE_S));
    int steps = specimen.steps(MEASURE_S);
    Probe.Piece piece = probe.run(steps + 1);
    double[] mean = new double[velocities.length];
    double[] sd = new double[velocities.length];
    for (int v = 0; v < velocities.length; v++) {
      int first = v * DIRECTIONS;
      double[] decoded =
          IntStream.range(first, first + DIRECTIONS)
              .mapToDouble(k -> specimen.degPerS(piece.turned(k, 0, steps) / steps))
              .toArray();
      double m = Arrays.stream(decoded).average().orElseThrow();
      mean[v] = m;
      sd[v] =
          Math.sqrt(Arrays.stream(decoded).map(d -> (d - m) * (d - m)).sum() / (DIRECTIONS - 1));
    }
    return new GainCurve(
        velocities, mean, sd, range, slope(velocities, mean, range), saturation(velocities, mean));
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

  static double saturation(double[] velocity, double[] decoded) {
    int middle = velocity.length / 2;
    double reached = 0;
    for (int k = 1; k <= middle; k++) {
      boolean follows =
          decoded[middle + k] >= FOLLOWS * velocity[middle + k]
              && decoded[middle - k] <= FOLLOWS * velocity[middle - k];
      if (!follows) {
        break;
      }
      reached = velocity[middle + k];
    }
    return reached;
  }

  @Override
  public List<Finding> findings(Analysis analysis) {
    double tolerance = analysis.config().criteria().gainTolerance();
    return List.of(
        Finding.of(
            Phenomenon.GAIN,
            () ->
                new Finding.Judgement(
                    Math.abs(slope - 1) <= tolerance,
                    text(
                        "gain %.3f over +-%.0f deg/s; follows at least %.0f %% up to %.0f deg/s",
                        slope, rangeDegPerS, 100 * FOLLOWS, saturationDegPerS))));
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
    return String.format(
        Locale.ROOT,
        "gain %.3f within +-%.0f deg/s; follows up to %.0f deg/s",
        slope,
        rangeDegPerS,
        saturationDegPerS);
  }
}
