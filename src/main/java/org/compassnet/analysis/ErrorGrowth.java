package org.compassnet.analysis;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.compassnet.config.RandomStreams;
import org.compassnet.config.TaskConfig;
import org.compassnet.config.UserError;
import org.compassnet.files.Csv;
import org.compassnet.files.TextTable;
import org.compassnet.network.Simulator;
import org.compassnet.training.Evaluation;
import org.compassnet.trajectory.HeadDirectionTask;
import org.compassnet.trajectory.Trials;

/**
 * Error of path integration over time, and in trials longer than those of the training.
 *
 * @param timeS times of the task's own trials, after the cue
 * @param meanErrorDeg mean absolute angular error at these times
 * @param byLength evaluations on fresh trials without pauses, of those {@link #LENGTHS} (in steps)
 *     that the source of velocities has
 */
public record ErrorGrowth(double[] timeS, double[] meanErrorDeg, List<Evaluation> byLength)
    implements Result {

  public static final int[] LENGTHS = {500, 1000, 2000, 5000, 10_000, 20_000};

  private static final int TRIALS = 100;

  /**
   * Measures on fresh noise-free trials.
   *
   * @param trials the trials of the task's own length, with the network's outputs [trials, 2,
   *     steps]
   */
  static ErrorGrowth of(Specimen specimen, Trials trials, float[] outputs, RandomStreams streams) {
    int cue = specimen.task().cueSteps();
    int steps = trials.steps();
    double[] time = new double[steps - cue];
    double[] error = new double[steps - cue];
    for (int t = cue; t < steps; t++) {
      int at = t;
      time[t - cue] = (t + 1 - cue) * specimen.stepS();
      error[t - cue] =
          IntStream.range(0, trials.trials())
              .mapToDouble(
                  k ->
                      Evaluation.angularErrorDeg(
                          Trials.direction(outputs, steps, k, at), trials.headDirection(k, at)))
              .average()
              .orElse(Double.NaN);
    }
    TaskConfig moving = specimen.task().withoutPauses();
    List<Evaluation> byLength =
        Arrays.stream(LENGTHS)
            .filter(length -> length > cue)
            .mapToObj(length -> evaluate(specimen, moving, streams, length))
            .flatMap(Optional::stream)
            .toList();
    return new ErrorGrowth(time, error, byLength);
  }

  /** Nothing where a recording has no stretch of this length. */
  private static Optional<Evaluation> evaluate(
      Specimen specimen, TaskConfig task, RandomStreams streams, int length) {
    Trials trials;
    try {
      trials =
          new HeadDirectionTask(task.withSteps(length))
              .trials(TRIALS, streams.stream("analysis.error_growth", length));
    } catch (UserError e) {
      return Optional.empty();
    }
    return Optional.of(
        Evaluation.of(
            Simulator.run(
                specimen.weights(),
                specimen.dynamics(),
                trials.inputs(),
                TRIALS,
                length,
                null,
                null),
            trials));
  }

  @Override
  public void tabulate(Tables tables) {
    tables.columns(
        "error_over_time.csv", new String[] {"time_s", "mean_error_deg"}, timeS, meanErrorDeg);
    Csv csv =
        tables.table(
            "error_by_length.csv",
            "steps",
            "trials",
            "mean_error_deg",
            "final_error_deg",
            "normalized_error");
    for (Evaluation evaluation : byLength) {
      csv.row(
          evaluation.steps(),
          evaluation.trials(),
          evaluation.angularErrorDeg().mean(),
          evaluation.angularErrorDeg().finalMean(),
          evaluation.normalizedError());
    }
  }

  /** A row for each length of a trial. */
  @Override
  public String toString() {
    TextTable table = new TextTable("steps", "mean error (deg)", "at the end (deg)");
    byLength.forEach(
        e -> table.row(e.steps(), e.angularErrorDeg().mean(), e.angularErrorDeg().finalMean()));
    return table.toString();
  }
}
