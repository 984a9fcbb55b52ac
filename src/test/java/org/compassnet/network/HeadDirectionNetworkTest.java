package org.compassnet.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.assertj.core.data.Offset;
import org.compassnet.config.Config;
import org.compassnet.config.EngineChoice;
import org.compassnet.config.RandomStreams;
import org.compassnet.config.UserError;
import org.compassnet.trajectory.HeadDirectionTask;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.optimize.api.BaseTrainingListener;
import org.deeplearning4j.util.ModelSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/** The network as an ordinary MultiLayerNetwork, its optimiser, its starting weights, its seeds. */
class HeadDirectionNetworkTest {

  @TempDir Path folder;

  private static Config config(Object... keysAndValues) {
    Map<String, Object> changes = new LinkedHashMap<>();
    changes.put("network.units", 12);
    changes.put("task.steps", 30);
    changes.put("training.batch_trials", 60);
    for (int i = 0; i < keysAndValues.length; i += 2) {
      changes.put((String) keysAndValues[i], keysAndValues[i + 1]);
    }
    return Config.of(changes);
  }

  private static DataSet data(Config config, long batch) {
    return new HeadDirectionTask(config.task())
        .trials(
            config.training().batchTrials(), new RandomStreams(config.seed()).stream("test", batch))
        .toDataSet();
  }

  private static float[] train(Config config, int updates) {
    try (HeadDirectionNetwork network = HeadDirectionNetwork.create(config)) {
      for (int k = 0; k < updates; k++) {
        network.fit(data(config, k));
      }
      return network.network().params().dup().data().asFloat();
    }
  }

  @ParameterizedTest
  @CsvSource({"rate", "state"})
  void sameSeedSameBitsWhateverTheNumberOfThreads(String noise) {
    float[] one =
        train(
            config(
                "training.batch_trials", 230, "network.noise.kind", noise, "training.threads", 1),
            5);
    for (int threads : new int[] {2, 4}) {
      Config config =
          config(
              "training.batch_trials",
              230,
              "network.noise.kind",
              noise,
              "training.threads",
              threads);
      assertThat(train(config, 5)).as("%d threads", threads).isEqualTo(one);
    }
    assertThat(
            train(config("training.batch_trials", 230, "network.noise.kind", noise, "seed", 2), 5))
        .isNotEqualTo(one);
  }

  @ParameterizedTest
  @ValueSource(strings = {"fused", "samediff"})
  void modelSerializerSavesAndLoadsItWithItsOptimiser(String engine) throws Exception {
    Config config = config("training.engine", engine, "network.velocity_input_gain", 20);
    Path file = folder.resolve("model.zip");
    try (HeadDirectionNetwork network = HeadDirectionNetwork.create(config)) {
      network.fit(data(config, 0));
      ModelSerializer.writeModel(network.network(), file.toFile(), true);
      MultiLayerNetwork plain = ModelSerializer.restoreMultiLayerNetwork(file.toFile(), true);
      DataSet data = data(config, 1);
      INDArray expected = network.network().output(data.getFeatures());
      assertThat(plain.output(data.getFeatures())).isEqualTo(expected);
      assertThat(plain.getLayerWiseConfigurations())
          .isEqualTo(network.network().getLayerWiseConfigurations());
      try (HeadDirectionNetwork loaded = new HeadDirectionNetwork(plain)) {
        assertThat(loaded.engine()).isEqualTo(network.engine());
        assertThat(loaded.weights().wIn()).isEqualTo(network.weights().wIn());
        loaded.fit(data);
        network.fit(data);
        assertThat(loaded.network().params()).isEqualTo(network.network().params());
      }
    }
  }

  /** As of a plain Deeplearning4j program that reads model.zip and feeds it step by step. */
  @ParameterizedTest
  @ValueSource(strings = {"fused", "samediff"})
  void restoredNetworkKeepsItsStateBetweenTimeSteps(String engine) throws Exception {
    Config config = config("training.engine", engine);
    // SameDiff sums in another order where the number of steps is another; fused gives the same
    // bits.
    Offset<Float> rounding = within(engine.equals("fused") ? 0f : 1e-6f);
    Path file = folder.resolve("model.zip");
    INDArray features = data(config, 0).getFeatures();
    INDArray whole;
    try (HeadDirectionNetwork network = HeadDirectionNetwork.create(config)) {
      network.fit(data(config, 1));
      network.fit(data(config, 2));
      ModelSerializer.writeModel(network.network(), file.toFile(), true);
      whole = network.network().output(features);
    }
    MultiLayerNetwork plain = ModelSerializer.restoreMultiLayerNetwork(file.toFile());
    try (HeadDirectionNetwork closing = new HeadDirectionNetwork(plain)) {
      assertThat(inParts(plain, features, 10, 30)).containsExactly(values(whole), rounding);

      plain.rnnClearPreviousState();
      assertThat(inParts(plain, features, 1, 2, 30)).containsExactly(values(whole), rounding);

      plain.rnnClearPreviousState();
      plain.rnnTimeStep(steps(features, 0, 10));
      Map<String, INDArray> kept = plain.rnnGetPreviousState(0);
      float[] next = values(plain.rnnTimeStep(steps(features, 10, 30)));
      plain.rnnSetPreviousState(0, kept);
      assertThat(values(plain.rnnTimeStep(steps(features, 10, 30)))).isEqualTo(next);

      // One step as [trials, 3], and what output gives does not depend on the state.
      plain.rnnClearPreviousState();
      INDArray first = plain.rnnTimeStep(steps(features, 0, 1).reshape(60, 3));
      assertThat(first.shape()).containsExactly(60, 2);
      assertThat(values(first)).containsExactly(values(steps(whole, 0, 1)), rounding);
      assertThat(values(plain.output(features))).isEqualTo(values(whole));
      INDArray fewer = Nd4j.zeros(5, 3, 10);
      assertThatThrownBy(() -> plain.rnnTimeStep(fewer)).hasMessageContaining("5 trials");
    }
  }

  private static float[] inParts(MultiLayerNetwork network, INDArray features, int... ends) {
    List<INDArray> parts = new ArrayList<>();
    int from = 0;
    for (int end : ends) {
      parts.add(network.rnnTimeStep(steps(features, from, end)));
      from = end;
    }
    return values(Nd4j.concat(2, parts.toArray(INDArray[]::new)));
  }

  private static INDArray steps(INDArray series, int from, int to) {
    return series
        .get(NDArrayIndex.all(), NDArrayIndex.all(), NDArrayIndex.interval(from, to))
        .dup('c');
  }

  private static float[] values(INDArray array) {
    return array.dup('c').data().asFloat();
  }

  @Test
  void listenersOfDeeplearning4jSeeEveryUpdate() {
    Config config = config();
    List<Double> scores = new ArrayList<>();
    try (HeadDirectionNetwork network = HeadDirectionNetwork.create(config)) {
      network
          .network()
          .addListeners(
              new BaseTrainingListener() {
                @Override
                public void iterationDone(Model model, int iteration, int epoch) {
                  scores.add(model.score());
                }
              });
      for (int k = 0; k < 3; k++) {
        network.fit(data(config, k));
        assertThat(scores).hasSize(k + 1);
        assertThat(scores.get(k)).isCloseTo(network.error() + network.penalty(), within(1e-6));
      }
    }
  }

  /** Loshchilov and Hutter's AdamW, bias-corrected, from the gradients that the network reports. */
  @Test
  void updatesAreThoseOfAdamWWithCosineRateAndClipping() {
    double rate = 0.01;
    double decay = 0.1;
    double clip = 0.05;
    Config config =
        config(
            "training.learning_rate", rate,
            "training.weight_decay", decay,
            "training.clip_norm", clip,
            "training.updates", 8,
            "training.learning_rate_schedule", "cosine");
    try (HeadDirectionNetwork network = HeadDirectionNetwork.create(config)) {
      MultiLayerNetwork net = network.network();
      List<INDArray> gradients = new ArrayList<>();
      net.addListeners(
          new BaseTrainingListener() {
            @Override
            public void onGradientCalculation(Model model) {
              gradients.add(model.gradient().gradient().dup('f'));
            }
          });
      int size = (int) net.numParams();
      double[] p = net.params().dup().data().asDouble();
      double[] m = new double[size];
      double[] v = new double[size];
      for (int k = 0; k < 6; k++) {
        network.fit(data(config, k));
        double[] g = gradients.get(k).data().asDouble();
        double norm = Math.sqrt(Arrays.stream(g).map(x -> x * x).sum());
        assertThat(norm).isCloseTo(Math.min(clip, network.gradientNorm()), within(1e-6 * clip));
        double lr = rate * 0.5 * (1 + Math.cos(Math.PI * k / 8));
        assertThat(network.learningRate()).isCloseTo(lr, within(1e-12));
        double correction = Math.sqrt(1 - Math.pow(0.999, k + 1)) / (1 - Math.pow(0.9, k + 1));
        for (int i = 0; i < size; i++) {
          m[i] = 0.9 * m[i] + 0.1 * g[i];
          v[i] = 0.999 * v[i] + 0.001 * g[i] * g[i];
          p[i] -= lr * correction * m[i] / (Math.sqrt(v[i]) + 1e-8) + lr * decay * p[i];
        }
        double[] now = net.params().dup().data().asDouble();
        double distance = 0;
        double length = 0;
        for (int i = 0; i < size; i++) {
          distance += (now[i] - p[i]) * (now[i] - p[i]);
          length += p[i] * p[i];
        }
        assertThat(Math.sqrt(distance / length)).as("update %d", k).isLessThan(1e-5);
        // The next gradient is that of the network's own parameters.
        p = now;
      }
    }
  }

  @Test
  void clippingShortensTheGradientToItsBoundAndKeepsItsDirection() {
    double bound = 0.01;
    INDArray free = firstGradient(config("training.clip_norm", 0), bound);
    INDArray far = firstGradient(config("training.clip_norm", 1000), bound);
    INDArray clipped = firstGradient(config("training.clip_norm", bound), bound);
    assertThat(far).isEqualTo(free);
    double norm = Math.sqrt(Arrays.stream(free.data().asDouble()).map(x -> x * x).sum());
    assertThat(clipped.distance2(free.mul(bound / norm))).isLessThan(1e-6 * bound);
  }

  private static INDArray firstGradient(Config config, double less) {
    try (HeadDirectionNetwork network = HeadDirectionNetwork.create(config)) {
      List<INDArray> gradients = new ArrayList<>();
      network
          .network()
          .addListeners(
              new BaseTrainingListener() {
                @Override
                public void onGradientCalculation(Model model) {
                  gradients.add(model.gradient().gradient().dup('f'));
                }
              });
      network.fit(data(config, 0));
      assertThat(network.gradientNorm()).isGreaterThan(less);
      return gradients.get(0);
    }
  }

  @ParameterizedTest
  @CsvSource({"false, fused", "false, samediff", "learned, fused", "learned, samediff"})
  void barredSelfConnectionsStayZeroAndLearnedOnesDoNot(String setting, String engine) {
    Config config = config("network.self_connections", setting, "training.engine", engine);
    try (HeadDirectionNetwork network = HeadDirectionNetwork.create(config)) {
      assertThat(network.weights().hasSelfConnections()).isFalse();
      for (int k = 0; k < 3; k++) {
        network.fit(data(config, k));
      }
      assertThat(network.weights().hasSelfConnections()).isEqualTo(setting.equals("learned"));
    }
  }

  @Test
  void allowedSelfConnectionsAreDrawn() {
    try (HeadDirectionNetwork network =
        HeadDirectionNetwork.create(config("network.self_connections", "true"))) {
      assertThat(network.weights().hasSelfConnections()).isTrue();
    }
  }

  @Test
  void initialWeightsHaveTheConfiguredMoments() {
    Config config =
        config(
            "network.units", 400,
            "network.initial_weights.output_sd", 0.2,
            "network.velocity_input_gain", 20);
    try (HeadDirectionNetwork network = HeadDirectionNetwork.create(config)) {
      CtRnnWeights w = network.weights();
      assertThat(sd(w.wRec())).isCloseTo(1.5 / Math.sqrt(400), within(0.001));
      assertThat(mean(w.b())).isCloseTo(0.1, within(0.003));
      assertThat(sd(w.b())).isCloseTo(0.01, within(0.002));
      assertThat(sd(w.wOut())).isCloseTo(0.2, within(0.02));
      assertThat(w.x0()).containsOnly(0);
      float[] velocity = new float[400];
      float[] sine = new float[400];
      for (int i = 0; i < 400; i++) {
        velocity[i] = w.wIn()[3 * i];
        sine[i] = w.wIn()[3 * i + 1];
      }
      assertThat(sd(velocity)).isCloseTo(20 / Math.sqrt(3), within(1.2));
      assertThat(sd(sine)).isCloseTo(1 / Math.sqrt(3), within(0.06));
    }
  }

  /** The same draws; the gain scales input and weight alike, the standard deviation the start. */
  @Test
  void firstVelocityWeightsHaveTheirOwnStandardDeviationAndNothingElseChanges() {
    Config usual = config("network.velocity_input_gain", 20);
    Config small = usual.with(Map.of("network.initial_weights.velocity_sd", 0.57735 / 8));
    Config none = small.with(Map.of("network.initial_weights.input_sd", 0));
    try (HeadDirectionNetwork one = HeadDirectionNetwork.create(usual);
        HeadDirectionNetwork two = HeadDirectionNetwork.create(small);
        HeadDirectionNetwork three = HeadDirectionNetwork.create(none)) {
      CtRnnWeights w = one.weights();
      float[] expected = w.wIn().clone();
      for (int i = 0; i < expected.length; i += 3) {
        expected[i] /= 8;
      }
      assertThat(two.weights().wIn()).containsExactly(expected, within(1e-6f));
      assertThat(two.weights().wRec()).isEqualTo(w.wRec());
      assertThat(two.weights().b()).isEqualTo(w.b());
      for (int i = 0; i < expected.length; i++) {
        assertThat(three.weights().wIn()[i]).isEqualTo(i % 3 == 0 ? two.weights().wIn()[i] : 0);
      }
    }
  }

  @Test
  void noiseIsThereInTrainingOnly() {
    Config config = config("network.noise.sd", 1);
    try (HeadDirectionNetwork network = HeadDirectionNetwork.create(config)) {
      CtRnnWeights weights = network.weights();
      Arrays.fill(weights.wOut(), 0.1f);
      network.setWeights(weights);
      DataSet data = data(config, 0);
      INDArray first = network.network().output(data.getFeatures());
      assertThat(network.network().output(data.getFeatures())).isEqualTo(first);
      double clean = maskedMeanSquaredError(first, data);
      network.fit(data);
      // Noise of sd 1 on 12 rates, each read out by 0.1: a variance of 0.12 more.
      assertThat(network.error()).isCloseTo(clean + 0.12, within(0.06)).isNotEqualTo(clean);
    }
  }

  /** At half the step, the layer gets twice the velocities per step that the head makes. */
  @Test
  void networkSeesVelocitiesAsLargeAtAnyStep() {
    Config coarse = config("network.velocity_input_gain", 10);
    Config fine = coarse.with(Map.of("task.step_ms", 12.5));
    try (HeadDirectionNetwork one = HeadDirectionNetwork.create(coarse);
        HeadDirectionNetwork two = HeadDirectionNetwork.create(fine)) {
      assertThat(two.network().params()).isEqualTo(one.network().params());
      CtRnnWeights moved = one.weights().atStep(coarse.task().timeStep(), fine.task().timeStep());
      assertThat(two.weights().wIn()).isEqualTo(moved.wIn());
      assertThat(moved.wIn()[0]).isEqualTo(2 * one.weights().wIn()[0]);
      assertThat(moved.wIn()[1]).isEqualTo(one.weights().wIn()[1]);
    }
  }

  @Test
  void weightsOfAnotherSizeOrWithBarredSelfConnectionsAreRefused() {
    Config config = config();
    try (HeadDirectionNetwork network = HeadDirectionNetwork.create(config);
        HeadDirectionNetwork larger = HeadDirectionNetwork.create(config("network.units", 13));
        HeadDirectionNetwork connected =
            HeadDirectionNetwork.create(config("network.self_connections", true))) {
      assertThatThrownBy(() -> network.setWeights(larger.weights()))
          .isInstanceOf(UserError.class)
          .hasMessageContaining("weights of 13 units for a network of 12");
      assertThatThrownBy(() -> network.setWeights(connected.weights()))
          .isInstanceOf(UserError.class)
          .hasMessageContaining("self-connections");
    }
  }

  @Test
  void autoIsTheFusedEngineOnTheCpu() {
    boolean cpu = Nd4j.getBackend().getClass().getSimpleName().equals("CpuBackend");
    try (HeadDirectionNetwork network = HeadDirectionNetwork.create(config())) {
      assertThat(network.engine()).isEqualTo(cpu ? EngineChoice.FUSED : EngineChoice.SAMEDIFF);
    }
  }

  private static double maskedMeanSquaredError(INDArray outputs, DataSet data) {
    double sum = 0;
    double counted = 0;
    for (int k = 0; k < outputs.size(0); k++) {
      for (int t = 0; t < outputs.size(2); t++) {
        double mask = data.getLabelsMaskArray().getDouble(k, t);
        for (int o = 0; o < 2; o++) {
          double difference = outputs.getDouble(k, o, t) - data.getLabels().getDouble(k, o, t);
          sum += mask * difference * difference;
          counted += mask;
        }
      }
    }
    return sum / counted;
  }

  private static double mean(float[] values) {
    double sum = 0;
    for (float v : values) {
      sum += v;
    }
    return sum / values.length;
  }

  private static double sd(float[] values) {
    double mean = mean(values);
    double sum = 0;
    for (float v : values) {
      sum += (v - mean) * (v - mean);
    }
    return Math.sqrt(sum / (values.length - 1));
  }
}
