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

    /** The direction at a time between a sample and the next, in rad, unwrapped. */
    public double between(int sample, double timeS) {
      return directions[sample]
          + (directions[sample + 1] - directions[sample])
              * (timeS - timesS[sample])
              / (timesS[sample + 1] - timesS[sample]);
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
    return read(Table.read(file, how, asked), maxGapS, how, asked);
  }

  /**
   * Reads a recording whose columns are in a table.
   *
   * @throws UserError as for a file
   */
  public static Recording read(Table table, double maxGapS, RecordingConfig how, Asked asked) {
    Samples samples = Samples.read(table, how, asked);
    samples.requireSampling(maxGapS, asked);
    List<Stretch> stretches = stretches(samples, maxGapS);
    RecordingSummary summary = RecordingSummary.of(samples, stretches, maxGapS);
    return new Recording(
        table.file(), stretches, summary, Plausibility.check(samples, summary, how, asked));
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

  /**
   * Directions at these times: on the shorter way round between two samples, and the nearest sample
   * for half a sampling interval beyond a stretch.
   *
   * @param timesS increasing
   * @return in [0, 2 pi); NaN where the direction is lost
   */
  public double[] directionsAt(double[] timesS) {
    double reach = 0.5 / summary.rateHz();
    double[] directions = new double[timesS.length];
    int s = 0;
    int k = 0;
    for (int i = 0; i < timesS.length; i++) {
      while (s < stretches.size() && timesS[i] > end(stretches.get(s)) + reach) {
        s++;
        k = 0;
      }
      if (s == stretches.size() || timesS[i] < stretches.get(s).timesS[0] - reach) {
        directions[i] = Double.NaN;
        continue;
      }
      Stretch stretch = stretches.get(s);
      double time = Math.min(Math.max(timesS[i], stretch.timesS[0]), end(stretch));
      while (k + 2 < stretch.timesS.length && stretch.timesS[k + 1] <= time) {
        k++;
      }
      double turn = 2 * Math.PI;
      double direction = stretch.between(k, time);
      direction -= turn * Math.floor(direction / turn);
      directions[i] = direction < turn ? direction : 0;
    }
    return directions;
  }

  private static double end(Stretch stretch) {
    return stretch.timesS[stretch.timesS.length - 1];
  }
}
