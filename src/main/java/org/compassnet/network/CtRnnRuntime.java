package org.compassnet.network;

import java.util.Arrays;
import java.util.Map;
import org.compassnet.config.RandomStreams;
import org.compassnet.config.SelfConnections;
import org.compassnet.trajectory.ChannelsFirst;
import org.compassnet.trajectory.TimeSeries;
import org.compassnet.trajectory.Trials;
import org.deeplearning4j.nn.api.layers.RecurrentLayer;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.gradient.DefaultGradient;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.layers.samediff.SameDiffLayer;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.memory.MemoryWorkspace;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * A {@link CtRnnLayer} at work: an {@link Engine} as Deeplearning4j wants a layer. It turns
 * parameters into weights and gradients back, gives a training pass the noise of its update and any
 * other pass none, and adds the penalties to score and gradient.
 *
 * <p>Weight decay is part of the update, not of the score.
 */
final class CtRnnRuntime extends SameDiffLayer implements RecurrentLayer, AutoCloseable {

  /** Name of the state that {@link #rnnTimeStep} leaves: x [trials, units]. */
  static final String STATE = "x";

  private transient Engine engine;
  private transient TrainingPass trainingPass;
  private transient ForwardPass forwardPass;
  private transient Noise givenNoise;
  private transient States kept;
  private transient TimeSeries inputs;
  private transient TimeSeries outputs;
  private transient TimeSeries outputGradient;
  private int threads;
  private Penalties penalties = Penalties.NONE;
  private double gradientNorm;
  private long forwardNanos;
  private long backwardNanos;

  CtRnnRuntime(NeuralNetConfiguration conf, DataType dataType) {
    super(conf, dataType);
  }

  private CtRnnLayer config() {
    return (CtRnnLayer) layerConf();
  }

  /** The engine that runs, after auto is resolved. */
  Engine engine() {
    if (dataType != DataType.FLOAT || getIndex() != 0) {
      throw new IllegalStateException(
          "a CT-RNN layer is the first of its network and computes in FLOAT; this one is layer "
              + getIndex()
              + " and of "
              + dataType);
    }
    if (engine == null) {
      engine = Engine.of(config().engine());
    }
    return engine;
  }

  /** Number of threads, 0 for all cores. The results are the same for any. */
  void setThreads(int number) {
    close();
    threads = number;
  }

  /** Each penalty of the last training pass, with its weight. */
  Penalties penalties() {
    return penalties;
  }

  /** Norm of the last training pass's gradient, before it was clipped. */
  double gradientNorm() {
    return gradientNorm;
  }

  /** Nanoseconds of the last training pass. */
  TrainingPass.Times times() {
    return new TrainingPass.Times(trainingPass().times().noise(), forwardNanos, backwardNanos);
  }

  /** The weights that the parameters stand for: for rad/step, barred self-connections removed. */
  CtRnnWeights effectiveWeights() {
    CtRnnWeights weights =
        new CtRnnWeights(
            config().units(),
            values(CtRnnLayer.W_IN),
            values(CtRnnLayer.W_REC),
            values(CtRnnLayer.B),
            values(CtRnnLayer.W_OUT),
            config().initialStateLearned() ? values(CtRnnLayer.X0) : new float[config().units()],
            config().outputBias() ? values(CtRnnLayer.B_OUT) : new float[Trials.OUTPUTS]);
    if (config().selfConnections() == SelfConnections.BARRED) {
      clearDiagonal(weights.wRec());
    }
    return weights.withVelocityScaled(config().velocityInputGain());
  }

  private float[] values(String name) {
    return paramTable.get(name).dup('c').data().asFloat();
  }

  private void clearDiagonal(float[] wRec) {
    for (int i = 0; i < config().units(); i++) {
      wRec[i * config().units() + i] = 0;
    }
  }

  private TrainingPass trainingPass() {
    if (trainingPass == null) {
      trainingPass = engine().trainingPass(config().dynamics(), threads);
    }
    return trainingPass;
  }

  private ForwardPass forwardPass() {
    if (forwardPass == null) {
      forwardPass = engine().forwardPass(config().dynamics(), threads);
    }
    return forwardPass;
  }

  @Override
  public INDArray activate(boolean training, LayerWorkspaceMgr workspaceMgr) {
    long start = System.nanoTime();
    readInput(input);
    if (training) {
      Penalties weights = config().penalties();
      penalties =
          weights.times(
              trainingPass().forward(effectiveWeights(), inputs, noise(), weights, outputs));
    } else {
      forwardPass().run(effectiveWeights(), inputs, null, null, outputs, null);
    }
    INDArray result = writeOutput(workspaceMgr);
    forwardNanos = System.nanoTime() - start;
    return result;
  }

  private void readInput(INDArray from) {
    assertInputSet(false);
    inputs = ChannelsFirst.read(from, inputs);
    if (outputs == null || !outputs.hasShape(inputs.trials(), inputs.steps(), Trials.OUTPUTS)) {
      outputs = new TimeSeries(inputs.trials(), inputs.steps(), Trials.OUTPUTS);
    }
  }

  private INDArray writeOutput(LayerWorkspaceMgr workspaceMgr) {
    INDArray result =
        workspaceMgr.createUninitialized(
            ArrayType.ACTIVATIONS,
            dataType,
            new long[] {inputs.trials(), Trials.OUTPUTS, inputs.steps()},
            'c');
    ChannelsFirst.write(outputs, result);
    return result;
  }

  /**
   * Goes on from where the last call ended, without noise: two calls of ten steps give what one of
   * twenty gives.
   *
   * @param next [trials, 3, steps], or [trials, 3] for one step
   * @return [trials, 2, steps]
   * @throws IllegalStateException if the last call was of another number of trials
   */
  @Override
  public INDArray rnnTimeStep(INDArray next, LayerWorkspaceMgr workspaceMgr) {
    setInput(next.rank() == 2 ? next.reshape(next.size(0), next.size(1), 1) : next, workspaceMgr);
    readInput(input);
    CtRnnWeights weights = effectiveWeights();
    if (kept == null) {
      kept = States.initial(weights, inputs.trials());
    }
    if (kept.trials() != inputs.trials()) {
      throw new IllegalStateException(
          "inputs of "
              + inputs.trials()
              + " trials after "
              + kept
              + "; rnnClearPreviousState begins anew");
    }
    forwardPass().run(weights, inputs, null, kept, outputs, null);
    return writeOutput(workspaceMgr);
  }

  /** The state after the last {@link #rnnTimeStep}; nothing before the first. */
  @Override
  public Map<String, INDArray> rnnGetPreviousState() {
    return kept == null
        ? Map.of()
        : Map.of(
            STATE,
            Nd4j.create(kept.values().clone(), new long[] {kept.trials(), kept.units()}, 'c'));
  }

  /**
   * Sets the state that {@link #rnnTimeStep} goes on from.
   *
   * @param states x [trials, units] by its name; nothing for x0
   * @throws IllegalArgumentException if it is of another size
   */
  @Override
  public void rnnSetPreviousState(Map<String, INDArray> states) {
    INDArray x = states == null ? null : states.get(STATE);
    if (x == null) {
      kept = null;
      return;
    }
    if (x.rank() != 2 || x.size(1) != config().units()) {
      throw new IllegalArgumentException(
          "a state of shape "
              + Arrays.toString(x.shape())
              + "; [trials, "
              + config().units()
              + "] is wanted");
    }
    kept = States.of(x.toDoubleMatrix());
  }

  /** The next {@link #rnnTimeStep} begins at x0. */
  @Override
  public void rnnClearPreviousState() {
    kept = null;
  }

  /** Trials are learned whole. */
  @Override
  public INDArray rnnActivateUsingStoredState(
      INDArray next, boolean training, boolean storeLast, LayerWorkspaceMgr workspaceMgr) {
    throw truncated();
  }

  @Override
  public Map<String, INDArray> rnnGetTBPTTState() {
    return Map.of();
  }

  @Override
  public void rnnSetTBPTTState(Map<String, INDArray> state) {
    throw truncated();
  }

  @Override
  public Pair<Gradient, INDArray> tbpttBackpropGradient(
      INDArray epsilon, int steps, LayerWorkspaceMgr workspaceMgr) {
    throw truncated();
  }

  private static UnsupportedOperationException truncated() {
    return new UnsupportedOperationException(
        "a CT-RNN layer has no truncated backpropagation through time; trials are learned whole");
  }

  /** The noise of this update, or null for none. */
  private Noise noise() {
    if (config().noiseSd() == 0) {
      return null;
    }
    return givenNoise != null
        ? givenNoise
        : new SeededNoise(
            new RandomStreams(config().seed()), getIterationCount(), (float) config().noiseSd());
  }

  /** Replaces the seeded noise of training passes; null brings it back. */
  void setNoise(Noise noise) {
    givenNoise = noise;
  }

  @Override
  public Pair<Gradient, INDArray> backpropGradient(
      INDArray epsilon, LayerWorkspaceMgr workspaceMgr) {
    assertInputSet(true);
    long start = System.nanoTime();
    outputGradient = ChannelsFirst.read(epsilon, outputGradient);
    Gradients gradients = trainingPass().backward(outputGradient);
    if (config().selfConnections() == SelfConnections.BARRED) {
      clearDiagonal(gradients.wRec());
    }
    for (int i = 0; i < gradients.wIn().length; i += Trials.INPUTS) {
      gradients.wIn()[i] *= (float) config().velocityInputGain();
    }
    if (!config().initialStateLearned()) {
      Arrays.fill(gradients.x0(), 0);
    }
    if (!config().outputBias()) {
      Arrays.fill(gradients.bOut(), 0);
    }
    gradientNorm = gradients.norm();
    if (config().clipNorm() > 0 && gradientNorm > config().clipNorm()) {
      gradients.scale(config().clipNorm() / gradientNorm);
    }
    put(CtRnnLayer.W_IN, gradients.wIn());
    put(CtRnnLayer.W_REC, gradients.wRec());
    put(CtRnnLayer.B, gradients.b());
    put(CtRnnLayer.W_OUT, gradients.wOut());
    put(CtRnnLayer.X0, gradients.x0());
    if (config().outputBias()) {
      put(CtRnnLayer.B_OUT, gradients.bOut());
    }
    Gradient gradient = new DefaultGradient();
    paramTable.keySet().forEach(n -> gradient.setGradientFor(n, gradTable.get(n)));
    backwardNanos = System.nanoTime() - start;
    // The first layer of a network passes nothing on.
    return new Pair<>(gradient, null);
  }

  private void put(String name, float[] values) {
    INDArray into = gradTable.get(name);
    try (MemoryWorkspace ws = Nd4j.getWorkspaceManager().scopeOutOfWorkspaces()) {
      into.assign(Nd4j.create(values, into.shape(), 'c'));
    }
  }

  /** The penalties of the last training pass. */
  @Override
  public double calcRegularizationScore(boolean backpropOnlyParams) {
    return penalties.sum();
  }

  @Override
  public void close() {
    if (trainingPass != null) {
      trainingPass.close();
      trainingPass = null;
    }
    if (forwardPass != null) {
      forwardPass.close();
      forwardPass = null;
    }
  }
}
