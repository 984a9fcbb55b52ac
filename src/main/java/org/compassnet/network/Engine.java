package org.compassnet.network;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;
import org.compassnet.config.EngineChoice;
import org.compassnet.config.UserError;

/**
 * A way to compute the network of {@link CtRnnModel}, for training, simulation and analysis alike.
 *
 * <p>Engines are found by {@link ServiceLoader}: an engine is a class and a line in {@code
 * META-INF/services/org.compassnet.network.Engine}, whose order is the order of preference. So a
 * Deeplearning4j layer that was read from a file finds its engine too.
 *
 * <p>An engine knows weights and dynamics. What Deeplearning4j or the configuration make of them is
 * done before and after it: the velocity's input gain, barred self-connections, an initial state
 * that is not learned.
 */
public interface Engine {

  /** Trials that are computed together at most, by one thread; they share a noise stream. */
  int TRIALS_TOGETHER = 50;

  /** The choice that asks for this engine; never auto. */
  EngineChoice choice();

  /** Why this engine cannot run on this machine, or nothing if it can. */
  Optional<String> obstacle();

  /**
   * A pass that only looks.
   *
   * @param threads threads to use, 0 for all cores; the results are the same for any
   */
  ForwardPass forwardPass(Dynamics dynamics, int threads);

  /**
   * Passes forward and backward.
   *
   * @param threads threads to use, 0 for all cores; the results are the same for any
   */
  TrainingPass trainingPass(Dynamics dynamics, int threads);

  /**
   * The engine of a choice; for auto, the first that can run here.
   *
   * @throws UserError if it is not there, or cannot run on this machine
   */
  static Engine of(EngineChoice choice) {
    List<String> refusals = new ArrayList<>();
    for (Engine engine : InstalledEngines.ALL) {
      if (choice == EngineChoice.AUTO || choice == engine.choice()) {
        Optional<String> obstacle = engine.obstacle();
        if (obstacle.isEmpty()) {
          return engine;
        }
        refusals.add(engine.choice().keyword() + " " + obstacle.get());
      }
    }
    throw new UserError(
        "training.engine "
            + choice.keyword()
            + ": "
            + (refusals.isEmpty() ? "no such engine is installed" : String.join("; ", refusals)));
  }
}
