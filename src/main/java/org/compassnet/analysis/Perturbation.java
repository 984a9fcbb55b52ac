package org.compassnet.analysis;

import java.util.Arrays;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.compassnet.files.Csv;
import org.compassnet.files.NpyArray;
import org.compassnet.files.TextTable;
import org.compassnet.network.CtRnnWeights;

/**
 * What an intervention in mid-trial does to bump, decoded direction, drift and gain, over several
 * initial directions, each with the head at rest and turning to either side.
 *
 * <p>Where the compass units are three or more, drift and gain are those of their bump, because a
 * lesion takes units out of the readout too; otherwise those of the decoded direction.
 *
 * @param options how it was measured
 * @param windowS begin and end of the intervention, in s; an infinite end is for good
 * @param before the second half of the time before
 * @param onset a short time into the intervention
 * @param during the second half of its time
 * @param after the second half of as much time after it
 * @param example the trial to look at
 */
public record Perturbation(
    Intervention intervention,
    Options options,
    double[] windowS,
    Window before,
    Window onset,
    Window during,
    Window after,
    Example example) {

  /**
   * How a perturbation is measured.
   *
   * @param directions number of initial directions, evenly spaced
   * @param turnDegPerS angular velocity of the turning trials; NaN for one standard deviation of
   *     those of the network's task
   * @param forGood whether what is done is not taken back
   * @param settleS time after the cue, in s
   * @param windowS time before, during and after, in s each
   * @param onsetS from so much of the intervention on the onset is measured, in s
   * @param onsetLengthS for so long, in s
   */
  public record Options(
      int directions,
      double turnDegPerS,
      boolean forGood,
      double settleS,
      double windowS,
      double onsetS,
      double onsetLengthS) {

    public Options {
      if (directions < 2) {
        throw new IllegalArgumentException("directions must be >= 2: " + directions);
      }
      if (!(settleS > 0 && windowS > 0)) {
        throw new IllegalArgumentException(
            "settleS and windowS must be > 0: " + settleS + ", " + windowS);
      }
      if (!(onsetS >= 0 && onsetLengthS > 0)) {
        throw new IllegalArgumentException(
            "onsetS must be >= 0 and onsetLengthS > 0: " + onsetS + ", " + onsetLengthS);
      }
    }

    /** 36 directions, windows of 2.5 s, the onset from 0.1 to 0.6 s; taken back. */
    public static Options defaults() {
      return new Options(36, Double.NaN, false, 2.5, 2.5, 0.1, 0.5);
    }

    public Options withDirections(int count) {
      return new Options(count, turnDegPerS, forGood, settleS, windowS, onsetS, onsetLengthS);
    }

    public Options withTurnDegPerS(double degPerS) {
      return new Options(directions, degPerS, forGood, settleS, windowS, onsetS, onsetLengthS);
    }

    public Options withForGood(boolean stays) {
      return new Options(directions, turnDegPerS, stays, settleS, windowS, onsetS, onsetLengthS);
    }

    public Options withSettleS(double seconds) {
      return new Options(directions, turnDegPerS, forGood, seconds, windowS, onsetS, onsetLengthS);
    }

    public Options withWindowS(double seconds) {
      return new Options(directions, turnDegPerS, forGood, settleS, seconds, onsetS, onsetLengthS);
    }

    /** With the onset measured from so much of the intervention on, for so long, in s. */
    public Options withOnset(double fromS, double lengthS) {
      return new Options(directions, turnDegPerS, forGood, settleS, windowS, fromS, lengthS);
    }

    /** With the turn of the network's task where none is asked for. */
    Options of(Specimen specimen) {
      return Double.isNaN(turnDegPerS) ? withTurnDegPerS(Defaults.turnDegPerS(specimen)) : this;
    }
  }

  /**
   * What is measured in a stretch of the trials.
   *
   * @param bump length of the compass units' population vector, mean of rate x e^{i PD}, at rest
   * @param readoutLength length of the output vector at rest; 1 is what training asks for
   * @param errorDeg mean absolute difference between decoded and true direction, over all trials
   * @param driftDegPerS mean velocity at rest, CCW positive
   * @param driftSem its standard error over initial directions
   * @param gain velocity over the true one, from the turning trials
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

  /** With the usual options. */
  public static Perturbation of(Specimen specimen, UnitTable table, Intervention intervention) {
    return of(specimen, table, intervention, Options.defaults());
  }

  /**
   * Runs the trials: settling, before, during and after.
   *
   * @param table whose compass units make the bump
   */
  public static Perturbation of(
      Specimen specimen, UnitTable table, Intervention intervention, Options asked) {
    Options options = asked.of(specimen);
    Experiment experiment =
        new Experiment(specimen, Bump.of(table), intervention.turning(), options);
    CtRnnWeights weights = specimen.weights();
    CtRnnWeights changed = intervention.change().apply(weights);
    int steps = specimen.steps(options.windowS());
    experiment.piece(weights, experiment.settling);
    Window before = experiment.piece(weights, steps).secondHalf();
    double from = experiment.probe.step() * specimen.stepS();
    Measured cut = experiment.piece(changed, steps);
    double to = experiment.probe.step() * specimen.stepS();
    Window after = experiment.piece(options.forGood() ? changed : weights, steps).secondHalf();
    return new Perturbation(
        intervention,
        options,
        new double[] {from, options.forGood() ? Double.POSITIVE_INFINITY : to},
        before,
        cut.onset(),
        cut.secondHalf(),
        after,
        experiment.example());
  }

  /** A piece of the trials that windows can be measured in. */
  private interface Measured {
    Window window(int from, int to);

    int steps();

    double stepS();

    Options options();

    default Window secondHalf() {
      return window(steps() / 2, steps() - 1);
    }

    default Window onset() {
      int last = steps() - 1;
      int from = Math.min(last - 1, (int) Math.round(options().onsetS() / stepS()));
      return window(
          Math.max(0, from),
          Math.min(last, from + (int) Math.round(options().onsetLengthS() / stepS())));
    }
  }

  /** The trials of a perturbation: at rest, turning CCW, turning CW. */
  private static final class Experiment {
    private static final int CONDITIONS = 3;
    private static final int EXAMPLE_DIRECTION = 2;
    private static final int LEAST_FOR_BUMP = 3;

    private final Specimen specimen;
    private final Bump bump;
    private final Options options;
    private final int directions;
    private final int trials;
    private final int exampleTrial;
    private final Probe probe;
    private final int settling;
    private final double[] decodedDeg;
    private final double[] readoutLength;
    private final double[][] exampleRates;

    Experiment(Specimen specimen, Bump bump, boolean turning, Options options) {
      this.specimen = specimen;
      this.bump = bump;
      this.options = options;
      this.directions = options.directions();
      this.trials = CONDITIONS * directions;
      double turn = specimen.radPerStep(options.turnDegPerS());
      this.exampleTrial = (turning ? directions : 0) + EXAMPLE_DIRECTION;
      double[] evenly = Angles.evenlySpaced(directions);
      double[] velocities = {0, turn, -turn};
      this.probe =
          new Probe(
              specimen,
              IntStream.range(0, trials).mapToDouble(k -> evenly[k % directions]).toArray(),
              IntStream.range(0, trials).mapToDouble(k -> velocities[k / directions]).toArray());
      this.settling = specimen.task().cueSteps() + specimen.steps(options.settleS());
      int all = settling + 3 * specimen.steps(options.windowS());
      this.decodedDeg = new double[all];
      this.readoutLength = new double[all];
      this.exampleRates = new double[all][bump.units().length];
    }

    Measured piece(CtRnnWeights weights, int steps) {
      int begin = probe.step();
      double[][][] vector = new double[trials][steps][];
      Probe.Piece piece =
          probe.run(
              weights,
              steps,
              (first, count, step, rates, stride) -> {
                for (int k = 0; k < count; k++) {
                  vector[first + k][step] = bump.vector(rates, k * stride);
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
      return new Measured() {
        @Override
        public Window window(int from, int to) {
          return Experiment.this.window(piece, vector, begin, from, to);
        }

        @Override
        public int steps() {
          return piece.steps();
        }

        @Override
        public double stepS() {
          return specimen.stepS();
        }

        @Override
        public Options options() {
          return options;
        }
      };
    }

    private Window window(Probe.Piece piece, double[][][] vector, int begin, int from, int to) {
      double[] drift = new double[trials];
      double sizeSum = 0;
      double lengthSum = 0;
      double errorSum = 0;
      for (int trial = 0; trial < trials; trial++) {
        double turned =
            bump.units().length >= LEAST_FOR_BUMP
                ? turned(vector[trial], from, to)
                : piece.turned(trial, from, to);
        drift[trial] = specimen.degPerS(turned / Math.max(1, to - from));
        for (int t = from; t <= to; t++) {
          errorSum +=
              Math.abs(
                  Angles.wrap(piece.decoded(trial, t) - probe.trueDirection(trial, begin + t + 1)));
          if (trial < directions) {
            sizeSum += Math.hypot(vector[trial][t][0], vector[trial][t][1]);
            lengthSum += piece.length(trial, t);
          }
        }
      }
      int samples = to - from + 1;
      double rest = mean(drift, 0);
      double squares = Arrays.stream(drift, 0, directions).map(d -> (d - rest) * (d - rest)).sum();
      return new Window(
          sizeSum / (directions * samples),
          lengthSum / (directions * samples),
          Math.toDegrees(errorSum / (trials * samples)),
          rest,
          Math.sqrt(squares / (directions - 1) / directions),
          (mean(drift, 1) - mean(drift, 2)) / (2 * options.turnDegPerS()));
    }

    private static double turned(double[][] vector, int from, int to) {
      double turned = 0;
      for (int t = from + 1; t <= to; t++) {
        turned +=
            Angles.wrap(
                Math.atan2(vector[t][0], vector[t][1])
                    - Math.atan2(vector[t - 1][0], vector[t - 1][1]));
      }
      return turned;
    }

    private double mean(double[] drift, int condition) {
      return Arrays.stream(drift, condition * directions, (condition + 1) * directions)
          .average()
          .orElseThrow();
    }

    Example example() {
      int all = decodedDeg.length;
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

  /** What a window has left of a number before the intervention, as a share. */
  public double kept(Window window, ToDoubleFunction<Window> number) {
    return number.applyAsDouble(window) / number.applyAsDouble(before);
  }

  /** How far the onset changes the drift at rest, CCW positive. */
  public double driftChangeDegPerS() {
    return onset.driftDegPerS - before.driftDegPerS;
  }

  /** Adds a row for each window, and the example's arrays. */
  void tabulate(Tables tables) {
    Csv csv =
        tables.table(
            "perturbations.csv",
            "perturbation",
            "window",
            "bump",
            "readout_length",
            "error_deg",
            "drift_deg_per_s",
            "drift_sem",
            "gain");
    row(csv, "before", before);
    row(csv, "onset", onset);
    row(csv, "during", during);
    row(csv, "after", after);
    Map<String, NpyArray> arrays = tables.arrays("perturbations.npz");
    String key = intervention.name().replace(' ', '_');
    arrays.put("time_s", Tables.vector(example.timeS));
    arrays.put("compass_preferred_direction_deg", Tables.vector(example.bumpPdDeg));
    arrays.put(key + "_true_deg", Tables.vector(example.trueDeg));
    arrays.put(key + "_decoded_deg", Tables.vector(example.decodedDeg));
    arrays.put(key + "_readout_length", Tables.vector(example.readoutLength));
    arrays.put(key + "_compass_rates", Tables.matrix(example.bump));
  }

  private void row(Csv csv, String when, Window w) {
    csv.row(
        intervention.name(),
        when,
        w.bump,
        w.readoutLength,
        w.errorDeg,
        w.driftDegPerS,
        w.driftSem,
        w.gain);
  }

  /** A row for each window. */
  @Override
  public String toString() {
    TextTable table =
        new TextTable(
            intervention.name(), "bump", "readout", "error (deg)", "drift (deg/s)", "SEM", "gain");
    row(table, "before", before);
    row(table, "first 0.5 s", onset);
    row(table, "during", during);
    row(table, Double.isFinite(windowS[1]) ? "after" : "later", after);
    return table.toString();
  }

  private static void row(TextTable table, String name, Window w) {
    table.row(name, w.bump, w.readoutLength, w.errorDeg, w.driftDegPerS, w.driftSem, w.gain);
  }
}
