package org.compassnet.cells;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntPredicate;

/**
 * Bins that follow each other without a break.
 *
 * @param from first bin
 * @param to bin after the last
 */
public record Stretch(int from, int to) {

  /** A step that is longer than this many bins is a break. */
  private static final double LONGEST_STEP = 1.5;

  /** The stretches of some counts. */
  static List<Stretch> of(SpikeCounts counts) {
    return of(counts, bin -> true);
  }

  /** The stretches in which the head's direction is known. */
  static List<Stretch> tracked(CellRecording recording) {
    return of(recording.awake(), bin -> Double.isFinite(recording.headDirectionRad()[bin]));
  }

  private static List<Stretch> of(SpikeCounts counts, IntPredicate there) {
    List<Stretch> stretches = new ArrayList<>();
    double[] time = counts.timeS();
    int from = -1;
    for (int bin = 0; bin < time.length; bin++) {
      boolean broken = bin > 0 && time[bin] - time[bin - 1] > LONGEST_STEP * counts.binS();
      if (from >= 0 && (broken || !there.test(bin))) {
        stretches.add(new Stretch(from, bin));
        from = -1;
      }
      if (from < 0 && there.test(bin)) {
        from = bin;
      }
    }
    if (from >= 0) {
      stretches.add(new Stretch(from, time.length));
    }
    return List.copyOf(stretches);
  }

  /** Number of bins. */
  public int bins() {
    return to - from;
  }
}
