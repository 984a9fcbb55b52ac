package org.compassnet.training;

import static org.compassnet.files.Text.text;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.annotation.JsonSerialize;
import java.io.IOException;
import org.compassnet.network.HeadDirectionNetwork;
import org.compassnet.network.UnboundedRates;
import org.compassnet.trajectory.TimeSeries;
import org.compassnet.trajectory.Trials;

/**
 * How well a network keeps its direction on noise-free trials. Steps of the cue do not count.
 *
 * @param normalizedError mean over the two outputs of sum (y - target)^2 / sum (mean target -
 *     target)^2; 1 is the best constant; NaN (null in JSON) where a target never changes, as of a
 *     head at rest: there is nothing to compare with
 * @param angularErrorDeg of |decoded - true head direction|
 * @param trials number of trials
 * @param steps steps of a trial, the cue's included
 */
public record Evaluation(
    @JsonSerialize(using = FiniteOrNull.class) double normalizedError,
    AngularError angularErrorDeg,
    int trials,
    int steps) {

  /**
   * Absolute angular errors in degrees.
   *
   * @param mean over trials and steps
   * @param median over trials and steps
   * @param p95 95th percentile over trials and steps
   * @param finalMean mean over trials at the last step
   */
  public record AngularError(double mean, double median, double p95, double finalMean) {}

  // Targets that vary less than this share of their mean square do so by rounding.
  private static final double LEAST_VARIATION = 1e-9;

  // Histogram bins of 0.01 deg for the quantiles: memory that does not grow with trials.
  private static final double BINS_PER_DEG = 100;

  // Trials that are simulated at a time.
  private static final int BATCH_TRIALS = 250;

  /** JSON has no NaN and no infinity; what is not defined is null. */
  static final class FiniteOrNull extends JsonSerializer<Double> {
    @Override
    public void serialize(Double value, JsonGenerator json, SerializerProvider provider)
        throws IOException {
      if (Double.isFinite(value)) {
        json.writeNumber(value);
      } else {
        json.writeNull();
      }
    }
  }

  /**
   * Runs the network on the trials.
   *
   * @throws UnboundedRates if its outputs grow without bound: they tell no direction
   */
  public static Evaluation of(HeadDirectionNetwork network, Trials trials) {
    Accumulator accumulator = new Accumulator(trials);
    int batch = Math.max(1, Math.min(BATCH_TRIALS, 500 * BATCH_TRIALS / trials.steps()));
    for (int first = 0; first < trials.trials(); first += batch) {
      int last = Math.min(trials.trials(), first + batch);
      accumulator.add(first, network.output(trials.inputs().trials(first, last)));
    }
    return accumulator.evaluation();
  }

  /**
   * Compares given outputs [trials, steps, 2] with the targets.
   *
   * @throws IllegalArgumentException if they are not of these trials
   * @throws UnboundedRates if they grow without bound: they tell no direction
   */
  public static Evaluation of(TimeSeries outputs, Trials trials) {
    if (!outputs.hasShape(trials.trials(), trials.steps(), Trials.OUTPUTS)) {
      throw new IllegalArgumentException("outputs of " + outputs + " for " + trials);
    }
    Accumulator accumulator = new Accumulator(trials);
    accumulator.add(0, outputs);
    return accumulator.evaluation();
  }

  /**
   * That of a network whose outputs grow without bound while it is trained: it has no angle, which
   * counts as the worst.
   */
  static Evaluation lost(Trials trials) {
    return new Evaluation(
        Double.NaN, new AngularError(180, 180, 180, 180), trials.trials(), trials.steps());
  }

  private static final class Accumulator {
    private final Trials trials;
    private final double[] squaredError = new double[Trials.OUTPUTS];
    private final long[] histogram = new long[(int) (180 * BINS_PER_DEG) + 1];
    private double sum;
    private double finalSum;
    private long counted;

    Accumulator(Trials trials) {
      this.trials = trials;
    }

    void add(int first, TimeSeries outputs) {
      UnboundedRates.requireBounded(outputs);
      int steps = trials.steps();
      for (int k = 0; k < outputs.trials(); k++) {
        int trial = first + k;
        for (int t = 0; t < steps; t++) {
          if (!trials.counts(trial, t)) {
            continue;
          }
          for (int o = 0; o < Trials.OUTPUTS; o++) {
            double difference = outputs.get(k, t, o) - trials.targets().get(trial, t, o);
            squaredError[o] += difference * difference;
          }
          double error =
              angularErrorDeg(Trials.direction(outputs, k, t), trials.headDirection(trial, t));
          sum += error;
          histogram[(int) (error * BINS_PER_DEG)]++;
          counted++;
          if (t == steps - 1) {
            finalSum += error;
          }
        }
      }
    }

    Evaluation evaluation() {
      double normalized = 0;
      for (int o = 0; o < Trials.OUTPUTS; o++) {
        normalized += squaredError[o] / variation(o) / Trials.OUTPUTS;
      }
      return new Evaluation(
          normalized,
          new AngularError(
              sum / counted, quantile(0.5), quantile(0.95), finalSum / trials.trials()),
          trials.trials(),
          trials.steps());
    }

    /** sum (mean target - target)^2 of one output; NaN if it never changes. */
    private double variation(int output) {
      int steps = trials.steps();
      double targetSum = 0;
      double squares = 0;
      for (int trial = 0; trial < trials.trials(); trial++) {
        for (int t = 0; t < steps; t++) {
          if (trials.counts(trial, t)) {
            double target = trials.targets().get(trial, t, output);
            targetSum += target;
            squares += target * target;
          }
        }
      }
      double variation = squares - targetSum * targetSum / counted;
      return variation > LEAST_VARIATION * squares ? variation : Double.NaN;
    }

    private double quantile(double q) {
      long below = 0;
      for (int bin = 0; bin < histogram.length; bin++) {
        if (below + histogram[bin] >= q * counted) {
          double within = histogram[bin] == 0 ? 0 : (q * counted - below) / histogram[bin];
          return Math.min(180, (bin + within) / BINS_PER_DEG);
        }
        below += histogram[bin];
      }
      return 180;
    }
  }

  /** |a - b| on the circle, in degrees from 0 to 180, for angles in rad. */
  public static double angularErrorDeg(double a, double b) {
    return Math.toDegrees(Math.abs(Math.IEEEremainder(a - b, 2 * Math.PI)));
  }

  /** One line for a terminal. */
  @Override
  public String toString() {
    return text(
        "normalized error %.4f; angular error %.2f deg mean, %.2f median, %.2f p95, %.2f at the end"
            + " (%d trials of %d steps)",
        normalizedError,
        angularErrorDeg.mean,
        angularErrorDeg.median,
        angularErrorDeg.p95,
        angularErrorDeg.finalMean,
        trials,
        steps);
  }
}
