package org.compassnet.engine;

import org.compassnet.network.CtRnnWeights;
import org.compassnet.network.Dynamics;
import org.compassnet.network.Engine;
import org.compassnet.network.ForwardPass;
import org.compassnet.network.Noise;
import org.compassnet.network.RateObserver;
import org.compassnet.network.States;
import org.compassnet.trajectory.TimeSeries;

/** The forward pass of {@link FusedEngine}: a shard for each thread, used again and again. */
final class FusedForward implements ForwardPass {

  private final Dynamics dynamics;
  private final Kernels kernels;
  private final Workers workers;
  private FusedModel model;
  private FusedShard[] shards = new FusedShard[0];

  FusedForward(Dynamics dynamics, int threads, Kernels kernels) {
    this.dynamics = dynamics;
    this.kernels = kernels;
    this.workers = new Workers(threads);
  }

  @Override
  public void run(
      CtRnnWeights weights,
      TimeSeries inputs,
      Noise noise,
      States states,
      TimeSeries outputs,
      RateObserver observer) {
    FusedModel wanted = FusedModel.of(weights, dynamics);
    if (!wanted.equals(model)) {
      model = wanted;
      shards = new FusedShard[workers.count()];
    }
    FusedShard.Pass pass =
        new FusedShard.Pass(weights, model.forwardMatrix(kernels, weights), inputs, noise, false);
    workers.run(
        FusedModel.shardCount(inputs.trials()),
        (index, worker) -> {
          int trials = FusedModel.trialsOf(index, inputs.trials());
          FusedShard shard = shards[worker];
          if (shard == null || shard.trials() != trials) {
            shard = new FusedShard(model, kernels, trials);
            // The last trials, fewer than the others, come once in a run.
            if (trials == Math.min(inputs.trials(), Engine.TRIALS_TOGETHER)) {
              shards[worker] = shard;
            }
          }
          shard.run(pass, FusedModel.firstTrial(index), states, outputs, observer);
        });
  }

  @Override
  public void close() {
    shards = new FusedShard[0];
    model = null;
    workers.close();
  }
}
