package org.compassnet.trajectory.recording;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.compassnet.config.RecordingConfig.AngleUnit;

/**
 * Columns that were read out of a file by other means. The unit of a direction is what the file
 * says, or else the column's name, or else what its values tell where they go round: from one end
 * of a turn to the other.
 */
public final class ArrayTable implements Table {

  // The share of a turn that a step from one end to the other has at least.
  private static final double GOES_ROUND = 0.8;
  private static final double SLACK = 1.005;
  // Of no consequence but to numbers that stand for lost samples.
  private static final double SAMPLE_S = 0.025;

  private final Path file;
  private final List<String> names;
  private final List<double[]> columns;
  private final Map<String, AngleUnit> units;

  /**
   * A table of these columns.
   *
   * @param columns by name
   * @param units of directions, by the column's name, where the file says one
   */
  public ArrayTable(Path file, Map<String, double[]> columns, Map<String, AngleUnit> units) {
    this.file = file;
    this.names = List.copyOf(columns.keySet());
    this.columns = List.copyOf(columns.values());
    this.units = Map.copyOf(units);
  }

  @Override
  public Path file() {
    return file;
  }

  @Override
  public List<String> names() {
    return names;
  }

  @Override
  public boolean named() {
    return true;
  }

  @Override
  public int rows(int column) {
    return columns.get(column).length;
  }

  @Override
  public String place(int row) {
    return file + ": element " + row;
  }

  @Override
  public double value(int row, int column) {
    double value = columns.get(column)[row];
    return Double.isInfinite(value) ? Double.NaN : value;
  }

  @Override
  public Optional<AngleUnit> angleUnit(int column) {
    return Optional.ofNullable(units.get(names.get(column)))
        .or(() -> Table.super.angleUnit(column))
        .or(() -> goesRound(column, 2 * Math.PI) ? Optional.of(AngleUnit.RAD) : Optional.empty())
        .or(() -> goesRound(column, 360) ? Optional.of(AngleUnit.DEG) : Optional.empty());
  }

  /** Whether values keep to one turn of this size, and step from one end of it to the other. */
  private boolean goesRound(int column, double turn) {
    double[] times = new double[rows(column)];
    double[] values = new double[times.length];
    for (int i = 0; i < times.length; i++) {
      times[i] = SAMPLE_S * i;
      values[i] = value(i, column);
    }
    LostCodes.remove(times, values, turn);
    double least = Double.POSITIVE_INFINITY;
    double greatest = Double.NEGATIVE_INFINITY;
    double step = 0;
    double before = Double.NaN;
    for (double value : values) {
      if (!Double.isNaN(value)) {
        least = Math.min(least, value);
        greatest = Math.max(greatest, value);
        step = Math.abs(value - before) > step ? Math.abs(value - before) : step;
        before = value;
      }
    }
    return greatest - least <= SLACK * turn && step >= GOES_ROUND * turn;
  }
}
