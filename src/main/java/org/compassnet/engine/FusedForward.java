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

  /** Steps that a shard holds at a time. */
  private static final int SEGMENT_STEPS = 256;

  private final Dynamics dynamics;
  private final Workers workers;
  private FusedModel model;
  private FusedShard[] shards = new FusedShard[0];

  FusedForward(Dynamics dynamics, int threads) {
    this.dynamics = dynamics;
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
    int segment = Math.min(inputs.steps(), SEGMENT_STEPS);
    prepare(FusedModel.of(weights, dynamics), segment);
    float[] matrix = model.forwardMatrix(weights);
    try (OneThreadForBlas scope = new OneThreadForBlas()) {
      workers.run(
          FusedModel.shardCount(inputs.trials()),
          (index, worker) -> {
            FusedShard shard = shards[worker];
            shard.setWeights(matrix, weights.x0());
            shard.begin(
                FusedModel.firstTrial(index),
                FusedModel.trialsOf(index, inputs.trials()),
                states,
                noise == null ? null : noise.group(index));
            for (int from = 0; from < inputs.steps(); from += segment) {
              int to = Math.min(inputs.steps(), from + segment);
              shard.forward(inputs, from, to, outputs, observer);
            }
            if (states != null) {
              shard.copyStates(states);
            }
          });
    }
  }

  private void prepare(FusedModel wanted, int segment) {
    if (!wanted.equals(model) || shards[0].capacitySteps() < segment) {
      freeShards();
      model = wanted;
      shards = new FusedShard[workers.count()];
      for (int i = 0; i < shards.length; i++) {
        shards[i] = new FusedShard(model, Engine.TRIALS_TOGETHER, segment, false);
      }
    }
  }

  private void freeShards() {
    for (FusedShard shard : shards) {
      shard.close();
    }
    shards = new FusedShard[0];
    model = null;
  }

  @Override
  public void close() {
    freeShards();
    workers.close();
  }
}
