package org.compassnet.engine;

import java.util.Optional;
import org.compassnet.config.EngineChoice;
import org.compassnet.network.Dynamics;
import org.compassnet.network.Engine;
import org.compassnet.network.ForwardPass;
import org.compassnet.network.TrainingPass;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Backpropagation through time by hand, for the CPU. It is tested against SameDiff's autodiff and
 * against values in double precision.
 *
 * <p>The trials are split into shards of a fixed size, each computed by one thread from its first
 * step to its last, so that the results do not depend on the number of threads. Buffers are
 * time-major and are used again by the next pass. Every step is one product of matrices, one copy
 * in and out, and one loop over the shard; see {@link FusedShard} for their layout.
 */
public final class FusedEngine implements Engine {

  @Override
  public EngineChoice choice() {
    return EngineChoice.FUSED;
  }

  @Override
  public Optional<String> obstacle() {
    Object backend = Nd4j.getExecutioner().getEnvironmentInformation().get("backend");
    return "CPU".equals(backend)
        ? Optional.empty()
        : Optional.of("runs on ND4J's CPU backend; this one is " + backend);
  }

  @Override
  public ForwardPass forwardPass(Dynamics dynamics, int threads) {
    return new FusedForward(dynamics, threads);
  }

  @Override
  public TrainingPass trainingPass(Dynamics dynamics, int threads) {
    return new FusedTraining(dynamics, threads);
  }
}
