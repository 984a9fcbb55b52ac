package org.compassnet.trajectory.recording;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.compassnet.config.RecordingConfig;
import org.compassnet.config.RecordingConfig.AngleUnit;
import org.compassnet.config.UserError;

/**
 * Whether a head can turn as a recording says. Degrees in a column of radians, or the other way
 * round, give directions that look like any others; how fast they change, and the range that they
 * keep to, give them away.
 */
final class Plausibility {

  // Mice and rats: medians below 100 and 99th percentiles below 600 deg/s; flies turn at most twice
  // as fast.
  private static final double MOST_MEDIAN_DEG_PER_S = 1000;
  private static final double MOST_P99_DEG_PER_S = 1500;
  private static final double MOST_JUMPS = 0.01;
  private static final double MOST_TURNED = 0.2;
  private static final double HARDLY_TURNS_DEG_PER_S = 20;
  private static final double RESTS_DEG_PER_S = 1;

  private final RecordingSummary summary;
  private final ColumnChoice.Angle angle;
  private final Asked asked;
  private final double least;
  private final double greatest;
  private final double greatestStep;

  private Plausibility(Samples samples, RecordingSummary summary, Asked asked) {
    this.summary = summary;
    this.angle = samples.angle();
    this.asked = asked;
    double low = Double.POSITIVE_INFINITY;
    double high = Double.NEGATIVE_INFINITY;
    double step = 0;
    double before = Double.NaN;
    for (double value : angle == null ? new double[0] : samples.raw()) {
      if (!Double.isNaN(value)) {
        low = Math.min(low, value);
        high = Math.max(high, value);
        step = Math.abs(value - before) > step ? Math.abs(value - before) : step;
        before = value;
      }
    }
    least = low;
    greatest = high;
    greatestStep = step;
  }

  /**
   * What is odd about a recording, a line each.
   *
   * @throws UserError for what no head does, unless the user says the unit
   */
  static List<String> check(
      Samples samples, RecordingSummary summary, RecordingConfig how, Asked asked) {
    return new Plausibility(samples, summary, asked).check(how);
  }

  private List<String> check(RecordingConfig how) {
    List<String> warnings = new ArrayList<>();
    if (angle != null && looksLikeTheOtherUnit()) {
      refuseOrWarn(
          warnings,
          "%s, %s: are these %s? %s"
              .formatted(
                  values(),
                  summary.speeds(),
                  angle.unit() == AngleUnit.RAD ? "degrees" : "radians",
                  asked.say("unit", other())));
    } else if (angle != null && angle.unit() == AngleUnit.DEG && hasRangeOfRadians()) {
      warnings.add(values() + ": are these radians?");
    }
    if (warnings.isEmpty() && summary.medianDegPerS() > MOST_MEDIAN_DEG_PER_S) {
      refuseOrWarn(
          warnings,
          summary.speeds()
              + ": no head turns so fast; "
              + (angle == null ? "" : "is it in another unit? " + asked.say("unit", other()) + "; ")
              + (how.fps() != null
                  ? "are there so many frames in a second?"
                  : "is the time in another unit? " + asked.say("time_unit", "s|ms|us|min")));
    }
    int turned = summary.turned();
    if (turned > MOST_TURNED * summary.samples()) {
      refuseOrWarn(
          warnings,
          turned
              + " of "
              + summary.samples()
              + " samples are turned by 180 deg: which is the front?");
    }
    if (warnings.isEmpty()
        && (summary.p99DegPerS() > MOST_P99_DEG_PER_S || summary.jumpShare() > MOST_JUMPS)) {
      warnings.add(summary.speeds() + ": is the tracking right?");
    }
    if (summary.stays() > 0) {
      warnings.add(
          "%d jump%s by 180 deg that %s not come back; the recording breaks there"
              .formatted(
                  summary.stays(),
                  summary.stays() == 1 ? "" : "s",
                  summary.stays() == 1 ? "does" : "do"));
    }
    if (2 * summary.lost() > summary.samples()) {
      warnings.add("more than half of the samples are lost");
    }
    if (summary.p99DegPerS() < HARDLY_TURNS_DEG_PER_S) {
      boolean rests = summary.p99DegPerS() < RESTS_DEG_PER_S;
      warnings.add(
          (rests
                  ? "the head is at rest: the normalized error of such trials is not defined ("
                  : "the head hardly turns (")
              + summary.speeds()
              + (angle != null && greatest > least ? "; " + values() + ")" : ")"));
    }
    return List.copyOf(warnings);
  }

  private String other() {
    return angle.unit() == AngleUnit.RAD ? "deg" : "rad";
  }

  private boolean hasRangeOfRadians() {
    double range = greatest - least;
    return range > 0.5 && range < 6.4 && least > -3.2 && greatest < 6.4;
  }

  /** Whether the values go round as those of the other unit do, or turn as no head does. */
  private boolean looksLikeTheOtherUnit() {
    if (angle.unit() == AngleUnit.DEG) {
      return hasRangeOfRadians() && greatestStep > 5;
    }
    boolean positive = least >= -0.5 && greatest < 361;
    boolean signed = least > -181 && greatest < 181;
    boolean goesRound = greatestStep > 300 && greatestStep < 361;
    return greatest - least > 4 * Math.PI
        && (positive || signed)
        && (goesRound
            || summary.medianDegPerS() > MOST_MEDIAN_DEG_PER_S
            || summary.p99DegPerS() > MOST_P99_DEG_PER_S
            || summary.jumpShare() > MOST_JUMPS);
  }

  private String values() {
    return String.format(
        Locale.ROOT,
        "values from %.4g to %.4g, a range of %.1f %s",
        least,
        greatest,
        greatest - least,
        angle.unit().keyword());
  }

  private void refuseOrWarn(List<String> warnings, String what) {
    if (angle != null && angle.given()) {
      warnings.add(what);
      return;
    }
    throw new UserError(
        summary.file()
            + ": "
            + summary.direction()
            + ": "
            + what
            + (angle == null
                ? ""
                : "; if it is right: " + asked.say("unit", angle.unit().keyword())));
  }
}
