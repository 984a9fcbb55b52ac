package org.compassnet.cli;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.compassnet.cells.CellFile;
import org.compassnet.cells.CellOptions;
import org.compassnet.cells.CellRecording;
import org.compassnet.config.RecordingConfig;
import picocli.CommandLine.Option;

/** How the spikes of recorded cells are read, whatever says how the direction is. */
final class CellCountOptions {

  @Option(
      names = "--counts",
      paramLabel = "ARRAY",
      description =
          "cells: array of spike counts [bins, cells], or how the columns of a table begin;"
              + " default: by its name")
  private String counts;

  @Option(
      names = "--sleep",
      split = ",",
      paramLabel = "NAME",
      description = "cells: arrays of counts, or epochs, without a direction")
  private List<String> sleep = List.of();

  @Option(
      names = "--direction-file",
      paramLabel = "FILE",
      description = "cells: where the direction is in a file of its own")
  private Path directionFile;

  @Option(
      names = "--bin",
      paramLabel = "MS",
      description = "cells: width of the bins that spike times are counted in; default: 10")
  private Double binMs;

  @Option(
      names = "--spike-rate",
      paramLabel = "HZ",
      description = "cells: ticks per s of CRCNS's spike times; default: 20000")
  private Double spikeHz;

  /**
   * Reads cells.
   *
   * @param maxGapS the longest gap that is interpolated; null for the default
   */
  CellRecording read(Path file, RecordingConfig direction, Double maxGapS) {
    return CellFile.read(
        file,
        new CellOptions(
            counts,
            sleep,
            direction,
            directionFile,
            binMs,
            maxGapS == null ? CellOptions.BY_NAMES.maxGapS() : maxGapS,
            spikeHz));
  }

  /** What was said, by option. */
  Map<String, Object> given() {
    Map<String, Object> given = new LinkedHashMap<>();
    given.put("--counts", counts);
    given.put("--sleep", sleep.isEmpty() ? null : sleep);
    given.put("--direction-file", directionFile);
    given.put("--bin", binMs);
    given.put("--spike-rate", spikeHz);
    given.values().removeIf(value -> value == null);
    return given;
  }
}
