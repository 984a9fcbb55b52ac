package org.compassnet.network;

import org.compassnet.config.EngineChoice;
import org.compassnet.trajectory.TimeSeries;

/**
 * Runs a network on given inputs, without training it.
 *
 * @param weights for an angular velocity in rad/step
 * @param dynamics activation, step over time constant, kind of noise
 * @param engine what computes it
 */
public record Simulator(CtRnnWeights weights, Dynamics dynamics, EngineChoice engine) {

  /** With the fastest engine that can run here. */
  public Simulator(CtRnnWeights weights, Dynamics dynamics) {
    this(weights, dynamics, EngineChoice.AUTO);
  }

  /**
   * Outputs and rates over time, without noise, from x0.
   *
   * @throws UnboundedRates if they grow without bound
   */
  public Simulation simulate(TimeSeries inputs) {
    return simulate(inputs, null);
  }

  /**
   * Outputs and rates over time, from x0.
   *
   * @param inputs [trials, steps, 3]: angular velocity in rad/step, sine and cosine of the cue
   * @param noise as it is added, or null for none
   * @throws UnboundedRates if rates or outputs grow without bound
   */
  public Simulation simulate(TimeSeries inputs, Noise noise) {
    TimeSeries rates = new TimeSeries(inputs.trials(), inputs.steps(), weights.units());
    TimeSeries outputs =
        run(
            inputs,
            noise,
            null,
            (first, count, step, stepRates, stride) -> {
              for (int s = 0; s < count; s++) {
                int to = rates.at(first + s, step);
                System.arraycopy(stepRates, s * stride, rates.values(), to, weights.units());
              }
            });
    return new Simulation(outputs, rates);
  }

  /**
   * Outputs [trials, steps, 2], without noise, from x0; rates are not kept.
   *
   * @throws UnboundedRates if rates or outputs grow without bound
   */
  public TimeSeries run(TimeSeries inputs) {
    return run(inputs, null, null, null);
  }

  /**
   * Runs trials without keeping their rates.
   *
   * @param inputs [trials, steps, 3]
   * @param noise as it is added, or null for none
   * @param states before the first step, overwritten with those after the last; null to begin at x0
   * @param observer takes the rates, from several threads; or null
   * @return outputs [trials, steps, 2]
   * @throws IllegalArgumentException if the sizes of weights, inputs and states do not agree
   * @throws UnboundedRates if rates or outputs grow without bound
   */
  public TimeSeries run(TimeSeries inputs, Noise noise, States states, RateObserver observer) {
    if (inputs.channels() != weights.inputs()) {
      throw new IllegalArgumentException(
          "inputs of " + inputs + " for weights from " + weights.inputs() + " channels");
    }
    if (states != null
        && (states.trials() != inputs.trials() || states.units() != weights.units())) {
      throw new IllegalArgumentException(states + " for " + inputs.trials() + " trials");
    }
    TimeSeries outputs = new TimeSeries(inputs.trials(), inputs.steps(), weights.outputs());
    RateGuard guard = new RateGuard(weights.units(), observer);
    try (ForwardPass pass = Engine.of(engine).forwardPass(dynamics, 0)) {
      pass.run(weights, inputs, noise, states, outputs, guard);
    }
    guard.requireBounded(outputs);
    return outputs;
  }

  @Override
  public String toString() {
    return weights.units() + " units, " + dynamics + ", engine " + engine.keyword();
  }
}
