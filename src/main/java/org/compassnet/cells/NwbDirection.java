package org.compassnet.cells;

import io.jhdf.api.Dataset;
import io.jhdf.api.Group;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.compassnet.config.RecordingConfig;
import org.compassnet.config.RecordingConfig.AngleUnit;
import org.compassnet.config.UserError;
import org.compassnet.files.NpyArray;
import org.compassnet.trajectory.recording.ArrayTable;
import org.compassnet.trajectory.recording.Asked;
import org.compassnet.trajectory.recording.ColumnName;
import org.compassnet.trajectory.recording.Recording;

/**
 * The head's direction in a file of NWB: a SpatialSeries of one column that is in a
 * CompassDirection or named so, or two of coordinates, the lights on the head, of which the
 * direction is that from the one to the other.
 */
final class NwbDirection {

  private static final List<String> FRONT = List.of("red", "front", "nose");
  private static final String TIME = "time_s";

  private final Hdf5File hdf;
  private final CellOptions options;
  private final Taken taken;
  private final List<Series> all = new ArrayList<>();

  /** A SpatialSeries: its path, its last name, and the number of its columns. */
  private record Series(String path, String name, int columns, boolean compass) {

    private static final List<String> LIGHTS = List.of("led", "light", "marker");

    boolean light() {
      String lower = name.toLowerCase(Locale.ROOT);
      return columns == 2 && LIGHTS.stream().anyMatch(lower::contains);
    }

    boolean is(String said) {
      return path.equals(said) || name.equals(said) || path.endsWith("/" + said);
    }

    ColumnName.Direction direction() {
      return columns != 1
          ? ColumnName.Direction.NONE
          : compass ? ColumnName.Direction.HEAD : ColumnName.of(name).direction();
    }

    @Override
    public String toString() {
      return path + " [" + columns + "]";
    }
  }

  NwbDirection(Hdf5File hdf, CellOptions options, Taken taken) {
    this.hdf = hdf;
    this.options = options;
    this.taken = taken;
    hdf.nodes()
        .forEach(
            (path, node) -> {
              Dataset data = hdf.dataset(path + "/data");
              if (node instanceof Group group
                  && data != null
                  && hdf.text(group, "neurodata_type").equals("SpatialSeries")) {
                int[] shape = hdf.shape(data);
                String name = path.substring(path.lastIndexOf('/') + 1);
                all.add(new Series(path, name, shape.length == 2 ? shape[1] : 1, compass(path)));
              }
            });
  }

  private boolean compass(String path) {
    int end = path.lastIndexOf('/');
    return end > 0
        && hdf.text(hdf.nodes().get(path.substring(0, end)), "neurodata_type")
            .equals("CompassDirection");
  }

  Recording read() {
    RecordingConfig said = options.recording();
    if (said.time() != null) {
      throw new UserError(
          hdf.file() + ": --time " + said.time() + " has no effect: a series has times of its own");
    }
    if (!said.points().isEmpty()) {
      if (said.points().size() != 2) {
        throw new UserError(
            hdf.file() + ": --points: two SpatialSeries are wanted, FRONT,BACK; " + describe());
      }
      return lights(one(said.points().get(0), "--points"), one(said.points().get(1), "--points"));
    }
    if (said.direction() != null) {
      return angle(one(said.direction(), "--direction"));
    }
    List<Series> found = directions(ColumnName.Direction.HEAD);
    if (found.isEmpty()) {
      found = directions(ColumnName.Direction.SOME);
    }
    List<Series> lights = all.stream().filter(Series::light).toList();
    if (found.isEmpty() && lights.size() == 2) {
      boolean first = isFront(lights.get(0)) || !isFront(lights.get(1));
      return lights(lights.get(first ? 0 : 1), lights.get(first ? 1 : 0));
    }
    if (found.size() != 1) {
      throw new UserError(
          "%s: %s; say which: --direction SERIES, or --points FRONT,BACK for two of coordinates; %s"
              .formatted(
                  hdf.file(),
                  found.isEmpty()
                      ? "no SpatialSeries is named as a head direction"
                      : "several SpatialSeries are named as a direction: " + names(found),
                  describe()));
    }
    return angle(found.get(0));
  }

  private static boolean isFront(Series series) {
    String lower = series.name.toLowerCase(Locale.ROOT);
    return FRONT.stream().anyMatch(lower::contains);
  }

  private List<Series> directions(ColumnName.Direction wanted) {
    return all.stream().filter(series -> series.direction() == wanted).toList();
  }

  private Series one(String said, String option) {
    List<Series> found = all.stream().filter(series -> series.is(said)).toList();
    if (found.size() != 1) {
      throw new UserError(
          "%s: %s %s: %s; %s"
              .formatted(
                  hdf.file(),
                  option,
                  said,
                  found.isEmpty() ? "no such SpatialSeries" : "several have this name",
                  describe()));
    }
    return found.get(0);
  }

  private String describe() {
    return all.isEmpty()
        ? "the file has no SpatialSeries (--direction-file FILE if the direction is elsewhere)"
        : "the file has " + names(all);
  }

  private static String names(List<Series> series) {
    return series.stream().map(Series::toString).collect(Collectors.joining(", "));
  }

  private Recording angle(Series series) {
    if (series.columns != 1) {
      throw new UserError(
          "%s: --direction %s: one column is wanted; for two of coordinates --points FRONT,BACK"
              .formatted(hdf.file(), series));
    }
    double[] values = values(series);
    Map<String, double[]> columns = new LinkedHashMap<>();
    columns.put(TIME, times(series, values.length));
    columns.put(series.path, values);
    Map<String, AngleUnit> units = new LinkedHashMap<>();
    String unit = hdf.text(hdf.dataset(series.path + "/data"), "unit");
    ColumnName.of(unit).angleUnit().ifPresent(known -> units.put(series.path, known));
    taken.say("direction: SpatialSeries " + series + (unit.isEmpty() ? "" : ", in " + unit));
    return read(columns, units, named(series.path, List.of()));
  }

  private Recording lights(Series front, Series back) {
    if (front.columns != 2 || back.columns != 2) {
      throw new UserError(
          "%s: --points %s,%s: two series of coordinates [samples, 2] are wanted"
              .formatted(hdf.file(), front, back));
    }
    double[] first = values(front);
    double[] second = values(back);
    double[] times = times(front, first.length / 2);
    if (!Arrays.equals(times, times(back, second.length / 2))) {
      throw new UserError(
          "%s: %s and %s have other times; the same are wanted"
              .formatted(hdf.file(), front.path, back.path));
    }
    Map<String, double[]> columns = new LinkedHashMap<>();
    columns.put(TIME, times);
    List<String> names = new ArrayList<>();
    for (Series series : List.of(front, back)) {
      double[] xy = series == front ? first : second;
      for (int c = 0; c < 2; c++) {
        int column = c;
        String name = series.path + ":" + c;
        columns.put(
            name, IntStream.range(0, xy.length / 2).mapToDouble(i -> xy[2 * i + column]).toArray());
        names.add(name);
      }
    }
    taken.say(
        "direction: from %s to %s, taken to be the front (--points turns it round)"
            .formatted(back.path, front.path));
    return read(columns, Map.of(), named(null, names));
  }

  private RecordingConfig named(String direction, List<String> points) {
    RecordingConfig said = options.recording();
    return new RecordingConfig(
        said.separator(),
        TIME,
        said.timeUnit(),
        said.fps(),
        direction,
        said.unit(),
        points,
        said.likelihood());
  }

  private Recording read(
      Map<String, double[]> columns, Map<String, AngleUnit> units, RecordingConfig how) {
    return Recording.read(
        new ArrayTable(hdf.file(), columns, units), options.maxGapS(), how, Asked.OPTIONS);
  }

  /** The data in their unit: what is stored, times the conversion, plus the offset. */
  private double[] values(Series series) {
    String path = series.path + "/data";
    Dataset dataset = hdf.dataset(path);
    double[] stored = hdf.numbers(path, dataset).values();
    double conversion = hdf.number(dataset, "conversion", 1);
    double offset = hdf.number(dataset, "offset", 0);
    if (conversion == 1 && offset == 0) {
      return stored;
    }
    // A lost sample is marked by what is stored, where nothing else is below 0.
    boolean marked = Arrays.stream(stored).allMatch(v -> v == -1 || !(v < 0));
    return Arrays.stream(stored)
        .map(v -> marked && v == -1 ? Double.NaN : conversion * v + offset)
        .toArray();
  }

  private double[] times(Series series, int samples) {
    String path = series.path + "/timestamps";
    if (hdf.dataset(path) != null) {
      double[] times = hdf.numbers(path, hdf.dataset(path)).values();
      if (times.length != samples) {
        throw new UserError(
            "%s: %s has %d values for %d samples; as many are wanted"
                .formatted(hdf.file(), path, times.length, samples));
      }
      return times;
    }
    Dataset start = hdf.dataset(series.path + "/starting_time");
    double rate = start == null ? Double.NaN : hdf.number(start, "rate", Double.NaN);
    NpyArray at = start == null ? null : hdf.numbers(series.path + "/starting_time", start);
    if (!(rate > 0) || at == null || at.length() != 1) {
      throw new UserError(
          "%s: %s has neither timestamps nor a starting_time with a rate"
              .formatted(hdf.file(), series.path));
    }
    double[] times = new double[samples];
    Arrays.setAll(times, i -> at.get(0) + i / rate);
    return times;
  }
}
