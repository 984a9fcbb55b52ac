package org.compassnet.trajectory.recording;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.compassnet.config.RecordingConfig;
import org.compassnet.config.RecordingConfig.AngleUnit;
import org.compassnet.config.UserError;

/**
 * A recording in a table whose rows hold more than the head's direction, so that each row's time is
 * wanted. Where the tracker is slower than the rows, rows share a sample of it and its time.
 *
 * @param timesS of the rows, in s, never falling
 * @param shared whether rows share a time
 * @param recording of the samples, each once
 */
public record TimedRows(double[] timesS, boolean shared, Recording recording) {

  /**
   * Reads a recording of which each row has a time.
   *
   * @throws UserError as {@link Recording#read}, and for a row without a time, or of the same time
   *     as the row before and another direction
   */
  public static TimedRows read(Table table, double maxGapS, RecordingConfig how, Asked asked) {
    ColumnChoice choice = new ColumnChoice(table, how, asked);
    ColumnChoice.Time time = choice.time();
    String title = choice.title(time.column());
    int[] columns =
        how.points().isEmpty() ? new int[] {choice.angle().column()} : choice.points().columns();
    choice.requireSameLength(time.column(), columns);
    double[] times = new double[table.rows(time.column())];
    int[] first = new int[times.length];
    int samples = 0;
    for (int row = 0; row < times.length; row++) {
      double value = table.value(row, time.column());
      if (Double.isNaN(value)) {
        throw new UserError(
            "%s: %s: no time; each row of counts must have one".formatted(table.place(row), title));
      }
      times[row] = time.seconds(value);
      if (samples == 0 || times[row] != times[row - 1]) {
        first[samples++] = row;
        continue;
      }
      for (int column : columns) {
        double here = table.value(row, column);
        double before = table.value(row - 1, column);
        if (Double.compare(here, before) != 0) {
          throw new UserError(
              "%s: %s: %s as in the row before, and another direction (%s, %s); times must increase,"
                      .formatted(
                          table.place(row),
                          title,
                          Samples.plain(value),
                          Samples.plain(before),
                          Samples.plain(here))
                  + " or repeat where a sample is repeated");
        }
      }
    }
    boolean shared = samples < times.length;
    Table each = shared ? new Rows(table, Arrays.copyOf(first, samples)) : table;
    return new TimedRows(times, shared, Recording.read(each, maxGapS, how, asked));
  }

  /** Some rows of a table. */
  private record Rows(Table table, int[] kept) implements Table {

    @Override
    public Path file() {
      return table.file();
    }

    @Override
    public List<String> names() {
      return table.names();
    }

    @Override
    public boolean named() {
      return table.named();
    }

    @Override
    public int rows(int column) {
      return kept.length;
    }

    @Override
    public String place(int row) {
      return table.place(kept[row]);
    }

    @Override
    public double value(int row, int column) {
      return table.value(kept[row], column);
    }

    @Override
    public Optional<AngleUnit> angleUnit(int column) {
      return table.angleUnit(column);
    }
  }
}
