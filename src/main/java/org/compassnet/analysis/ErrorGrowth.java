package org.compassnet.analysis;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.compassnet.config.RandomStreams;
import org.compassnet.config.TaskConfig;
import org.compassnet.config.UserError;
import org.compassnet.files.Csv;
import org.compassnet.files.TextTable;
import org.compassnet.training.Evaluation;
import org.compassnet.trajectory.HeadDirectionTask;
import org.compassnet.trajectory.Trials;

/**
 * Error of path integration over time, and in trials longer than those of the training.
 *
 * @param timeS times of the task's own trials, after the cue
 * @param meanErrorDeg mean absolute angular error at these times
 * @param byLength evaluations on fresh trials without pauses, of those lengths that the source of
 *     velocities has
 * @param omitted lengths in which the rates grow without bound: name and reason
 */
public record ErrorGrowth(
    double[] timeS, double[] meanErrorDeg, List<Evaluation> byLength, Map<String, String> omitted)
    implements Result {

  /**
   * On what the growth is measured.
   *
   * @param lengths of the trials, in steps
   * @param trials of each length
   */
  public record Options(List<Integer> lengths, int trials) {

    public Options {
      lengths = List.copyOf(lengths);
      if (trials < 1) {
        throw new IllegalArgumentException("trials must be >= 1: " + trials);
      }
    }

    /** 500 to 20,000 steps, 100 trials each. */
    public static Options defaults() {
      return new Options(List.of(500, 1000, 2000, 5000, 10_000, 20_000), 100);
    }

    public Options withLengths(Integer... steps) {
      return new Options(List.of(steps), trials);
    }

    public Options withTrials(int count) {
      return new Options(lengths, count);
    }
  }

  /** With the usual options. */
  public static ErrorGrowth of(Specimen specimen) {
    return of(specimen, Options.defaults());
  }

  /** On trials of the network's task that the default seed draws. */
  public static ErrorGrowth of(Specimen specimen, Options options) {
    return of(specimen.follow(Defaults.trials(specimen)), options, Defaults.streams());
  }

  /**
   * Measures on noise-free trials.
   *
   * @param response of the network to trials of the task's own length
   * @param streams of the longer trials
   */
  public static ErrorGrowth of(Response response, Options options, RandomStreams streams) {
    Specimen specimen = response.specimen();
    Trials trials = response.trials();
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
                          response.decoded(k, at), trials.headDirection(k, at)))
              .average()
              .orElse(Double.NaN);
    }
    TaskConfig moving = specimen.task().withoutPauses();
    List<Evaluation> byLength = new ArrayList<>();
    Map<String, String> omitted = new LinkedHashMap<>();
    for (int length : options.lengths()) {
      if (length > cue) {
        Attempt<Optional<Evaluation>> made =
            Attempt.of(() -> evaluate(specimen, moving, streams, length, options.trials()));
        made.ifPresent(evaluation -> evaluation.ifPresent(byLength::add));
        if (!made.succeeded()) {
          omitted.put("trials_of_" + length + "_steps", made.whyNot());
        }
      }
    }
    return new ErrorGrowth(
        time, error, List.copyOf(byLength), Collections.unmodifiableMap(omitted));
  }

  /** Nothing where a recording has no stretch of this length. */
  private static Optional<Evaluation> evaluate(
      Specimen specimen, TaskConfig task, RandomStreams streams, int length, int count) {
    Trials trials;
    try {
      trials =
          new HeadDirectionTask(task.withSteps(length))
              .trials(count, streams.stream("analysis.error_growth", length));
    } catch (UserError e) {
      return Optional.empty();
    }
    return Optional.of(specimen.follow(trials).evaluation());
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
