package org.compassnet.config;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How a recording is read. What is left at {@code auto}, null or empty is told by the names of the
 * recording's columns.
 *
 * @param separator between the cells of a row
 * @param time column of the time: its name, or its number from 1; null: by name
 * @param timeUnit of that column
 * @param fps frames per s, where the time counts frames; else null
 * @param direction column of the head direction: its name, or its number from 1; null: by name
 * @param unit of that column
 * @param points direction from two points: two body parts (front, back), or the columns of x and y
 *     of the front and of the back; empty: from a column
 * @param likelihood a point with less is lost; null: 0.6 where the file has a likelihood
 */
public record RecordingConfig(
    Separator separator,
    String time,
    TimeUnit timeUnit,
    Double fps,
    String direction,
    AngleUnit unit,
    List<String> points,
    Double likelihood) {

  private static final String KEY = "task.velocity.recording.";

  /** Everything by the names of the columns. */
  public static final RecordingConfig BY_NAMES =
      new RecordingConfig(
          Separator.AUTO, null, TimeUnit.AUTO, null, null, AngleUnit.AUTO, List.of(), null);

  /** What stands between two cells. */
  public enum Separator implements Keyword {
    AUTO,
    COMMA,
    SEMICOLON,
    TAB,
    SPACE
  }

  /** Unit of a column of times. */
  public enum TimeUnit implements Keyword {
    AUTO,
    S,
    MS,
    US,
    MIN,
    FRAME
  }

  /** Unit of a column of directions. */
  public enum AngleUnit implements Keyword {
    AUTO,
    RAD,
    DEG
  }

  public RecordingConfig {
    Check.that(separator != null, KEY + "separator", null, "auto, comma, semicolon, tab, space");
    Check.that(timeUnit != null, KEY + "time_unit", null, "auto, s, ms, us, min, frame");
    Check.that(unit != null, KEY + "unit", null, "auto, rad, deg");
    Check.that(
        fps == null || (Double.isFinite(fps) && fps > 0),
        KEY + "fps",
        fps,
        "a number > 0, or null");
    Check.that(
        likelihood == null || (likelihood >= 0 && likelihood <= 1),
        KEY + "likelihood",
        likelihood,
        "a number from 0.0 to 1.0, or null");
    points = points == null ? List.of() : List.copyOf(points);
    Check.that(
        points.isEmpty() || points.size() == 2 || points.size() == 4,
        KEY + "points",
        points,
        "two body parts, or four columns: x and y of the front, x and y of the back");
    Check.that(
        points.isEmpty() || direction == null,
        KEY + "direction",
        direction,
        "null where points give the direction",
        KEY + "points");
    Check.that(
        points.isEmpty() || unit == AngleUnit.AUTO,
        KEY + "unit",
        unit.keyword(),
        "auto where points give the direction",
        KEY + "points");
    Check.that(
        likelihood == null || !points.isEmpty(),
        KEY + "likelihood",
        likelihood,
        "null where no points are given",
        KEY + "points");
    Check.that(
        fps == null || timeUnit == TimeUnit.AUTO || timeUnit == TimeUnit.FRAME,
        KEY + "fps",
        fps,
        "null where time_unit is not frame",
        KEY + "time_unit");
  }

  /** What is given, by the name of its key; empty where everything is left to the names. */
  public Map<String, Object> given() {
    Map<String, Object> given = new LinkedHashMap<>();
    if (separator != Separator.AUTO) {
      given.put("separator", separator.keyword());
    }
    if (time != null) {
      given.put("time", time);
    }
    if (timeUnit != TimeUnit.AUTO) {
      given.put("time_unit", timeUnit.keyword());
    }
    if (fps != null) {
      given.put("fps", fps);
    }
    if (direction != null) {
      given.put("direction", direction);
    }
    if (unit != AngleUnit.AUTO) {
      given.put("unit", unit.keyword());
    }
    if (!points.isEmpty()) {
      given.put("points", points);
    }
    if (likelihood != null) {
      given.put("likelihood", likelihood);
    }
    return given;
  }
}
