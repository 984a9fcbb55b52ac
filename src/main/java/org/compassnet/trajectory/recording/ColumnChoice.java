package org.compassnet.trajectory.recording;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.compassnet.config.RecordingConfig;
import org.compassnet.config.RecordingConfig.AngleUnit;
import org.compassnet.config.RecordingConfig.TimeUnit;
import org.compassnet.config.UserError;

/**
 * The columns of a table that are the time and the head direction, by what the user says or by
 * their names. Nothing is taken that two names compete for.
 */
final class ColumnChoice {

  /** DeepLabCut's own threshold of its likelihood (pcutoff). */
  static final double LIKELIHOOD = 0.6;

  private static final Set<String> X = Set.of("x");
  private static final Set<String> Y = Set.of("y");
  private static final Set<String> LIKELIHOODS =
      Set.of("likelihood", "confidence", "score", "p", "prob", "probability");
  // FicTrac's data file has no header: column 17 is the integrated heading, 22 the time in ms.
  private static final int FICTRAC_COLUMNS = 25;

  private final Table table;
  private final RecordingConfig how;
  private final Asked asked;
  private final List<ColumnName> names;

  ColumnChoice(Table table, RecordingConfig how, Asked asked) {
    this.table = table;
    this.how = how;
    this.asked = asked;
    this.names = table.names().stream().map(ColumnName::of).toList();
  }

  /**
   * A column of times.
   *
   * @param guessed whether nobody says the unit, so that s is taken
   * @param fps frames per s; 0 where times are no frames
   */
  record Time(int column, TimeUnit unit, boolean guessed, double fps) {

    /** Seconds of a value. */
    double seconds(double value) {
      return switch (unit) {
        case MS -> value / 1e3;
        case US -> value / 1e6;
        case MIN -> value * 60;
        case FRAME -> value / fps;
        default -> value;
      };
    }
  }

  /** A column of directions; {@code given} is true where the user says the unit. */
  record Angle(int column, AngleUnit unit, boolean given) {}

  /** Coordinates of a point and its likelihood, or -1. */
  record Point(String name, int x, int y, int likelihood) {}

  /** A direction from one point to another. */
  record Points(Point front, Point back, double likelihood) {

    /** All columns that are read. */
    int[] columns() {
      return IntStream.of(front.x, front.y, front.likelihood, back.x, back.y, back.likelihood)
          .filter(column -> column >= 0)
          .toArray();
    }
  }

  Time time() {
    int column = how.time() != null ? column("time", how.time()) : timeByName();
    ColumnName name = names.get(column);
    Optional<String> other = table.named() ? name.otherTimeUnit() : Optional.empty();
    Optional<TimeUnit> byName = table.named() ? name.timeUnit() : Optional.empty();
    TimeUnit unit = how.timeUnit();
    boolean guessed = false;
    if (unit == TimeUnit.AUTO) {
      if (how.fps() != null && byName.isEmpty() && !(table.named() && name.isTime())) {
        unit = TimeUnit.FRAME;
      } else if (byName.isEmpty() && other.isPresent()) {
        throw new UserError(
            "%s: time in '%s' (column '%s'); allowed: s, ms, us, min, frame: convert it, or give the"
                    .formatted(table.file(), other.get(), table.names().get(column))
                + " unit with "
                + asked.name("time_unit"));
      } else {
        guessed = byName.isEmpty();
        unit = byName.orElse(TimeUnit.S);
      }
    }
    if (unit == TimeUnit.FRAME && how.fps() == null) {
      throw new UserError(
          "%s: %s counts frames; say how many a second has: %s"
              .formatted(table.file(), title(column), asked.say("fps", "30")));
    }
    if (unit != TimeUnit.FRAME && how.fps() != null) {
      throw new UserError(
          "%s: %s has no effect: the time (%s) is in %s, not in frames"
              .formatted(table.file(), asked.say("fps", how.fps()), title(column), unit.keyword()));
    }
    return new Time(column, unit, guessed, how.fps() == null ? 0 : how.fps());
  }

  private int timeByName() {
    requireNames();
    List<Integer> times = matching(ColumnName::isTime);
    if (times.isEmpty()) {
      times = matching(ColumnName::isFrame);
    }
    // With a rate of frames given, it is the frames that are meant.
    if (how.fps() != null || how.timeUnit() == TimeUnit.FRAME) {
      List<Integer> frames = matching(ColumnName::isFrame);
      times = frames.isEmpty() ? times : frames;
    }
    if (times.size() != 1) {
      throw new UserError(
          "%s: %s; say which: %s"
              .formatted(
                  table.file(),
                  times.isEmpty()
                      ? "no column is named as a time (" + table.describe() + ")"
                      : "several columns are named as a time: " + titles(times),
                  asked.say("time", "COLUMN")));
    }
    return times.get(0);
  }

  Angle angle() {
    int column = how.direction() != null ? column("direction", how.direction()) : angleByName();
    if (how.unit() != AngleUnit.AUTO) {
      return new Angle(column, how.unit(), true);
    }
    Optional<AngleUnit> unit = table.angleUnit(column);
    return new Angle(
        column,
        unit.orElseThrow(
            () ->
                new UserError(
                    "%s: the unit of %s is not in its name; say it: %s"
                        .formatted(table.file(), title(column), asked.say("unit", "rad or deg")))),
        false);
  }

  private int angleByName() {
    requireNames();
    List<Integer> found = matching(name -> name.direction() == ColumnName.Direction.HEAD);
    if (found.isEmpty()) {
      found = matching(name -> name.direction() == ColumnName.Direction.SOME);
    }
    if (found.size() != 1) {
      throw new UserError(
          "%s: %s; say which: %s%s"
              .formatted(
                  table.file(),
                  found.isEmpty()
                      ? "no column is named as a head direction (" + table.describe() + ")"
                      : "several columns are named as a direction: " + titles(found),
                  asked.say("direction", "COLUMN"),
                  parts().size() < 2
                      ? ""
                      : ", or two points: "
                          + asked.say("points", String.join(",", parts().subList(0, 2)))));
    }
    return found.get(0);
  }

  private void requireNames() {
    if (table.named() || table.names().isEmpty()) {
      return;
    }
    boolean fictrac = table.names().size() == FICTRAC_COLUMNS;
    throw new UserError(
        "%s: %s; say which are which: %s, %s, %s, %s%s"
            .formatted(
                table.file(),
                table.describe(),
                asked.say("time", fictrac ? 22 : 1),
                asked.say("time_unit", fictrac ? "ms" : "s"),
                asked.say("direction", fictrac ? 17 : 2),
                asked.say("unit", fictrac ? "rad" : "rad or deg"),
                fictrac ? " (as FicTrac writes them)" : ""));
  }

  Points points() {
    List<String> given = how.points();
    Point front;
    Point back;
    if (given.size() == 4) {
      front =
          new Point("front", column("points", given.get(0)), column("points", given.get(1)), -1);
      back = new Point("back", column("points", given.get(2)), column("points", given.get(3)), -1);
    } else {
      front = point(given.get(0));
      back = point(given.get(1));
    }
    if (front.x == back.x || front.y == back.y) {
      throw new UserError(
          "%s: %s: two different points are wanted"
              .formatted(table.file(), asked.say("points", String.join(",", given))));
    }
    boolean likely = front.likelihood >= 0 || back.likelihood >= 0;
    if (how.likelihood() != null && !likely) {
      throw new UserError(
          "%s: %s has no effect: the points have no column of a likelihood (%s)"
              .formatted(
                  table.file(), asked.say("likelihood", how.likelihood()), table.describe()));
    }
    return new Points(
        front, back, !likely ? 0 : how.likelihood() == null ? LIKELIHOOD : how.likelihood());
  }

  private Point point(String part) {
    List<String> words = ColumnName.of(part).words();
    int x = coordinate(part, words, X);
    int y = coordinate(part, words, Y);
    List<Integer> likelihoods = matching(name -> name.isOf(words, LIKELIHOODS));
    return new Point(part, x, y, likelihoods.size() == 1 ? likelihoods.get(0) : -1);
  }

  private int coordinate(String part, List<String> words, Set<String> quantity) {
    List<Integer> found = matching(name -> name.isOf(words, quantity));
    if (found.size() != 1) {
      throw new UserError(
          "%s: %s: %s column of %s of '%s'%s"
              .formatted(
                  table.file(),
                  asked.name("points"),
                  found.isEmpty() ? "no" : "more than one",
                  quantity.iterator().next(),
                  part,
                  parts().isEmpty()
                      ? " (" + table.describe() + ")"
                      : "; points: " + String.join(", ", parts())));
    }
    return found.get(0);
  }

  /** Names of all that has an x and a y. */
  private List<String> parts() {
    List<String> parts = new ArrayList<>();
    for (ColumnName name : names) {
      int last = name.words().size() - 1;
      if (last < 1 || !name.words().get(last).equals("x")) {
        continue;
      }
      List<String> part = name.words().subList(0, last);
      if (matching(other -> other.isOf(part, Y)).size() == 1) {
        parts.add(String.join("_", part));
      }
    }
    return parts;
  }

  /** A column by its name, or by its number from 1. */
  private int column(String key, String given) {
    List<Integer> exact = indices(i -> table.named() && table.names().get(i).equals(given));
    if (exact.isEmpty() && table.named()) {
      exact = indices(i -> table.names().get(i).equalsIgnoreCase(given));
    }
    if (exact.size() == 1) {
      return exact.get(0);
    }
    if (exact.size() > 1) {
      throw new UserError(
          "%s: %s: %d columns have this name; give the column's number"
              .formatted(table.file(), asked.say(key, given), exact.size()));
    }
    if (given.matches("\\d{1,6}")) {
      int number = Integer.parseInt(given);
      if (number >= 1 && number <= names.size()) {
        return number - 1;
      }
    }
    throw new UserError(
        "%s: %s: no such column (%s)"
            .formatted(table.file(), asked.say(key, given), table.describe()));
  }

  /** Refuses columns of another length than the time. */
  void requireSameLength(int time, int... columns) {
    for (int column : columns) {
      if (table.rows(column) != table.rows(time)) {
        throw new UserError(
            "%s: %s has %d values, %s has %d; as many are wanted"
                .formatted(
                    table.file(),
                    title(column),
                    table.rows(column),
                    title(time),
                    table.rows(time)));
      }
    }
  }

  private List<Integer> matching(Predicate<ColumnName> wanted) {
    return indices(i -> wanted.test(names.get(i)));
  }

  private List<Integer> indices(Predicate<Integer> wanted) {
    return IntStream.range(0, names.size()).boxed().filter(wanted).toList();
  }

  private String titles(List<Integer> columns) {
    return columns.stream().map(table.names()::get).collect(Collectors.joining(", "));
  }

  /** What a column is called in a message. */
  String title(int column) {
    return table.named() && !table.names().get(column).isEmpty()
        ? table.names().get(column)
        : "column " + (column + 1);
  }
}
