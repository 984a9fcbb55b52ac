package org.compassnet.cells;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.compassnet.config.UserError;
import org.compassnet.files.Heap;
import org.compassnet.trajectory.recording.Asked;
import org.compassnet.trajectory.recording.Table;
import org.compassnet.trajectory.recording.TimedRows;

/** A recording as a table of text, with a column of spike counts for each cell. */
final class CountTable implements CellReader {

  private static final Pattern CELL =
      Pattern.compile(
          "(?i)(cells?|units?|neurons?|clusters?|clu|spikes?|counts?|sua|c|u|n)[\\s_.:#-]*\\d.*");

  @Override
  public CellRecording read(Path file, CellOptions options) {
    options.requireNoSpikeTimes(file);
    options.requireUnsaid(
        file, "--direction-file", options.directionFile(), "must hold the direction of its bins");
    if (!options.sleep().isEmpty()) {
      throw new UserError(file + ": --sleep has no effect: a table has a direction in each row");
    }
    Table table = Table.read(file, options.recording(), Asked.OPTIONS);
    List<Integer> columns = columns(table, options);
    TimedRows rows = TimedRows.read(table, options.maxGapS(), options.recording(), Asked.OPTIONS);
    BinTimes bins = BinTimes.of(rows, file);
    List<String> names = columns.stream().map(table.names()::get).toList();
    Taken taken = new Taken();
    taken.say("counts: columns " + String.join(", ", names));
    taken.direction(rows.recording());
    taken.say(bins.said());
    double[] headDirectionRad = rows.recording().directionsAt(bins.centersS());
    taken.lost(headDirectionRad);
    float[] counts = counts(table, columns);
    Counts.requireSpikes(counts, columns.size(), file.toString());
    taken.doubts(counts);
    return new CellRecording(
        file.toString(),
        names,
        new SpikeCounts(counts, columns.size(), bins.centersS(), bins.binS()),
        headDirectionRad,
        Map.of(),
        taken.lines());
  }

  private static List<Integer> columns(Table table, CellOptions options) {
    List<Integer> columns = new ArrayList<>();
    for (int c = 0; table.named() && c < table.names().size(); c++) {
      String name = table.names().get(c);
      boolean cell =
          options.counts() == null
              ? CELL.matcher(name).matches()
              : name.startsWith(options.counts());
      if (cell) {
        columns.add(c);
      }
    }
    if (columns.isEmpty()) {
      throw new UserError(
          "%s: no columns of spike counts%s (%s); name them cell1, cell2, ..., or say how their names"
                  .formatted(
                      table.file(),
                      options.counts() == null ? "" : " that begin with " + options.counts(),
                      table.describe())
              + " begin: --counts NAME");
    }
    requireOnce(table, columns.stream().map(table.names()::get).toList());
    return columns;
  }

  private static void requireOnce(Table table, List<String> names) {
    Set<String> met = new HashSet<>();
    for (String name : names) {
      if (!met.add(name)) {
        throw new UserError(
            "%s: %d columns are named %s; each cell needs a name of its own"
                .formatted(table.file(), Collections.frequency(names, name), name));
      }
    }
  }

  private static float[] counts(Table table, List<Integer> columns) {
    int cells = columns.size();
    int bins = table.rows(columns.get(0));
    Heap.requireRoom((long) bins * cells * Float.BYTES, table.file().toString());
    float[] counts = new float[Math.multiplyExact(bins, cells)];
    for (int i = 0; i < bins; i++) {
      for (int c = 0; c < cells; c++) {
        double value = table.value(i, columns.get(c));
        if (!Counts.isCount(value)) {
          throw Counts.none(table.place(i) + ": " + table.names().get(columns.get(c)), value);
        }
        counts[i * cells + c] = (float) value;
      }
    }
    return counts;
  }
}
