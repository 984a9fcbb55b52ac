package org.compassnet.engine;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.compassnet.config.EngineChoice;
import org.compassnet.network.Dynamics;
import org.compassnet.network.Engine;
import org.compassnet.network.ForwardPass;
import org.compassnet.network.TrainingPass;
import org.nd4j.linalg.factory.Nd4j;

/**
 * SameDiff's autodiff on {@link org.compassnet.network.CtRnnGraph}, on any backend of ND4J. It is
 * slow, and what other engines are tested against. Its threads are ND4J's.
 */
public final class SameDiffEngine implements Engine {

  @Override
  public EngineChoice choice() {
    return EngineChoice.SAMEDIFF;
  }

  /** On a GPU that ND4J has no code for, it starts, and fails at the first operation. */
  @Override
  public Optional<String> obstacle() {
    return obstacle(() -> Nd4j.createFromArray(1f, 2f).mul(2f).sumNumber());
  }

  /** What keeps this operation from being done here, or nothing. */
  static Optional<String> obstacle(Runnable operation) {
    try {
      operation.run();
      return Optional.empty();
    } catch (RuntimeException e) {
      return Optional.of(
          "cannot compute on "
              + devices(Nd4j.getExecutioner().getEnvironmentInformation())
              + " (ND4J says: "
              + e.getMessage()
              + "); docs/platforms.md has the GPUs that ND4J holds code for");
    }
  }

  /** The GPUs with their compute capability, or this machine where ND4J tells of none. */
  static String devices(Map<?, ?> environment) {
    String names =
        environment.get("cuda.devicesInformation") instanceof List<?> devices
            ? devices.stream()
                .filter(Map.class::isInstance)
                .map(
                    d -> {
                      Map<?, ?> gpu = (Map<?, ?>) d;
                      return gpu.get("cuda.deviceName")
                          + ", compute capability "
                          + gpu.get("cuda.deviceMajor")
                          + "."
                          + gpu.get("cuda.deviceMinor");
                    })
                .collect(Collectors.joining("; "))
            : "";
    return names.isEmpty() ? "this machine" : names;
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
