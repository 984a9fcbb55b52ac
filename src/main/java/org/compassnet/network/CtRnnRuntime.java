package org.compassnet.network;

import java.io.OutputStream;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bytedeco.javacpp.FloatPointer;
import org.compassnet.config.Engine;
import org.compassnet.config.RandomStreams;
import org.compassnet.config.SelfConnections;
import org.compassnet.trajectory.Trials;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.gradient.DefaultGradient;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.layers.samediff.SameDiffLayer;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.memory.MemoryWorkspace;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Runs a {@link CtRnnLayer}: draws the noise of a training pass from its seeded stream and holds it
 * for the backward pass (a random operation inside the graph would draw again), is noise-free
 * otherwise, adds the activity penalty to score and gradient, and chooses the engine.
 *
 * <p>Weight decay is part of the update, not of the score.
 */
final class CtRnnRuntime extends SameDiffLayer implements AutoCloseable {

  private static final String LOSS = "loss";
  private static final String OUTPUT_GRADIENT = "output_gradient";
  private static final String PENALTY_WEIGHT = "penalty_weight";
  private static final int GRAPHS_KEPT = 4;

  // One unrolled graph per number of steps.
  private final transient Map<Integer, Graph> graphs =
      new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Integer, Graph> eldest) {
          return size() > GRAPHS_KEPT;
        }
      };
  private transient FusedEngine fusedEngine;
  private int threads;
  private double penaltyWeight = Double.NaN;
  private double meanSquaredRate;
  private transient Noise givenNoise;
  private INDArray noiseOfPass;
  private float[] inputValues = new float[0];
  private float[] outputValues = new float[0];
  private long forwardNanos;
  private long backwardNanos;
  private long noiseNanos;

  private record Graph(SameDiff sameDiff, String output) {}

  CtRnnRuntime(NeuralNetConfiguration conf, DataType dataType) {
    super(conf, dataType);
  }

  private CtRnnLayer config() {
    return (CtRnnLayer) layerConf();
  }

  /** The engine that runs, after auto is resolved. */
  Engine engine() {
    boolean possible =
        dataType == DataType.FLOAT
            && getIndex() == 0
            && "CPU".equals(Nd4j.getExecutioner().getEnvironmentInformation().get("backend"));
    return switch (config().engine()) {
      case AUTO -> possible ? Engine.FUSED : Engine.SAMEDIFF;
      case SAMEDIFF -> Engine.SAMEDIFF;
      case FUSED -> {
        if (!possible) {
          throw new IllegalStateException(
              "the fused engine runs on a CPU backend, in float, as the first layer;"
                  + " use training.engine auto or samediff");
        }
        yield Engine.FUSED;
      }
    };
  }

  /** Number of threads of the fused engine, 0 for all cores. The results are the same for any. */
  void setThreads(int number) {
    close();
    threads = number;
  }

  /** Sets the weight of the mean squared rate, which annealing lowers during a training. */
  void setPenaltyWeight(double weight) {
    penaltyWeight = weight;
  }

  double penaltyWeight() {
    return Double.isNaN(penaltyWeight) ? config().activityPenalty() : penaltyWeight;
  }

  /** Penalty of the last training pass. */
  double penalty() {
    return penaltyWeight() * meanSquaredRate;
  }

  /** Nanoseconds of the last training pass. */
  FusedEngine.Times times() {
    return new FusedEngine.Times(noiseNanos, forwardNanos, backwardNanos);
  }

  /** The weights as they are kept: for a velocity of gain x rad/step, self-connections removed. */
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
      for (int i = 0; i < weights.units(); i++) {
        weights.wRec()[i * weights.units() + i] = 0;
      }
    }
    return weights.withVelocityScaled(config().velocityInputGain());
  }

  private float[] values(String name) {
    return paramTable.get(name).dup('c').data().asFloat();
  }

  FusedEngine fusedEngine() {
    if (fusedEngine == null) {
      fusedEngine = new FusedEngine(config().model(), threads);
    }
    return fusedEngine;
  }

  @Override
  public INDArray activate(boolean training, LayerWorkspaceMgr workspaceMgr) {
    assertInputSet(false);
    long start = System.nanoTime();
    boolean noisy = training && config().noiseSd() > 0;
    Noise noise = noisy ? noise() : null;
    INDArray result =
        engine() == Engine.FUSED
            ? activateFused(training, noise, workspaceMgr)
            : activateSameDiff(training, noise, workspaceMgr);
    forwardNanos = System.nanoTime() - start;
    return result;
  }

  private Noise noise() {
    return givenNoise != null
        ? givenNoise
        : new NoiseStream(
            new RandomStreams(config().seed()), getIterationCount(), (float) config().noiseSd());
  }

  /** Replaces the seeded noise of training passes; null brings it back. */
  void setNoise(Noise noise) {
    givenNoise = noise;
  }

  private INDArray activateFused(boolean training, Noise noise, LayerWorkspaceMgr workspaceMgr) {
    int trials = (int) input.size(0);
    int steps = (int) input.size(2);
    inputValues = read(input, inputValues);
    if (outputValues.length != trials * Trials.OUTPUTS * steps) {
      outputValues = new float[trials * Trials.OUTPUTS * steps];
    }
    if (training) {
      meanSquaredRate =
          fusedEngine()
              .forward(effectiveWeights(), inputValues, trials, steps, noise, outputValues);
      noiseNanos = fusedEngine().times().noise();
    } else {
      fusedEngine()
          .simulate(effectiveWeights(), inputValues, trials, steps, null, null, outputValues, null);
    }
    INDArray result =
        workspaceMgr.createUninitialized(
            ArrayType.ACTIVATIONS, dataType, new long[] {trials, Trials.OUTPUTS, steps}, 'c');
    pointer(result).put(outputValues, 0, outputValues.length);
    return result;
  }

  /** The values of an array in C order, in {@code reuse} if it fits. */
  private static float[] read(INDArray array, float[] reuse) {
    INDArray c = array.ordering() == 'c' && !array.isView() ? array : array.dup('c');
    float[] values = reuse.length == array.length() ? reuse : new float[(int) array.length()];
    pointer(c).get(values, 0, values.length);
    return values;
  }

  private static FloatPointer pointer(INDArray array) {
    return new FloatPointer(array.data().pointer()).position(array.offset());
  }

  private INDArray activateSameDiff(boolean training, Noise noise, LayerWorkspaceMgr workspaceMgr) {
    try (MemoryWorkspace ws = Nd4j.getWorkspaceManager().scopeOutOfWorkspaces()) {
      Graph graph = graph((int) input.size(2));
      long start = System.nanoTime();
      noiseOfPass = drawNoise(noise);
      noiseNanos = System.nanoTime() - start;
      Map<String, INDArray> placeholders = new HashMap<>();
      placeholders.put(INPUT_KEY, input.detach());
      placeholders.put(CtRnnLayer.NOISE, noiseOfPass);
      Map<String, INDArray> out =
          graph.sameDiff.output(placeholders, graph.output, CtRnnLayer.MEAN_SQUARED_RATE);
      if (training) {
        meanSquaredRate = out.get(CtRnnLayer.MEAN_SQUARED_RATE).getDouble(0);
      }
      return workspaceMgr.dup(ArrayType.ACTIVATIONS, out.get(graph.output), 'c');
    }
  }

  /** The noise [steps, trials, units] that the fused engine would draw; zeros without noise. */
  private INDArray drawNoise(Noise noise) {
    int trials = (int) input.size(0);
    int steps = (int) input.size(2);
    int units = config().units();
    if (noise == null) {
      return Nd4j.zeros(dataType, steps, trials, units);
    }
    float[] all = new float[steps * trials * units];
    float[] step = new float[Noise.SHARD_TRIALS * units];
    for (int first = 0, k = 0; first < trials; first += Noise.SHARD_TRIALS, k++) {
      int count = Math.min(Noise.SHARD_TRIALS, trials - first);
      Noise.Steps shard = noise.shard(k);
      for (int t = 0; t < steps; t++) {
        shard.next(step, count, units, units);
        System.arraycopy(step, 0, all, (t * trials + first) * units, count * units);
      }
    }
    return Nd4j.create(all, new long[] {steps, trials, units}, 'c').castTo(dataType);
  }

  /** The graph for this number of steps, with the parameters of now. */
  private Graph graph(int steps) {
    Graph graph = graphs.computeIfAbsent(steps, this::define);
    paramTable.forEach((name, values) -> graph.sameDiff.associateArrayWithVariable(values, name));
    return graph;
  }

  /** Unrolls the layer, with the loss whose gradient the backward pass wants. */
  private Graph define(int steps) {
    SameDiff sd = SameDiff.create();
    SDVariable in = sd.placeHolder(INPUT_KEY, dataType, -1, Trials.INPUTS, steps);
    Map<String, SDVariable> variables = new LinkedHashMap<>();
    layerConf()
        .getLayerParams()
        .getParamShapes()
        .forEach((name, shape) -> variables.put(name, sd.var(name, dataType, shape)));
    SDVariable output = config().defineLayer(sd, in, variables, null);
    SDVariable outputGradient =
        sd.placeHolder(OUTPUT_GRADIENT, dataType, -1, Trials.OUTPUTS, steps);
    SDVariable weight = sd.placeHolder(PENALTY_WEIGHT, dataType);
    output
        .mul(outputGradient)
        .sum()
        .add(LOSS, sd.getVariable(CtRnnLayer.MEAN_SQUARED_RATE).mul(weight));
    sd.setLossVariables(LOSS);
    return new Graph(sd, output.name());
  }

  @Override
  public Pair<Gradient, INDArray> backpropGradient(
      INDArray epsilon, LayerWorkspaceMgr workspaceMgr) {
    assertInputSet(true);
    long start = System.nanoTime();
    INDArray inputGradient =
        engine() == Engine.FUSED ? backwardFused(epsilon) : backwardSameDiff(epsilon, workspaceMgr);
    Gradient gradient = new DefaultGradient();
    paramTable.keySet().forEach(n -> gradient.setGradientFor(n, gradTable.get(n)));
    backwardNanos = System.nanoTime() - start;
    return new Pair<>(gradient, inputGradient);
  }

  private INDArray backwardFused(INDArray epsilon) {
    float[] outputGradient = read(epsilon, outputValues);
    FusedEngine.Gradients gradients = fusedEngine().backward(outputGradient, penaltyWeight());
    int units = config().units();
    if (config().selfConnections() == SelfConnections.BARRED) {
      for (int i = 0; i < units; i++) {
        gradients.wRec()[i * units + i] = 0;
      }
    }
    for (int i = 0; i < units; i++) {
      gradients.wIn()[i * Trials.INPUTS] *= (float) config().velocityInputGain();
    }
    put(CtRnnLayer.W_IN, gradients.wIn());
    put(CtRnnLayer.W_REC, gradients.wRec());
    put(CtRnnLayer.B, gradients.b());
    put(CtRnnLayer.W_OUT, gradients.wOut());
    put(CtRnnLayer.X0, config().initialStateLearned() ? gradients.x0() : new float[units]);
    // The first layer of a network passes nothing on.
    return null;
  }

  private void put(String name, float[] values) {
    INDArray into = gradTable.get(name);
    try (MemoryWorkspace ws = Nd4j.getWorkspaceManager().scopeOutOfWorkspaces()) {
      into.assign(Nd4j.create(values, into.shape(), 'c'));
    }
  }

  private INDArray backwardSameDiff(INDArray epsilon, LayerWorkspaceMgr workspaceMgr) {
    try (MemoryWorkspace ws = Nd4j.getWorkspaceManager().scopeOutOfWorkspaces()) {
      SameDiff sd = graph((int) input.size(2)).sameDiff;
      Map<String, INDArray> placeholders = new HashMap<>();
      placeholders.put(INPUT_KEY, input.detach());
      placeholders.put(CtRnnLayer.NOISE, noiseOfPass);
      placeholders.put(OUTPUT_GRADIENT, epsilon.dup('c').detach());
      placeholders.put(PENALTY_WEIGHT, Nd4j.scalar(dataType, penaltyWeight()));
      List<String> wanted = new ArrayList<>(paramTable.keySet());
      wanted.add(INPUT_KEY);
      if (!sd.hasGradientFunction()) {
        createGradient(sd, wanted);
      }
      Map<String, INDArray> gradients = sd.calculateGradients(placeholders, wanted);
      paramTable.keySet().forEach(n -> gradTable.get(n).assign(gradients.get(n)));
      return workspaceMgr.dup(ArrayType.ACTIVATION_GRAD, gradients.get(INPUT_KEY));
    }
  }

  /** SameDiff prints a line for every operation that it differentiates; nobody wants thousands. */
  private static void createGradient(SameDiff sd, List<String> variables) {
    PrintStream out = System.out;
    System.setOut(new PrintStream(OutputStream.nullOutputStream()));
    try {
      sd.createGradFunction(variables.toArray(String[]::new));
    } finally {
      System.setOut(out);
    }
  }

  /** The activity penalty of the last training pass. */
  @Override
  public double calcRegularizationScore(boolean backpropOnlyParams) {
    return penalty();
  }

  @Override
  public void close() {
    if (fusedEngine != null) {
      fusedEngine.close();
      fusedEngine = null;
    }
  }
}
