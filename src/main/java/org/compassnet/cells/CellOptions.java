package org.compassnet.cells;

import java.nio.file.Path;
import java.util.List;
import org.compassnet.config.RecordingConfig;
import org.compassnet.config.UserError;

/**
 * How a file of recorded cells is read. What is null or empty is told by the names and shapes in
 * the file.
 *
 * @param counts array of spike counts [bins, cells]; in a table of text, the columns that begin so
 * @param sleep arrays of counts [bins, cells], or names of epochs, that have no direction
 * @param recording the head's direction and its time, as {@link RecordingConfig} says them: arrays
 *     by name, a column of an array as {@code angRun:1}, counted from 0
 * @param directionFile where the direction is in a file of its own
 * @param binMs width of the bins that spike times are counted in; null: {@link #BIN_MS}
 * @param maxGapS the longest time between two samples of the direction that is interpolated
 * @param spikeHz ticks per s of spike times that are whole numbers; null: {@link #SPIKE_HZ}
 */
public record CellOptions(
    String counts,
    List<String> sleep,
    RecordingConfig recording,
    Path directionFile,
    Double binMs,
    double maxGapS,
    Double spikeHz) {

  /** Width of a bin, in ms. */
  public static final double BIN_MS = 10;

  /** Ticks of CRCNS's .res files per s. */
  public static final double SPIKE_HZ = 20_000;

  /** Everything by names and shapes. */
  public static final CellOptions BY_NAMES =
      new CellOptions(null, List.of(), RecordingConfig.BY_NAMES, null, null, 0.5, null);

  private static final double MOST_BIN_MS = 10_000;

  public CellOptions {
    sleep = List.copyOf(sleep);
    require(binMs == null || (binMs > 0 && binMs <= MOST_BIN_MS), "--bin", binMs, "0 to 10000 ms");
    require(maxGapS > 0 && Double.isFinite(maxGapS), "--max-gap", maxGapS, "a number > 0, in s");
    require(
        spikeHz == null || (spikeHz > 0 && Double.isFinite(spikeHz)),
        "--spike-rate",
        spikeHz,
        "ticks per s, > 0");
  }

  private static void require(boolean holds, String option, Object value, String allowed) {
    if (!holds) {
      throw new UserError(option + " " + value + "; allowed: " + allowed);
    }
  }

  /** Width of the bins that spike times are counted in, in s. */
  double binS() {
    return (binMs == null ? BIN_MS : binMs) / 1000;
  }

  /** Refuses what is said of spike times where the file holds counts. */
  void requireNoSpikeTimes(Path file) {
    requireUnsaid(file, "--bin", binMs, "holds counts in bins of its own");
    requireUnsaid(file, "--spike-rate", spikeHz, "holds counts, no spike times");
  }

  /** Refuses a separator where nothing is separated. */
  void requireNoSeparator(Path file, String why) {
    RecordingConfig.Separator said = recording.separator();
    requireUnsaid(
        file, "--separator", said == RecordingConfig.Separator.AUTO ? null : said.keyword(), why);
  }

  /** Refuses an option that would change nothing. */
  void requireUnsaid(Path file, String option, Object value, String why) {
    if (value != null) {
      throw new UserError(file + ": " + option + " " + value + " has no effect: the file " + why);
    }
  }

  /** The same with this time and direction, as far as none is said. */
  RecordingConfig recording(String time, String direction) {
    RecordingConfig said = recording;
    boolean directed = said.direction() != null || !said.points().isEmpty();
    return new RecordingConfig(
        said.separator(),
        said.time() == null ? time : said.time(),
        said.timeUnit(),
        said.fps(),
        directed ? said.direction() : direction,
        said.unit(),
        said.points(),
        said.likelihood());
  }
}
