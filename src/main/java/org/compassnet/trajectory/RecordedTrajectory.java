package org.compassnet.trajectory;

import java.nio.file.Path;
import java.util.List;
import org.apache.commons.rng.UniformRandomProvider;
import org.compassnet.config.RecordingConfig;
import org.compassnet.config.TaskConfig;
import org.compassnet.config.UserError;
import org.compassnet.config.VelocityConfig;
import org.compassnet.trajectory.recording.Asked;
import org.compassnet.trajectory.recording.Recording;

/**
 * The head direction of an animal, unwrapped and resampled to the task's step by linear
 * interpolation. A gap in the recording ends a stretch; no trial crosses one.
 */
public final class RecordedTrajectory implements VelocityProcess {

  private final Recording recording;
  private final double stepMs;
  private final List<double[]> stretches;

  private RecordedTrajectory(Recording recording, double stepMs, List<double[]> stretches) {
    this.recording = recording;
    this.stepMs = stepMs;
    this.stretches = stretches;
  }

  /**
   * Reads a recording whose columns tell by their names what they are, such as {@code t_s,hd_rad}.
   *
   * @param maxGapS a longer time between two samples ends a stretch
   * @throws UserError naming file, line, column and value for anything that is no such recording
   */
  public static RecordedTrajectory read(Path file, double stepMs, double maxGapS) {
    return of(Recording.read(file, maxGapS, RecordingConfig.BY_NAMES, Asked.OPTIONS), stepMs);
  }

  /**
   * Reads the recording that a configuration names.
   *
   * @param asked how the user says how it is read, for messages
   * @throws UserError as {@link Recording#read}
   */
  public static RecordedTrajectory of(TaskConfig task, Asked asked) {
    VelocityConfig velocity = task.velocity();
    return of(
        Recording.read(Path.of(velocity.file()), velocity.maxGapS(), velocity.recording(), asked),
        task.stepMs());
  }

  /**
   * A recording on the grid of the task's steps.
   *
   * @throws UserError if no stretch of it spans a step
   */
  public static RecordedTrajectory of(Recording recording, double stepMs) {
    List<double[]> stretches =
        recording.stretches().stream()
            .map(stretch -> resampled(stretch, stepMs))
            .filter(directions -> directions.length >= 2)
            .toList();
    if (stretches.isEmpty()) {
      throw new UserError(
          "%s: no stretch without a gap spans a step of %s ms (%d samples, %d lost)"
              .formatted(
                  recording.file(),
                  stepMs,
                  recording.summary().samples(),
                  recording.summary().lost()));
    }
    return new RecordedTrajectory(recording, stepMs, stretches);
  }

  private static double[] resampled(Recording.Stretch stretch, double stepMs) {
    double[] times = stretch.timesS();
    double start = times[0];
    double duration = stretch.durationS();
    // A hundredth of a step of slack: times are decimal numbers, and their sums are not exact.
    int points = (int) Math.floor(duration * 1000 / stepMs + 0.01) + 1;
    double[] directions = new double[points];
    for (int i = 0, k = 0; i < points; i++) {
      double time = Math.min(start + i * stepMs / 1000, start + duration);
      while (k + 2 < times.length && times[k + 1] <= time) {
        k++;
      }
      directions[i] = stretch.between(k, time);
    }
    return directions;
  }

  /** The recording itself: what was read, and what may be wrong with it. */
  public Recording recording() {
    return recording;
  }

  /** Stretches without gaps: unwrapped head direction in rad, one value per step. */
  public List<double[]> stretches() {
    return List.copyOf(stretches);
  }

  /** A stretch of the recording from a random place. */
  @Override
  public double fill(double[] velocity, int from, UniformRandomProvider random) {
    int moves = velocity.length - from;
    long places = 0;
    for (double[] stretch : stretches) {
      places += Math.max(0, stretch.length - moves);
    }
    if (places == 0) {
      throw tooShort(moves);
    }
    long place = random.nextLong(places);
    for (double[] stretch : stretches) {
      long here = Math.max(0, stretch.length - moves);
      if (place < here) {
        return copy(stretch, (int) place, velocity, from);
      }
      place -= here;
    }
    throw new IllegalStateException("place beyond the recording");
  }

  /** The recording from its start to its end as trials that do not overlap. */
  public int consecutiveTrials(int moves) {
    int trials = 0;
    for (double[] stretch : stretches) {
      trials += (stretch.length - 1) / moves;
    }
    if (trials == 0) {
      throw tooShort(moves);
    }
    return trials;
  }

  /** A process whose k-th trial is the k-th of {@link #consecutiveTrials}. */
  public VelocityProcess consecutive() {
    return new VelocityProcess() {
      private int stretch;
      private int place;

      @Override
      public double fill(double[] velocity, int from, UniformRandomProvider random) {
        int moves = velocity.length - from;
        while (stretches.get(stretch).length - 1 - place < moves) {
          stretch++;
          place = 0;
        }
        double direction = copy(stretches.get(stretch), place, velocity, from);
        place += moves;
        return direction;
      }
    };
  }

  private static double copy(double[] stretch, int place, double[] velocity, int from) {
    for (int t = from; t < velocity.length; t++) {
      velocity[t] = stretch[place + t - from + 1] - stretch[place + t - from];
    }
    return stretch[place];
  }

  /**
   * Refuses a recording that is too short.
   *
   * @param moves steps of a trial after the cue
   * @throws UserError if no stretch holds so many
   */
  public void requireMoves(int moves) {
    if (stretches.stream().noneMatch(stretch -> stretch.length > moves)) {
      throw tooShort(moves);
    }
  }

  private UserError tooShort(int moves) {
    int longest = stretches.stream().mapToInt(s -> s.length - 1).max().orElse(0);
    return new UserError(
        "%s: the longest stretch without a gap is %d steps of %s ms; a trial needs %d after the cue"
            .formatted(recording.file(), longest, stepMs, moves));
  }

  /** What was read, in a line. */
  @Override
  public String toString() {
    return recording.summary().toString();
  }
}
