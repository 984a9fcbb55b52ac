package org.compassnet.cells;

import java.util.Arrays;
import java.util.List;
import org.compassnet.analysis.Angles;

/**
 * Bayes' rule for cells that fire independently as Poisson processes: log P(theta | n) = log
 * P(theta) + sum over cells of n log(r(theta) w) - r(theta) w, with counts n in a window of width
 * w. The direction told is where it is greatest, between the bins by the parabola through three of
 * them.
 */
final class Decoder {

  /** What is known of the direction before a spike. */
  enum Prior {
    /** Every direction alike. */
    FLAT,
    /** As often as the head was there in the time that the curves are from. */
    OCCUPANCY
  }

  private final double[][] logRate;
  private final double[][] rateHz;
  private final double[] logPrior;
  private final int bins;

  /**
   * From tuning curves; their smoothed rates, which a cell that is silent somewhere has above 0.
   */
  Decoder(List<TuningCurve> curves, Prior prior) {
    TuningCurve first = curves.get(0);
    bins = first.rateHz().length;
    rateHz = new double[curves.size()][bins];
    logRate = new double[curves.size()][bins];
    double total = Arrays.stream(first.occupancyS()).sum();
    for (int cell = 0; cell < curves.size(); cell++) {
      for (int bin = 0; bin < bins; bin++) {
        // Half a spike in all the time: one spike where none was seen must not rule a bin out.
        double smoothed = curves.get(cell).smoothedHz()[bin];
        rateHz[cell][bin] = smoothed > 0.5 / total ? smoothed : 0.5 / total;
        logRate[cell][bin] = Math.log(rateHz[cell][bin]);
      }
    }
    logPrior = new double[bins];
    for (int bin = 0; bin < bins; bin++) {
      if (Double.isNaN(first.smoothedHz()[bin])) {
        // Never visited, and nothing is told of it by its neighbours.
        logPrior[bin] = Double.NEGATIVE_INFINITY;
      } else if (prior == Prior.OCCUPANCY) {
        logPrior[bin] = Math.log(Math.max(first.occupancyS()[bin], 0.5 / bins) / total);
      }
    }
  }

  /** What some cells have in common for every window: the prior less the expected spikes. */
  double[] base(int[] cells, double widthS) {
    double[] base = logPrior.clone();
    for (int cell : cells) {
      for (int bin = 0; bin < bins; bin++) {
        base[bin] -= widthS * rateHz[cell][bin];
      }
    }
    return base;
  }

  /**
   * The direction that some cells tell, in (-pi, pi].
   *
   * @param base of the same cells
   * @param counts of all cells
   */
  double decode(int[] cells, double[] base, float[] counts) {
    double[] log = base.clone();
    for (int cell : cells) {
      if (counts[cell] > 0) {
        double[] of = logRate[cell];
        for (int bin = 0; bin < bins; bin++) {
          log[bin] += counts[cell] * of[bin];
        }
      }
    }
    int best = 0;
    for (int bin = 1; bin < bins; bin++) {
      best = log[bin] > log[best] ? bin : best;
    }
    double left = log[(best + bins - 1) % bins];
    double right = log[(best + 1) % bins];
    double curvature = left - 2 * log[best] + right;
    boolean peak = curvature < 0 && Double.isFinite(curvature);
    double shift = peak ? 0.5 * (left - right) / curvature : 0;
    return Angles.wrap(TuningCurve.centreRad(best, bins) + shift * 2 * Math.PI / bins);
  }

  /** The numbers of all cells. */
  static int[] all(int cells) {
    int[] all = new int[cells];
    Arrays.setAll(all, cell -> cell);
    return all;
  }
}
