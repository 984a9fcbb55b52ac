package org.compassnet.engine;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.compassnet.network.CtRnnGraph;
import org.compassnet.network.CtRnnWeights;
import org.compassnet.network.Dynamics;
import org.compassnet.network.Gradients;
import org.compassnet.network.Noise;
import org.compassnet.network.Penalties;
import org.compassnet.network.Penalty;
import org.compassnet.network.TrainingPass;
import org.compassnet.trajectory.TimeSeries;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.memory.MemoryWorkspace;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** The training passes of {@link SameDiffEngine}: one unrolled graph for each number of steps. */
final class SameDiffTraining implements TrainingPass {

  private static final String LOSS = "loss";
  private static final String OUTPUT_GRADIENT = "output_gradient";
  private static final String PENALTY_WEIGHT = "penalty_weight_";
  private static final List<String> WEIGHTS =
      List.of(
          CtRnnWeights.W_IN,
          CtRnnWeights.W_REC,
          CtRnnWeights.B,
          CtRnnWeights.W_OUT,
          CtRnnWeights.X0,
          CtRnnWeights.B_OUT);
  private static final int GRAPHS_KEPT = 4;

  private final Dynamics dynamics;
  private final Map<Key, Graph> graphs =
      new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Key, Graph> eldest) {
          return size() > GRAPHS_KEPT;
        }
      };
  private Graph graph;
  private Penalties weighed;
  private Map<String, INDArray> placeholders;
  private long noiseNanos;
  private long forwardNanos;
  private long backwardNanos;

  /** What a graph is unrolled for. */
  private record Key(
      int steps, int units, int inputs, int outputs, boolean noisy, Set<Penalty> penalties) {}

  /**
   * A graph.
   *
   * @param terms names of the penalties' terms
   */
  private record Graph(SameDiff sameDiff, String outputs, Map<Penalty, String> terms) {}

  SameDiffTraining(Dynamics dynamics) {
    this.dynamics = dynamics;
  }

  @Override
  public Times times() {
    return new Times(noiseNanos, forwardNanos, backwardNanos);
  }

  @Override
  public Penalties forward(
      CtRnnWeights weights,
      TimeSeries inputs,
      Noise noise,
      Penalties penalties,
      TimeSeries outputs) {
    long start = System.nanoTime();
    int units = weights.units();
    try (MemoryWorkspace ws = Nd4j.getWorkspaceManager().scopeOutOfWorkspaces()) {
      weighed = penalties;
      Set<Penalty> charged = EnumSet.of(Penalty.SQUARED_RATES);
      Stream.of(Penalty.values()).filter(penalties::has).forEach(charged::add);
      graph =
          graphs.computeIfAbsent(
              new Key(
                  inputs.steps(),
                  units,
                  weights.inputs(),
                  weights.outputs(),
                  noise != null,
                  charged),
              this::define);
      SameDiffArrays.set(graph.sameDiff, weights);
      placeholders = new HashMap<>();
      placeholders.put(SameDiffArrays.INPUTS, SameDiffArrays.array(inputs));
      if (noise != null) {
        long drawing = System.nanoTime();
        TimeSeries drawn = SameDiffArrays.draw(noise, inputs.trials(), inputs.steps(), units);
        placeholders.put(SameDiffArrays.NOISE, SameDiffArrays.array(drawn));
        noiseNanos = System.nanoTime() - drawing;
      }
      List<String> wanted = new ArrayList<>(graph.terms.values());
      wanted.add(graph.outputs);
      Map<String, INDArray> computed = graph.sameDiff.output(placeholders, wanted);
      float[] values = SameDiffArrays.values(computed.get(graph.outputs));
      System.arraycopy(values, 0, outputs.values(), 0, values.length);
      forwardNanos = System.nanoTime() - start;
      Penalties terms = Penalties.NONE;
      for (Map.Entry<Penalty, String> term : graph.terms.entrySet()) {
        terms = terms.with(term.getKey(), computed.get(term.getValue()).getDouble(0));
      }
      return terms;
    }
  }

  /** Unrolls the steps, with the loss whose gradient the pass backward wants. */
  private Graph define(Key key) {
    SameDiff sd = SameDiff.create();
    CtRnnGraph.Parameters parameters =
        SameDiffArrays.parameters(sd, key.units, key.inputs, key.outputs);
    // One row for all trials.
    SDVariable x = sd.reshape(sd.var(CtRnnWeights.X0, DataType.FLOAT, key.units), 1, key.units);
    CtRnnGraph.Unrolled unrolled =
        CtRnnGraph.unroll(
            sd,
            dynamics,
            parameters,
            x,
            CtRnnGraph.rate(sd, dynamics, x),
            SameDiffArrays.steps(sd, SameDiffArrays.INPUTS, key.steps, key.inputs),
            key.noisy
                ? SameDiffArrays.steps(sd, SameDiffArrays.NOISE, key.steps, key.units)
                : null);
    SDVariable y = sd.stack(1, unrolled.outputs());
    SDVariable outputGradient =
        sd.placeHolder(OUTPUT_GRADIENT, DataType.FLOAT, -1, key.steps, key.outputs);
    SDVariable loss = y.mul(outputGradient).sum();
    Map<Penalty, String> terms = new EnumMap<>(Penalty.class);
    for (Penalty penalty : key.penalties) {
      SDVariable term = penalty.term(sd, unrolled, parameters);
      loss = loss.add(term.mul(sd.placeHolder(PENALTY_WEIGHT + penalty, DataType.FLOAT)));
      terms.put(penalty, term.name());
    }
    loss.rename(LOSS);
    sd.setLossVariables(LOSS);
    return new Graph(sd, y.name(), terms);
  }

  @Override
  public Gradients backward(TimeSeries outputGradient) {
    if (graph == null) {
      throw new IllegalStateException("no pass forward whose gradients could be taken");
    }
    long start = System.nanoTime();
    try (MemoryWorkspace ws = Nd4j.getWorkspaceManager().scopeOutOfWorkspaces()) {
      SameDiff sd = graph.sameDiff;
      placeholders.put(OUTPUT_GRADIENT, SameDiffArrays.array(outputGradient));
      for (Penalty penalty : graph.terms.keySet()) {
        placeholders.put(
            PENALTY_WEIGHT + penalty, Nd4j.scalar(DataType.FLOAT, weighed.get(penalty)));
      }
      if (!sd.hasGradientFunction()) {
        QuietThread.run(() -> sd.createGradFunction(WEIGHTS.toArray(String[]::new)));
      }
      Map<String, INDArray> gradients = sd.calculateGradients(placeholders, WEIGHTS);
      Gradients all =
          new Gradients(
              SameDiffArrays.values(gradients.get(CtRnnWeights.W_IN)),
              SameDiffArrays.values(gradients.get(CtRnnWeights.W_REC)),
              SameDiffArrays.values(gradients.get(CtRnnWeights.B)),
              SameDiffArrays.values(gradients.get(CtRnnWeights.W_OUT)),
              SameDiffArrays.values(gradients.get(CtRnnWeights.X0)),
              SameDiffArrays.values(gradients.get(CtRnnWeights.B_OUT)));
      backwardNanos = System.nanoTime() - start;
      return all;
    }
  }

  /** Arrays are freed with the graphs. */
  @Override
  public void close() {
    graphs.clear();
    graph = null;
    placeholders = null;
  }
}
