package org.compassnet.cells;

import java.util.Arrays;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import org.compassnet.files.Heap;

/**
 * Times of the spikes of some cells.
 *
 * @param names of the cells
 * @param timesS of each cell's spikes, in s, in any order
 */
record SpikeTrains(List<String> names, List<double[]> timesS) {

  int spikes() {
    return timesS.stream().mapToInt(times -> times.length).sum();
  }

  /** The times of the first and of the last spike, in s. */
  double[] rangeS() {
    DoubleSummaryStatistics all =
        timesS.stream().flatMapToDouble(Arrays::stream).summaryStatistics();
    return new double[] {all.getMin(), all.getMax()};
  }

  /**
   * Counts in bins that begin with each span; what is left of a span after the last whole bin is
   * left out.
   *
   * @param where the spikes are from, for an error
   * @throws org.compassnet.config.UserError if the counts would not fit into memory
   */
  SpikeCounts count(Spans spans, double binS, String where) {
    List<double[]> all = spans.list();
    long bins = 0;
    int[] first = new int[all.size() + 1];
    for (int s = 0; s < all.size(); s++) {
      bins += bins(all.get(s), binS);
      Heap.requireRoom(
          bins * (names.size() * (long) Float.BYTES + Double.BYTES),
          where + ": spikes of " + names.size() + " cells in bins of " + 1e3 * binS + " ms");
      first[s + 1] = Math.toIntExact(bins);
    }
    double[] centers = new double[(int) bins];
    for (int s = 0; s < all.size(); s++) {
      for (int i = first[s]; i < first[s + 1]; i++) {
        centers[i] = all.get(s)[0] + (i - first[s] + 0.5) * binS;
      }
    }
    double[] starts = all.stream().mapToDouble(span -> span[0]).toArray();
    int cells = names.size();
    float[] counts = new float[Math.multiplyExact((int) bins, cells)];
    for (int cell = 0; cell < cells; cell++) {
      for (double time : timesS.get(cell)) {
        int place = Arrays.binarySearch(starts, time);
        int span = place >= 0 ? place : -place - 2;
        if (span < 0) {
          continue;
        }
        double bin = Math.floor((time - starts[span]) / binS);
        if (bin < first[span + 1] - first[span]) {
          counts[(first[span] + (int) bin) * cells + cell]++;
        }
      }
    }
    return new SpikeCounts(counts, cells, centers, binS);
  }

  /** Whole bins of a span; sums of decimal numbers are not exact. */
  private static long bins(double[] span, double binS) {
    return (long) Math.floor((span[1] - span[0]) / binS + 1e-6);
  }
}
