package org.compassnet.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.compassnet.config.Config;
import org.compassnet.config.EngineChoice;
import org.compassnet.files.NpyArray;
import org.compassnet.files.Npz;
import org.compassnet.trajectory.TimeSeries;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Every penalty and its gradients against penalties_truth.py, for both engines. */
class PenaltiesTruthTest {

  private static final double TOLERANCE = 1e-5;
  private static final Map<Penalty, Double> WEIGHTS =
      Map.of(
          Penalty.SQUARED_RATES, 0.3,
          Penalty.ABSOLUTE_RATES, 0.2,
          Penalty.RATE_NORMS, 0.7,
          Penalty.ABSOLUTE_OUTGOING, 0.05,
          Penalty.OUTGOING_NORMS, 0.4);
  private static Map<String, NpyArray> truth;

  @BeforeAll
  static void read() throws Exception {
    truth = Npz.read(file("penalties"));
  }

  private static Path file(String name) throws Exception {
    return Path.of(PenaltiesTruthTest.class.getResource(name + ".npz").toURI());
  }

  /** A network of the truth: its weights, its data without a target. */
  private record Case(
      String name, Dynamics dynamics, CtRnnWeights weights, TimeSeries inputs, TimeSeries noise) {

    static Case of(String name) throws Exception {
      String data = name.contains("_") ? name : "retanh_state";
      Map<String, NpyArray> given = Npz.read(file(data));
      CtRnnWeights weights = WeightsFile.read(file(data)).weights();
      if (truth.containsKey(name + "/W_in")) {
        weights =
            new CtRnnWeights(
                weights.units(),
                truth.get(name + "/W_in").toFloats(),
                truth.get(name + "/W_rec").toFloats(),
                truth.get(name + "/b").toFloats(),
                truth.get(name + "/W_out").toFloats(),
                truth.get(name + "/x0").toFloats());
      }
      String[] kinds = data.split("_");
      Dynamics dynamics =
          Dynamics.of(
              Config.of(Map.of("network.activation", kinds[0], "network.noise.kind", kinds[1])));
      return new Case(
          name, dynamics, weights, series(given.get("inputs")), series(given.get("noise")));
    }

    private static TimeSeries series(NpyArray array) {
      int[] shape = array.shape();
      return TimeSeries.of(array.toFloats(), shape[0], shape[1], shape[2]);
    }

    double term(Penalty penalty) {
      return truth.get(name + "/" + penalty).values()[0];
    }

    /** The gradient of the penalties with their weights. */
    double[] gradient(Map<Penalty, Double> penalties, String array) {
      double[] sum = new double[truth.get(name + "/SQUARED_RATES/d_" + array).values().length];
      penalties.forEach(
          (penalty, weight) -> {
            double[] one = truth.get(name + "/" + penalty + "/d_" + array).values();
            Arrays.setAll(sum, i -> sum[i] + weight * one[i]);
          });
      return sum;
    }
  }

  private static Penalties penalties(Map<Penalty, Double> weights) {
    Penalties all = Penalties.NONE;
    for (Map.Entry<Penalty, Double> weight : weights.entrySet()) {
      all = all.with(weight.getKey(), weight.getValue());
    }
    return all;
  }

  @ParameterizedTest
  @CsvSource({
    "retanh_rate",
    "retanh_state",
    "relu_rate",
    "relu_state",
    "tanh_rate",
    "tanh_state",
    "softplus_rate",
    "softplus_state",
    "silent",
    "unheard"
  })
  void bothEnginesGiveTheTrueTermsAndGradients(String name) throws Exception {
    Case c = Case.of(name);
    for (EngineChoice engine : new EngineChoice[] {EngineChoice.FUSED, EngineChoice.SAMEDIFF}) {
      // All together, and on the usual engine each on its own.
      requireTrue(c, engine, WEIGHTS);
      for (Penalty penalty : engine == EngineChoice.FUSED ? Penalty.values() : new Penalty[0]) {
        requireTrue(c, engine, Map.of(penalty, 0.7));
      }
    }
  }

  private static void requireTrue(Case c, EngineChoice engine, Map<Penalty, Double> weights) {
    Penalties penalties = penalties(weights);
    TimeSeries nothing = new TimeSeries(c.inputs.trials(), c.inputs.steps(), 2);
    try (TrainingPass pass = Engine.of(engine).trainingPass(c.dynamics, 2)) {
      Penalties terms = pass.forward(c.weights, c.inputs, Noise.given(c.noise), penalties, nothing);
      for (Penalty penalty : weights.keySet()) {
        assertThat(terms.get(penalty))
            .as("%s %s %s", c.name, engine, penalty)
            .isCloseTo(c.term(penalty), within(TOLERANCE));
      }
      Arrays.fill(nothing.values(), 0);
      Gradients gradients = pass.backward(nothing);
      int units = c.weights.units();
      for (int i = 0; i < units; i++) {
        // Barred self-connections have a gradient here, which the layer sets to zero.
        gradients.wRec()[i * units + i] = 0;
      }
      String what = c.name + " " + engine + " " + weights.keySet() + " ";
      close(what + "W_in", gradients.wIn(), c.gradient(weights, "W_in"));
      close(what + "W_rec", gradients.wRec(), c.gradient(weights, "W_rec"));
      close(what + "b", gradients.b(), c.gradient(weights, "b"));
      close(what + "W_out", gradients.wOut(), c.gradient(weights, "W_out"));
      close(what + "x0", gradients.x0(), c.gradient(weights, "x0"));
    }
  }

  private static void close(String what, float[] values, double[] expected) {
    double scale = Arrays.stream(expected).map(Math::abs).max().orElseThrow();
    assertThat(values).as(what).hasSameSizeAs(expected);
    for (int i = 0; i < values.length; i++) {
      assertThat((double) values[i])
          .as("%s [%d]", what, i)
          .isCloseTo(expected[i], within(TOLERANCE * scale));
    }
  }

  /** The subgradient at 0: what never speaks, and what nobody hears, is left as it is. */
  @Test
  void aSilentUnitAndAnUnheardOneHaveNoGradient() throws Exception {
    for (EngineChoice engine : new EngineChoice[] {EngineChoice.FUSED, EngineChoice.SAMEDIFF}) {
      Gradients silent = gradients(Case.of("silent"), engine, Penalty.RATE_NORMS);
      assertThat(silent.b()[2]).isZero();
      assertThat(silent.b()[1]).isNotZero();
      for (Penalty penalty : new Penalty[] {Penalty.OUTGOING_NORMS, Penalty.ABSOLUTE_OUTGOING}) {
        Gradients unheard = gradients(Case.of("unheard"), engine, penalty);
        for (int i = 0; i < 6; i++) {
          assertThat(unheard.wRec()[6 * i + 2]).isZero();
          assertThat(unheard.wRec()[6 * i + 1] == 0).isEqualTo(i == 1);
        }
      }
    }
  }

  private static Gradients gradients(Case c, EngineChoice engine, Penalty penalty) {
    TimeSeries outputs = new TimeSeries(c.inputs.trials(), c.inputs.steps(), 2);
    try (TrainingPass pass = Engine.of(engine).trainingPass(c.dynamics, 2)) {
      pass.forward(c.weights, c.inputs, Noise.given(c.noise), Penalties.of(penalty, 1), outputs);
      Arrays.fill(outputs.values(), 0);
      return pass.backward(outputs);
    }
  }

  /** The layer's own definition in double precision, with the softest and the hardest rates. */
  @ParameterizedTest
  @CsvSource({"tanh_rate", "softplus_state", "unheard"})
  void autodiffOfTheLayersDefinitionIsTheTruthInDouble(String name) throws Exception {
    Case c = Case.of(name);
    int units = c.weights.units();
    int steps = c.inputs.steps();
    Config config =
        Config.of(
            Map.of(
                "network.units",
                units,
                "network.activation",
                c.dynamics.activation().keyword(),
                "network.noise.kind",
                c.dynamics.noiseKind().keyword()));
    CtRnnLayer layer = new CtRnnLayer.Builder(config.network(), config.task()).build();
    SameDiff sd = SameDiff.create();
    Map<String, SDVariable> params = new LinkedHashMap<>();
    Map<String, String> names = new LinkedHashMap<>();
    add(sd, params, names, CtRnnLayer.W_IN, "W_in", c.weights.wIn(), units, 3);
    add(sd, params, names, CtRnnLayer.W_REC, "W_rec", c.weights.wRec(), units, units);
    add(sd, params, names, CtRnnLayer.B, "b", c.weights.b(), units);
    add(sd, params, names, CtRnnLayer.W_OUT, "W_out", c.weights.wOut(), 2, units);
    add(sd, params, names, CtRnnLayer.X0, "x0", c.weights.x0(), units);
    SDVariable input = sd.placeHolder("input", DataType.DOUBLE, -1, 3, steps);
    layer.defineLayer(sd, input, params, null);
    SDVariable loss = sd.constant(0.0);
    for (Map.Entry<Penalty, Double> weight : WEIGHTS.entrySet()) {
      loss = loss.add(sd.getVariable(weight.getKey().name()).mul(weight.getValue()));
    }
    loss.rename("loss");
    sd.setLossVariables("loss");
    Map<String, INDArray> given =
        Map.of(
            "input",
            array(c.inputs).permute(0, 2, 1).dup('c'),
            CtRnnLayer.NOISE,
            array(c.noise).permute(1, 0, 2).dup('c'));
    Map<String, INDArray> gradients = sd.calculateGradients(given, names.keySet());
    names.forEach(
        (key, array) -> {
          double[] found = gradients.get(key).dup('c').data().asDouble();
          assertThat(found)
              .as("%s %s", name, array)
              .containsExactly(c.gradient(WEIGHTS, array), within(1e-10));
        });
  }

  private static void add(
      SameDiff sd,
      Map<String, SDVariable> params,
      Map<String, String> names,
      String key,
      String array,
      float[] values,
      long... shape) {
    params.put(key, sd.var(key, Nd4j.create(values.clone(), shape, 'c').castTo(DataType.DOUBLE)));
    names.put(key, array);
  }

  private static INDArray array(TimeSeries series) {
    long[] shape = {series.trials(), series.steps(), series.channels()};
    return Nd4j.create(series.values().clone(), shape, 'c').castTo(DataType.DOUBLE);
  }
}
