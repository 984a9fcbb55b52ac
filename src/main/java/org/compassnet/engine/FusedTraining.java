package org.compassnet.engine;

import org.compassnet.network.CtRnnWeights;
import org.compassnet.network.Dynamics;
import org.compassnet.network.Engine;
import org.compassnet.network.Gradients;
import org.compassnet.network.Noise;
import org.compassnet.network.TrainingPass;
import org.compassnet.trajectory.TimeSeries;

/** The training passes of {@link FusedEngine}: a shard for each group of trials. */
final class FusedTraining implements TrainingPass {

  private final Dynamics dynamics;
  private final Workers workers;
  private FusedModel model;
  private FusedShard[] shards = new FusedShard[0];
  private FusedGradient[] gradients = new FusedGradient[0];
  private int steps;
  private int trials;
  private long noiseNanos;
  private long forwardNanos;
  private long backwardNanos;

  FusedTraining(Dynamics dynamics, int threads) {
    this.dynamics = dynamics;
    this.workers = new Workers(threads);
  }

  @Override
  public Times times() {
    return new Times(noiseNanos, forwardNanos, backwardNanos);
  }

  @Override
  public double forward(CtRnnWeights weights, TimeSeries inputs, Noise noise, TimeSeries outputs) {
    long start = System.nanoTime();
    prepare(FusedModel.of(weights, dynamics), inputs.trials(), inputs.steps());
    float[] forwardMatrix = model.forwardMatrix(weights);
    float[] backwardMatrix = model.backwardMatrix(weights);
    try (OneThreadForBlas scope = new OneThreadForBlas()) {
      workers.run(
          shards.length,
          (index, worker) -> {
            FusedShard shard = shards[index];
            shard.setWeights(forwardMatrix, weights.x0());
            gradients[index].setWeights(backwardMatrix);
            shard.begin(
                FusedModel.firstTrial(index),
                FusedModel.trialsOf(index, trials),
                null,
                noise == null ? null : noise.group(index));
            shard.forward(inputs, 0, steps, outputs, null);
          });
    }
    double squares = 0;
    long drawing = 0;
    long computing = 0;
    for (FusedShard shard : shards) {
      squares += shard.sumOfSquaredRates();
      drawing += shard.noiseNanos();
      computing += shard.forwardNanos();
    }
    forwardNanos = System.nanoTime() - start;
    noiseNanos = computing == 0 ? 0 : forwardNanos * drawing / computing;
    return squares / ((double) trials * steps * model.units());
  }

  @Override
  public Gradients backward(TimeSeries outputGradient, double penaltyWeight) {
    if (model == null) {
      throw new IllegalStateException("no pass forward whose gradients could be taken");
    }
    long start = System.nanoTime();
    float perRate = (float) (2 * penaltyWeight / ((double) trials * steps * model.units()));
    try (OneThreadForBlas scope = new OneThreadForBlas()) {
      workers.run(
          gradients.length, (index, worker) -> gradients[index].backward(outputGradient, perRate));
    }
    double[] sum = new double[(model.units() + model.outputs()) * model.columns()];
    double[] x0 = new double[model.units()];
    for (FusedGradient gradient : gradients) {
      gradient.addTo(sum, x0);
    }
    Gradients all = unpack(sum, x0);
    backwardNanos = System.nanoTime() - start;
    return all;
  }

  /** From [units + outputs, columns], which is of dt/tau [W_rec | W_in | b] and [W_out | 0]. */
  private Gradients unpack(double[] sum, double[] x0) {
    int units = model.units();
    int inputs = model.inputs();
    int columns = model.columns();
    double alpha = dynamics.dtOverTau();
    Gradients all = Gradients.zeros(units, inputs, model.outputs());
    for (int i = 0; i < units; i++) {
      int row = i * columns;
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
        all.wOut()[o * units + j] = (float) sum[(units + o) * columns + j];
      }
    }
    return all;
  }

  private void prepare(FusedModel wanted, int wantedTrials, int wantedSteps) {
    int count = FusedModel.shardCount(wantedTrials);
    int shardTrials = Math.min(wantedTrials, Engine.TRIALS_TOGETHER);
    if (!wanted.equals(model)
        || shards.length != count
        || shards[0].capacitySteps() < wantedSteps
        || shards[0].capacityTrials() != shardTrials) {
      freeShards();
      model = wanted;
      shards = new FusedShard[count];
      gradients = new FusedGradient[count];
      for (int i = 0; i < count; i++) {
        shards[i] = new FusedShard(model, shardTrials, wantedSteps, true);
        gradients[i] = new FusedGradient(shards[i]);
      }
    }
    trials = wantedTrials;
    steps = wantedSteps;
  }

  private void freeShards() {
    for (int i = 0; i < shards.length; i++) {
      shards[i].close();
      gradients[i].close();
    }
    shards = new FusedShard[0];
    gradients = new FusedGradient[0];
    model = null;
  }

  @Override
  public void close() {
    freeShards();
    workers.close();
  }
}
