package org.compassnet.cells;

import java.util.stream.IntStream;
import org.compassnet.config.UserError;
import org.compassnet.files.Text;
import org.compassnet.files.TextTable;

/** What a session must hold for its cells to be taken apart. */
final class EnoughRecorded {

  /** Less tracked time fills no tuning curve, in s. */
  private static final double LEAST_TRACKED_S = 60;

  /** Of the bins of direction. */
  private static final double LEAST_VISITED = 0.9;

  private EnoughRecorded() {}

  /**
   * @throws UserError saying what there is too little of
   */
  static void require(CellRecording recording, HeadTurns turns, CellAnalysis.Options options) {
    requireTime(recording, turns);
    requireWindows(recording, turns, options.decodingWindowS());
    requireTheCircle(recording, options.tuning().bins());
  }

  private static void requireTime(CellRecording recording, HeadTurns turns) {
    if (recording.awake().cells() == 0) {
      throw new UserError(recording.source() + ": no cells; at least one is wanted");
    }
    if (!(turns.trackedS() >= LEAST_TRACKED_S)) {
      throw new UserError(
          recording.source()
              + ": the head's direction is known for "
              + TextTable.number(turns.trackedS())
              + " s; at least "
              + (int) LEAST_TRACKED_S
              + " s are wanted");
    }
  }

  private static void requireWindows(CellRecording recording, HeadTurns turns, double windowS) {
    int bins = turns.stretches().stream().mapToInt(Stretch::bins).max().orElse(0);
    if (bins < Windows.bins(windowS, turns.binS())) {
      throw new UserError(
          Text.text(
              "%s: the head's direction is never known for longer than %.0f ms at a time; %.0f ms"
                  + " are wanted (--max-gap S bridges longer gaps)",
              recording.source(), 1e3 * bins * turns.binS(), 1e3 * windowS));
    }
  }

  /** A curve over a part of the circle has a vector length and a peak that the head made. */
  private static void requireTheCircle(CellRecording recording, int bins) {
    boolean[] visited = new boolean[bins];
    for (double direction : recording.headDirectionRad()) {
      if (Double.isFinite(direction)) {
        visited[TuningCurve.bin(direction, bins)] = true;
      }
    }
    long count = IntStream.range(0, bins).filter(bin -> visited[bin]).count();
    if (count < LEAST_VISITED * bins) {
      throw new UserError(
          Text.text(
              "%s: the head is in %d of %d bins of direction; tuning wants at least %.0f %% of the"
                  + " circle",
              recording.source(), count, bins, 100 * LEAST_VISITED));
    }
  }
}
