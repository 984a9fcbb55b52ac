package org.compassnet.cells;

import static org.compassnet.files.Text.text;

import java.util.Arrays;
import org.apache.commons.rng.UniformRandomProvider;
import org.compassnet.files.Text;
import org.hipparchus.stat.StatUtils;

/**
 * Whether a cell's vector length is more than chance: its spikes are shifted in time against the
 * head's direction, circularly, by 5 to 95 % of the tracked time, which leaves both as they are in
 * themselves.
 *
 * @param vectorLength of the curve without smoothing
 * @param percentile99 of the shifted spikes' vector lengths
 * @param p share of the shifts, and of the unshifted spikes, whose vector length is not below
 */
public record ShuffleTest(double vectorLength, double percentile99, double p) {

  private static final double LEAST_SHIFT = 0.05;

  /**
   * The level of the test: the vector length must be above the 99th percentile.
   *
   * @see #beyondChance
   */
  public static final double LEVEL = 0.01;

  /** Tests one cell after the other on the same tracked time. */
  static final class Course {
    private final int bins;
    private final int[] direction;
    private final int[] binOf;
    private final double[] occupancyS;
    private final SpikeCounts counts;

    Course(CellRecording recording, HeadTurns turns, int bins) {
      this.bins = bins;
      counts = recording.awake();
      int tracked = turns.stretches().stream().mapToInt(Stretch::bins).sum();
      direction = new int[tracked];
      binOf = new int[tracked];
      occupancyS = new double[bins];
      int n = 0;
      for (Stretch stretch : turns.stretches()) {
        for (int k = stretch.from(); k < stretch.to(); k++) {
          binOf[n] = k;
          direction[n] = TuningCurve.bin(recording.headDirectionRad()[k], bins);
          occupancyS[direction[n++]] += counts.binS();
        }
      }
    }

    /**
     * Tests a cell. One that never fires has a vector length of NaN and p = 1.
     *
     * @param shuffles number of shifts
     */
    ShuffleTest test(int cell, int shuffles, UniformRandomProvider random) {
      int[] at = new int[direction.length];
      int firing = 0;
      for (int n = 0; n < direction.length; n++) {
        if (counts.at(binOf[n], cell) > 0) {
          at[firing++] = n;
        }
      }
      int[] where = Arrays.copyOf(at, firing);
      double observed = vectorLength(cell, where, 0);
      double[] shifted = new double[shuffles];
      for (int k = 0; k < shuffles; k++) {
        double share = LEAST_SHIFT + (1 - 2 * LEAST_SHIFT) * random.nextDouble();
        shifted[k] = vectorLength(cell, where, (int) (share * direction.length));
      }
      // A comparison with NaN is false: a silent cell is never beyond chance.
      long below = Arrays.stream(shifted).filter(r -> r < observed).count();
      return new ShuffleTest(
          observed,
          StatUtils.percentile(shifted, 100 * (1 - LEVEL)),
          (1.0 + shuffles - below) / (1 + shuffles));
    }

    private double vectorLength(int cell, int[] where, int shift) {
      double[] rates = new double[bins];
      for (int n : where) {
        rates[direction[(n + shift) % direction.length]] += counts.at(binOf[n], cell);
      }
      for (int bin = 0; bin < bins; bin++) {
        rates[bin] /= occupancyS[bin];
      }
      double[] z = TuningCurve.vector(rates);
      return Math.hypot(z[0], z[1]) / z[2];
    }
  }

  /** Whether the vector length is above the 99th percentile of the shifted spikes'. */
  public boolean beyondChance() {
    return vectorLength > percentile99;
  }

  @Override
  public String toString() {
    return text(
        "R %.2f, 99 %% of the shifts below %.2f, p %s", vectorLength, percentile99, Text.p(p));
  }
}
