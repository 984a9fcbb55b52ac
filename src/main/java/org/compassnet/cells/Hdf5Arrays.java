package org.compassnet.cells;

import io.jhdf.api.Dataset;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.compassnet.files.NpyArray;

/**
 * Arrays of a file of HDF5, such as one of MATLAB's version 7.3. MATLAB stores the last index
 * first: an array [bins, cells] stands there as [cells, bins], and has an attribute that tells.
 */
final class Hdf5Arrays implements NamedArrays {

  private static final String MATLAB = "MATLAB_class";

  private final Hdf5File hdf;
  private final List<Entry> entries = new ArrayList<>();

  Hdf5Arrays(Hdf5File hdf) {
    this.hdf = hdf;
    hdf.nodes()
        .forEach(
            (path, node) -> {
              // MATLAB's own books.
              if (!path.startsWith("#") && node instanceof Dataset dataset) {
                entries.add(entry(path, dataset));
              }
            });
  }

  private Entry entry(String path, Dataset dataset) {
    String matlab = hdf.text(dataset, MATLAB);
    boolean numbers = hdf.isNumeric(dataset) && !matlab.equals("char") && !matlab.equals("cell");
    int[] shape = hdf.shape(dataset);
    return new Entry(
        path,
        !numbers ? new int[0] : matlab.isEmpty() ? shape : reversed(shape),
        numbers ? null : matlab.isEmpty() ? "no numbers" : matlab);
  }

  private static int[] reversed(int[] shape) {
    int[] reversed = new int[shape.length];
    for (int i = 0; i < shape.length; i++) {
      reversed[i] = shape[shape.length - 1 - i];
    }
    return reversed;
  }

  @Override
  public Path file() {
    return hdf.file();
  }

  @Override
  public List<Entry> entries() {
    return entries;
  }

  @Override
  public NpyArray read(String name) {
    Dataset dataset = hdf.dataset(name);
    NpyArray array = hdf.numbers(name, dataset);
    boolean matlab = !hdf.text(dataset, MATLAB).isEmpty();
    return matlab && array.shape().length == 2 ? transposed(array) : array;
  }

  /** The same array [rows, columns] as [columns, rows]. */
  static NpyArray transposed(NpyArray array) {
    int rows = array.shape()[0];
    int columns = array.shape()[1];
    if (array.doublePrecision()) {
      double[] values = new double[array.length()];
      for (int i = 0; i < values.length; i++) {
        values[i % columns * rows + i / columns] = array.get(i);
      }
      return NpyArray.of(values, columns, rows);
    }
    float[] values = new float[array.length()];
    for (int i = 0; i < values.length; i++) {
      values[i % columns * rows + i / columns] = (float) array.get(i);
    }
    return NpyArray.of(values, columns, rows);
  }
}
