package org.compassnet.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.compassnet.config.Config;
import org.compassnet.config.Keyword;
import org.compassnet.config.RecordingConfig;
import org.compassnet.config.RecordingConfig.AngleUnit;
import org.compassnet.config.RecordingConfig.Separator;
import org.compassnet.config.RecordingConfig.TimeUnit;
import org.compassnet.config.TrainingConfig;
import org.compassnet.config.UserError;
import org.compassnet.config.VelocityKind;
import org.compassnet.trajectory.RecordedTrajectory;
import org.compassnet.trajectory.recording.Asked;
import org.compassnet.trajectory.recording.Recording;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** How a recording is read: the options of every command that takes one, and what it says. */
final class RecordingOptions {

  @Option(
      names = "--time",
      paramLabel = "COLUMN",
      description = "recording: column of the time, by name or number; default: by its name")
  private String time;

  @Option(
      names = "--time-unit",
      paramLabel = "UNIT",
      converter = TimeUnits.class,
      description = "recording: s, ms, us, min or frame; default: by the column's name, or s")
  private TimeUnit timeUnit;

  @Option(
      names = "--fps",
      paramLabel = "N",
      description = "recording: frames per s, where the time counts frames")
  private Double fps;

  @Option(
      names = "--direction",
      paramLabel = "COLUMN",
      description = "recording: column of the head direction; default: by its name")
  private String direction;

  @Option(
      names = "--unit",
      paramLabel = "UNIT",
      converter = AngleUnits.class,
      description = "recording: rad or deg; default: by the column's name")
  private AngleUnit unit;

  @Option(
      names = "--points",
      split = ",",
      paramLabel = "POINT",
      description =
          "recording: direction from two points, FRONT,BACK (body parts) or X1,Y1,X2,Y2 (columns)")
  private List<String> points;

  @Option(
      names = "--likelihood",
      paramLabel = "P",
      description = "recording: a point with less is lost; default: 0.6 where the file has one")
  private Double likelihood;

  @Option(
      names = "--max-gap",
      paramLabel = "S",
      description = "recording: longest gap that is interpolated; default: task.velocity.max_gap_s")
  private Double maxGapS;

  @Option(
      names = "--separator",
      paramLabel = "NAME",
      converter = Separators.class,
      description = "recording: comma, semicolon, tab or space; default: found out")
  private Separator separator;

  static final class TimeUnits implements ITypeConverter<TimeUnit> {
    @Override
    public TimeUnit convert(String value) {
      return keyword(TimeUnit.values(), value);
    }
  }

  static final class AngleUnits implements ITypeConverter<AngleUnit> {
    @Override
    public AngleUnit convert(String value) {
      return keyword(AngleUnit.values(), value);
    }
  }

  static final class Separators implements ITypeConverter<Separator> {
    @Override
    public Separator convert(String value) {
      return keyword(Separator.values(), value);
    }
  }

  private static <T extends Keyword> T keyword(T[] values, String word) {
    return Arrays.stream(values)
        .filter(value -> value.keyword().equals(word))
        .findFirst()
        .orElseThrow(
            () ->
                new TypeConversionException(
                    "'"
                        + word
                        + "'; allowed: "
                        + Arrays.stream(values)
                            .map(Keyword::keyword)
                            .collect(Collectors.joining(", "))));
  }

  /**
   * Refuses options where there is no recording that they could have an effect on.
   *
   * @param missing the option that names a recording
   */
  void requireNone(String missing) {
    Map<String, Object> given = given();
    if (!given.isEmpty()) {
      throw new UserError(
          given.keySet().iterator().next() + ": has an effect only with " + missing);
    }
  }

  private Map<String, Object> given() {
    Map<String, Object> given = new LinkedHashMap<>();
    put(given, "--time", time);
    put(given, "--time-unit", timeUnit);
    put(given, "--fps", fps);
    put(given, "--direction", direction);
    put(given, "--unit", unit);
    put(given, "--points", points);
    put(given, "--likelihood", likelihood);
    put(given, "--max-gap", maxGapS);
    put(given, "--separator", separator);
    return given;
  }

  private static void put(Map<String, Object> map, String key, Object value) {
    if (value != null) {
      map.put(key, value);
    }
  }

  /**
   * How the direction and its time are read.
   *
   * @throws UserError if an option has no effect, or a value that cannot be used
   */
  RecordingConfig how() {
    require(
        points == null || points.size() == 2 || points.size() == 4,
        "--points",
        points,
        "two body parts (FRONT,BACK), or four columns (X1,Y1,X2,Y2)");
    require(points == null || direction == null, "--direction", direction, "not with --points");
    require(points == null || unit == null, "--unit", unit, "not with --points");
    require(points != null || likelihood == null, "--likelihood", likelihood, "only with --points");
    require(
        likelihood == null || (likelihood >= 0 && likelihood <= 1),
        "--likelihood",
        likelihood,
        "a number from 0 to 1");
    require(fps == null || (fps > 0 && Double.isFinite(fps)), "--fps", fps, "a number > 0");
    require(
        fps == null || timeUnit == null || timeUnit == TimeUnit.FRAME,
        "--fps",
        fps,
        "only where the time counts frames");
    require(
        maxGapS == null || (maxGapS > 0 && Double.isFinite(maxGapS)),
        "--max-gap",
        maxGapS,
        "a number > 0, in s");
    return new RecordingConfig(
        separator == null ? Separator.AUTO : separator,
        time,
        timeUnit == null ? TimeUnit.AUTO : timeUnit,
        fps,
        direction,
        unit == null ? AngleUnit.AUTO : unit,
        points,
        likelihood);
  }

  private static void require(boolean holds, String option, Object value, String allowed) {
    if (!holds) {
      Object given = value instanceof Keyword keyword ? keyword.keyword() : value;
      throw new UserError(option + " " + given + "; allowed: " + allowed);
    }
  }

  /**
   * Reads a recording on the grid of a configuration's steps, and says what was read.
   *
   * @param config for the length of a step, and the longest gap where no option gives it
   */
  RecordedTrajectory read(Path file, Config config, PrintWriter print) {
    double gap = maxGapS == null ? config.task().velocity().maxGapS() : maxGapS;
    RecordingConfig how = how();
    RecordedTrajectory recording =
        RecordedTrajectory.of(
            Recording.read(file, gap, how, Asked.OPTIONS), config.task().stepMs());
    say(recording.recording(), print);
    return recording;
  }

  /** Longest gap that is interpolated, in s; null where no option says it. */
  Double maxGapS() {
    return maxGapS;
  }

  /** The keys of a configuration that say the same as the options. */
  Map<String, Object> keys() {
    Map<String, Object> keys = new LinkedHashMap<>();
    how()
        .given()
        .forEach(
            (key, value) ->
                keys.put(
                    "task.velocity.recording." + key,
                    value instanceof List<?> list
                        ? list.stream().map(RecordingOptions::quoted).toList()
                        : value instanceof String text ? quoted(text) : value));
    if (maxGapS != null) {
      keys.put("task.velocity.max_gap_s", maxGapS);
    }
    return keys;
  }

  /** Text that YAML takes for nothing else. */
  private static String quoted(Object text) {
    return "'" + text.toString().replace("'", "''") + "'";
  }

  /**
   * Reads the recording of a configuration, if it names one, and says what was read. A recording
   * that cannot be used is refused here, before anything is written.
   *
   * @param asked how the user says how it is read, for messages
   */
  static void say(Config config, Asked asked, PrintWriter print) {
    if (config.task().velocity().kind() != VelocityKind.RECORDED) {
      return;
    }
    RecordedTrajectory recording = RecordedTrajectory.of(config.task(), asked);
    int steps =
        IntStream.concat(
                IntStream.of(config.task().steps()),
                config.training().curriculum().stream().mapToInt(TrainingConfig.Stage::steps))
            .max()
            .orElseThrow();
    recording.requireMoves(steps - config.task().cueSteps());
    say(recording.recording(), print);
  }

  private static void say(Recording recording, PrintWriter print) {
    print.printf("recording   %s%n", recording.summary());
    recording.warnings().forEach(warning -> print.printf("warning     %s%n", warning));
  }
}
