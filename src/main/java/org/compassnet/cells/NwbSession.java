package org.compassnet.cells;

import io.jhdf.api.Dataset;
import io.jhdf.api.Group;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.compassnet.config.UserError;
import org.compassnet.files.NpyArray;
import org.compassnet.trajectory.recording.Recording;

/**
 * A session in Neurodata Without Borders: {@code units/spike_times} with its index, a direction in
 * a SpatialSeries or in a file of its own, and tables of intervals.
 */
final class NwbSession {

  private static final List<String> NAMES = List.of("unit_name", "name", "label", "cluster_id");
  private static final List<String> LABELS =
      List.of("label", "labels", "state", "states", "name", "epoch", "tags", "condition");

  private final Hdf5File hdf;
  private final CellOptions options;
  private final Path file;
  private final Taken taken = new Taken();

  NwbSession(Hdf5File hdf, CellOptions options) {
    this.hdf = hdf;
    this.options = options;
    this.file = hdf.file();
  }

  CellRecording read() {
    options.requireUnsaid(file, "--counts", options.counts(), "holds spike times, no counts");
    options.requireUnsaid(file, "--spike-rate", options.spikeHz(), "holds spike times in s");
    SpikeTrains trains = units();
    Recording recording =
        options.directionFile() != null
            ? DirectionFile.read(options)
            : new NwbDirection(hdf, options, taken).read();
    if (options.directionFile() != null) {
      taken.say("direction from " + options.directionFile());
    }
    List<Epoch> epochs = new ArrayList<>();
    hdf.nodes()
        .forEach(
            (path, node) -> {
              if (node instanceof Group table && kind(table).equals("TimeIntervals")) {
                addEpochs(epochs, path);
              }
            });
    return TrainSession.of(file, trains, recording, epochs, observed(trains), options, taken);
  }

  private String kind(Group group) {
    return hdf.text(group, "neurodata_type");
  }

  private SpikeTrains units() {
    if (hdf.dataset("units/spike_times") == null
        || hdf.dataset("units/spike_times_index") == null) {
      throw new UserError(
          file + ": no units/spike_times with an index; the file holds " + describe());
    }
    double[] times = numbers("units/spike_times").values();
    int[] ends = ends("units/spike_times_index", times.length);
    List<double[]> trains = new ArrayList<>();
    for (int unit = 0; unit < ends.length; unit++) {
      int from = unit == 0 ? 0 : ends[unit - 1];
      double[] train = Arrays.copyOfRange(times, from, ends[unit]);
      for (int i = 0; i < train.length; i++) {
        if (!Double.isFinite(train[i])) {
          throw new UserError(
              "%s: units/spike_times: element %d: %s; allowed: a time in s"
                  .formatted(file, from + i, train[i]));
        }
      }
      trains.add(train);
    }
    taken.say("cells: " + ends.length + " units of units/spike_times");
    return new SpikeTrains(names(ends.length), trains);
  }

  /** Where each row of a ragged column ends. */
  private int[] ends(String path, int length) {
    double[] values = numbers(path).values();
    int[] ends = new int[values.length];
    for (int i = 0; i < ends.length; i++) {
      int before = i == 0 ? 0 : ends[i - 1];
      if (!(values[i] >= before && values[i] <= length)) {
        throw new UserError(
            "%s: %s: element %d: %s; allowed: %d to %d"
                .formatted(file, path, i, values[i], before, length));
      }
      ends[i] = (int) values[i];
    }
    return ends;
  }

  private List<String> names(int units) {
    for (String column : NAMES) {
      Dataset dataset = hdf.dataset("units/" + column);
      List<String> texts = dataset == null ? null : hdf.texts(dataset);
      if (texts != null && texts.size() == units && texts.stream().distinct().count() == units) {
        return texts;
      }
    }
    if (hdf.dataset("units/id") != null) {
      NpyArray ids = numbers("units/id");
      if (ids.length() == units) {
        return IntStream.range(0, units).mapToObj(i -> Long.toString((long) ids.get(i))).toList();
      }
    }
    return IntStream.range(0, units).mapToObj(Integer::toString).toList();
  }

  /** When all units were observed; null where the file does not say. */
  private Spans observed(SpikeTrains trains) {
    if (hdf.dataset("units/obs_intervals") == null
        || hdf.dataset("units/obs_intervals_index") == null) {
      return null;
    }
    NpyArray intervals = numbers("units/obs_intervals");
    int[] ends = ends("units/obs_intervals_index", intervals.length() / 2);
    Spans common = null;
    for (int unit = 0; unit < Math.min(ends.length, trains.names().size()); unit++) {
      List<double[]> own = new ArrayList<>();
      for (int i = unit == 0 ? 0 : ends[unit - 1]; i < ends[unit]; i++) {
        own.add(new double[] {intervals.get(2 * i), intervals.get(2 * i + 1)});
      }
      if (!own.isEmpty()) {
        common = common == null ? Spans.of(own) : common.within(Spans.of(own));
      }
    }
    return common;
  }

  private void addEpochs(List<Epoch> epochs, String path) {
    if (hdf.dataset(path + "/start_time") == null || hdf.dataset(path + "/stop_time") == null) {
      return;
    }
    double[] starts = numbers(path + "/start_time").values();
    double[] stops = numbers(path + "/stop_time").values();
    if (starts.length != stops.length) {
      throw new UserError(
          "%s: %s: start_time has %d values, stop_time has %d; as many are wanted"
              .formatted(file, path, starts.length, stops.length));
    }
    List<String> labels = labels(path, starts.length);
    for (int i = 0; i < starts.length; i++) {
      epochs.add(new Epoch(labels.get(i), starts[i], stops[i]));
    }
  }

  /** The names of a table's intervals: of a column of texts, or the table's own. */
  private List<String> labels(String path, int rows) {
    for (String column : LABELS) {
      Dataset dataset = hdf.dataset(path + "/" + column);
      List<String> texts = dataset == null ? null : hdf.texts(dataset);
      if (texts == null) {
        continue;
      }
      if (hdf.dataset(path + "/" + column + "_index") != null) {
        int[] ends = ends(path + "/" + column + "_index", texts.size());
        if (ends.length == rows) {
          List<String> joined = new ArrayList<>();
          for (int i = 0; i < rows; i++) {
            joined.add(String.join(" ", texts.subList(i == 0 ? 0 : ends[i - 1], ends[i])));
          }
          return joined;
        }
      } else if (texts.size() == rows) {
        return texts;
      }
    }
    String own = path.substring(path.lastIndexOf('/') + 1);
    return IntStream.range(0, rows).mapToObj(i -> own).toList();
  }

  private NpyArray numbers(String path) {
    return hdf.numbers(path, hdf.dataset(path));
  }

  private String describe() {
    List<NamedArrays.Entry> entries = new Hdf5Arrays(hdf).entries();
    return NamedArrays.describe(entries);
  }
}
