package org.compassnet.cells;

import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.compassnet.cells.NamedArrays.Entry;
import org.compassnet.config.RecordingConfig;
import org.compassnet.config.UserError;
import org.compassnet.files.NpyArray;
import org.compassnet.trajectory.recording.ColumnName;

/**
 * Which arrays of a file are the counts, the time, the direction and the sleep: by what the user
 * says, or by names and shapes. Nothing is taken that two arrays compete for.
 */
final class ArrayNames {

  private static final Pattern COLUMN = Pattern.compile("(.+):(\\d{1,4})");
  private static final Pattern SLEEP = Pattern.compile("sws|rem|sleep|slp|nap|rest");
  private static final Pattern COUNTS = Pattern.compile("count|spike|^q|spk|activity");
  // More columns than these are cells, no coordinates.
  private static final int MOST_COLUMNS = 8;

  private final NamedArrays arrays;
  private final CellOptions options;
  private final List<Entry> entries;

  ArrayNames(NamedArrays arrays, CellOptions options) {
    this.arrays = arrays;
    this.options = options;
    this.entries = arrays.entries();
  }

  /**
   * Where the direction and its time are.
   *
   * @param bins number of values
   * @param arrays that hold columns of so many values
   * @param time column of the time; null where the columns' names tell
   * @param name column of the direction; null where the columns' names tell
   */
  record Direction(int bins, List<Entry> arrays, String time, String name, RecordingConfig said) {

    /** Whether something of an array is taken. */
    boolean takes(String array) {
      return Stream.concat(
              Stream.of(time, name, said.time(), said.direction()), said.points().stream())
          .filter(Objects::nonNull)
          .anyMatch(column -> array.equals(arrayOf(column)));
    }
  }

  /** The array in {@code angRun:1}, and in {@code angRun}. */
  private static String arrayOf(String column) {
    var match = COLUMN.matcher(column);
    return match.matches() ? match.group(1) : column;
  }

  Direction direction() {
    RecordingConfig said = options.recording();
    String named = said.direction() != null ? said.direction() : null;
    if (!said.points().isEmpty()) {
      Entry first = entry("--points", arrayOf(said.points().get(0)), e -> true);
      return new Direction(bins(first), like(first), time(said, first), null, said);
    }
    Entry entry = named != null ? entry("--direction", arrayOf(named), e -> true) : byName();
    if (!entry.vector() && !(entry.matrix() && entry.shape()[1] <= MOST_COLUMNS)) {
      throw new UserError(
          "%s: --direction %s: an array [bins] or [bins, columns] is wanted; the file holds %s"
              .formatted(arrays.file(), entry, NamedArrays.describe(entries)));
    }
    if (entry.vector()) {
      return new Direction(bins(entry), like(entry), time(said, entry), entry.name(), said);
    }
    if (named != null && COLUMN.matcher(named).matches()) {
      return new Direction(bins(entry), like(entry), time(said, entry), named, said);
    }
    if (entry.shape()[1] == 2 && neverFalls(entry)) {
      return new Direction(
          bins(entry), like(entry), entry.name() + ":0", entry.name() + ":1", said);
    }
    throw new UserError(
        "%s: %s has %d columns; say which is the direction: --direction %s:COLUMN, from 0"
            .formatted(arrays.file(), entry, entry.shape()[1], entry.name()));
  }

  private static int bins(Entry entry) {
    return entry.vector() ? entry.sizes()[0] : entry.shape()[0];
  }

  /** The time's column: as said, or a vector named so, or the first of the same array. */
  private String time(RecordingConfig said, Entry direction) {
    if (said.time() != null) {
      entry("--time", arrayOf(said.time()), e -> e.vector() || e.matrix());
      return said.time();
    }
    List<String> times =
        like(direction).stream()
            .filter(e -> e.vector() && ColumnName.of(e.name()).isTime())
            .map(Entry::name)
            .toList();
    if (times.isEmpty() && direction.matrix() && !direction.vector() && neverFalls(direction)) {
      return direction.name() + ":0";
    }
    if (times.size() != 1) {
      throw new UserError(
          "%s: %s; say which: --time ARRAY or ARRAY:COLUMN; the file holds %s"
              .formatted(
                  arrays.file(),
                  times.isEmpty()
                      ? "no array is named as the time of " + direction
                      : "several arrays are named as a time: " + String.join(", ", times),
                  NamedArrays.describe(entries)));
    }
    return times.get(0);
  }

  /** Vectors and arrays of few columns as long as this one. */
  private List<Entry> like(Entry entry) {
    int bins = bins(entry);
    return entries.stream()
        .filter(
            e ->
                (e.vector() && e.sizes()[0] == bins)
                    || (e.matrix() && e.shape()[0] == bins && e.shape()[1] <= MOST_COLUMNS))
        .toList();
  }

  /** Whether the first column could be a time. */
  private boolean neverFalls(Entry entry) {
    NpyArray array = arrays.read(entry.name());
    int columns = entry.shape()[1];
    for (int i = columns; i < array.length(); i += columns) {
      if (!(array.get(i) >= array.get(i - columns))) {
        return false;
      }
    }
    return array.length() > columns && array.get(array.length() - columns) > array.get(0);
  }

  private Entry byName() {
    List<Entry> found = directions(ColumnName.Direction.HEAD);
    if (found.isEmpty()) {
      found = directions(ColumnName.Direction.SOME);
    }
    return one(found, "a head direction", "--direction");
  }

  private List<Entry> directions(ColumnName.Direction wanted) {
    return entries.stream()
        .filter(e -> e.vector() || (e.matrix() && e.shape()[1] == 2))
        .filter(e -> ColumnName.of(e.name()).direction() == wanted)
        // A preferred direction of each cell has a name of the kind, and no bins.
        .filter(e -> entries.stream().anyMatch(c -> c != e && areMany(c, bins(e))))
        .toList();
  }

  private static boolean areCounts(Entry entry, int bins) {
    return entry.matrix() && (entry.shape()[0] == bins || entry.shape()[1] == bins);
  }

  /** Counts of more bins than cells. */
  private static boolean areMany(Entry entry, int bins) {
    return areCounts(entry, bins) && entry.shape()[0] <= bins && entry.shape()[1] <= bins;
  }

  Entry counts(int bins) {
    if (options.counts() != null) {
      return entry("--counts", options.counts(), e -> areCounts(e, bins));
    }
    List<Entry> found =
        entries.stream()
            .filter(e -> areCounts(e, bins) && !named(e, SLEEP))
            .filter(e -> ColumnName.of(e.name()).direction() == ColumnName.Direction.NONE)
            .filter(e -> !ColumnName.of(e.name()).isTime())
            .toList();
    List<Entry> many = found.stream().filter(e -> !e.vector()).toList();
    List<Entry> named = found.stream().filter(e -> named(e, COUNTS)).toList();
    return one(
        !named.isEmpty() ? named : many.isEmpty() ? found : many,
        "counts of the " + bins + " bins",
        "--counts");
  }

  List<Entry> sleep(int cells, Entry counts) {
    Predicate<Entry> fits =
        e -> e.matrix() && (e.shape()[1] == cells || e.shape()[0] == cells) && e != counts;
    if (!options.sleep().isEmpty()) {
      return options.sleep().stream().map(name -> entry("--sleep", name, fits)).toList();
    }
    return entries.stream().filter(fits).filter(e -> named(e, SLEEP)).toList();
  }

  private static boolean named(Entry entry, Pattern words) {
    return words.matcher(entry.name().toLowerCase(Locale.ROOT)).find();
  }

  private Entry entry(String option, String name, Predicate<Entry> fits) {
    Entry found = entries.stream().filter(e -> e.name().equals(name)).findFirst().orElse(null);
    if (found == null || !found.numeric() || !fits.test(found)) {
      throw new UserError(
          "%s: %s %s: %s; the file holds %s"
              .formatted(
                  arrays.file(),
                  option,
                  name,
                  found == null ? "no such array" : "of another kind or shape, " + found,
                  NamedArrays.describe(entries)));
    }
    return found;
  }

  private Entry one(List<Entry> found, String what, String option) {
    if (found.size() != 1) {
      throw new UserError(
          "%s: %s; say which: %s ARRAY; the file holds %s"
              .formatted(
                  arrays.file(),
                  found.isEmpty()
                      ? "no array is named, and of a shape, as " + what
                      : "several arrays could be " + what + ": " + NamedArrays.describe(found),
                  option,
                  NamedArrays.describe(entries)));
    }
    return found.get(0);
  }
}
