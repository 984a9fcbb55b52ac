package org.compassnet.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.DoubleStream;
import org.compassnet.config.Config;
import org.compassnet.config.EngineChoice;
import org.compassnet.files.NpyArray;
import org.compassnet.files.Npz;
import org.compassnet.trajectory.ChannelsFirst;
import org.compassnet.trajectory.TimeSeries;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Forward pass, loss and every gradient against ctrnn_truth.py, for both engines. */
class CtRnnTruthTest {

  private static final double TOLERANCE = 1e-5;
  private static final double PENALTY = 0.3;
  private static final EngineChoice[] ENGINES = {EngineChoice.FUSED, EngineChoice.SAMEDIFF};

  @ParameterizedTest
  @CsvSource({
    "retanh_rate, retanh, rate, false",
    "retanh_state, retanh, state, false",
    "relu_rate, relu, rate, false",
    "relu_state, relu, state, false",
    "tanh_rate, tanh, rate, false",
    "tanh_state, tanh, state, false",
    "softplus_rate, softplus, rate, false",
    "softplus_state, softplus, state, false",
    "one_trial_one_step, retanh, rate, false",
    "two_units, tanh, rate, true",
    "shards, retanh, rate, false",
    "blocks, retanh, state, true",
    "output_bias, retanh, rate, false"
  })
  void bothEnginesGiveTheTrueLossAndGradients(
      String name, String activation, String noiseKind, boolean selfConnections) throws Exception {
    Map<String, NpyArray> truth = truth(name);
    for (EngineChoice engine : ENGINES) {
      Config config =
          config(
              truth,
              activation,
              noiseKind,
              selfConnections,
              Map.of("training.engine", engine.keyword()));
      try (HeadDirectionNetwork network = HeadDirectionNetwork.create(config)) {
        network.setWeights(WeightsFile.read(file(name)).weights());
        compare(engine.keyword() + " " + name, network, truth, 1);
      }
    }
  }

  @Test
  void velocityInputGainScalesTheVelocityGradientAndNothingElse() throws Exception {
    Map<String, NpyArray> truth = truth("retanh_rate");
    for (EngineChoice engine : ENGINES) {
      Config config =
          config(
              truth,
              "retanh",
              "rate",
              false,
              Map.of("network.velocity_input_gain", 20, "training.engine", engine.keyword()));
      try (HeadDirectionNetwork network = HeadDirectionNetwork.create(config)) {
        network.setWeights(WeightsFile.read(file("retanh_rate")).weights());
        compare(engine.keyword(), network, truth, 20);
      }
    }
  }

  @Test
  void fixedInitialStateHasNoGradient() throws Exception {
    Map<String, NpyArray> truth = truth("retanh_rate");
    for (EngineChoice engine : ENGINES) {
      Config config =
          config(
              truth,
              "retanh",
              "rate",
              false,
              Map.of("network.learn_initial_state", false, "training.engine", engine.keyword()));
      try (HeadDirectionNetwork network = HeadDirectionNetwork.create(config)) {
        network.setWeights(WeightsFile.read(file("retanh_rate")).weights());
        pass(network, truth);
        assertThat(DoubleStream.of(gradient(network, CtRnnLayer.X0))).allMatch(g -> g == 0);
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "blocks, retanh, state, true",
    "output_bias, retanh, rate, false",
    "relu_rate, relu, rate, false",
    "tanh_rate, tanh, rate, false",
    "softplus_state, softplus, state, false"
  })
  void modelInDoublePrecisionIsTheTruth(
      String name, String activation, String noiseKind, boolean selfConnections) throws Exception {
    Map<String, NpyArray> truth = truth(name);
    int trials = truth.get("inputs").shape()[0];
    int steps = truth.get("inputs").shape()[1];
    int units = truth.get("b").shape()[0];
    CtRnnModel model =
        new CtRnnModel(
            WeightsFile.read(file(name)).weights(),
            Dynamics.of(config(truth, activation, noiseKind, selfConnections, Map.of())));
    for (int k = 0; k < trials; k++) {
      double[] x = model.initialState();
      double[] r = Arrays.stream(x).map(model::rate).toArray();
      for (int t = 0; t < steps; t++) {
        int at = k * steps + t;
        double[] u = Arrays.copyOfRange(truth.get("inputs").values(), at * 3, at * 3 + 3);
        double[] noise =
            Arrays.copyOfRange(truth.get("noise").values(), at * units, (at + 1) * units);
        model.step(x, r, u, noise);
        double[] y = model.readout(r);
        for (int o = 0; o < 2; o++) {
          assertThat(y[o]).isCloseTo(truth.get("outputs").values()[at * 2 + o], within(1e-12));
        }
      }
    }
  }

  /** The layer's own definition, without Deeplearning4j around it, in double precision. */
  @ParameterizedTest
  @CsvSource({
    "retanh_state, retanh, state, false",
    "relu_rate, relu, rate, false",
    "tanh_rate, tanh, rate, false",
    "softplus_rate, softplus, rate, false",
    "two_units, tanh, rate, true",
    "output_bias, retanh, rate, false"
  })
  void autodiffOfTheLayersDefinitionIsTheTruthInDouble(
      String name, String activation, String noiseKind, boolean selfConnections) throws Exception {
    Map<String, NpyArray> truth = truth(name);
    Config config = config(truth, activation, noiseKind, selfConnections, Map.of());
    CtRnnLayer layer = new CtRnnLayer.Builder(config.network(), config.task()).build();
    int steps = truth.get("inputs").shape()[1];
    SameDiff sd = SameDiff.create();
    Map<String, String> names = new LinkedHashMap<>();
    names.put(CtRnnLayer.W_IN, "W_in");
    names.put(CtRnnLayer.W_REC, "W_rec");
    names.put(CtRnnLayer.B, "b");
    names.put(CtRnnLayer.W_OUT, "W_out");
    names.put(CtRnnLayer.X0, "x0");
    if (truth.containsKey("b_out")) {
      names.put(CtRnnLayer.B_OUT, "b_out");
    }
    Map<String, SDVariable> params = new LinkedHashMap<>();
    names.forEach((key, array) -> params.put(key, sd.var(key, array(truth.get(array)))));
    SDVariable input = sd.placeHolder("input", DataType.DOUBLE, -1, 3, steps);
    SDVariable target = sd.placeHolder("target", DataType.DOUBLE, -1, 2, steps);
    SDVariable mask = sd.placeHolder("mask", DataType.DOUBLE, -1, 1, steps);
    SDVariable difference = layer.defineLayer(sd, input, params, null).sub(target);
    difference
        .mul(difference)
        .mul(mask)
        .sum()
        .div(mask.sum().mul(2))
        .add("loss", sd.getVariable(Penalty.SQUARED_RATES.name()).mul(PENALTY));
    sd.setLossVariables("loss");
    Map<String, INDArray> given =
        Map.of(
            "input",
            array(truth.get("inputs")).permute(0, 2, 1).dup('c'),
            "target",
            array(truth.get("targets")).permute(0, 2, 1).dup('c'),
            "mask",
            array(truth.get("mask")).reshape(-1, 1, steps),
            CtRnnLayer.NOISE,
            array(truth.get("noise")).permute(1, 0, 2).dup('c'));
    assertThat(sd.output(given, "loss").get("loss").getDouble(0))
        .isCloseTo(
            truth.get("error").values()[0] + truth.get("penalty").values()[0], within(1e-12));
    Map<String, INDArray> gradients = sd.calculateGradients(given, names.keySet());
    names.forEach(
        (key, array) -> {
          double[] expected = truth.get("d_" + array).values();
          double[] found = gradients.get(key).dup('c').data().asDouble();
          assertThat(found).as(array).hasSameSizeAs(expected);
          for (int i = 0; i < expected.length; i++) {
            assertThat(found[i]).as("%s [%d]", array, i).isCloseTo(expected[i], within(1e-10));
          }
        });
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
    if (truth.containsKey("b_out")) {
      assertClose(
          name + " db_out", gradient(network, CtRnnLayer.B_OUT), truth.get("d_b_out").values());
    }
    float[] quiet = network.output(series(truth.get("inputs"))).values();
    assertClose(
        name + " noise-free outputs", widen(quiet), truth.get("outputs_without_noise").values());
  }

  /** One training pass with the given noise; gradients and score are then set. */
  private static void pass(HeadDirectionNetwork network, Map<String, NpyArray> truth) {
    ((CtRnnRuntime) network.network().getLayer(0))
        .setNoise(Noise.given(series(truth.get("noise"))));
    MultiLayerNetwork net = network.network();
    net.setInput(ChannelsFirst.of(series(truth.get("inputs"))));
    net.setLabels(ChannelsFirst.of(series(truth.get("targets"))));
    net.setLayerMaskArrays(null, array(truth.get("mask")).castTo(DataType.FLOAT));
    net.computeGradientAndScore();
  }

  private static TimeSeries series(NpyArray array) {
    int[] shape = array.shape();
    return TimeSeries.of(array.toFloats(), shape[0], shape[1], shape[2]);
  }

  private static INDArray array(NpyArray array) {
    long[] shape = Arrays.stream(array.shape()).asLongStream().toArray();
    return Nd4j.create(array.values(), shape, 'c');
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
    changes.put("network.output_bias", truth.containsKey("b_out"));
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
