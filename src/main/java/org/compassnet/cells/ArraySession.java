package org.compassnet.cells;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.compassnet.cells.NamedArrays.Entry;
import org.compassnet.files.NpyArray;
import org.compassnet.trajectory.recording.ArrayTable;
import org.compassnet.trajectory.recording.Asked;
import org.compassnet.trajectory.recording.Recording;
import org.compassnet.trajectory.recording.TimedRows;

/** A session in arrays: counts [bins, cells], and the time and the direction of the same bins. */
final class ArraySession {

  private final NamedArrays arrays;
  private final CellOptions options;
  private final List<Entry> entries;
  private final ArrayNames names;
  private final Taken taken = new Taken();

  private ArraySession(NamedArrays arrays, CellOptions options) {
    this.arrays = arrays;
    this.options = options;
    this.entries = arrays.entries();
    this.names = new ArrayNames(arrays, options);
  }

  static CellRecording read(NamedArrays arrays, CellOptions options) {
    options.requireNoSpikeTimes(arrays.file());
    options.requireUnsaid(
        arrays.file(),
        "--direction-file",
        options.directionFile(),
        "must hold the direction of its" + " bins itself");
    return new ArraySession(arrays, options).read();
  }

  private CellRecording read() {
    ArrayNames.Direction direction = names.direction();
    Entry counts = names.counts(direction.bins());
    boolean turned = counts.shape()[0] != direction.bins();
    NpyArray read = arrays.read(counts.name());
    NpyArray spikes = turned ? Hdf5Arrays.transposed(read) : read;
    int cells = spikes.shape()[1];
    taken.say(
        "counts: %s [%s], %d cells in %d bins"
            .formatted(counts, turned ? "cells, bins" : "bins, cells", cells, direction.bins()));
    TimedRows rows =
        TimedRows.read(
            table(direction),
            options.maxGapS(),
            options.recording(direction.time(), direction.name()),
            Asked.OPTIONS);
    Recording recording = rows.recording();
    BinTimes bins = BinTimes.of(rows, arrays.file());
    taken.direction(recording);
    taken.say(bins.said());
    double[] headDirectionRad = recording.directionsAt(bins.centersS());
    taken.lost(headDirectionRad);
    SpikeCounts awake =
        new SpikeCounts(Counts.of(spikes, where(counts)), cells, bins.centersS(), bins.binS());
    Counts.requireSpikes(awake.counts(), cells, where(counts));
    taken.doubts(awake.counts());
    Map<String, SpikeCounts> sleep = new LinkedHashMap<>();
    for (Entry entry : names.sleep(cells, counts)) {
      sleep.put(entry.name(), sleep(entry, cells, bins.binS()));
    }
    sayWhatIsLeft(direction, counts, sleep);
    return new CellRecording(
        arrays.file().toString(),
        IntStream.rangeClosed(1, cells).mapToObj(Integer::toString).toList(),
        awake,
        headDirectionRad,
        sleep,
        taken.lines());
  }

  private String where(Entry entry) {
    return arrays.file() + ": " + entry.name();
  }

  /** All columns as long as the direction, by the names that a user gives them. */
  private ArrayTable table(ArrayNames.Direction direction) {
    Map<String, double[]> columns = new LinkedHashMap<>();
    for (Entry entry : direction.arrays()) {
      NpyArray array = arrays.read(entry.name());
      int bins = direction.bins();
      if (entry.vector()) {
        columns.put(entry.name(), array.values());
        continue;
      }
      int count = entry.shape()[1];
      for (int c = 0; c < count; c++) {
        int column = c;
        columns.put(
            entry.name() + ":" + c,
            IntStream.range(0, bins).mapToDouble(i -> array.get(i * count + column)).toArray());
      }
    }
    return new ArrayTable(arrays.file(), columns, Map.of());
  }

  private SpikeCounts sleep(Entry entry, int cells, double binS) {
    NpyArray array = arrays.read(entry.name());
    boolean turned = array.shape()[1] != cells;
    float[] counts = Counts.of(turned ? Hdf5Arrays.transposed(array) : array, where(entry));
    int bins = counts.length / cells;
    double[] times = new double[bins];
    Arrays.setAll(times, i -> (i + 0.5) * binS);
    taken.say(
        "sleep: %s [%s], in bins as wide, taken to follow each other"
            .formatted(entry, turned ? "cells, bins" : "bins, cells"));
    return new SpikeCounts(counts, cells, times, binS);
  }

  private void sayWhatIsLeft(
      ArrayNames.Direction direction, Entry counts, Map<String, SpikeCounts> sleep) {
    List<Entry> left = new ArrayList<>(entries);
    left.removeIf(
        entry ->
            entry == counts || sleep.containsKey(entry.name()) || direction.takes(entry.name()));
    if (!left.isEmpty()) {
      taken.say("left: " + NamedArrays.describe(left));
    }
  }
}
