package org.compassnet.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import org.compassnet.config.Activation;
import org.compassnet.config.EngineChoice;
import org.compassnet.config.NoiseKind;
import org.compassnet.trajectory.TimeSeries;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A unit that excites itself twice as much as it leaks. */
class UnboundedRatesTest {

  private static final int STEPS = 120;

  /** With dt/tau 1/2, x[t] = x[t-1] + (-x[t-1] + 2 r[t-1]) / 2 = 1.5^t x0 for x > 0. */
  private static CtRnnWeights weights(float x0, float readout) {
    return new CtRnnWeights(
        1,
        new float[] {1, 0, 0},
        new float[] {2},
        new float[1],
        new float[] {readout, 0},
        new float[] {x0});
  }

  private static Simulator simulator(CtRnnWeights weights, Activation activation, EngineChoice e) {
    return new Simulator(weights, new Dynamics(activation, 0.5, NoiseKind.RATE), e);
  }

  private static UnboundedRates growth(Simulator simulator, TimeSeries inputs) {
    return catchThrowableOfType(UnboundedRates.class, () -> simulator.run(inputs));
  }

  @ParameterizedTest
  @EnumSource(EngineChoice.class)
  void theStepIsTheFirstBeyondTheLimit(EngineChoice engine) {
    int step = (int) Math.ceil(24 * Math.log(2) / Math.log(1.5));
    UnboundedRates growth =
        growth(simulator(weights(1, 0), Activation.RELU, engine), new TimeSeries(120, STEPS, 3));
    assertThat(growth.step()).isEqualTo(step);
    assertThat(growth)
        .hasMessage("the rates grow without bound: they pass 1.7e+07 at step 42 of 120");
    assertThat(growth.of("run")).hasMessageStartingWith("run: the rates grow without bound");
  }

  /** The trial that is driven grows, the others rest at 0; it is no matter which trial it is. */
  @ParameterizedTest
  @EnumSource(EngineChoice.class)
  void oneTrialIsEnough(EngineChoice engine) {
    TimeSeries inputs = new TimeSeries(120, STEPS, 3);
    inputs.set(117, 9, 0, 2);
    Simulator simulator = simulator(weights(0, 1), Activation.RELU, engine);
    assertThat(growth(simulator, inputs).step()).isEqualTo(10 + 42);
    inputs.set(117, 9, 0, -2);
    assertThat(simulator.run(inputs).get(117, STEPS - 1, 0)).isZero();
  }

  @ParameterizedTest
  @EnumSource(EngineChoice.class)
  void boundedRatesPassAndOutputsAreWatchedToo(EngineChoice engine) {
    TimeSeries inputs = new TimeSeries(2, STEPS, 3);
    assertThat(growth(simulator(weights(1, 1), Activation.TANH, engine), inputs)).isNull();
    assertThat(growth(simulator(weights(1, 1e9f), Activation.TANH, engine), inputs))
        .hasMessageStartingWith("the outputs grow without bound");
    assertThat(growth(simulator(weights(1, 1), Activation.SOFTPLUS, engine), inputs)).isNotNull();
  }

  @Test
  void theStepOfOutputsIsTheFirstOfAllTrials() {
    TimeSeries outputs = new TimeSeries(3, 7, 2);
    outputs.set(0, 6, 0, 1e8f);
    outputs.set(1, 4, 1, Float.NaN);
    outputs.set(2, 5, 0, Float.NEGATIVE_INFINITY);
    UnboundedRates growth =
        catchThrowableOfType(UnboundedRates.class, () -> UnboundedRates.requireBounded(outputs));
    assertThat(growth.step()).isEqualTo(5);
    outputs.set(1, 4, 1, UnboundedRates.LIMIT);
    growth =
        catchThrowableOfType(UnboundedRates.class, () -> UnboundedRates.requireBounded(outputs));
    assertThat(growth.step()).isEqualTo(6);
  }
}
