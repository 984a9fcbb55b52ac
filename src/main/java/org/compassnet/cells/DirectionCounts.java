package org.compassnet.cells;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Time and spikes of all cells by head direction, summed within blocks of time, so that any choice
 * of blocks has its tuning curves.
 *
 * @param cells number of cells
 * @param bins of direction over the circle
 * @param byBlock [1 + cells, bins] of each block: occupancy in s, then each cell's spikes
 */
record DirectionCounts(int cells, int bins, List<double[]> byBlock) {

  static DirectionCounts of(CellRecording recording, TimeBlocks blocks, int bins) {
    SpikeCounts counts = recording.awake();
    List<double[]> byBlock = new ArrayList<>();
    for (int block = 0; block < blocks.count(); block++) {
      byBlock.add(new double[(1 + counts.cells()) * bins]);
    }
    for (int k = 0; k < counts.bins(); k++) {
      if (blocks.of()[k] >= 0) {
        double[] sums = byBlock.get(blocks.of()[k]);
        int direction = TuningCurve.bin(recording.headDirectionRad()[k], bins);
        sums[direction] += counts.binS();
        for (int cell = 0; cell < counts.cells(); cell++) {
          sums[(1 + cell) * bins + direction] += counts.at(k, cell);
        }
      }
    }
    return new DirectionCounts(counts.cells(), bins, byBlock);
  }

  /** The curves of all cells, where blocks count so often. */
  List<TuningCurve> curves(int[] times, double smoothingBins) {
    double[] sums = TimeBlocks.sum(byBlock, times);
    double[] occupancy = Arrays.copyOf(sums, bins);
    List<TuningCurve> curves = new ArrayList<>();
    for (int cell = 0; cell < cells; cell++) {
      double[] spikes = Arrays.copyOfRange(sums, (1 + cell) * bins, (2 + cell) * bins);
      curves.add(TuningCurve.of(occupancy, spikes, smoothingBins));
    }
    return curves;
  }
}
