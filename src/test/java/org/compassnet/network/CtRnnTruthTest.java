package org.compassnet.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.DoubleStream;
import org.compassnet.config.Config;
import org.compassnet.config.Engine;
import org.compassnet.files.NpyArray;
import org.compassnet.files.Npz;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Forward pass, loss and every gradient against ctrnn_truth.py, for both engines. */
class CtRnnTruthTest {

  private static final double TOLERANCE = 1e-5;
  private static final double PENALTY = 0.3;

  @ParameterizedTest
  @CsvSource({
    "retanh_rate, retanh, rate, false",
    "retanh_state, retanh, state, false",
    "relu_rate, relu, rate, false",
    "relu_state, relu, state, false",
    "tanh_rate, tanh, rate, false",
    "tanh_state, tanh, state, false",
    "one_trial_one_step, retanh, rate, false",
    "two_units, tanh, rate, true",
    "shards, retanh, rate, false",
    "blocks, retanh, state, true"
  })
  void bothEnginesGiveTheTrueLossAndGradients(
      String name, String activation, String noiseKind, boolean selfConnections) throws Exception {
    Map<String, NpyArray> truth = truth(name);
    for (Engine engine : new Engine[] {Engine.FUSED, Engine.SAMEDIFF}) {
      Config config =
          config(
              truth,
              activation,
              noiseKind,
              selfConnections,
              Map.of("training.engine", engine.keyword()));
      try (HeadDirectionNetwork network = HeadDirectionNetwork.create(config)) {
        network.setWeights(CtRnnWeights.read(file(name)));
        compare(engine.keyword() + " " + name, network, truth, 1);
      }
    }
  }

  @Test
  void velocityInputGainScalesTheVelocityGradientAndNothingElse() throws Exception {
    Map<String, NpyArray> truth = truth("retanh_rate");
    for (Engine engine : new Engine[] {Engine.FUSED, Engine.SAMEDIFF}) {
      Config config =
          config(
              truth,
              "retanh",
              "rate",
              false,
              Map.of("network.velocity_input_gain", 20, "training.engine", engine.keyword()));
      try (HeadDirectionNetwork network = HeadDirectionNetwork.create(config)) {
        network.setWeights(CtRnnWeights.read(file("retanh_rate")));
        compare(engine.keyword(), network, truth, 20);
      }
    }
  }

  @Test
  void fixedInitialStateHasNoGradient() throws Exception {
    Map<String, NpyArray> truth = truth("retanh_rate");
    for (Engine engine : new Engine[] {Engine.FUSED, Engine.SAMEDIFF}) {
      Config config =
          config(
              truth,
              "retanh",
              "rate",
              false,
              Map.of("network.learn_initial_state", false, "training.engine", engine.keyword()));
      try (HeadDirectionNetwork network = HeadDirectionNetwork.create(config)) {
        network.setWeights(CtRnnWeights.read(file("retanh_rate")));
        pass(network, truth);
        assertThat(DoubleStream.of(gradient(network, CtRnnLayer.X0))).allMatch(g -> g == 0);
      }
    }
  }

  @Test
  void modelInDoublePrecisionIsTheTruth() throws Exception {
    Map<String, NpyArray> truth = truth("blocks");
    int trials = truth.get("inputs").shape()[0];
    int steps = truth.get("inputs").shape()[2];
    int units = truth.get("b").shape()[0];
    CtRnnModel model =
        new CtRnnModel(
            CtRnnWeights.read(file("blocks")),
            Dynamics.of(config(truth, "retanh", "state", true, Map.of())));
    for (int k = 0; k < trials; k++) {
      double[] x = model.initialState();
      double[] r = new double[units];
      for (int i = 0; i < units; i++) {
        r[i] = model.rate(x[i]);
      }
      for (int t = 0; t < steps; t++) {
        double[] u = new double[3];
        for (int i = 0; i < 3; i++) {
          u[i] = truth.get("inputs").values()[(k * 3 + i) * steps + t];
        }
        double[] noise = new double[units];
        System.arraycopy(truth.get("noise").values(), (t * trials + k) * units, noise, 0, units);
        model.step(x, r, u, noise);
        double[] y = model.readout(r);
        for (int o = 0; o < 2; o++) {
          assertThat(y[o])
              .isCloseTo(truth.get("outputs").values()[(k * 2 + o) * steps + t], within(1e-12));
        }
      }
    }
  }

  /** Central differences of the loss, in double precision, through Deeplearning4j's own score. */
  @Test
  void autodiffAgreesWithCentralDifferencesInDouble() throws Exception {
    Map<String, NpyArray> truth = truth("tanh_rate");
    Config config = config(truth, "tanh", "rate", false, Map.of("training.engine", "samediff"));
    try (HeadDirectionNetwork network = HeadDirectionNetwork.create(config, DataType.DOUBLE)) {
      network.setWeights(CtRnnWeights.read(file("tanh_rate")));
      pass(network, truth);
      MultiLayerNetwork net = network.network();
      INDArray gradient = net.gradient().gradient().dup();
      INDArray params = net.params();
      double h = 1e-6;
      for (int i = 0; i < params.length(); i++) {
        double value = params.getDouble(i);
        params.putScalar(i, value + h);
        net.computeGradientAndScore();
        double above = net.score();
        params.putScalar(i, value - h);
        net.computeGradientAndScore();
        double below = net.score();
        params.putScalar(i, value);
        assertThat((above - below) / (2 * h))
            .as("parameter %d", i)
            .isCloseTo(gradient.getDouble(i), within(1e-8));
      }
    }
  }

  private static void compare(
      String name, HeadDirectionNetwork network, Map<String, NpyArray> truth, double gain) {
    pass(network, truth);
    assertThat(network.error())
        .as(name + " error")
        .isCloseTo(truth.get("error").values()[0], within(TOLERANCE));
    assertThat(network.penalty())
        .as(name + " penalty")
        .isCloseTo(truth.get("penalty").values()[0], within(TOLERANCE));
    assertThat(network.network().score())
        .isCloseTo(network.error() + network.penalty(), within(1e-12));
    double[] dIn = truth.get("d_W_in").values().clone();
    for (int i = 0; i < dIn.length; i += 3) {
      dIn[i] *= gain;
    }
    assertClose(name + " dW_in", gradient(network, CtRnnLayer.W_IN), dIn);
    assertClose(
        name + " dW_rec", gradient(network, CtRnnLayer.W_REC), truth.get("d_W_rec").values());
    assertClose(name + " db", gradient(network, CtRnnLayer.B), truth.get("d_b").values());
    assertClose(
        name + " dW_out", gradient(network, CtRnnLayer.W_OUT), truth.get("d_W_out").values());
    assertClose(name + " dx0", gradient(network, CtRnnLayer.X0), truth.get("d_x0").values());
    int[] shape = truth.get("inputs").shape();
    float[] quiet = network.output(truth.get("inputs").toFloats(), shape[0], shape[2]);
    assertClose(
        name + " noise-free outputs", widen(quiet), truth.get("outputs_without_noise").values());
  }

  /** One training pass with the given noise; gradients and score are then set. */
  private static void pass(HeadDirectionNetwork network, Map<String, NpyArray> truth) {
    int[] shape = truth.get("inputs").shape();
    int trials = shape[0];
    int steps = shape[2];
    int units = truth.get("b").shape()[0];
    ((CtRnnRuntime) network.network().getLayer(0))
        .setNoise(Noise.given(trialsFirst(truth.get("noise"), steps, trials, units), steps));
    MultiLayerNetwork net = network.network();
    net.setInput(array(truth.get("inputs"), net));
    net.setLabels(array(truth.get("targets"), net));
    net.setLayerMaskArrays(null, array(truth.get("mask"), net));
    net.computeGradientAndScore();
  }

  private static float[] trialsFirst(NpyArray noise, int steps, int trials, int units) {
    float[] turned = new float[noise.values().length];
    for (int t = 0; t < steps; t++) {
      for (int k = 0; k < trials; k++) {
        for (int i = 0; i < units; i++) {
          turned[(k * steps + t) * units + i] =
              (float) noise.values()[(t * trials + k) * units + i];
        }
      }
    }
    return turned;
  }

  private static INDArray array(NpyArray array, MultiLayerNetwork net) {
    long[] shape = new long[array.shape().length];
    for (int i = 0; i < shape.length; i++) {
      shape[i] = array.shape()[i];
    }
    return Nd4j.create(array.values(), shape, 'c').castTo(net.params().dataType());
  }

  private static double[] gradient(HeadDirectionNetwork network, String name) {
    return network.network().gradient().getGradientFor("0_" + name).dup('c').data().asDouble();
  }

  private static double[] widen(float[] values) {
    double[] wide = new double[values.length];
    for (int i = 0; i < wide.length; i++) {
      wide[i] = values[i];
    }
    return wide;
  }

  /** Within the tolerance, relative to the largest value of the array. */
  private static void assertClose(String name, double[] values, double[] truth) {
    assertThat(values).as(name).hasSameSizeAs(truth);
    double scale = 0;
    for (double v : truth) {
      scale = Math.max(scale, Math.abs(v));
    }
    for (int i = 0; i < truth.length; i++) {
      assertThat(values[i])
          .as("%s [%d]", name, i)
          .isCloseTo(truth[i], within(TOLERANCE * scale + 1e-12));
    }
  }

  private static Config config(
      Map<String, NpyArray> truth,
      String activation,
      String noiseKind,
      boolean selfConnections,
      Map<String, ?> more) {
    Map<String, Object> changes = new LinkedHashMap<>();
    changes.put("network.units", truth.get("b").shape()[0]);
    changes.put("network.activation", activation);
    changes.put("network.noise.kind", noiseKind);
    changes.put("network.noise.sd", 0.1);
    changes.put("network.self_connections", selfConnections);
    changes.put("training.activity_penalty.weight", PENALTY);
    changes.putAll(more);
    return Config.of(changes);
  }

  private static Map<String, NpyArray> truth(String name) throws Exception {
    return Npz.read(file(name));
  }

  private static Path file(String name) throws Exception {
    return Path.of(CtRnnTruthTest.class.getResource(name + ".npz").toURI());
  }
}
