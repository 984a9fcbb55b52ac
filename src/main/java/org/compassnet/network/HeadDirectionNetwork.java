package org.compassnet.network;

import java.util.Arrays;
import java.util.Map;
import org.compassnet.config.Config;
import org.compassnet.config.EngineChoice;
import org.compassnet.config.LearningRateSchedule;
import org.compassnet.config.Optimiser;
import org.compassnet.config.SelfConnections;
import org.compassnet.config.TrainingConfig;
import org.compassnet.config.UserError;
import org.compassnet.trajectory.ChannelsFirst;
import org.compassnet.trajectory.TimeSeries;
import org.compassnet.trajectory.Trials;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.schedule.ISchedule;

/**
 * A {@link MultiLayerNetwork} of a {@link CtRnnLayer} and a {@link MaskedErrorLayer}, and what a
 * MultiLayerNetwork does not tell of them. The network inside is an ordinary one: fit, output,
 * listeners and ModelSerializer work on it.
 */
public final class HeadDirectionNetwork implements AutoCloseable {

  private final MultiLayerNetwork network;

  /** Wraps a network, one that ModelSerializer has read for instance. */
  public HeadDirectionNetwork(MultiLayerNetwork network) {
    if (!(network.getLayer(0) instanceof CtRnnRuntime)) {
      throw new UserError("the model is no CompassNet network: its first layer is no CT-RNN");
    }
    this.network = network;
  }

  /** A new network with the first weights of the configuration's seed. */
  public static HeadDirectionNetwork create(Config config) {
    TrainingConfig training = config.training();
    CtRnnLayer.Builder layer =
        new CtRnnLayer.Builder(config.network(), config.task())
            .penalties(Penalties.at(training, 0, training.activityPenalty().weight()))
            .clipNorm(training.clipNorm())
            .engine(training.engine())
            .seed(config.seed());
    ISchedule schedule =
        training.learningRateSchedule() == LearningRateSchedule.COSINE
            ? new CosineSchedule(training.learningRate(), training.updates())
            : null;
    Adam adam = schedule == null ? new Adam(training.learningRate()) : new Adam(schedule);
    layer.updater(adam);
    if (training.optimiser() == Optimiser.ADAMW && training.weightDecay() > 0) {
      layer.weightDecay(training.weightDecay());
      layer.weightDecayBias(training.weightDecay());
    }
    MultiLayerConfiguration conf =
        new NeuralNetConfiguration.Builder()
            .seed(config.seed())
            .dataType(DataType.FLOAT)
            // The loss is a mean already.
            .miniBatch(false)
            .updater(adam)
            .list()
            .layer(layer.build())
            .layer(new MaskedErrorLayer())
            .setInputType(InputType.recurrent(Trials.INPUTS))
            .build();
    MultiLayerNetwork network = new MultiLayerNetwork(conf);
    network.init();
    HeadDirectionNetwork made = new HeadDirectionNetwork(network);
    made.setThreads(training.threads());
    return made;
  }

  /** The Deeplearning4j network. */
  public MultiLayerNetwork network() {
    return network;
  }

  private CtRnnRuntime recurrent() {
    return (CtRnnRuntime) network.getLayer(0);
  }

  private CtRnnLayer config() {
    return (CtRnnLayer) recurrent().layerConf();
  }

  /** One update. */
  public void fit(DataSet data) {
    try (OneThreadForNd4j scope = new OneThreadForNd4j()) {
      network.fit(data);
    }
  }

  /** Error (masked mean squared) of the last update's trials, before the update. */
  public double error() {
    return ((MaskedErrorRuntime) network.getLayer(1)).error();
  }

  /** Penalty of the last update's trials, all together. */
  public double penalty() {
    return penalties().sum();
  }

  /** Each penalty of the last update's trials, with its weight. */
  public Penalties penalties() {
    return recurrent().penalties();
  }

  /** Norm of the last update's gradient over all parameters, before clipping. */
  public double gradientNorm() {
    return recurrent().gradientNorm();
  }

  /** Weights of the penalties from the next update on. */
  public void setPenalties(Penalties weights) {
    config().setPenalties(weights);
  }

  /** Learning rate of the last update. */
  public double learningRate() {
    int update = Math.max(0, network.getIterationCount() - 1);
    return config().getUpdaterByParam(CtRnnLayer.W_REC).getLearningRate(update, 0);
  }

  /** The engine in use, auto resolved. */
  public EngineChoice engine() {
    return recurrent().engine().choice();
  }

  /** Threads of the engine, 0 for all cores. The results are the same for any number. */
  public void setThreads(int threads) {
    recurrent().setThreads(threads);
  }

  /**
   * Nanoseconds that the recurrent layer took in the last update: noise (part of forward), forward,
   * backward.
   */
  public long[] layerNanos() {
    TrainingPass.Times times = recurrent().times();
    return new long[] {times.noise(), times.forward(), times.backward()};
  }

  /** Noise-free outputs [trials, steps, 2] for inputs [trials, steps, 3]. */
  public TimeSeries output(TimeSeries inputs) {
    try (OneThreadForNd4j scope = new OneThreadForNd4j();
        INDArray features = ChannelsFirst.of(inputs)) {
      return ChannelsFirst.read(network.output(features, false), null);
    }
  }

  /** The weights, for an angular velocity in rad/step. */
  public CtRnnWeights weights() {
    return recurrent().effectiveWeights();
  }

  /**
   * Replaces the weights.
   *
   * @param weights for an angular velocity in rad/step
   * @throws UserError if their size is another, or they have self-connections or an output bias
   *     where those are barred
   */
  public void setWeights(CtRnnWeights weights) {
    if (weights.units() != config().units()) {
      throw new UserError(
          "weights of " + weights.units() + " units for a network of " + config().units());
    }
    if (weights.inputs() != Trials.INPUTS || weights.outputs() != Trials.OUTPUTS) {
      throw new UserError(
          String.format(
              "weights of %d inputs and %d outputs; the task has %d and %d",
              weights.inputs(), weights.outputs(), Trials.INPUTS, Trials.OUTPUTS));
    }
    if (config().selfConnections() == SelfConnections.BARRED && weights.hasSelfConnections()) {
      throw new UserError(
          "W_rec has self-connections, which network.self_connections: false bars; set it to true");
    }
    if (!config().outputBias() && weights.hasOutputBias()) {
      throw new UserError(
          "weights with an output bias, which network.output_bias: false leaves out; set it to"
              + " true");
    }
    CtRnnWeights kept = weights.withVelocityScaled(1 / config().velocityInputGain());
    Map<String, INDArray> table = recurrent().paramTable();
    put(table, CtRnnLayer.W_IN, kept.wIn());
    put(table, CtRnnLayer.W_REC, kept.wRec());
    put(table, CtRnnLayer.B, kept.b());
    put(table, CtRnnLayer.W_OUT, kept.wOut());
    put(table, CtRnnLayer.X0, kept.x0());
    if (config().outputBias()) {
      put(table, CtRnnLayer.B_OUT, kept.bOut());
    }
  }

  /**
   * Puts the network where another one was.
   *
   * @param parameters all of them, in Deeplearning4j's order
   * @param optimiser its state, or null to leave it as it is
   * @param updates that the other one had made
   * @throws UserError if the lengths are not those of this network
   */
  public void restore(float[] parameters, float[] optimiser, int updates) {
    INDArray all = network.params();
    requireLength("parameters", parameters.length, all.length());
    all.assign(Nd4j.createFromArray(parameters).reshape(all.shape()).castTo(all.dataType()));
    if (optimiser != null) {
      INDArray state = network.getUpdater().getStateViewArray();
      requireLength("numbers of the optimiser", optimiser.length, state.length());
      state.assign(Nd4j.createFromArray(optimiser).reshape(state.shape()));
    }
    network.setIterationCount(updates);
    for (Layer layer : network.getLayers()) {
      layer.setIterationCount(updates);
    }
  }

  private static void requireLength(String what, long found, long wanted) {
    if (found != wanted) {
      throw new UserError(found + " " + what + "; a network of this configuration has " + wanted);
    }
  }

  private static void put(Map<String, INDArray> table, String name, float[] values) {
    INDArray into = table.get(name);
    into.assign(
        Nd4j.create(Arrays.copyOf(values, values.length), into.shape(), 'c')
            .castTo(into.dataType()));
  }

  /** Frees the engine's threads and buffers. */
  @Override
  public void close() {
    recurrent().close();
  }
}
