package org.compassnet.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.compassnet.cells.CellRecording;
import org.compassnet.config.RecordingConfig;
import org.compassnet.config.RecordingConfig.AngleUnit;
import org.compassnet.config.RecordingConfig.Separator;
import org.compassnet.config.RecordingConfig.TimeUnit;
import org.compassnet.config.UserError;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Recorded cells beside a study, which may read a recorded animal by options of the same kind. */
final class CellStudyOptions {

  @Option(
      names = "--cells",
      paramLabel = "FILE",
      description = "also hold the networks beside recorded cells, for question 4")
  private Path file;

  @Option(
      names = "--cells-time",
      paramLabel = "COLUMN",
      description = "cells: column or array of the time; default: by its name")
  private String time;

  @Option(
      names = "--cells-time-unit",
      paramLabel = "UNIT",
      converter = RecordingOptions.TimeUnits.class,
      description = "cells: s, ms, us, min or frame; default: by the column's name, or s")
  private TimeUnit timeUnit;

  @Option(
      names = "--cells-direction",
      paramLabel = "COLUMN",
      description = "cells: column or array of the head direction; default: by its name")
  private String direction;

  @Option(
      names = "--cells-unit",
      paramLabel = "UNIT",
      converter = RecordingOptions.AngleUnits.class,
      description = "cells: rad or deg; default: by the column's name")
  private AngleUnit unit;

  @Mixin private CellCountOptions counts;

  /** Whether there are cells. */
  boolean given() {
    return file != null;
  }

  /**
   * Reads the cells; null without --cells.
   *
   * @throws UserError if an option has no effect without a file
   */
  CellRecording read() {
    if (file == null) {
      Map<String, Object> given = new TreeMap<>(counts.given());
      put(given, "--cells-time", time);
      put(given, "--cells-time-unit", timeUnit);
      put(given, "--cells-direction", direction);
      put(given, "--cells-unit", unit);
      if (!given.isEmpty()) {
        throw new UserError(given.keySet().iterator().next() + ": has an effect only with --cells");
      }
      return null;
    }
    RecordingConfig how =
        new RecordingConfig(
            Separator.AUTO,
            time,
            timeUnit == null ? TimeUnit.AUTO : timeUnit,
            null,
            direction,
            unit == null ? AngleUnit.AUTO : unit,
            List.of(),
            null);
    return counts.read(file, how, null);
  }

  private static void put(Map<String, Object> map, String key, Object value) {
    if (value != null) {
      map.put(key, value);
    }
  }
}
