package org.compassnet.engine;

import java.util.Arrays;
import org.compassnet.network.CtRnnWeights;
import org.compassnet.network.Dynamics;
import org.compassnet.network.Gradients;
import org.compassnet.network.Noise;
import org.compassnet.network.Penalties;
import org.compassnet.network.Penalty;
import org.compassnet.network.TrainingPass;
import org.compassnet.trajectory.TimeSeries;

/**
 * The training passes of {@link FusedEngine}: a shard for each group of trials. Gradients of the
 * shards are added in their order, in double precision.
 */
final class FusedTraining implements TrainingPass {

  private final Dynamics dynamics;
  private final Workers workers;
  private final Kernels kernels;
  private final long historyBytes;
  private FusedModel model;
  private FusedShard[] shards = new FusedShard[0];
  private FusedGradient[] gradients = new FusedGradient[0];
  private CtRnnWeights lastWeights;
  private Penalties penalties;
  private int steps;
  private int trials;
  private long noiseNanos;
  private long forwardNanos;
  private long backwardNanos;

  /**
   * Training passes.
   *
   * @param historyBytes what may be kept of all steps at once; beyond it, they are computed twice
   */
  FusedTraining(Dynamics dynamics, int threads, Kernels kernels, long historyBytes) {
    this.dynamics = dynamics;
    this.workers = new Workers(threads);
    this.kernels = kernels;
    this.historyBytes = historyBytes;
  }

  @Override
  public Times times() {
    return new Times(noiseNanos, forwardNanos, backwardNanos);
  }

  @Override
  public Penalties forward(
      CtRnnWeights weights, TimeSeries inputs, Noise noise, Penalties charged, TimeSeries outputs) {
    long start = System.nanoTime();
    prepare(FusedModel.of(weights, dynamics), inputs.trials(), inputs.steps());
    FusedShard.Pass pass =
        new FusedShard.Pass(
            weights,
            model.forwardMatrix(kernels, weights),
            inputs,
            noise,
            charged.has(Penalty.ABSOLUTE_RATES));
    workers.run(
        shards.length,
        (index, worker) -> shards[index].forward(pass, FusedModel.firstTrial(index), outputs));
    long drawing = 0;
    long computing = 0;
    for (FusedShard shard : shards) {
      drawing += shard.noiseNanos();
      computing += shard.forwardNanos();
    }
    lastWeights = weights;
    penalties = charged;
    forwardNanos = System.nanoTime() - start;
    noiseNanos = computing == 0 ? 0 : forwardNanos * drawing / computing;
    return terms();
  }

  private Penalties terms() {
    double rates = (double) trials * steps * model.units();
    double squares = 0;
    double absolutes = 0;
    for (FusedShard shard : shards) {
      squares += shard.sums().ofSquares();
      absolutes += shard.sums().ofAbsolutes();
    }
    Penalties terms = Penalties.of(Penalty.SQUARED_RATES, squares / rates);
    if (penalties.has(Penalty.ABSOLUTE_RATES)) {
      terms = terms.with(Penalty.ABSOLUTE_RATES, absolutes / rates);
    }
    if (penalties.has(Penalty.RATE_NORMS)) {
      double norms = Arrays.stream(meanSquares()).map(Math::sqrt).sum();
      terms = terms.with(Penalty.RATE_NORMS, norms / model.units());
    }
    return chargesWeights() ? new OutgoingWeights(lastWeights).with(terms) : terms;
  }

  private boolean chargesWeights() {
    return penalties.has(Penalty.ABSOLUTE_OUTGOING) || penalties.has(Penalty.OUTGOING_NORMS);
  }

  /** Mean of r^2 over trials and steps, of each unit. */
  private double[] meanSquares() {
    double[] perUnit = new double[model.units()];
    for (FusedShard shard : shards) {
      shard.sums().addSquares(perUnit);
    }
    for (int i = 0; i < perUnit.length; i++) {
      perUnit[i] /= (double) trials * steps;
    }
    return perUnit;
  }

  @Override
  public Gradients backward(TimeSeries outputGradient) {
    if (lastWeights == null) {
      throw new IllegalStateException("no pass forward whose gradients could be taken");
    }
    long start = System.nanoTime();
    RateCharge charge = RateCharge.of(penalties, meanSquares(), (double) trials * steps);
    Kernels.Packed matrix = model.backwardMatrix(kernels, lastWeights);
    workers.run(
        gradients.length,
        (index, worker) -> gradients[index].backward(matrix, outputGradient, charge));
    double[] sum = new double[model.driven() * model.stride()];
    double[] x0 = new double[model.units()];
    for (FusedGradient gradient : gradients) {
      gradient.addTo(sum, x0);
    }
    Gradients all = unpack(sum, x0);
    if (chargesWeights()) {
      new OutgoingWeights(lastWeights).addGradients(penalties, all);
    }
    backwardNanos = System.nanoTime() - start;
    return all;
  }

  /** From [driven, stride], which is of dt/tau [W_rec | W_in | b] and [W_out | 0 | b_out]. */
  private Gradients unpack(double[] sum, double[] x0) {
    int units = model.units();
    int inputs = model.inputs();
    int stride = model.stride();
    double alpha = dynamics.dtOverTau();
    Gradients all = Gradients.zeros(units, inputs, model.outputs());
    for (int i = 0; i < units; i++) {
      int row = i * stride;
      for (int j = 0; j < units; j++) {
        all.wRec()[i * units + j] = (float) (alpha * sum[row + j]);
      }
      for (int k = 0; k < inputs; k++) {
        all.wIn()[i * inputs + k] = (float) (alpha * sum[row + units + k]);
      }
      all.b()[i] = (float) (alpha * sum[row + units + inputs]);
      all.x0()[i] = (float) x0[i];
    }
    for (int o = 0; o < model.outputs(); o++) {
      for (int j = 0; j < units; j++) {
        all.wOut()[o * units + j] = (float) sum[(units + o) * stride + j];
      }
      all.bOut()[o] = (float) sum[(units + o) * stride + units + inputs];
    }
    return all;
  }

  private void prepare(FusedModel wanted, int wantedTrials, int wantedSteps) {
    if (wanted.equals(model) && trials == wantedTrials && steps == wantedSteps) {
      return;
    }
    free();
    int count = FusedModel.shardCount(wantedTrials);
    int segment = segment(wanted, wantedTrials, wantedSteps, historyBytes);
    int segments = wantedSteps / segment + 1;
    FusedShard[] newShards = new FusedShard[count];
    FusedGradient[] newGradients = new FusedGradient[count];
    for (int i = 0; i < count; i++) {
      int ofShard = FusedModel.trialsOf(i, wantedTrials);
      newShards[i] = new FusedShard(wanted, kernels, ofShard, segment, segments);
      newGradients[i] = new FusedGradient(newShards[i]);
    }
    shards = newShards;
    gradients = newGradients;
    model = wanted;
    trials = wantedTrials;
    steps = wantedSteps;
  }

  /**
   * Steps whose history is kept at once, step 0 among them: all if there is room, or about the
   * square root of their number, which needs the least.
   */
  static int segment(FusedModel model, int trials, int steps, long historyBytes) {
    long all = historyBytes(model, trials, steps + 1);
    long ofShard = historyBytes(model, FusedModel.trialsOf(0, trials), steps + 1) / 2;
    if (all <= historyBytes && ofShard / Float.BYTES < Integer.MAX_VALUE - 8) {
      return steps + 1;
    }
    int root = (int) Math.ceil(Math.sqrt(steps + 1.));
    return (root + FusedGradient.BLOCK_STEPS - 1)
        / FusedGradient.BLOCK_STEPS
        * FusedGradient.BLOCK_STEPS;
  }

  /** Bytes of the histories and slopes of so many steps. */
  static long historyBytes(FusedModel model, int trials, int steps) {
    long rows = 0;
    for (int i = 0; i < FusedModel.shardCount(trials); i++) {
      rows += Kernels.paddedRows(FusedModel.trialsOf(i, trials));
    }
    return 2 * Float.BYTES * rows * steps * model.stride();
  }

  private void free() {
    shards = new FusedShard[0];
    gradients = new FusedGradient[0];
    model = null;
    lastWeights = null;
  }

  @Override
  public void close() {
    free();
    workers.close();
  }
}
