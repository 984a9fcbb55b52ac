package org.compassnet.config;

import java.util.List;

/** The training loop. */
public record TrainingConfig(
    int updates,
    int batchTrials,
    boolean freshTrials,
    Optimiser optimiser,
    double learningRate,
    LearningRateSchedule learningRateSchedule,
    double weightDecay,
    double clipNorm,
    ActivityPenalty activityPenalty,
    OutgoingPenalty outgoingPenalty,
    List<Stage> curriculum,
    EngineChoice engine,
    int threads,
    Validation validation,
    int snapshots) {

  private static final int MOST_SNAPSHOTS = 100;

  /** The first snapshot after the start is after this share of the updates. */
  private static final double FIRST_SNAPSHOT = 1.0 / 256;

  public TrainingConfig {
    Check.atLeast("training.updates", updates, 1);
    Check.atLeast("training.batch_trials", batchTrials, 1);
    Check.positive("training.learning_rate", learningRate);
    Check.notNegative("training.weight_decay", weightDecay);
    Check.notNegative("training.clip_norm", clipNorm);
    Check.within("training.threads", threads, 0, 1024);
    Check.that(
        snapshots == 0 || snapshots >= 3 && snapshots <= MOST_SNAPSHOTS,
        "training.snapshots",
        snapshots,
        "0, or an integer from 3 to " + MOST_SNAPSHOTS);
    Check.that(
        snapshots <= (long) updates + 1,
        "training.snapshots",
        snapshots,
        "at most " + ((long) updates + 1) + ", as training.updates is " + updates,
        "training.updates");
    curriculum = curriculum == null ? List.of() : List.copyOf(curriculum);
    for (int i = 0; i < curriculum.size(); i++) {
      int update = curriculum.get(i).update();
      int least = i == 0 ? 0 : curriculum.get(i - 1).update() + 1;
      Check.that(
          i == 0 ? update == 0 : update >= least,
          "training.curriculum[" + i + "].update",
          update,
          i == 0
              ? "0, where the first stage begins"
              : "an integer >= " + least + ", as stages are in order");
    }
  }

  /**
   * Penalties of the rates, each a mean over the units.
   *
   * @param weight the activity (metabolic) penalty, of the mean squared rate
   * @param l1Weight of the mean absolute rate
   * @param groupWeight of the root of a unit's mean squared rate
   * @param anneal whether {@code weight} falls when its penalty is large beside the error
   * @param schedule of the three weights
   */
  public record ActivityPenalty(
      double weight,
      double l1Weight,
      double groupWeight,
      boolean anneal,
      List<PenaltySchedule.Point> schedule) {
    public ActivityPenalty {
      Check.notNegative("training.activity_penalty.weight", weight);
      Check.notNegative("training.activity_penalty.l1_weight", l1Weight);
      Check.notNegative("training.activity_penalty.group_weight", groupWeight);
      schedule = PenaltySchedule.checked("training.activity_penalty.schedule", schedule);
    }

    /** Whether any of the weights is above 0. */
    public boolean charges() {
      return weight > 0 || l1Weight > 0 || groupWeight > 0;
    }
  }

  /**
   * Penalties of each unit's outgoing weights, recurrent and to the outputs, each a mean over the
   * units.
   *
   * @param l1Weight of the sum of their absolute values
   * @param groupWeight of their Euclidean norm
   * @param schedule of both weights
   */
  public record OutgoingPenalty(
      double l1Weight, double groupWeight, List<PenaltySchedule.Point> schedule) {
    public OutgoingPenalty {
      Check.notNegative("training.outgoing_penalty.l1_weight", l1Weight);
      Check.notNegative("training.outgoing_penalty.group_weight", groupWeight);
      schedule = PenaltySchedule.checked("training.outgoing_penalty.schedule", schedule);
    }

    /** Whether any of the weights is above 0. */
    public boolean charges() {
      return l1Weight > 0 || groupWeight > 0;
    }
  }

  /** From this update on, trials have this many steps. */
  public record Stage(int update, int steps) {
    public Stage {
      Check.atLeast("training.curriculum.steps", steps, 1);
    }
  }

  /** Validation during training. */
  public record Validation(int everyUpdates, int trials) {
    public Validation {
      Check.atLeast("training.validation.every_updates", everyUpdates, 1);
      Check.atLeast("training.validation.trials", trials, 1);
    }
  }

  /**
   * After how many updates the weights are kept: 0, the last, and between them in steps that grow
   * by the same factor, as weights change most at the beginning. Ten of 1280 updates are 0, 5, 10,
   * 20, and so on to 640 and 1280. Empty without snapshots.
   */
  public int[] snapshotUpdates() {
    int[] at = new int[snapshots];
    double first = Math.max(1, updates * FIRST_SNAPSHOT);
    for (int k = 1; k < snapshots; k++) {
      double share = (k - 1.0) / (snapshots - 2);
      at[k] = (int) Math.max(at[k - 1] + 1, Math.round(first * Math.pow(updates / first, share)));
    }
    return at;
  }

  /** Steps of a trial at an update, by the curriculum, or {@code taskSteps} without one. */
  public int stepsAt(int update, int taskSteps) {
    int steps = taskSteps;
    for (Stage stage : curriculum) {
      if (stage.update() <= update) {
        steps = stage.steps();
      }
    }
    return steps;
  }
}
