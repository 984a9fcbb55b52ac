package org.compassnet.cells;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.compassnet.files.NpyArray;
import org.compassnet.files.Npz;
import org.compassnet.trajectory.recording.ArrayTable;
import org.compassnet.trajectory.recording.Asked;
import org.compassnet.trajectory.recording.Recording;
import org.compassnet.trajectory.recording.Table;

/** The head's direction where it has a file of its own: any recording, and pynapple's Tsd. */
final class DirectionFile {

  private DirectionFile() {}

  static Recording read(CellOptions options) {
    Path file = options.directionFile();
    boolean tsd =
        file.getFileName() != null
            && file.getFileName().toString().toLowerCase(Locale.ROOT).endsWith(".npz")
            && PynappleFile.type(file).equals("Tsd");
    if (!tsd) {
      Table table = Table.read(file, options.recording(), Asked.OPTIONS);
      return Recording.read(table, options.maxGapS(), options.recording(), Asked.OPTIONS);
    }
    options.requireNoSeparator(file, "is no text");
    Map<String, NpyArray> arrays = Npz.read(file, name -> name.equals("t") || name.equals("d"));
    Map<String, double[]> columns = new LinkedHashMap<>();
    for (String name : Arrays.asList("t", "d")) {
      columns.put(name, Npz.require(arrays, name, file).values());
    }
    return Recording.read(
        new ArrayTable(file, columns, Map.of()),
        options.maxGapS(),
        options.recording("t", "d"),
        Asked.OPTIONS);
  }
}
