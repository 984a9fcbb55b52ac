package org.compassnet.network;

import org.compassnet.config.RandomStreams;
import org.compassnet.config.SelfConnections;
import org.compassnet.trajectory.ChannelsFirst;
import org.compassnet.trajectory.TimeSeries;
import org.compassnet.trajectory.Trials;
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
 * other pass none, and adds the activity penalty to score and gradient.
 *
 * <p>Weight decay is part of the update, not of the score.
 */
final class CtRnnRuntime extends SameDiffLayer implements AutoCloseable {

  private transient Engine engine;
  private transient TrainingPass trainingPass;
  private transient ForwardPass forwardPass;
  private transient Noise givenNoise;
  private transient TimeSeries inputs;
  private transient TimeSeries outputs;
  private transient TimeSeries outputGradient;
  private int threads;
  private double meanSquaredRate;
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

  /** Penalty of the last training pass. */
  double penalty() {
    return config().activityPenalty() * meanSquaredRate;
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
            config().initialStateLearned() ? values(CtRnnLayer.X0) : new float[config().units()]);
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
    assertInputSet(false);
    long start = System.nanoTime();
    inputs = ChannelsFirst.read(input, inputs);
    if (outputs == null || !outputs.hasShape(inputs.trials(), inputs.steps(), Trials.OUTPUTS)) {
      outputs = new TimeSeries(inputs.trials(), inputs.steps(), Trials.OUTPUTS);
    }
    if (training) {
      meanSquaredRate = trainingPass().forward(effectiveWeights(), inputs, noise(), outputs);
    } else {
      forwardPass().run(effectiveWeights(), inputs, null, null, outputs, null);
    }
    INDArray result =
        workspaceMgr.createUninitialized(
            ArrayType.ACTIVATIONS,
            dataType,
            new long[] {inputs.trials(), Trials.OUTPUTS, inputs.steps()},
            'c');
    ChannelsFirst.write(outputs, result);
    forwardNanos = System.nanoTime() - start;
    return result;
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
    Gradients gradients = trainingPass().backward(outputGradient, config().activityPenalty());
    if (config().selfConnections() == SelfConnections.BARRED) {
      clearDiagonal(gradients.wRec());
    }
    for (int i = 0; i < gradients.wIn().length; i += Trials.INPUTS) {
      gradients.wIn()[i] *= (float) config().velocityInputGain();
    }
    put(CtRnnLayer.W_IN, gradients.wIn());
    put(CtRnnLayer.W_REC, gradients.wRec());
    put(CtRnnLayer.B, gradients.b());
    put(CtRnnLayer.W_OUT, gradients.wOut());
    put(
        CtRnnLayer.X0,
        config().initialStateLearned() ? gradients.x0() : new float[config().units()]);
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

  /** The activity penalty of the last training pass. */
  @Override
  public double calcRegularizationScore(boolean backpropOnlyParams) {
    return penalty();
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
