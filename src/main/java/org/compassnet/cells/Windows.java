package org.compassnet.cells;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Spikes counted in windows that are wider than the recording's bins; none reaches over a break.
 *
 * @param widthS of a window, in s: a whole number of bins
 * @param timeS middle of each window, in s
 * @param directionRad circular mean of the head's direction in each, in (-pi, pi]; NaN in sleep
 * @param block of time that each begins in; -1 in sleep
 * @param stretch of time that each is in, from 0
 * @param counts [windows][cells]
 */
record Windows(
    double widthS,
    double[] timeS,
    double[] directionRad,
    int[] block,
    int[] stretch,
    float[][] counts) {

  /** Of the tracked time. */
  static Windows of(CellRecording recording, HeadTurns turns, TimeBlocks blocks, double widthS) {
    return of(recording.awake(), turns.stretches(), turns.unwrappedRad(), blocks.of(), widthS);
  }

  /** Of an epoch without a direction. */
  static Windows of(SpikeCounts counts, double widthS) {
    double[] unknown = new double[counts.bins()];
    Arrays.fill(unknown, Double.NaN);
    int[] none = new int[counts.bins()];
    Arrays.fill(none, -1);
    return of(counts, Stretch.of(counts), unknown, none, widthS);
  }

  /** So many bins are a window. */
  static int bins(double widthS, double binS) {
    return Math.max(1, (int) Math.round(widthS / binS));
  }

  private static Windows of(
      SpikeCounts counts, List<Stretch> stretches, double[] direction, int[] block, double widthS) {
    int bins = bins(widthS, counts.binS());
    List<int[]> starts = new ArrayList<>();
    for (int s = 0; s < stretches.size(); s++) {
      Stretch stretch = stretches.get(s);
      for (int bin = stretch.from(); bin + bins <= stretch.to(); bin += bins) {
        starts.add(new int[] {bin, s});
      }
    }
    int n = starts.size();
    Windows windows =
        new Windows(
            bins * counts.binS(),
            new double[n],
            new double[n],
            new int[n],
            new int[n],
            new float[n][counts.cells()]);
    for (int k = 0; k < n; k++) {
      int from = starts.get(k)[0];
      double sine = 0;
      double cosine = 0;
      for (int bin = from; bin < from + bins; bin++) {
        sine += Math.sin(direction[bin]);
        cosine += Math.cos(direction[bin]);
        for (int cell = 0; cell < counts.cells(); cell++) {
          windows.counts[k][cell] += counts.at(bin, cell);
        }
      }
      windows.timeS[k] = (counts.timeS()[from] + counts.timeS()[from + bins - 1]) / 2;
      windows.directionRad[k] = Math.atan2(sine, cosine);
      windows.block[k] = block[from];
      windows.stretch[k] = starts.get(k)[1];
    }
    return windows;
  }

  /** Number of windows. */
  int count() {
    return timeS.length;
  }

  /** Some of them, evenly spread, if there are more. */
  Windows atMost(int most) {
    if (count() <= most) {
      return this;
    }
    int[] kept = IntStream.range(0, most).map(k -> (int) ((long) k * count() / most)).toArray();
    return new Windows(
        widthS,
        IntStream.of(kept).mapToDouble(k -> timeS[k]).toArray(),
        IntStream.of(kept).mapToDouble(k -> directionRad[k]).toArray(),
        IntStream.of(kept).map(k -> block[k]).toArray(),
        IntStream.of(kept).map(k -> stretch[k]).toArray(),
        IntStream.of(kept).mapToObj(k -> counts[k]).toArray(float[][]::new));
  }
}
