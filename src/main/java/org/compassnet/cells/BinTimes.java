package org.compassnet.cells;

import java.math.BigDecimal;
import java.math.MathContext;
import java.nio.file.Path;
import java.util.Arrays;
import org.compassnet.config.UserError;
import org.compassnet.files.Text;
import org.compassnet.trajectory.recording.TimedRows;

/**
 * Times of the bins that a file's rows are, told by the times in them.
 *
 * @param centersS middle of each bin, in s
 * @param binS width of a bin, in s
 * @param said how they were told
 */
record BinTimes(double[] centersS, double binS, String said) {

  // A step of the tracker that is longer is a break.
  private static final double BREAK = 1.5;
  // Farther from its sample no bin may be, in samples of the tracker; half of one is the most
  // where each bin has the nearest sample, and sums of decimal numbers are not exact.
  private static final double FARTHEST = 0.75;
  // A width this near to a round number is that number.
  private static final double ROUND = 2e-3;
  private static final double NARROWEST = 0.5;

  static BinTimes of(TimedRows rows, Path file) {
    if (rows.timesS().length < 2) {
      throw new UserError(file + ": " + rows.timesS().length + " bins; at least two are wanted");
    }
    return rows.shared() ? ofSharedSamples(rows.timesS(), file) : ofOwnTimes(rows.timesS(), file);
  }

  private static BinTimes ofOwnTimes(double[] times, Path file) {
    double binS = round(medianStep(times));
    for (int i = 1; i < times.length; i++) {
      if (times[i] - times[i - 1] < NARROWEST * binS) {
        throw new UserError(
            Text.text(
                "%s: element %d: a step of %.4g ms, where most bins are %.4g ms wide; bins of one"
                    + " width are wanted",
                file, i, 1e3 * (times[i] - times[i - 1]), 1e3 * binS));
      }
    }
    return new BinTimes(times, binS, Text.text("bins of %.4g ms by their times", 1e3 * binS));
  }

  /**
   * A tracker slower than the bins: each bin has the time of the sample nearest to it. Between
   * breaks, where the tracker skips samples, bins follow each other; so their number over a time
   * gives their width, and their mean distance from their samples, which is none, their place.
   */
  private static BinTimes ofSharedSamples(double[] times, Path file) {
    double[] samples = distinct(times);
    double period = medianStep(samples);
    double binS = width(times, BREAK * period, file);
    double[] centers = new double[times.length];
    for (int from = 0; from < times.length; ) {
      int to = from + 1;
      while (to < times.length && times[to] - times[to - 1] <= BREAK * period) {
        to++;
      }
      double start = 0;
      for (int i = from; i < to; i++) {
        start += (times[i] - (i - from) * binS) / (to - from);
      }
      for (int i = from; i < to; i++) {
        centers[i] = start + (i - from) * binS;
        boolean follows = i == 0 || centers[i] - centers[i - 1] > NARROWEST * binS;
        if (!follows || Math.abs(centers[i] - times[i]) > FARTHEST * period + binS) {
          throw new UserError(
              Text.text(
                  "%s: element %d: time %.4f s repeats, and fits no bins of one width (%.4g ms"
                      + " would be likely)",
                  file, i, times[i], 1e3 * binS));
        }
      }
      from = to;
    }
    return new BinTimes(
        centers,
        binS,
        Text.text(
            "bins of %.4g ms: their times repeat, as those of a tracker with a sample each %.4g ms;"
                + " each bin is taken to have the sample nearest to its middle",
            1e3 * binS, 1e3 * period));
  }

  private static double width(double[] times, double most, Path file) {
    double duration = 0;
    long bins = 0;
    for (int from = 0; from < times.length; ) {
      int to = from + 1;
      int second = -1;
      int last = -1;
      while (to < times.length && times[to] - times[to - 1] <= most) {
        if (times[to] != times[to - 1]) {
          second = second < 0 ? to : second;
          last = to;
        }
        to++;
      }
      if (last > second) {
        duration += times[last] - times[second];
        bins += last - second;
      }
      from = to;
    }
    if (bins == 0) {
      throw new UserError(file + ": times repeat, and nothing tells the width of the bins");
    }
    return round(duration / bins);
  }

  private static double[] distinct(double[] times) {
    double[] distinct = new double[times.length];
    int n = 0;
    for (double time : times) {
      if (n == 0 || time != distinct[n - 1]) {
        distinct[n++] = time;
      }
    }
    return Arrays.copyOf(distinct, n);
  }

  private static double medianStep(double[] times) {
    double[] steps = new double[Math.max(1, times.length - 1)];
    for (int i = 1; i < times.length; i++) {
      steps[i - 1] = times[i] - times[i - 1];
    }
    Arrays.sort(steps);
    return steps[steps.length / 2];
  }

  /** The number of the fewest digits that is as good as this one. */
  private static double round(double value) {
    for (int digits = 1; digits <= 3; digits++) {
      double rounded = new BigDecimal(value).round(new MathContext(digits)).doubleValue();
      if (Math.abs(rounded - value) <= ROUND * value / Math.pow(10, digits - 1)) {
        return rounded;
      }
    }
    return value;
  }
}
