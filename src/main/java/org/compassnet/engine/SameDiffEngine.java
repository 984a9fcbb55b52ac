package org.compassnet.engine;

import java.util.Optional;
import org.compassnet.config.EngineChoice;
import org.compassnet.network.Dynamics;
import org.compassnet.network.Engine;
import org.compassnet.network.ForwardPass;
import org.compassnet.network.TrainingPass;

/**
 * SameDiff's autodiff on {@link org.compassnet.network.CtRnnGraph}, on any backend of ND4J. It is
 * slow, and what other engines are tested against. Its threads are ND4J's.
 */
public final class SameDiffEngine implements Engine {

  @Override
  public EngineChoice choice() {
    return EngineChoice.SAMEDIFF;
  }

  @Override
  public Optional<String> obstacle() {
    return Optional.empty();
  }

  @Override
  public ForwardPass forwardPass(Dynamics dynamics, int threads) {
    return new SameDiffForward(dynamics);
  }

  @Override
  public TrainingPass trainingPass(Dynamics dynamics, int threads) {
    return new SameDiffTraining(dynamics);
  }
}
