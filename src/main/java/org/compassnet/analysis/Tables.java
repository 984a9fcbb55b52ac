package org.compassnet.analysis;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.compassnet.config.CriteriaConfig;
import org.compassnet.files.Csv;
import org.compassnet.files.NpyArray;
import org.compassnet.files.Npz;

/**
 * The tables (CSV) and arrays (npz) that results make, by the name of their file. Several results
 * may add to one file. Angles are in degrees in tables and in rad in arrays, as the names say.
 */
public final class Tables {

  private final Analysis analysis;
  private final Map<String, Csv> tables = new LinkedHashMap<>();
  private final Map<String, Map<String, NpyArray>> arrays = new LinkedHashMap<>();
  private Measurement<?> measurement;
  private boolean trained;

  private Tables(Analysis analysis) {
    this.analysis = analysis;
  }

  /** Those of all results. */
  static Tables of(Analysis analysis) {
    Tables tables = new Tables(analysis);
    for (Measurement<?> measurement : Measurements.ALL) {
      tables.measurement = measurement;
      tables.trained = true;
      analysis.get(measurement).ifPresent(result -> result.tabulate(tables));
      if (measurement.untrainedToo()) {
        tables.trained = false;
        analysis.before(measurement).ifPresent(result -> result.tabulate(tables));
      }
    }
    return tables;
  }

  /** The analysis whose results these are. */
  public Analysis analysis() {
    return analysis;
  }

  /** The analysed network's criteria. */
  public CriteriaConfig criteria() {
    return analysis.config().criteria();
  }

  /** Whether the result that is asked for its tables is that of the trained network. */
  public boolean trained() {
    return trained;
  }

  /** The network whose result is asked for its tables. */
  public Specimen specimen() {
    return trained ? analysis.trained() : analysis.untrained();
  }

  /** What sets names of the untrained network apart: "_before", or nothing. */
  public String suffix() {
    return trained ? "" : "_before";
  }

  /**
   * The table of a file; the first call makes it.
   *
   * @throws IllegalStateException if the measurement has not declared the file
   */
  public Csv table(String file, String... header) {
    require(file);
    return tables.computeIfAbsent(file, made -> new Csv(header));
  }

  /** A table of columns of the same length, as arrays. */
  public void columns(String file, String[] header, double[]... columns) {
    Csv csv = table(file, header);
    for (int k = 0; k < columns[0].length; k++) {
      int row = k;
      csv.row(Arrays.stream(columns).map(column -> (Object) column[row]).toArray());
    }
  }

  /**
   * The arrays of an npz file by name, to be added to.
   *
   * @throws IllegalStateException if the measurement has not declared the file
   */
  public Map<String, NpyArray> arrays(String file) {
    require(file);
    return arrays.computeIfAbsent(file, made -> new LinkedHashMap<>());
  }

  private void require(String file) {
    if (!measurement.files().contains(file)) {
      throw new IllegalStateException(
          "the measurement " + measurement.name() + " has not declared its file " + file);
    }
  }

  /** One value after the other, as an array [values]. */
  public static NpyArray vector(double[] values) {
    return NpyArray.of(values, values.length);
  }

  /** Rows of the same length as an array [rows, columns]. */
  public static NpyArray matrix(double[][] rows) {
    int columns = rows.length == 0 ? 0 : rows[0].length;
    return NpyArray.of(
        Arrays.stream(rows).flatMapToDouble(Arrays::stream).toArray(), rows.length, columns);
  }

  /** Angles as a table has them. */
  public static double[] degrees(double[] rad) {
    return IntStream.range(0, rad.length).mapToDouble(i -> Math.toDegrees(rad[i])).toArray();
  }

  /** Writes all files and returns their names. */
  Set<String> write(Path folder) throws IOException {
    Set<String> written = new LinkedHashSet<>();
    for (Map.Entry<String, Csv> table : tables.entrySet()) {
      table.getValue().write(folder.resolve(table.getKey()));
      written.add(table.getKey());
    }
    for (Map.Entry<String, Map<String, NpyArray>> file : arrays.entrySet()) {
      Npz.write(folder.resolve(file.getKey()), file.getValue());
      written.add(file.getKey());
    }
    return written;
  }
}
