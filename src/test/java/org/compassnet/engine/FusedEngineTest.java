package org.compassnet.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.compassnet.config.Activation;
import org.compassnet.config.NoiseKind;
import org.compassnet.config.RandomStreams;
import org.compassnet.files.NpyArray;
import org.compassnet.files.Npz;
import org.compassnet.network.CtRnnWeights;
import org.compassnet.network.Dynamics;
import org.compassnet.network.Gradients;
import org.compassnet.network.Noise;
import org.compassnet.network.Penalties;
import org.compassnet.network.Penalty;
import org.compassnet.network.SeededNoise;
import org.compassnet.network.States;
import org.compassnet.network.WeightsFile;
import org.compassnet.trajectory.TimeSeries;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Outputs, loss and gradients against float64, and the same bits however they are computed. */
class FusedEngineTest {

  private static final double TOLERANCE = 1e-5;
  private static final Penalties SQUARES = Penalties.of(Penalty.SQUARED_RATES, 0.3);
  private static final Penalties ALL =
      SQUARES
          .with(Penalty.ABSOLUTE_RATES, 0.2)
          .with(Penalty.RATE_NORMS, 0.4)
          .with(Penalty.ABSOLUTE_OUTGOING, 0.05)
          .with(Penalty.OUTGOING_NORMS, 0.1);
  private static final long ROOM = 1L << 40;

  private static List<Kernels> allKernels() {
    List<Kernels> kernels = new ArrayList<>(List.of(new PlainKernels()));
    if (ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent()) {
      kernels.add(new VectorKernels());
    }
    return kernels;
  }

  /** The arrays of ctrnn_truth.py, in float64 with complex-step derivatives. */
  @ParameterizedTest
  @CsvSource({
    "retanh_rate, RETANH, RATE",
    "retanh_state, RETANH, STATE",
    "relu_rate, RELU, RATE",
    "relu_state, RELU, STATE",
    "tanh_rate, TANH, RATE",
    "tanh_state, TANH, STATE",
    "softplus_rate, SOFTPLUS, RATE",
    "softplus_state, SOFTPLUS, STATE",
    "one_trial_one_step, RETANH, RATE",
    "two_units, TANH, RATE",
    "shards, RETANH, RATE",
    "blocks, RETANH, STATE",
    "output_bias, RETANH, RATE"
  })
  void outputsLossAndGradientsAreTheTrueOnes(String name, Activation activation, NoiseKind kind)
      throws Exception {
    Path file = Path.of(CtRnnWeights.class.getResource(name + ".npz").toURI());
    Map<String, NpyArray> truth = Npz.read(file);
    int[] shape = truth.get("inputs").shape();
    int trials = shape[0];
    int steps = shape[1];
    int units = truth.get("b").shape()[0];
    TimeSeries inputs = series(truth.get("inputs"));
    TimeSeries targets = series(truth.get("targets"));
    TimeSeries trueOutputs = series(truth.get("outputs"));
    TimeSeries quiet = series(truth.get("outputs_without_noise"));
    TimeSeries noise = series(truth.get("noise"));
    Dynamics dynamics = new Dynamics(activation, 0.1, kind);
    CtRnnWeights weights = WeightsFile.read(file).weights();
    for (Kernels kernels : allKernels()) {
      try (FusedTraining training = new FusedTraining(dynamics, 2, kernels, ROOM);
          FusedForward forward = new FusedForward(dynamics, 2, kernels)) {
        TimeSeries outputs = new TimeSeries(trials, steps, 2);
        Penalties terms = training.forward(weights, inputs, Noise.given(noise), SQUARES, outputs);
        double penalty = SQUARES.times(terms).sum();
        close("penalty", penalty, truth.get("penalty").values()[0], 1);
        close("outputs", widen(outputs.values()), widen(trueOutputs.values()));
        double[] mask = truth.get("mask").values();
        double counted = 2 * Arrays.stream(mask).sum();
        double error = 0;
        TimeSeries outputGradient = new TimeSeries(trials, steps, 2);
        for (int i = 0; i < outputs.values().length; i++) {
          double m = mask[i / 2];
          double difference = outputs.values()[i] - targets.values()[i];
          error += m * difference * difference / counted;
          outputGradient.values()[i] = (float) (2 * m * difference / counted);
        }
        close("error", error, truth.get("error").values()[0], 1);
        Gradients gradients = training.backward(outputGradient);
        close("dW_in", widen(gradients.wIn()), truth.get("d_W_in").values());
        close("db", widen(gradients.b()), truth.get("d_b").values());
        close("dW_out", widen(gradients.wOut()), truth.get("d_W_out").values());
        close("dx0", widen(gradients.x0()), truth.get("d_x0").values());
        if (truth.containsKey("d_b_out")) {
          close("db_out", widen(gradients.bOut()), truth.get("d_b_out").values());
        }
        double[] wRec = truth.get("d_W_rec").values();
        double[] found = widen(gradients.wRec());
        for (int i = 0; i < units; i++) {
          // Barred self-connections have a gradient here, which the layer sets to zero.
          if (wRec[i * units + i] == 0) {
            found[i * units + i] = 0;
          }
        }
        close("dW_rec", found, wRec);
        forward.run(weights, inputs, null, null, outputs, null);
        close("noise-free outputs", widen(outputs.values()), widen(quiet.values()));
      }
    }
  }

  private static TimeSeries series(NpyArray array) {
    int[] shape = array.shape();
    TimeSeries series = new TimeSeries(shape[0], shape[1], shape[2]);
    for (int i = 0; i < array.values().length; i++) {
      series.values()[i] = (float) array.values()[i];
    }
    return series;
  }

  /** A network, its data and its noise. */
  private record Case(
      Dynamics dynamics,
      CtRnnWeights weights,
      TimeSeries inputs,
      TimeSeries noise,
      TimeSeries outputGradient) {

    static Case of(
        int units, int inputs, int outputs, Dynamics dynamics, int trials, int steps, int seed) {
      Random random = new Random(seed);
      return new Case(
          dynamics,
          new CtRnnWeights(
              units,
              gaussian(random, units * inputs, 1, 0),
              gaussian(random, units * units, 1.2 / Math.sqrt(units), 0),
              gaussian(random, units, 0.3, 0.1),
              gaussian(random, outputs * units, 1 / Math.sqrt(units), 0),
              gaussian(random, units, 1, 0)),
          series(random, trials, steps, inputs, 1),
          series(random, trials, steps, units, 0.1),
          series(random, trials, steps, outputs, 1. / (trials * steps)));
    }

    private static TimeSeries series(
        Random random, int trials, int steps, int channels, double sd) {
      float[] values = gaussian(random, trials * steps * channels, sd, 0);
      return TimeSeries.of(values, trials, steps, channels);
    }

    private static float[] gaussian(Random random, int length, double sd, double mean) {
      float[] values = new float[length];
      for (int i = 0; i < length; i++) {
        values[i] = (float) (mean + sd * random.nextGaussian());
      }
      return values;
    }

    TimeSeries outputs() {
      return new TimeSeries(inputs.trials(), inputs.steps(), weights.outputs());
    }

    /** Every number of a training pass, one array after another. */
    float[][] train(int threads, Kernels kernels, long room, Noise passNoise) {
      try (FusedTraining training = new FusedTraining(dynamics, threads, kernels, room)) {
        TimeSeries outputs = outputs();
        Penalties terms = training.forward(weights, inputs, passNoise, ALL, outputs);
        Gradients g = training.backward(outputGradient);
        return new float[][] {
          outputs.values(),
          {(float) ALL.times(terms).sum()},
          g.wIn(),
          g.wRec(),
          g.b(),
          g.wOut(),
          g.x0()
        };
      }
    }

    /** The loss whose gradient {@link #train} finds, and the outputs, in double precision. */
    double loss(double[][] p, double[] outputs) {
      int units = weights.units();
      int trials = inputs.trials();
      int steps = inputs.steps();
      double loss = 0;
      double[] squares = new double[units];
      for (int s = 0; s < trials; s++) {
        double[] x = p[4].clone();
        double[] r = new double[units];
        for (int i = 0; i < units; i++) {
          r[i] = f(x[i]);
        }
        for (int t = 0; t < steps; t++) {
          double[] drive = new double[units];
          for (int i = 0; i < units; i++) {
            drive[i] = p[2][i] - x[i];
            for (int j = 0; j < units; j++) {
              drive[i] += p[1][i * units + j] * r[j];
            }
            for (int k = 0; k < inputs.channels(); k++) {
              drive[i] += p[0][i * inputs.channels() + k] * inputs.get(s, t, k);
            }
          }
          for (int i = 0; i < units; i++) {
            double added = noise.get(s, t, i);
            boolean toRate = dynamics.noiseKind() == NoiseKind.RATE;
            x[i] += dynamics.dtOverTau() * (drive[i] + (toRate ? 0 : added));
            r[i] = f(x[i]) + (toRate ? added : 0);
            double share = 1. / ((double) trials * steps * units);
            loss += 0.3 * r[i] * r[i] * share + 0.2 * Math.abs(r[i]) * share;
            squares[i] += r[i] * r[i];
          }
          for (int o = 0; o < weights.outputs(); o++) {
            double y = 0;
            for (int j = 0; j < units; j++) {
              y += p[3][o * units + j] * r[j];
            }
            outputs[outputGradient.at(s, t) + o] = y;
            loss += y * outputGradient.get(s, t, o);
          }
        }
      }
      for (int j = 0; j < units; j++) {
        loss += 0.4 * Math.sqrt(squares[j] / ((double) trials * steps)) / units;
        double sum = 0;
        double square = 0;
        for (double[] rows : new double[][] {p[1], p[3]}) {
          for (int k = j; k < rows.length; k += units) {
            sum += Math.abs(rows[k]);
            square += rows[k] * rows[k];
          }
        }
        loss += (0.05 * sum + 0.1 * Math.sqrt(square)) / units;
      }
      return loss;
    }

    private double f(double x) {
      return switch (dynamics.activation()) {
        case RETANH -> Math.max(0, Math.tanh(x));
        case RELU -> Math.max(0, x);
        case TANH -> Math.tanh(x);
        case SOFTPLUS -> Math.log1p(Math.exp(x));
      };
    }
  }

  /** Slopes of the loss along random directions, by central differences in double precision. */
  @ParameterizedTest
  @CsvSource({
    "1, 3, 2, TANH, RATE, 1, 1",
    "2, 1, 5, TANH, STATE, 3, 2",
    "13, 5, 1, TANH, RATE, 51, 19",
    "97, 3, 2, TANH, STATE, 7, 33",
    "97, 2, 7, RETANH, RATE, 3, 17",
    "13, 1, 1, RELU, STATE, 6, 40",
    "13, 3, 2, SOFTPLUS, RATE, 6, 40",
    "97, 3, 2, SOFTPLUS, STATE, 4, 21",
    "200, 3, 2, TANH, RATE, 6, 18"
  })
  void oddSizesAndOtherWidthsHaveTheTrueOutputsAndGradients(
      int units,
      int inputs,
      int outputs,
      Activation activation,
      NoiseKind kind,
      int trials,
      int steps) {
    Dynamics dynamics = new Dynamics(activation, 0.2, kind);
    Case c = Case.of(units, inputs, outputs, dynamics, trials, steps, 5);
    double[][] p = {
      widen(c.weights.wIn()),
      widen(c.weights.wRec()),
      widen(c.weights.b()),
      widen(c.weights.wOut()),
      widen(c.weights.x0())
    };
    double[] outputsInDouble = new double[trials * outputs * steps];
    c.loss(p, outputsInDouble);
    for (Kernels kernels : allKernels()) {
      float[][] found = c.train(2, kernels, ROOM, Noise.given(c.noise));
      close("outputs", widen(found[0]), outputsInDouble);
      Random random = new Random(8);
      for (int which = 0; which < p.length; which++) {
        double[] at = p[which];
        double[] direction = new double[at.length];
        double slope = 0;
        double size = 0;
        for (int i = 0; i < at.length; i++) {
          direction[i] = random.nextGaussian() / Math.sqrt(at.length);
          double product = direction[i] * found[which + 2][i];
          slope += product;
          size += product * product;
        }
        double h = 1e-6;
        p[which] = moved(at, direction, h);
        double above = c.loss(p, outputsInDouble);
        p[which] = moved(at, direction, -h);
        double below = c.loss(p, outputsInDouble);
        p[which] = at;
        assertThat(slope)
            .as("parameter %d", which)
            .isCloseTo((above - below) / (2 * h), within(TOLERANCE * Math.sqrt(size) + 1e-8));
      }
    }
  }

  private static double[] moved(double[] from, double[] direction, double by) {
    double[] to = from.clone();
    for (int i = 0; i < to.length; i++) {
      to[i] += by * direction[i];
    }
    return to;
  }

  @Test
  void bitsAreTheSameForAnyThreadsKernelsAndRoom() {
    for (NoiseKind kind : NoiseKind.values()) {
      Case c = Case.of(37, 3, 2, new Dynamics(Activation.RETANH, 0.1, kind), 203, 150, 6);
      Noise noise = new SeededNoise(new RandomStreams(3), 11, 0.1f);
      float[][] truth = c.train(1, new PlainKernels(), ROOM, noise);
      for (Kernels kernels : allKernels()) {
        for (int threads : new int[] {1, 2, 4}) {
          same(c.train(threads, kernels, ROOM, noise), truth);
        }
        same(c.train(2, kernels, 0, noise), truth);
      }
    }
  }

  /** The SameDiff engine asks for noise by another way than the kernels. */
  @Test
  void seededNoiseIsTheSameInBothEngines() {
    for (NoiseKind kind : NoiseKind.values()) {
      Dynamics dynamics = new Dynamics(Activation.RETANH, 0.1, kind);
      Case c = Case.of(13, 3, 2, dynamics, 53, 11, 6);
      Noise noise = new SeededNoise(new RandomStreams(3), 2, 0.5f);
      TimeSeries fused = c.outputs();
      TimeSeries autodiff = c.outputs();
      try (FusedForward one = new FusedForward(dynamics, 2, Kernels.best());
          SameDiffForward other = new SameDiffForward(dynamics)) {
        one.run(c.weights, c.inputs, noise, null, fused, null);
        other.run(c.weights, c.inputs, noise, null, autodiff, null);
      }
      close("outputs", widen(fused.values()), widen(autodiff.values()));
    }
  }

  @Test
  void historyBeyondItsRoomIsKeptInSegments() {
    FusedModel large =
        new FusedModel(1000, 3, 2, new Dynamics(Activation.RETANH, 0.1, NoiseKind.RATE));
    assertThat(FusedTraining.segment(large, 100, 500, 2_000_000_000L)).isEqualTo(501);
    assertThat(FusedTraining.segment(large, 100, 5000, 2_000_000_000L)).isEqualTo(80);
  }

  @Test
  void passThatOnlyLooksGivesTheOutputsOfTrainingAndGoesOnWhereItEnded() {
    Case c = Case.of(20, 3, 2, new Dynamics(Activation.TANH, 0.1, NoiseKind.STATE), 61, 24, 7);
    float[] trained = c.train(1, Kernels.best(), ROOM, Noise.given(c.noise))[0];
    try (FusedForward forward = new FusedForward(c.dynamics, 2, Kernels.best())) {
      TimeSeries outputs = c.outputs();
      forward.run(c.weights, c.inputs, Noise.given(c.noise), null, outputs, null);
      assertThat(outputs.values()).isEqualTo(trained);
      // Without noise, in two parts: r = f(x) at the joint.
      forward.run(c.weights, c.inputs, null, null, outputs, null);
      States states = States.initial(c.weights, 61);
      TimeSeries first = new TimeSeries(61, 10, 2);
      TimeSeries second = new TimeSeries(61, 14, 2);
      forward.run(c.weights, c.inputs.steps(0, 10), null, states, first, null);
      forward.run(c.weights, c.inputs.steps(10, 24), null, states, second, null);
      assertThat(first.values()).isEqualTo(outputs.steps(0, 10).values());
      assertThat(second.values()).isEqualTo(outputs.steps(10, 24).values());
    }
  }

  @Test
  void observerThatThrowsEndsThePassAfterAllThreadsHaveEnded() {
    Case c = Case.of(20, 3, 2, new Dynamics(Activation.TANH, 0.1, NoiseKind.STATE), 203, 24, 7);
    try (FusedForward forward = new FusedForward(c.dynamics, 4, Kernels.best())) {
      for (int k = 0; k < 20; k++) {
        assertThatThrownBy(
                () ->
                    forward.run(
                        c.weights,
                        c.inputs,
                        null,
                        null,
                        c.outputs(),
                        (first, count, step, rates, stride) -> {
                          throw new IllegalStateException("enough");
                        }))
            .isInstanceOf(IllegalStateException.class)
            .hasMessage("enough");
      }
    }
  }

  private static void same(float[][] found, float[][] truth) {
    for (int k = 0; k < truth.length; k++) {
      assertThat(found[k]).isEqualTo(truth[k]);
    }
  }

  private static double[] widen(float[] values) {
    double[] wide = new double[values.length];
    for (int i = 0; i < wide.length; i++) {
      wide[i] = values[i];
    }
    return wide;
  }

  /** Within the tolerance, relative to the largest value of the array. */
  private static void close(String name, double[] values, double[] truth) {
    assertThat(values).as(name).hasSameSizeAs(truth);
    double scale = Arrays.stream(truth).map(Math::abs).max().orElse(0);
    for (int i = 0; i < truth.length; i++) {
      close(name, values[i], truth[i], scale);
    }
  }

  private static void close(String name, double value, double truth, double scale) {
    assertThat(value).as(name).isCloseTo(truth, within(TOLERANCE * scale + 1e-12));
  }
}
