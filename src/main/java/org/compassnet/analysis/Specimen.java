package org.compassnet.analysis;

import org.compassnet.config.Config;
import org.compassnet.config.EngineChoice;
import org.compassnet.config.NetworkConfig;
import org.compassnet.config.TaskConfig;
import org.compassnet.config.TimeStep;
import org.compassnet.network.CtRnnWeights;
import org.compassnet.network.Dynamics;
import org.compassnet.network.Simulation;
import org.compassnet.network.Simulator;
import org.compassnet.trajectory.Stimulus;
import org.compassnet.trajectory.TimeSeries;
import org.compassnet.trajectory.Trials;

/**
 * A network to take apart: its weights, and what it takes to run them.
 *
 * @param weights for an angular velocity in rad/step
 * @param network activation, time constant and noise
 * @param task length of a trial and of its cue, and of a step
 * @param engine what computes it
 */
public record Specimen(
    CtRnnWeights weights, NetworkConfig network, TaskConfig task, EngineChoice engine) {

  /** The weights under the configuration that they were trained with. */
  public static Specimen of(CtRnnWeights weights, Config config) {
    return new Specimen(weights, config.network(), config.task(), config.training().engine());
  }

  /** The same network with other weights. */
  public Specimen with(CtRnnWeights other) {
    return new Specimen(other, network, task, engine);
  }

  /**
   * The same network with the output of some units cut: nothing that they fire reaches any unit or
   * the readout.
   *
   * @throws CannotAnalyze if there is no such unit
   */
  public Specimen lesioned(int... units) {
    for (int unit : units) {
      if (unit < 0 || unit >= units()) {
        throw new CannotAnalyze("unit " + unit + ": there are units 0 to " + (units() - 1));
      }
    }
    return with(Intervention.cutUnits("lesion", units).change().apply(weights));
  }

  public int units() {
    return weights.units();
  }

  /** Runs the network on trials, without noise. */
  public Response follow(Trials trials) {
    return new Response(this, trials, simulator().run(trials.inputs()));
  }

  /**
   * Outputs and rates over time for a stimulus of one's own, without noise.
   *
   * @param inputs [trials, steps, 3]; {@link #stimulus} makes them of velocities in deg/s
   */
  public Simulation simulate(TimeSeries inputs) {
    return simulator().simulate(inputs);
  }

  /** Outputs, decoded direction and rates of all units on these trials, without noise. */
  public Observation simulate(Trials trials) {
    return new Observation(this, trials, simulate(trials.inputs()));
  }

  /**
   * The same with the output of some units cut from the first step on.
   *
   * @throws CannotAnalyze if there is no such unit
   */
  public Observation simulateWithout(Trials trials, int... units) {
    return lesioned(units).simulate(trials);
  }

  /** A stimulus to be made, in this network's steps. */
  public Stimulus stimulus() {
    return new Stimulus(task);
  }

  /** Runs the network in pieces, from given states, or with a look at the rates of every step. */
  public Simulator simulator() {
    return new Simulator(weights, dynamics(), engine);
  }

  /** What a step depends on besides the weights. */
  public Dynamics dynamics() {
    return Dynamics.of(network, task.timeStep());
  }

  /** The duration of a step. */
  public TimeStep timeStep() {
    return task.timeStep();
  }

  /** Length of a step in s. */
  public double stepS() {
    return timeStep().seconds();
  }

  double radPerStep(double degPerS) {
    return timeStep().radPerStep(degPerS);
  }

  double degPerS(double radPerStep) {
    return timeStep().degPerS(radPerStep);
  }

  /** Number of whole steps in a time, at least 1. */
  int steps(double seconds) {
    return timeStep().steps(seconds);
  }

  /** Number of whole steps in so many time constants, at least 1. */
  int stepsOfTau(double timeConstants) {
    return Math.max(1, (int) Math.round(timeConstants / dynamics().dtOverTau()));
  }

  /** Sine and cosine that the readout makes of rates that begin at an index. */
  double[] readout(float[] rates, int from) {
    double[] y = new double[Trials.OUTPUTS];
    for (int o = 0; o < y.length; o++) {
      y[o] = weights.bOut()[o];
      for (int i = 0; i < units(); i++) {
        y[o] += weights.wOut()[o * units() + i] * rates[from + i];
      }
    }
    return y;
  }

  @Override
  public String toString() {
    return units()
        + " units, "
        + network.activation().keyword()
        + ", dt/tau "
        + dynamics().dtOverTau();
  }
}
