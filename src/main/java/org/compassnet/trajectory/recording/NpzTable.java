package org.compassnet.trajectory.recording;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.compassnet.config.UserError;
import org.compassnet.files.NpyArray;
import org.compassnet.files.Npz;

/**
 * The arrays of an npz archive as columns, such as {@code t} and {@code d} of a pynapple Tsd. Only
 * those that are taken are read; the others may be anything.
 */
final class NpzTable implements Table {

  private final Path file;
  private final List<String> names;
  private final Map<Integer, NpyArray> columns = new HashMap<>();

  /**
   * Opens an archive.
   *
   * @throws UserError if it is no npz
   */
  NpzTable(Path file) {
    this.file = file;
    this.names = Npz.names(file);
  }

  private NpyArray column(int column) {
    return columns.computeIfAbsent(column, this::read);
  }

  private NpyArray read(int column) {
    String name = names.get(column);
    NpyArray array = Npz.read(file, name::equals).get(name);
    if (array.shape().length != 1) {
      throw new UserError(
          "%s: %s: shape %s; allowed: [samples]".formatted(file, name, array.shapeText()));
    }
    return array;
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
    return column(column).length();
  }

  @Override
  public String place(int row) {
    return file + ": element " + row;
  }

  @Override
  public double value(int row, int column) {
    double value = column(column).get(row);
    return Double.isInfinite(value) ? Double.NaN : value;
  }
}
