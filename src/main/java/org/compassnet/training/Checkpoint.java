package org.compassnet.training;

import java.io.IOException;
import java.nio.file.Path;
import org.compassnet.config.Config;
import org.compassnet.config.UserError;
import org.compassnet.network.HeadDirectionNetwork;

/**
 * A network with its optimiser and the state of the loop around it, in one file: a model file of
 * ModelSerializer with one more entry. Random streams need no state; they depend on the update.
 */
final class Checkpoint {

  private Checkpoint() {}

  /**
   * The loop's state after an update.
   *
   * @param update number of updates done
   * @param penaltyWeight annealed so far
   * @param bestAngularErrorDeg the least in any validation so far; infinite before the first
   * @param bestUpdate the update of that validation
   * @param seconds time spent
   */
  record State(
      int update,
      double penaltyWeight,
      double bestAngularErrorDeg,
      int bestUpdate,
      double seconds) {}

  static void write(Path file, HeadDirectionNetwork network, State state) throws IOException {
    ModelFile.write(file, network, Config.json().writeValueAsBytes(state));
  }

  /**
   * @throws UserError if the file is missing, damaged, no checkpoint, or its state is none that a
   *     training with this configuration has
   */
  static State readState(Path file, Config config) {
    byte[] json = ModelFile.read(file).state();
    if (json == null) {
      throw new UserError(file + ": a model without the state of its training; not a checkpoint");
    }
    State state;
    try {
      state = Config.json().readValue(json, State.class);
    } catch (IOException e) {
      throw new UserError(file + ": damaged checkpoint: the state of its training", e);
    }
    require(file, "update", state.update(), 1, config.training().updates());
    // A training that was stopped before its first validation has no best network yet.
    boolean validated = state.bestAngularErrorDeg() != Double.POSITIVE_INFINITY;
    require(
        file, "best_update", state.bestUpdate(), validated ? 1 : 0, validated ? state.update() : 0);
    if (validated) {
      require(file, "best_angular_error_deg", state.bestAngularErrorDeg(), 0, 180);
    }
    double weight = config.training().activityPenalty().weight();
    require(file, "penalty_weight", state.penaltyWeight(), 0, weight);
    require(file, "seconds", state.seconds(), 0, Double.MAX_VALUE);
    return state;
  }

  private static void require(Path file, String name, double value, double least, double most) {
    if (!(value >= least && value <= most)) {
      throw new UserError(
          "%s: %s is %s in the checkpoint; config.yaml allows %s to %s"
              .formatted(file, name, number(value), number(least), number(most)));
    }
  }

  private static String number(double value) {
    return value == Math.rint(value) && Math.abs(value) < 1e15
        ? Long.toString((long) value)
        : Double.toString(value);
  }
}
