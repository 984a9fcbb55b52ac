package org.compassnet.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.compassnet.config.Activation;
import org.compassnet.config.EngineChoice;
import org.compassnet.config.NoiseKind;
import org.compassnet.config.RandomStreams;
import org.compassnet.network.CtRnnModel;
import org.compassnet.network.CtRnnWeights;
import org.compassnet.network.Dynamics;
import org.compassnet.network.Engine;
import org.compassnet.network.ForwardPass;
import org.compassnet.network.Gradients;
import org.compassnet.network.Noise;
import org.compassnet.network.Penalties;
import org.compassnet.network.Penalty;
import org.compassnet.network.SeededNoise;
import org.compassnet.network.Simulation;
import org.compassnet.network.Simulator;
import org.compassnet.network.States;
import org.compassnet.network.TrainingPass;
import org.compassnet.trajectory.TimeSeries;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.nativeblas.NativeOps;
import org.nd4j.nativeblas.NativeOpsHolder;

/** All engines keep what their interface says, for networks of any width. */
class EnginesTest {

  private static final Penalties PENALTIES =
      Penalties.of(Penalty.SQUARED_RATES, 0.3)
          .with(Penalty.ABSOLUTE_RATES, 0.2)
          .with(Penalty.RATE_NORMS, 0.4)
          .with(Penalty.ABSOLUTE_OUTGOING, 0.05)
          .with(Penalty.OUTGOING_NORMS, 0.1);
  private static final Dynamics RATE = new Dynamics(Activation.RETANH, 0.1, NoiseKind.RATE);

  // More than noise is drawn for at once; SameDiff takes longer than in proportion to it.
  private static final int STEPS = 11;

  private static float[] gaussian(Random random, int length, double sd) {
    float[] values = new float[length];
    for (int i = 0; i < length; i++) {
      values[i] = (float) (sd * random.nextGaussian());
    }
    return values;
  }

  private static CtRnnWeights weights(int units, int inputs, int outputs) {
    Random random = new Random(7);
    return new CtRnnWeights(
        units,
        gaussian(random, units * inputs, 1),
        gaussian(random, units * units, 1 / Math.sqrt(units)),
        gaussian(random, units, 0.3),
        gaussian(random, outputs * units, 1),
        gaussian(random, units, 1));
  }

  private static TimeSeries series(int trials, int steps, int channels, double sd) {
    return TimeSeries.of(
        gaussian(new Random(5), trials * steps * channels, sd), trials, steps, channels);
  }

  @ParameterizedTest
  @EnumSource(
      value = EngineChoice.class,
      mode = EnumSource.Mode.EXCLUDE,
      names = {"AUTO"})
  void everyChoiceHasItsEngine(EngineChoice choice) {
    assertThat(Engine.of(choice).choice()).isEqualTo(choice);
  }

  /** Outputs and rates against the equations in double precision, with noise of either kind. */
  @ParameterizedTest
  @EnumSource(
      value = EngineChoice.class,
      mode = EnumSource.Mode.EXCLUDE,
      names = {"AUTO"})
  void simulationAgreesWithTheEquations(EngineChoice engine) {
    for (NoiseKind kind : NoiseKind.values()) {
      for (Activation activation : Activation.values()) {
        Dynamics dynamics = new Dynamics(activation, 0.1, kind);
        CtRnnWeights weights = weights(37, 3, 2);
        TimeSeries inputs = series(3, STEPS, 3, 1);
        TimeSeries noise = series(3, STEPS, 37, 0.1);
        Simulation simulation =
            new Simulator(weights, dynamics, engine).simulate(inputs, Noise.given(noise));
        CtRnnModel model = new CtRnnModel(weights, dynamics);
        for (int k = 0; k < 3; k++) {
          double[] x = model.initialState();
          double[] r = Arrays.stream(x).map(model::rate).toArray();
          for (int t = 0; t < STEPS; t++) {
            model.step(x, r, step(inputs, k, t), step(noise, k, t));
            double[] y = model.readout(r);
            for (int i = 0; i < 37; i++) {
              assertThat((double) simulation.rates().get(k, t, i))
                  .isCloseTo(r[i], within(2e-5 * Math.max(1, Math.abs(r[i]))));
            }
            for (int o = 0; o < 2; o++) {
              assertThat((double) simulation.outputs().get(k, t, o))
                  .isCloseTo(y[o], within(1e-4 * Math.max(1, Math.abs(y[o]))));
            }
          }
        }
      }
    }
  }

  private static double[] step(TimeSeries series, int trial, int step) {
    double[] values = new double[series.channels()];
    Arrays.setAll(values, c -> series.get(trial, step, c));
    return values;
  }

  @ParameterizedTest
  @EnumSource(
      value = EngineChoice.class,
      mode = EnumSource.Mode.EXCLUDE,
      names = {"AUTO"})
  void twoRunsGoOnWhereOneGoesThrough(EngineChoice engine) {
    Simulator simulator = new Simulator(weights(37, 3, 2), RATE, engine);
    TimeSeries inputs = series(520, STEPS, 3, 1);
    TimeSeries whole = simulator.run(inputs);
    States states = States.initial(simulator.weights(), 520);
    TimeSeries first = simulator.run(inputs.steps(0, 6), null, states, null);
    TimeSeries second = simulator.run(inputs.steps(6, STEPS), null, states, null);
    // The fused engine's states are the same to the last bit; SameDiff's products depend on their
    // size, and so does the readout of the last step of any run.
    float tolerance = engine == EngineChoice.SAMEDIFF ? 1e-5f : 0;
    for (int k = 0; k < 520; k++) {
      for (int o = 0; o < 2; o++) {
        for (int t = 0; t < 6; t++) {
          assertThat(first.get(k, t, o)).isCloseTo(whole.get(k, t, o), within(1e-5f));
        }
        for (int t = 6; t < STEPS; t++) {
          assertThat(second.get(k, t - 6, o)).isCloseTo(whole.get(k, t, o), within(tolerance));
        }
      }
    }
  }

  /** An observer of any engine sees every trial and step once, in groups that stay together. */
  @ParameterizedTest
  @EnumSource(
      value = EngineChoice.class,
      mode = EnumSource.Mode.EXCLUDE,
      names = {"AUTO"})
  void anObserverSeesEveryTrialAndStepOnce(EngineChoice engine) {
    int[][] seen = new int[130][30];
    new Simulator(weights(8, 3, 2), RATE, engine)
        .run(
            series(130, 30, 3, 1),
            null,
            null,
            (first, trials, step, rates, stride) -> {
              assertThat(first % Engine.TRIALS_TOGETHER).isZero();
              assertThat(trials).isEqualTo(Math.min(Engine.TRIALS_TOGETHER, 130 - first));
              for (int k = 0; k < trials; k++) {
                seen[first + k][step]++;
              }
            });
    assertThat(Arrays.stream(seen).flatMapToInt(Arrays::stream)).containsOnly(1);
  }

  /** More outputs than inputs and one, one input, another number of trials than a group's. */
  @Test
  void gradientsOfANetworkOfAnyWidthAgree() {
    int[][] sizes = {{13, 1, 7, 3}, {5, 3, 2, 51}, {2, 4, 9, 1}};
    for (int[] size : sizes) {
      CtRnnWeights weights = weights(size[0], size[1], size[2]);
      TimeSeries inputs = series(size[3], STEPS, size[1], 1);
      TimeSeries outputGradient = series(size[3], STEPS, size[2], 0.1);
      Noise noise = new SeededNoise(new RandomStreams(3), 4, 0.1f);
      for (NoiseKind kind : NoiseKind.values()) {
        Dynamics dynamics = new Dynamics(Activation.TANH, 0.2, kind);
        Pass fused = new Pass(EngineChoice.FUSED, dynamics, weights, inputs, noise, outputGradient);
        Pass autodiff =
            new Pass(EngineChoice.SAMEDIFF, dynamics, weights, inputs, noise, outputGradient);
        for (Penalty penalty : Penalty.values()) {
          double term = autodiff.terms.get(penalty);
          assertThat(fused.terms.get(penalty)).isCloseTo(term, within(1e-5 * term)).isPositive();
        }
        assertClose("outputs", fused.outputs.values(), autodiff.outputs.values());
        assertClose("W_in", fused.gradients.wIn(), autodiff.gradients.wIn());
        assertClose("W_rec", fused.gradients.wRec(), autodiff.gradients.wRec());
        assertClose("b", fused.gradients.b(), autodiff.gradients.b());
        assertClose("W_out", fused.gradients.wOut(), autodiff.gradients.wOut());
        assertClose("x0", fused.gradients.x0(), autodiff.gradients.x0());
      }
    }
  }

  private static final class Pass {
    final TimeSeries outputs;
    final Penalties terms;
    final Gradients gradients;

    Pass(
        EngineChoice engine,
        Dynamics dynamics,
        CtRnnWeights weights,
        TimeSeries inputs,
        Noise noise,
        TimeSeries outputGradient) {
      outputs = new TimeSeries(inputs.trials(), inputs.steps(), weights.outputs());
      try (TrainingPass pass = Engine.of(engine).trainingPass(dynamics, 0)) {
        terms = pass.forward(weights, inputs, noise, PENALTIES, outputs);
        gradients = pass.backward(outputGradient);
      }
    }
  }

  private static void assertClose(String what, float[] values, float[] truth) {
    float scale = 0;
    for (float v : truth) {
      scale = Math.max(scale, Math.abs(v));
    }
    assertThat(values).as(what).containsExactly(truth, within(1e-5f * Math.max(scale, 1e-3f)));
  }

  /** A shard that was freed while another thread was still in it ended the process once. */
  @ParameterizedTest
  @EnumSource(
      value = EngineChoice.class,
      mode = EnumSource.Mode.EXCLUDE,
      names = {"AUTO"})
  void anObserversExceptionIsThrownOnWhenAllThreadsHaveEnded(EngineChoice engine) {
    CtRnnWeights weights = weights(100, 3, 2);
    boolean slow = engine == EngineChoice.SAMEDIFF;
    TimeSeries inputs = series(slow ? 120 : 400, slow ? 6 : 60, 3, 1);
    for (int attempt = 0; attempt < (slow ? 1 : 5); attempt++) {
      AtomicInteger inside = new AtomicInteger();
      Simulator simulator = new Simulator(weights, RATE, engine);
      assertThatThrownBy(
              () ->
                  simulator.run(
                      inputs,
                      null,
                      null,
                      (first, trials, step, rates, stride) -> {
                        inside.incrementAndGet();
                        try {
                          if (first == 50 && step == 3) {
                            throw new IllegalStateException("the observer has seen enough");
                          }
                        } finally {
                          inside.decrementAndGet();
                        }
                      }))
          .isInstanceOf(IllegalStateException.class)
          .hasMessage("the observer has seen enough");
      assertThat(inside).hasValue(0);
    }
    assertThat(new Simulator(weights, RATE, engine).run(inputs).values()).isNotNull();
  }

  @Test
  void noEngineLeavesASettingOfTheProcessBehind() {
    NativeOps operations = NativeOpsHolder.getInstance().getDeviceNativeOps();
    int blas = OneThreadForBlas.threads();
    int openMp = operations.ompGetMaxThreads();
    CtRnnWeights weights = weights(20, 3, 2);
    TimeSeries inputs = series(60, 5, 3, 1);
    for (EngineChoice choice : EngineChoice.values()) {
      new Simulator(weights, RATE, choice).run(inputs);
      new Pass(choice, RATE, weights, inputs, null, series(60, 5, 2, 1));
      assertThat(OneThreadForBlas.threads()).as("%s", choice).isEqualTo(blas);
      assertThat(operations.ompGetMaxThreads()).isEqualTo(openMp);
    }
    assertThatThrownBy(
            () ->
                new Simulator(weights, RATE)
                    .run(
                        inputs,
                        null,
                        null,
                        (first, trials, step, rates, stride) -> {
                          throw new IllegalStateException();
                        }))
        .isInstanceOf(IllegalStateException.class);
    assertThat(OneThreadForBlas.threads()).isEqualTo(blas);
  }

  /** As long as one of two passes is under way, products stay on their threads. */
  @Test
  void theLastPassToEndPutsTheThreadsBack() {
    int before = OneThreadForBlas.threads();
    OneThreadForBlas first = new OneThreadForBlas();
    OneThreadForBlas second = new OneThreadForBlas();
    assertThat(OneThreadForBlas.threads()).isEqualTo(1);
    first.close();
    assertThat(OneThreadForBlas.threads()).isEqualTo(1);
    second.close();
    assertThat(OneThreadForBlas.threads()).isEqualTo(before);
  }

  @Test
  void buffersServePassesOfOtherSizes() {
    CtRnnWeights weights = weights(9, 3, 2);
    try (ForwardPass pass = Engine.of(EngineChoice.FUSED).forwardPass(RATE, 2)) {
      for (int[] size : new int[][] {{3, 20}, {120, 5}, {1, 600}, {60, 300}}) {
        TimeSeries inputs = series(size[0], size[1], 3, 1);
        TimeSeries outputs = new TimeSeries(size[0], size[1], 2);
        pass.run(weights, inputs, null, null, outputs, null);
        assertThat(outputs.values())
            .isEqualTo(new Simulator(weights, RATE, EngineChoice.FUSED).run(inputs).values());
      }
    }
  }

  @Test
  void gradientsWithoutAPassForwardAreRefused() {
    for (EngineChoice choice : EngineChoice.values()) {
      try (TrainingPass pass = Engine.of(choice).trainingPass(RATE, 1)) {
        assertThatThrownBy(() -> pass.backward(series(1, 1, 2, 1)))
            .isInstanceOf(IllegalStateException.class);
      }
    }
  }

  @Test
  void aQuietThreadIsTheOnlyOne() throws Exception {
    PrintStream before = System.out;
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
    try {
      CountDownLatch quiet = new CountDownLatch(1);
      CountDownLatch spoken = new CountDownLatch(1);
      Thread other =
          new Thread(
              () -> {
                try {
                  quiet.await();
                  System.out.println("others are heard");
                } catch (InterruptedException e) {
                  Thread.currentThread().interrupt();
                } finally {
                  spoken.countDown();
                }
              });
      other.start();
      QuietThread.run(
          () -> {
            System.out.println("this one is not");
            quiet.countDown();
            try {
              spoken.await();
            } catch (InterruptedException e) {
              Thread.currentThread().interrupt();
            }
          });
      other.join();
      System.out.println("and now it is");
    } finally {
      System.setOut(before);
    }
    assertThat(printed.toString(StandardCharsets.UTF_8))
        .isEqualToIgnoringNewLines("others are heard" + "and now it is");
  }
}
