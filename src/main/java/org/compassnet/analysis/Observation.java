package org.compassnet.analysis;

import java.util.stream.IntStream;
import org.compassnet.network.Simulation;
import org.compassnet.training.Evaluation;
import org.compassnet.trajectory.TimeSeries;
import org.compassnet.trajectory.Trials;

/**
 * What a network, intact or with units cut, does on some trials: its outputs and every unit's rate.
 * Courses over time have a value after each step, the cue's steps included.
 *
 * @param specimen the network
 * @param trials what it is told, and the true direction
 * @param simulation outputs and rates
 */
public record Observation(Specimen specimen, Trials trials, Simulation simulation) {

  /** Sine and cosine of the direction [trials, steps, 2]. */
  public TimeSeries outputs() {
    return simulation.outputs();
  }

  /** [trials, steps, units]; a cut unit still fires, but nothing hears it. */
  public TimeSeries rates() {
    return simulation.rates();
  }

  /** End of each step, in s. */
  public double[] timeS() {
    return course(t -> specimen.timeStep().seconds(t + 1));
  }

  /** True direction in deg, in [-180, 180]. */
  public double[] trueDeg(int trial) {
    require("trial", trial, trials.trials());
    return course(t -> Math.toDegrees(trials.headDirection(trial, t)));
  }

  /** Decoded direction in deg, in [-180, 180]. */
  public double[] decodedDeg(int trial) {
    require("trial", trial, trials.trials());
    return course(t -> Math.toDegrees(Trials.direction(outputs(), trial, t)));
  }

  /** True direction that counts on beyond 180 deg; in [-180, 180] when the cue ends. */
  public double[] trueUnrolledDeg(int trial) {
    return unrolled(trueDeg(trial));
  }

  /** Decoded direction that counts on beyond 180 deg; in [-180, 180] when the cue ends. */
  public double[] decodedUnrolledDeg(int trial) {
    return unrolled(decodedDeg(trial));
  }

  private double[] unrolled(double[] degrees) {
    double[] unrolled = degrees.clone();
    int cueEnd = Math.min(specimen.task().cueSteps(), degrees.length) - 1;
    for (int t = cueEnd + 1; t < degrees.length; t++) {
      unrolled[t] = unrolled[t - 1] + wrapped(degrees[t] - degrees[t - 1]);
    }
    for (int t = cueEnd - 1; t >= 0; t--) {
      unrolled[t] = unrolled[t + 1] - wrapped(degrees[t + 1] - degrees[t]);
    }
    return unrolled;
  }

  private static double wrapped(double degrees) {
    return Math.IEEEremainder(degrees, 360);
  }

  /** How far the decoded direction is ahead of the true one, CCW positive, in deg. */
  public double[] errorDeg(int trial) {
    require("trial", trial, trials.trials());
    return course(
        t ->
            Math.toDegrees(
                Angles.wrap(
                    Trials.direction(outputs(), trial, t) - trials.headDirection(trial, t))));
  }

  /** Angular velocity in deg/s. */
  public double[] velocityDegPerS(int trial) {
    require("trial", trial, trials.trials());
    return course(t -> specimen.degPerS(trials.angularVelocity(trial, t)));
  }

  /** Rate of a unit. */
  public double[] rate(int trial, int unit) {
    require("trial", trial, trials.trials());
    require("unit", unit, specimen.units());
    return course(t -> rates().get(trial, t, unit));
  }

  /** How far the decoded direction is from the true one, after the cue. */
  public Evaluation evaluation() {
    return response().evaluation();
  }

  /** Without the rates, as figures of trials take it. */
  public Response response() {
    return new Response(specimen, trials, outputs());
  }

  /** What can be asked of an observation, a line each. */
  public Help help() {
    return Help.of(Observation.class);
  }

  private interface AtStep {
    double value(int step);
  }

  private double[] course(AtStep value) {
    return IntStream.range(0, trials.steps()).mapToDouble(value::value).toArray();
  }

  private static void require(String what, int index, int count) {
    if (index < 0 || index >= count) {
      throw new CannotAnalyze(what + " " + index + ": there are " + what + "s 0 to " + (count - 1));
    }
  }

  @Override
  public String toString() {
    return simulation + "; " + evaluation();
  }
}
