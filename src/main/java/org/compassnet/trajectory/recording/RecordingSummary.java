package org.compassnet.trajectory.recording;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.StringJoiner;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;

/**
 * What was read from a recording.
 *
 * @param file that was read
 * @param time column of the time and its unit
 * @param direction columns of the direction and their unit
 * @param samples rows with a time
 * @param untimed rows without a time, left out
 * @param rateHz samples per s, by the median interval
 * @param durationS of all stretches
 * @param stretches without a gap, of two samples or more
 * @param maxGapS the longest gap that is interpolated
 * @param interpolated gaps that were
 * @param breaks gaps that were too long
 * @param lost samples without a direction, for whatever reason
 * @param codes numbers that stood for a lost sample, and how many there were
 * @param unlikely samples lost by their likelihood
 * @param turned samples lost because they were turned by 180 deg
 * @param stays jumps by 180 deg that do not come back; the recording breaks there
 * @param medianDegPerS median of |AV|, over 20 ms or a sample if that is longer
 * @param p99DegPerS 99th percentile of |AV|
 * @param jumpShare share of the steps from a sample to the next that are faster than heads turn
 */
public record RecordingSummary(
    Path file,
    String time,
    String direction,
    int samples,
    int untimed,
    double rateHz,
    double durationS,
    int stretches,
    double maxGapS,
    int interpolated,
    int breaks,
    int lost,
    Map<Double, Integer> codes,
    int unlikely,
    int turned,
    int stays,
    double medianDegPerS,
    double p99DegPerS,
    double jumpShare) {

  private static final double SPEED_S = 0.02;
  // A stretch shorter than this has too few pieces of 20 ms.
  private static final double BRIEF_S = 1;
  private static final double JUMP_DEG = 60;
  private static final double JUMP_DEG_PER_S = 1500;

  static RecordingSummary of(Samples samples, List<Recording.Stretch> stretches, double maxGapS) {
    double interval = samples.medianIntervalS();
    int interpolated = 0;
    int breaks = 0;
    double before = Double.NaN;
    for (int i = 0; i < samples.timesS().length; i++) {
      if (Double.isNaN(samples.directions()[i])) {
        continue;
      }
      double gap = samples.timesS()[i] - before;
      if (gap > maxGapS) {
        breaks++;
      } else if (gap > 1.5 * interval) {
        interpolated++;
      }
      before = samples.timesS()[i];
    }
    double[] speeds =
        stretches.stream().flatMapToDouble(RecordingSummary::speeds).sorted().toArray();
    return new RecordingSummary(
        samples.file(),
        samples.timeText(),
        samples.directionText(),
        samples.timesS().length,
        samples.untimed(),
        1 / interval,
        stretches.stream().mapToDouble(Recording.Stretch::durationS).sum(),
        stretches.size(),
        maxGapS,
        interpolated,
        breaks,
        samples.lost(),
        samples.codes(),
        samples.unlikely(),
        samples.halfTurns().lost(),
        samples.halfTurns().stays(),
        quantile(speeds, 0.5),
        quantile(speeds, 0.99),
        jumpShare(stretches));
  }

  /** |AV| in deg/s over the first sample that is at least 20 ms later. */
  private static DoubleStream speeds(Recording.Stretch stretch) {
    double[] times = stretch.timesS();
    double[] speeds = new double[times.length];
    double least = stretch.durationS() < BRIEF_S ? 0 : SPEED_S;
    int n = 0;
    for (int i = 0, k = 0; i < times.length; i++) {
      k = Math.max(k, i + 1);
      while (k < times.length && times[k] - times[i] < least) {
        k++;
      }
      if (k < times.length) {
        double turn = stretch.directions()[k] - stretch.directions()[i];
        speeds[n++] = Math.toDegrees(Math.abs(turn)) / (times[k] - times[i]);
      }
    }
    return Arrays.stream(speeds, 0, n);
  }

  private static double jumpShare(List<Recording.Stretch> stretches) {
    int steps = 0;
    int jumps = 0;
    for (Recording.Stretch stretch : stretches) {
      for (int i = 1; i < stretch.timesS().length; i++) {
        double turn =
            Math.toDegrees(Math.abs(stretch.directions()[i] - stretch.directions()[i - 1]));
        double seconds = stretch.timesS()[i] - stretch.timesS()[i - 1];
        steps++;
        jumps += turn > JUMP_DEG && turn > JUMP_DEG_PER_S * seconds ? 1 : 0;
      }
    }
    return steps == 0 ? 0 : (double) jumps / steps;
  }

  private static double quantile(double[] sorted, double q) {
    return sorted.length == 0 ? 0 : sorted[Math.max(0, (int) Math.ceil(q * sorted.length) - 1)];
  }

  /** Median and 99th percentile of |AV| and the share of jumps, in words. */
  String speeds() {
    return String.format(
        Locale.ROOT,
        "median |AV| %.1f deg/s, p99 %.0f deg/s, jumps in %.1f %% of the steps",
        medianDegPerS,
        p99DegPerS,
        100 * jumpShare);
  }

  /** One line. */
  @Override
  public String toString() {
    StringJoiner line = new StringJoiner("; ");
    line.add(file.getFileName() + ": time " + time + ", direction " + direction);
    line.add(
        String.format(
            Locale.ROOT,
            "%.1f s at %s Hz in %d stretch%s",
            durationS,
            Samples.brief(rateHz),
            stretches,
            stretches == 1 ? "" : "es"));
    if (lost > 0) {
      line.add(lost + " of " + samples + " samples lost" + reasons());
    }
    if (untimed > 0) {
      line.add(untimed + (untimed == 1 ? " row" : " rows") + " without a time left out");
    }
    if (interpolated + breaks > 0) {
      line.add(
          "gaps: %d interpolated, %d longer than %s s"
              .formatted(interpolated, breaks, Samples.plain(maxGapS)));
    } else {
      line.add("no gaps");
    }
    line.add(
        String.format(
            Locale.ROOT, "median |AV| %.1f deg/s, p99 %.0f deg/s", medianDegPerS, p99DegPerS));
    return line.toString();
  }

  private String reasons() {
    StringJoiner reasons = new StringJoiner(", ", " (", ")").setEmptyValue("");
    if (!codes.isEmpty()) {
      reasons.add(
          codes.entrySet().stream()
              .map(code -> code.getValue() + " with " + Samples.plain(code.getKey()))
              .collect(Collectors.joining(", ")));
    }
    if (unlikely > 0) {
      reasons.add(unlikely + " unlikely");
    }
    if (turned > 0) {
      reasons.add(turned + " turned by 180 deg");
    }
    return reasons.toString();
  }
}
