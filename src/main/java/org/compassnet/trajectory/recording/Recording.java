package org.compassnet.trajectory.recording;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.compassnet.config.RecordingConfig;
import org.compassnet.config.UserError;

/**
 * The head direction of an animal, as a file holds it, with what is lost left out.
 *
 * @param file that it was read from
 * @param stretches of samples without a gap
 * @param summary what was read, in a line
 * @param warnings what may be wrong with it, a line each
 */
public record Recording(
    Path file, List<Stretch> stretches, RecordingSummary summary, List<String> warnings) {

  /**
   * Samples without a gap.
   *
   * @param timesS of the samples, in s, increasing
   * @param directions in rad, unwrapped
   */
  public record Stretch(double[] timesS, double[] directions) {

    /** From the first sample to the last, in s. */
    public double durationS() {
      return timesS[timesS.length - 1] - timesS[0];
    }
  }

  /**
   * Reads a recording: text (CSV and its kin, DeepLabCut's, FicTrac's) or npz.
   *
   * @param maxGapS the longest time between two samples that is interpolated
   * @param how the columns and their units, as far as their names do not tell
   * @param asked how the user gives them, for messages
   * @throws UserError naming file, line, column and value for anything that is no recording, that
   *     could be read in more than one way, or that no head does
   */
  public static Recording read(Path file, double maxGapS, RecordingConfig how, Asked asked) {
    Samples samples = Samples.read(file, how, asked);
    samples.requireSampling(maxGapS, asked);
    List<Stretch> stretches = stretches(samples, maxGapS);
    RecordingSummary summary = RecordingSummary.of(samples, stretches, maxGapS);
    return new Recording(
        file, stretches, summary, Plausibility.check(samples, summary, how, asked));
  }

  /** Unwraps; a long gap, or a jump by half a turn that stays, ends a stretch. */
  private static List<Stretch> stretches(Samples samples, double maxGapS) {
    List<Stretch> stretches = new ArrayList<>();
    double[] times = samples.timesS();
    double[] directions = samples.directions();
    double[] stretchTimes = new double[times.length];
    double[] unwrapped = new double[times.length];
    int n = 0;
    for (int i = 0; i < times.length; i++) {
      if (Double.isNaN(directions[i])) {
        continue;
      }
      double direction = directions[i];
      if (n > 0) {
        double previous = unwrapped[n - 1];
        if (samples.breaks(i) || times[i] - stretchTimes[n - 1] > maxGapS) {
          add(stretches, stretchTimes, unwrapped, n);
          n = 0;
        } else {
          direction = previous + Math.IEEEremainder(direction - previous, 2 * Math.PI);
        }
      }
      stretchTimes[n] = times[i];
      unwrapped[n++] = direction;
    }
    add(stretches, stretchTimes, unwrapped, n);
    return List.copyOf(stretches);
  }

  private static void add(List<Stretch> stretches, double[] times, double[] directions, int n) {
    if (n >= 2) {
      stretches.add(new Stretch(Arrays.copyOf(times, n), Arrays.copyOf(directions, n)));
    }
  }
}
