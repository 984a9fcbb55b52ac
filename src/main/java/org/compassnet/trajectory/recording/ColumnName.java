package org.compassnet.trajectory.recording;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.compassnet.config.RecordingConfig.AngleUnit;
import org.compassnet.config.RecordingConfig.TimeUnit;

/**
 * What a column's name says, by whole words: {@code head_direction_deg}, {@code headDirection
 * [deg]} and {@code HD (°)} are a direction in degrees, {@code gradual} and {@code Radius} are no
 * unit.
 *
 * @param words of the name, in lower case
 */
public record ColumnName(List<String> words) {

  private static final Pattern CAMEL_CASE = Pattern.compile("(?<=\\p{Ll})(?=\\p{Lu})");
  private static final Pattern NO_WORD = Pattern.compile("[^\\p{L}\\p{N}]+");

  private static final Map<String, AngleUnit> ANGLE_UNITS =
      Map.of(
          "rad", AngleUnit.RAD,
          "rads", AngleUnit.RAD,
          "radian", AngleUnit.RAD,
          "radians", AngleUnit.RAD,
          "deg", AngleUnit.DEG,
          "degs", AngleUnit.DEG,
          "degree", AngleUnit.DEG,
          "degrees", AngleUnit.DEG);

  private static final Map<String, TimeUnit> TIME_UNITS =
      Map.ofEntries(
          Map.entry("s", TimeUnit.S),
          Map.entry("sec", TimeUnit.S),
          Map.entry("secs", TimeUnit.S),
          Map.entry("second", TimeUnit.S),
          Map.entry("seconds", TimeUnit.S),
          Map.entry("ms", TimeUnit.MS),
          Map.entry("msec", TimeUnit.MS),
          Map.entry("msecs", TimeUnit.MS),
          Map.entry("millisecond", TimeUnit.MS),
          Map.entry("milliseconds", TimeUnit.MS),
          Map.entry("us", TimeUnit.US),
          Map.entry("usec", TimeUnit.US),
          Map.entry("usecs", TimeUnit.US),
          Map.entry("microsecond", TimeUnit.US),
          Map.entry("microseconds", TimeUnit.US),
          Map.entry("min", TimeUnit.MIN),
          Map.entry("mins", TimeUnit.MIN),
          Map.entry("minute", TimeUnit.MIN),
          Map.entry("minutes", TimeUnit.MIN));

  private static final Set<String> OTHER_TIME_UNITS =
      Set.of("ns", "nanosecond", "nanoseconds", "h", "hour", "hours", "ticks", "samples");

  private static final Set<String> FRAME_WORDS =
      Set.of("frame", "frames", "framenumber", "frameid", "frameindex", "frameno");

  private static final Set<String> TIME_WORDS =
      Set.of("time", "times", "t", "timestamp", "timestamps", "ts", "elapsed");

  /** A length of time, not a place in it. */
  private static final Set<String> NOT_TIME =
      Set.of("dt", "delta", "diff", "difference", "interval", "exposure", "duration", "lag");

  /** Words that name a head's direction by themselves. */
  private static final Set<String> HEAD_DIRECTIONS =
      Set.of("hd", "heading", "yaw", "azimuth", "headdirection", "headdir", "headangle");

  private static final Set<String> DIRECTIONS =
      Set.of("direction", "dir", "orientation", "orient", "theta", "angle", "ang", "azimuth");

  /** A derivative, a component, a quality or a bin of a direction is no direction. */
  private static final Set<String> NOT_DIRECTION =
      Set.of(
          "velocity",
          "velocities",
          "vel",
          "speed",
          "av",
          "ahv",
          "omega",
          "rate",
          "per",
          "hz",
          "acceleration",
          "acc",
          "dt",
          "delta",
          "diff",
          "difference",
          "change",
          "likelihood",
          "confidence",
          "score",
          "prob",
          "probability",
          "error",
          "err",
          "sd",
          "std",
          "sem",
          "var",
          "variance",
          "sin",
          "sine",
          "cos",
          "cosine",
          "x",
          "y",
          "z",
          "bin",
          "index",
          "idx",
          "flag",
          "valid",
          "quality",
          "status",
          "movement",
          "moving",
          "motion",
          "travel",
          "count");

  /** How surely a name is that of a head direction. */
  public enum Direction {
    /** It says so. */
    HEAD,
    /** Of something. */
    SOME,
    /** It says something else. */
    NONE
  }

  /** The words of a name. */
  public static ColumnName of(String name) {
    String spelled =
        name.replace("°", " deg ").replace("θ", " theta ").replace("µs", "us").replace("μs", "us");
    List<String> words = new ArrayList<>();
    for (String word : NO_WORD.split(CAMEL_CASE.matcher(spelled).replaceAll(" "))) {
      if (!word.isEmpty()) {
        words.add(word.toLowerCase(Locale.ROOT));
      }
    }
    return new ColumnName(List.copyOf(words));
  }

  /** The unit of angle; empty without one, or with two. */
  public Optional<AngleUnit> angleUnit() {
    List<AngleUnit> units =
        words.stream().filter(ANGLE_UNITS::containsKey).map(ANGLE_UNITS::get).distinct().toList();
    return units.size() == 1 ? Optional.of(units.get(0)) : Optional.empty();
  }

  /** The unit of time; empty without one, or with two. Frames are one. */
  Optional<TimeUnit> timeUnit() {
    if (words.stream().anyMatch(FRAME_WORDS::contains)) {
      return Optional.of(TimeUnit.FRAME);
    }
    List<TimeUnit> units =
        words.stream().filter(TIME_UNITS::containsKey).map(TIME_UNITS::get).distinct().toList();
    return units.size() == 1 ? Optional.of(units.get(0)) : Optional.empty();
  }

  /** A unit of time that is not known, such as hours. */
  Optional<String> otherTimeUnit() {
    return words.stream().filter(OTHER_TIME_UNITS::contains).findFirst();
  }

  boolean isUnitOnly() {
    return !words.isEmpty()
        && words.stream().allMatch(w -> ANGLE_UNITS.containsKey(w) || TIME_UNITS.containsKey(w));
  }

  /** Whether this is a time, other than a count of frames. */
  public boolean isTime() {
    boolean unitOnly = words.size() == 1 && TIME_UNITS.containsKey(words.get(0));
    return !isFrame()
        && (unitOnly || words.stream().anyMatch(TIME_WORDS::contains))
        && words.stream().noneMatch(NOT_TIME::contains)
        && words.stream().noneMatch(ANGLE_UNITS::containsKey);
  }

  /** Whether this counts frames. */
  boolean isFrame() {
    return words.stream().anyMatch(FRAME_WORDS::contains)
        && words.stream().noneMatch(NOT_TIME::contains)
        && words.stream().noneMatch(w -> w.equals("rate") || w.equals("per"));
  }

  /** Whether this is a direction, and of what. */
  public Direction direction() {
    if (words.stream().anyMatch(NOT_DIRECTION::contains) || isRate()) {
      return Direction.NONE;
    }
    boolean some = words.stream().anyMatch(DIRECTIONS::contains);
    if (words.stream().anyMatch(HEAD_DIRECTIONS::contains) || (some && words.contains("head"))) {
      return Direction.HEAD;
    }
    return some ? Direction.SOME : Direction.NONE;
  }

  /** An angle over a time: {@code deg_s}, {@code rad/s}. */
  private boolean isRate() {
    return words.stream().anyMatch(ANGLE_UNITS::containsKey)
        && words.stream().anyMatch(TIME_UNITS::containsKey);
  }

  /** Whether this is a coordinate ({@code x}, {@code y}) or the likelihood of a body part. */
  boolean isOf(List<String> part, Set<String> quantity) {
    if (words.size() != part.size() + 1) {
      return false;
    }
    int last = words.size() - 1;
    return (words.subList(0, last).equals(part) && quantity.contains(words.get(last)))
        || (words.subList(1, last + 1).equals(part) && quantity.contains(words.get(0)));
  }
}
