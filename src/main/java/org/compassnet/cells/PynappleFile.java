package org.compassnet.cells;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.compassnet.config.UserError;
import org.compassnet.files.NpyArray;
import org.compassnet.files.Npz;

/**
 * A TsGroup of pynapple: {@code t} times of all spikes in s, {@code index} the unit of each, {@code
 * keys} all units, {@code start} and {@code end} of the time support. Its direction is a Tsd in
 * another file.
 */
final class PynappleFile {

  private static final Set<String> ARRAYS = Set.of("t", "index", "keys", "start", "end");
  private static final Set<String> TYPES =
      Set.of("Ts", "Tsd", "TsdFrame", "TsdTensor", "TsGroup", "IntervalSet");

  private PynappleFile() {}

  /** The kind of pynapple's object in an npz; empty for another npz. */
  static String type(Path file) {
    if (!Npz.names(file).contains("type")) {
      return "";
    }
    String type;
    try {
      type = Npz.readTexts(file, "type"::equals).getOrDefault("type", "");
    } catch (UserError e) {
      // An array of another's that has this name.
      return "";
    }
    return TYPES.contains(type) ? type : "";
  }

  static boolean isOne(Path file) {
    return !type(file).isEmpty();
  }

  static CellRecording read(Path file, CellOptions options) {
    String type = type(file);
    if (!type.equals("TsGroup")) {
      throw new UserError(
          file
              + ": a "
              + type
              + " of pynapple, which holds no spikes of cells; a TsGroup is wanted, and its"
              + " direction, a Tsd: --direction-file TSD.npz");
    }
    options.requireUnsaid(file, "--counts", options.counts(), "holds spike times, no counts");
    options.requireUnsaid(file, "--spike-rate", options.spikeHz(), "holds spike times in s");
    Map<String, NpyArray> arrays = Npz.read(file, ARRAYS::contains);
    SpikeTrains trains = trains(file, arrays);
    if (options.directionFile() == null) {
      throw new UserError(
          "%s: a TsGroup of pynapple, %d cells; its direction is in another file:"
                  .formatted(file, trains.names().size())
              + " --direction-file TSD.npz (or CSV)");
    }
    Taken taken = new Taken();
    taken.say("cells: a TsGroup of pynapple; direction from " + options.directionFile());
    return TrainSession.of(
        file,
        trains,
        DirectionFile.read(options),
        List.of(),
        support(file, arrays),
        options,
        taken);
  }

  private static SpikeTrains trains(Path file, Map<String, NpyArray> arrays) {
    NpyArray times = Npz.require(arrays, "t", file);
    NpyArray index = Npz.require(arrays, "index", file);
    // Versions before 0.6 do not write the keys; a unit without spikes is not there then.
    double[] keys =
        arrays.containsKey("keys")
            ? arrays.get("keys").values()
            : Arrays.stream(index.values()).distinct().sorted().toArray();
    if (times.length() != index.length()) {
      throw new UserError(
          "%s: t has %d values, index has %d; as many are wanted"
              .formatted(file, times.length(), index.length()));
    }
    Map<Double, Integer> places = new HashMap<>();
    List<String> names = new ArrayList<>();
    for (double key : keys) {
      if (places.put(key, names.size()) != null) {
        throw new UserError(file + ": keys: " + (long) key + " twice");
      }
      names.add(Long.toString((long) key));
    }
    int[] counts = new int[names.size()];
    for (int i = 0; i < index.length(); i++) {
      Integer place = places.get(index.get(i));
      if (place == null || !Double.isFinite(times.get(i))) {
        throw new UserError(
            "%s: element %d: a spike at %s of unit %s; units are %s"
                .formatted(file, i, times.get(i), index.get(i), names));
      }
      counts[place]++;
    }
    List<double[]> trains = new ArrayList<>();
    Arrays.stream(counts).forEach(count -> trains.add(new double[count]));
    Arrays.fill(counts, 0);
    for (int i = 0; i < index.length(); i++) {
      int place = places.get(index.get(i));
      trains.get(place)[counts[place]++] = times.get(i);
    }
    return new SpikeTrains(names, trains);
  }

  private static Spans support(Path file, Map<String, NpyArray> arrays) {
    if (!arrays.containsKey("start") || !arrays.containsKey("end")) {
      return null;
    }
    NpyArray starts = arrays.get("start");
    NpyArray ends = arrays.get("end");
    if (starts.length() != ends.length()) {
      throw new UserError(
          "%s: start has %d values, end has %d; as many are wanted"
              .formatted(file, starts.length(), ends.length()));
    }
    List<double[]> spans = new ArrayList<>();
    for (int i = 0; i < starts.length(); i++) {
      spans.add(new double[] {starts.get(i), ends.get(i)});
    }
    return Spans.of(spans);
  }
}
