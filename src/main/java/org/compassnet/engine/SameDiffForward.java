package org.compassnet.engine;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.compassnet.network.CtRnnGraph;
import org.compassnet.network.CtRnnWeights;
import org.compassnet.network.Dynamics;
import org.compassnet.network.Engine;
import org.compassnet.network.ForwardPass;
import org.compassnet.network.Noise;
import org.compassnet.network.Nonlinearity;
import org.compassnet.network.RateObserver;
import org.compassnet.network.States;
import org.compassnet.trajectory.TimeSeries;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.memory.MemoryWorkspace;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * The forward pass of {@link SameDiffEngine}: a graph of a few steps, run again and again with the
 * states and rates that it ended in.
 */
final class SameDiffForward implements ForwardPass {

  private static final int SEGMENT_STEPS = 25;
  private static final int GROUPS_TOGETHER = 10;
  private static final String STATE = "state";
  private static final String RATE = "rate";

  private final Dynamics dynamics;
  private final Map<Key, Graph> graphs = new HashMap<>();

  /** What a graph is unrolled for. */
  private record Key(int steps, int units, int inputs, int outputs, boolean noisy) {}

  private record Graph(SameDiff sameDiff, String outputs, String[] rates, String state) {}

  SameDiffForward(Dynamics dynamics) {
    this.dynamics = dynamics;
  }

  @Override
  public void run(
      CtRnnWeights weights,
      TimeSeries inputs,
      Noise noise,
      States states,
      TimeSeries outputs,
      RateObserver observer) {
    int together = GROUPS_TOGETHER * Engine.TRIALS_TOGETHER;
    try (MemoryWorkspace ws = Nd4j.getWorkspaceManager().scopeOutOfWorkspaces()) {
      for (int first = 0; first < inputs.trials(); first += together) {
        int last = Math.min(inputs.trials(), first + together);
        new Batch(weights, inputs, noise, states, outputs, observer, first, last).run();
      }
    }
  }

  /** Some trials of a run. */
  private final class Batch {
    private final CtRnnWeights weights;
    private final TimeSeries inputs;
    private final Noise noise;
    private final States states;
    private final TimeSeries outputs;
    private final RateObserver observer;
    private final int first;
    private final int trials;
    private final int units;

    Batch(
        CtRnnWeights weights,
        TimeSeries inputs,
        Noise noise,
        States states,
        TimeSeries outputs,
        RateObserver observer,
        int first,
        int last) {
      this.weights = weights;
      this.inputs = inputs.trials(first, last);
      this.noise = noise;
      this.states = states;
      this.outputs = outputs;
      this.observer = observer;
      this.first = first;
      this.trials = last - first;
      this.units = weights.units();
    }

    void run() {
      TimeSeries drawn =
          noise == null
              ? null
              : SameDiffArrays.draw(
                  (trial, count, block, width, into, stride, stepStride) ->
                      noise.fill(first + trial, count, block, width, into, stride, stepStride),
                  trials,
                  inputs.steps(),
                  units);
      float[] x = firstStates();
      Nonlinearity f = Nonlinearity.of(dynamics.activation());
      float[] r = new float[x.length];
      for (int i = 0; i < x.length; i++) {
        r[i] = (float) f.rate(x[i]);
      }
      INDArray state = SameDiffArrays.array(x, trials, units);
      INDArray rates = SameDiffArrays.array(r, trials, units);
      for (int from = 0; from < inputs.steps(); from += SEGMENT_STEPS) {
        int to = Math.min(inputs.steps(), from + SEGMENT_STEPS);
        Graph graph =
            graphs.computeIfAbsent(
                new Key(to - from, units, weights.inputs(), weights.outputs(), noise != null),
                SameDiffForward.this::define);
        SameDiffArrays.set(graph.sameDiff, weights);
        Map<String, INDArray> placeholders = new HashMap<>();
        placeholders.put(SameDiffArrays.INPUTS, SameDiffArrays.array(inputs.steps(from, to)));
        placeholders.put(STATE, state);
        placeholders.put(RATE, rates);
        if (noise != null) {
          placeholders.put(SameDiffArrays.NOISE, SameDiffArrays.array(drawn.steps(from, to)));
        }
        Map<String, INDArray> computed =
            graph.sameDiff.output(placeholders, wanted(graph).toArray(String[]::new));
        state = computed.get(graph.state);
        rates = computed.get(graph.rates[to - from - 1]);
        keepOutputs(computed.get(graph.outputs), from, to);
        observe(computed, graph, from);
      }
      if (states != null) {
        System.arraycopy(
            SameDiffArrays.values(state), 0, states.values(), states.at(first), x.length);
      }
    }

    private float[] firstStates() {
      return states == null
          ? States.initial(weights, trials).values()
          : Arrays.copyOfRange(states.values(), states.at(first), states.at(first + trials));
    }

    private List<String> wanted(Graph graph) {
      List<String> wanted = new ArrayList<>(List.of(graph.outputs, graph.state));
      if (observer == null) {
        wanted.add(graph.rates[graph.rates.length - 1]);
      } else {
        wanted.addAll(List.of(graph.rates));
      }
      return wanted;
    }

    private void keepOutputs(INDArray y, int from, int to) {
      float[] values = SameDiffArrays.values(y);
      int length = (to - from) * outputs.channels();
      for (int k = 0; k < trials; k++) {
        System.arraycopy(values, k * length, outputs.values(), outputs.at(first + k, from), length);
      }
    }

    private void observe(Map<String, INDArray> computed, Graph graph, int from) {
      if (observer == null) {
        return;
      }
      for (int t = 0; t < graph.rates.length; t++) {
        float[] all = SameDiffArrays.values(computed.get(graph.rates[t]));
        for (int k = 0; k < trials; k += Engine.TRIALS_TOGETHER) {
          int count = Math.min(Engine.TRIALS_TOGETHER, trials - k);
          float[] group = Arrays.copyOfRange(all, k * units, (k + count) * units);
          observer.rates(first + k, count, from + t, group, units);
        }
      }
    }
  }

  private Graph define(Key key) {
    SameDiff sd = SameDiff.create();
    CtRnnGraph.Unrolled unrolled =
        CtRnnGraph.unroll(
            sd,
            dynamics,
            SameDiffArrays.parameters(sd, key.units, key.inputs, key.outputs),
            sd.placeHolder(STATE, DataType.FLOAT, -1, key.units),
            sd.placeHolder(RATE, DataType.FLOAT, -1, key.units),
            SameDiffArrays.steps(sd, SameDiffArrays.INPUTS, key.steps, key.inputs),
            key.noisy
                ? SameDiffArrays.steps(sd, SameDiffArrays.NOISE, key.steps, key.units)
                : null);
    return new Graph(
        sd,
        sd.stack(1, unrolled.outputs()).name(),
        Arrays.stream(unrolled.rates()).map(SDVariable::name).toArray(String[]::new),
        unrolled.state().name());
  }

  /** Arrays are freed with the graphs. */
  @Override
  public void close() {
    graphs.clear();
  }
}
