package org.compassnet.analysis;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.compassnet.network.CtRnnWeights;

/**
 * What an intervention in mid-trial does to bump, decoded direction, drift and gain, over {@link
 * #DIRECTIONS} initial directions, each with the head at rest and turning to either side.
 *
 * @param windowS begin and end of the intervention, in s; an infinite end is for good
 * @param example the trial to look at
 */
public record Perturbation(
    Intervention intervention,
    double[] windowS,
    Window before,
    Window during,
    Window after,
    Example example) {

  public static final int DIRECTIONS = 36;

  /** Angular velocity of the turning trials. */
  public static final double TURN_DEG_PER_S = 90;

  private static final double SETTLE_S = 2.5;
  private static final double WINDOW_S = 2.5;

  /**
   * A third of the trials, measured in its second half, when what follows a change has settled.
   *
   * @param bump length of the compass units' population vector, mean of rate x e^{i PD}, at rest
   * @param readoutLength length of the output vector at rest; 1 is what training asks for
   * @param errorDeg mean absolute difference between decoded and true direction, over all trials
   * @param driftDegPerS mean velocity of the decoded direction at rest, CCW positive
   * @param driftSem its standard error over initial directions
   * @param gain decoded over true angular velocity, from the turning trials
   */
  public record Window(
      double bump,
      double readoutLength,
      double errorDeg,
      double driftDegPerS,
      double driftSem,
      double gain) {}

  /**
   * One trial.
   *
   * @param bumpPdDeg preferred directions of the compass units, in rising order
   * @param bump rates of the compass units [steps, compass units]
   */
  public record Example(
      double[] timeS,
      double[] trueDeg,
      double[] decodedDeg,
      double[] readoutLength,
      double[] bumpPdDeg,
      double[][] bump) {}

  /** Runs the trials: 2.5 s each of settling, before, during and after. */
  public static Perturbation run(
      Specimen specimen, UnitTable table, Intervention intervention, boolean forGood) {
    Run run = new Run(specimen, Bump.of(table), intervention.turning());
    CtRnnWeights weights = specimen.weights();
    CtRnnWeights changed = intervention.change().apply(weights);
    run.piece(weights, SETTLE_S);
    Window before = run.piece(weights, WINDOW_S);
    double from = run.probe.step() * specimen.stepS();
    Window during = run.piece(changed, WINDOW_S);
    double to = run.probe.step() * specimen.stepS();
    Window after = run.piece(forGood ? changed : weights, WINDOW_S);
    return new Perturbation(
        intervention,
        new double[] {from, forGood ? Double.POSITIVE_INFINITY : to},
        before,
        during,
        after,
        run.example());
  }

  /** The trials of a perturbation: at rest, turning CCW, turning CW. */
  private static final class Run {
    private static final int CONDITIONS = 3;
    private static final int TRIALS = CONDITIONS * DIRECTIONS;
    private static final int EXAMPLE_DIRECTION = 2;

    private final Specimen specimen;
    private final Bump bump;
    private final int exampleTrial;
    private final Probe probe;
    private final int all;
    private final double[] decodedDeg;
    private final double[] readoutLength;
    private final double[][] exampleRates;

    Run(Specimen specimen, Bump bump, boolean turning) {
      this.specimen = specimen;
      this.bump = bump;
      this.exampleTrial = (turning ? DIRECTIONS : 0) + EXAMPLE_DIRECTION;
      double[] directions = Angles.evenlySpaced(DIRECTIONS);
      double turn = specimen.radPerStep(TURN_DEG_PER_S);
      double[] velocities = {0, turn, -turn};
      this.probe =
          new Probe(
              specimen,
              IntStream.range(0, TRIALS).mapToDouble(k -> directions[k % DIRECTIONS]).toArray(),
              IntStream.range(0, TRIALS).mapToDouble(k -> velocities[k / DIRECTIONS]).toArray());
      this.all = specimen.steps(SETTLE_S) + 3 * specimen.steps(WINDOW_S);
      this.decodedDeg = new double[all];
      this.readoutLength = new double[all];
      this.exampleRates = new double[all][bump.units().length];
    }

    /** Runs on and measures the second half. */
    Window piece(CtRnnWeights weights, double seconds) {
      int steps = specimen.steps(seconds);
      int begin = probe.step();
      double[][] size = new double[DIRECTIONS][steps];
      Probe.Piece piece =
          probe.run(
              weights,
              steps,
              (first, count, step, rates, stride) -> {
                for (int k = 0; k < count; k++) {
                  if (first + k < DIRECTIONS) {
                    size[first + k][step] = bump.size(rates, k * stride);
                  }
                  if (first + k == exampleTrial) {
                    for (int i = 0; i < bump.units().length; i++) {
                      exampleRates[begin + step][i] = rates[k * stride + bump.units()[i]];
                    }
                  }
                }
              });
      for (int t = 0; t < steps; t++) {
        decodedDeg[begin + t] = Math.toDegrees(piece.decoded(exampleTrial, t));
        readoutLength[begin + t] = piece.length(exampleTrial, t);
      }
      return window(piece, size, begin);
    }

    private Window window(Probe.Piece piece, double[][] size, int begin) {
      int from = piece.steps() / 2;
      int to = piece.steps() - 1;
      double[] drift = new double[TRIALS];
      double sizeSum = 0;
      double lengthSum = 0;
      double errorSum = 0;
      for (int trial = 0; trial < TRIALS; trial++) {
        drift[trial] = specimen.degPerS(piece.turned(trial, from, to) / Math.max(1, to - from));
        for (int t = from; t <= to; t++) {
          errorSum +=
              Math.abs(
                  Angles.wrap(piece.decoded(trial, t) - probe.trueDirection(trial, begin + t + 1)));
          if (trial < DIRECTIONS) {
            sizeSum += size[trial][t];
            lengthSum += piece.length(trial, t);
          }
        }
      }
      int samples = to - from + 1;
      double rest = mean(drift, 0);
      double squares = Arrays.stream(drift, 0, DIRECTIONS).map(d -> (d - rest) * (d - rest)).sum();
      return new Window(
          sizeSum / (DIRECTIONS * samples),
          lengthSum / (DIRECTIONS * samples),
          Math.toDegrees(errorSum / (TRIALS * samples)),
          rest,
          Math.sqrt(squares / (DIRECTIONS - 1) / DIRECTIONS),
          (mean(drift, 1) - mean(drift, 2)) / (2 * TURN_DEG_PER_S));
    }

    private static double mean(double[] drift, int condition) {
      return Arrays.stream(drift, condition * DIRECTIONS, (condition + 1) * DIRECTIONS)
          .average()
          .orElseThrow();
    }

    Example example() {
      double[] time = new double[all];
      double[] truth = new double[all];
      for (int t = 0; t < all; t++) {
        time[t] = (t + 1) * specimen.stepS();
        truth[t] = Math.toDegrees(probe.trueDirection(exampleTrial, t + 1));
      }
      return new Example(
          time,
          truth,
          decodedDeg,
          readoutLength,
          Arrays.stream(bump.preferredRad()).map(Math::toDegrees).toArray(),
          exampleRates);
    }
  }
}
