package org.compassnet.trajectory.recording;

import java.math.BigDecimal;
import java.math.MathContext;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.compassnet.config.RecordingConfig;
import org.compassnet.config.UserError;

/**
 * The samples of a recording with what is lost marked.
 *
 * @param file that they come from
 * @param timesS of the samples in s, increasing
 * @param directions in rad, NaN where lost
 * @param timeText column and unit of the time
 * @param directionText columns and unit of the direction
 * @param angle the column of the direction; null where two points give it
 * @param raw its values as they stand in the file, NaN where lost; or null
 * @param untimed rows without a time, which have no place
 * @param guessedTime whether nobody says the time's unit
 * @param codes numbers that stand for lost samples, and how many there were
 * @param unlikely samples below the likelihood
 * @param halfTurns samples turned by 180 deg
 */
record Samples(
    Path file,
    double[] timesS,
    double[] directions,
    String timeText,
    String directionText,
    ColumnChoice.Angle angle,
    double[] raw,
    int untimed,
    boolean guessedTime,
    Map<Double, Integer> codes,
    int unlikely,
    HalfTurns halfTurns) {

  // A direction beyond this is no direction: what it holds beyond full turns is lost in rounding.
  private static final double MOST = 1e7;

  static Samples read(Table table, RecordingConfig how, Asked asked) {
    Path file = table.file();
    ColumnChoice choice = new ColumnChoice(table, how, asked);
    ColumnChoice.Time time = choice.time();
    // All columns are chosen before the first value is read.
    ColumnChoice.Angle angle = how.points().isEmpty() ? choice.angle() : null;
    ColumnChoice.Points points = how.points().isEmpty() ? null : choice.points();
    if (angle != null) {
      choice.requireSameLength(time.column(), angle.column());
    } else {
      choice.requireSameLength(time.column(), points.columns());
    }
    int[] rows = timedRows(table, time);
    int untimed = table.rows(time.column()) - rows.length;
    double[] times = times(table, choice.title(time.column()), time, rows);
    String timeText = choice.title(time.column()) + " (" + time.unit().keyword() + ")";
    if (time.fps() > 0) {
      timeText = choice.title(time.column()) + " (" + time.fps() + " frames/s)";
    }
    if (points != null) {
      PointDirections directions = PointDirections.read(table, points, rows);
      return new Samples(
          file,
          times,
          directions.directions(),
          timeText,
          directions.text(),
          null,
          null,
          untimed,
          time.guessed(),
          directions.codes(),
          directions.unlikely(),
          HalfTurns.remove(times, directions.directions()));
    }
    double[] raw = new double[rows.length];
    for (int i = 0; i < rows.length; i++) {
      raw[i] = table.value(rows[i], angle.column());
      if (Math.abs(raw[i]) > MOST) {
        throw new UserError(
            "%s: %s: %s; allowed: a direction between -%.0e and %.0e"
                .formatted(table.place(rows[i]), choice.title(angle.column()), raw[i], MOST, MOST));
      }
    }
    boolean degrees = angle.unit() == RecordingConfig.AngleUnit.DEG;
    Map<Double, Integer> codes =
        new TreeMap<>(LostCodes.remove(times, raw, degrees ? 360 : 2 * Math.PI));
    double unit = degrees ? Math.PI / 180 : 1;
    double[] directions = Arrays.stream(raw).map(v -> unit * v).toArray();
    return new Samples(
        file,
        times,
        directions,
        timeText,
        choice.title(angle.column()) + " (" + angle.unit().keyword() + ")",
        angle,
        raw,
        untimed,
        time.guessed(),
        codes,
        0,
        HalfTurns.remove(times, directions));
  }

  /** Rows with a time; without one a sample has no place. */
  private static int[] timedRows(Table table, ColumnChoice.Time time) {
    int[] rows = new int[table.rows(time.column())];
    int n = 0;
    for (int row = 0; row < rows.length; row++) {
      if (!Double.isNaN(table.value(row, time.column()))) {
        rows[n++] = row;
      }
    }
    return Arrays.copyOf(rows, n);
  }

  private static double[] times(Table table, String title, ColumnChoice.Time time, int[] rows) {
    double[] times = new double[rows.length];
    double before = Double.NEGATIVE_INFINITY;
    for (int i = 0; i < rows.length; i++) {
      double value = table.value(rows[i], time.column());
      if (value <= before) {
        throw new UserError(
            "%s: %s: %s %s; times must increase"
                .formatted(
                    table.place(rows[i]),
                    title,
                    plain(value),
                    value == before ? "twice" : "after " + plain(before)));
      }
      before = value;
      times[i] = time.seconds(value);
    }
    return times;
  }

  /** A number as people write it: 25 and 0.05. */
  static String plain(double value) {
    return value == Math.rint(value) && Math.abs(value) < 1e15
        ? Long.toString((long) value)
        : Double.toString(value);
  }

  /** A number to four digits: 30 and 39.06. */
  static String brief(double value) {
    return new BigDecimal(value).round(new MathContext(4)).stripTrailingZeros().toPlainString();
  }

  /** Whether the recording breaks before a sample. */
  boolean breaks(int sample) {
    return halfTurns.breaks()[sample];
  }

  int lost() {
    return (int) Arrays.stream(directions).filter(Double::isNaN).count();
  }

  /** Median time between two rows, in s; NaN with fewer than two. */
  double medianIntervalS() {
    double[] intervals = new double[Math.max(0, timesS.length - 1)];
    for (int i = 0; i < intervals.length; i++) {
      intervals[i] = timesS[i + 1] - timesS[i];
    }
    Arrays.sort(intervals);
    return intervals.length == 0 ? Double.NaN : intervals[intervals.length / 2];
  }

  /**
   * @throws UserError where there are not two samples, or most stand alone
   */
  void requireSampling(double maxGapS, Asked asked) {
    int here = timesS.length - lost();
    if (here < 2) {
      throw new UserError(
          "%s: %d sample%s of %s%s; at least two are wanted"
              .formatted(
                  file,
                  here,
                  here == 1 ? "" : "s",
                  directionText,
                  lost() > 0 ? " and " + lost() + " lost" : ""));
    }
    double interval = medianIntervalS();
    if (interval > maxGapS) {
      throw new UserError(
          String.format(
              Locale.ROOT,
              "%s: %s: the median time between two samples is %s s%s, longer than the gap that is"
                  + " interpolated (%s s); %sif the sampling is so slow: %s",
              file,
              timeText,
              brief(interval),
              guessedTime ? " if the time is in s" : "",
              plain(maxGapS),
              guessedTime
                  ? "if the time is in ms or us: "
                      + asked.say("time_unit", interval < 1000 ? "ms" : "us")
                      + "; "
                  : "if the unit is another: " + asked.say("time_unit", "ms|us|min") + "; ",
              asked.say("max_gap_s", roundedUp(interval * 1.5))));
    }
  }

  private static String roundedUp(double value) {
    double unit = Math.pow(10, Math.floor(Math.log10(value)));
    return brief(Math.ceil(value / unit - 1e-9) * unit);
  }
}
