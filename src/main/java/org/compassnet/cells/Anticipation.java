package org.compassnet.cells;

import static org.compassnet.files.Text.text;

import java.util.ArrayList;
import java.util.List;
import org.apache.commons.rng.UniformRandomProvider;
import org.compassnet.analysis.Angles;

/**
 * How long before the head a cell's firing gets to a direction, by the time shift at which its
 * tuning curves of counterclockwise and of clockwise turns coincide (Blair and Sharp 1995). Spikes
 * are held against the direction some time after them; a cell that fires 25 ms ahead has one and
 * the same curve in both turns against the direction 25 ms after, and against the direction of now
 * two curves that are apart by 25 ms of both turns.
 *
 * @param intervalMs the anticipatory time interval, in ms: positive where the cell fires before the
 *     head gets there. NaN where the curves coincide at none of the shifts
 * @param confidenceMs of it, by a bootstrap over blocks of time
 */
public record Anticipation(double intervalMs, Interval confidenceMs) {

  private static final int BINS = 36;
  private static final double FIRST_S = -0.15;
  private static final double STEP_S = 0.05;

  /** To 200 ms after the spikes. */
  private static final int LAGS = 8;

  /** The head turns if it is faster than this, in deg/s. */
  static final double TURNING_DEG_PER_S = 30;

  /**
   * Measures all cells.
   *
   * @param draws of the bootstrap
   */
  static List<Anticipation> of(
      CellRecording recording,
      HeadTurns turns,
      TimeBlocks blocks,
      int draws,
      UniformRandomProvider random) {
    int cells = recording.awake().cells();
    List<double[]> byBlock = count(recording, turns, blocks);
    double[] measured = intervals(TimeBlocks.sum(byBlock, blocks.once()), cells);
    double[][] drawn = new double[cells][draws];
    for (int k = 0; k < draws; k++) {
      double[] again = intervals(TimeBlocks.sum(byBlock, blocks.draw(random)), cells);
      for (int cell = 0; cell < cells; cell++) {
        drawn[cell][k] = again[cell];
      }
    }
    List<Anticipation> all = new ArrayList<>();
    for (int cell = 0; cell < cells; cell++) {
      all.add(new Anticipation(measured[cell], Interval.of(drawn[cell])));
    }
    return all;
  }

  /** Bins and spikes of each block, [lags, turns (CW, CCW), 1 + cells, directions]. */
  static List<double[]> count(CellRecording recording, HeadTurns turns, TimeBlocks blocks) {
    SpikeCounts counts = recording.awake();
    int cells = counts.cells();
    List<double[]> byBlock = new ArrayList<>();
    for (int block = 0; block < blocks.count(); block++) {
      byBlock.add(new double[LAGS * 2 * (1 + cells) * BINS]);
    }
    for (int lag = 0; lag < LAGS; lag++) {
      double[] later = turns.directionAfter(FIRST_S + lag * STEP_S);
      for (int bin = 0; bin < counts.bins(); bin++) {
        double velocity = turns.velocityDegPerS()[bin];
        if (Math.abs(velocity) > TURNING_DEG_PER_S && Double.isFinite(later[bin])) {
          double[] sums = byBlock.get(blocks.of()[bin]);
          int at = at(lag, velocity > 0, cells) + TuningCurve.bin(later[bin], BINS);
          sums[at]++;
          for (int cell = 0; cell < cells; cell++) {
            sums[at + (1 + cell) * BINS] += counts.at(bin, cell);
          }
        }
      }
    }
    return byBlock;
  }

  private static int at(int lag, boolean ccw, int cells) {
    return (2 * lag + (ccw ? 1 : 0)) * (1 + cells) * BINS;
  }

  /** The intervals of all cells, in ms, from what {@link #count} counted. */
  static double[] intervals(double[] sums, int cells) {
    double[] intervals = new double[cells];
    double[] apart = new double[LAGS];
    for (int cell = 0; cell < cells; cell++) {
      for (int lag = 0; lag < LAGS; lag++) {
        apart[lag] =
            Angles.wrap(
                preferred(sums, at(lag, true, cells), cell)
                    - preferred(sums, at(lag, false, cells), cell));
      }
      intervals[cell] = 1000 * meeting(apart);
    }
    return intervals;
  }

  private static double preferred(double[] sums, int from, int cell) {
    double[] rates = new double[BINS];
    for (int bin = 0; bin < BINS; bin++) {
      rates[bin] = sums[from + (1 + cell) * BINS + bin] / sums[from + bin];
    }
    double[] z = TuningCurve.vector(rates);
    return z[2] > 0 ? Math.atan2(z[1], z[0]) : Double.NaN;
  }

  /**
   * The shift, in s, at which what is behind at first comes to be ahead; of several the one nearest
   * to no shift.
   */
  private static double meeting(double[] apart) {
    double nearest = Double.NaN;
    for (int lag = 1; lag < apart.length; lag++) {
      double before = apart[lag - 1];
      double after = apart[lag];
      // Half a turn apart, the difference jumps from one sign to the other.
      if (before < 0 && after >= 0 && after - before < Math.PI) {
        double at = FIRST_S + (lag - 1 + before / (before - after)) * STEP_S;
        nearest = Math.abs(at) >= Math.abs(nearest) ? nearest : at;
      }
    }
    return nearest;
  }

  @Override
  public String toString() {
    return text("anticipates by %.0f ms, %s", intervalMs, confidenceMs);
  }
}
