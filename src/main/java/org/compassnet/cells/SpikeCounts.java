package org.compassnet.cells;

/**
 * Spikes of some cells, counted in bins of one width that follow each other but for breaks.
 *
 * @param counts [bins, cells] in C order
 * @param cells number of cells
 * @param timeS middle of each bin, rising, in s
 * @param binS width of a bin, in s; a step of {@code timeS} that is wider is a break
 */
public record SpikeCounts(float[] counts, int cells, double[] timeS, double binS) {

  public SpikeCounts {
    if (counts.length != (long) timeS.length * cells) {
      throw new IllegalArgumentException(
          "counts must hold " + timeS.length + " x " + cells + " values: " + counts.length);
    }
    if (!(binS > 0)) {
      throw new IllegalArgumentException("binS must be above 0: " + binS);
    }
  }

  /** Number of bins. */
  public int bins() {
    return timeS.length;
  }

  /** All spikes. */
  long spikes() {
    double sum = 0;
    for (float count : counts) {
      sum += count;
    }
    return (long) sum;
  }

  /** Spikes of a cell in a bin. */
  public float at(int bin, int cell) {
    return counts[bin * cells + cell];
  }
}
