package org.compassnet.search;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import org.compassnet.config.Check;
import org.compassnet.config.Keyword;
import org.hipparchus.stat.StatUtils;

/**
 * The median rule (Golovin et al. 2017): a candidate ends early if the least validation error that
 * it has reached is above the median of what earlier candidates had reached by the same update,
 * times a margin, since a little worse is not hopeless.
 *
 * @param afterShare of a candidate's updates before which it is not stopped
 * @param references the least number of earlier candidates that it takes
 * @param margin factor on the median, 1 or more
 */
public record EarlyStopping(Rule rule, double afterShare, int references, double margin) {

  public EarlyStopping {
    Check.within("early_stopping.after_share", afterShare, 0, 1);
    Check.within("early_stopping.references", references, 1, 1000);
    Check.within("early_stopping.margin", margin, 1, 100);
  }

  /** Whether hopeless candidates are stopped. */
  public enum Rule implements Keyword {
    MEDIAN,
    NONE
  }

  /**
   * What a candidate is held against, a step function of the update.
   *
   * @param updates rising
   * @param errorsDeg median of the least mean angular errors reached by these updates times the
   *     margin, in deg
   * @param references candidates it is made of
   */
  public record Bar(int[] updates, double[] errorsDeg, int references) {

    /** Stops nothing. */
    static final Bar NONE = new Bar(new int[0], new double[0], 0);

    /** The bar at an update; infinite before its first. */
    double at(int update) {
      double error = Double.POSITIVE_INFINITY;
      for (int i = 0; i < updates.length && updates[i] <= update; i++) {
        error = errorsDeg[i];
      }
      return error;
    }
  }

  /**
   * The bar of a candidate.
   *
   * @param curves of earlier candidates that finished or were stopped early: rows of update and
   *     mean angular error in deg. One that was stopped stays at the least error that it reached.
   * @param updates that the candidate will make
   */
  Bar bar(List<double[][]> curves, int updates) {
    if (rule == Rule.NONE || curves.size() < references) {
      return Bar.NONE;
    }
    TreeSet<Integer> when = new TreeSet<>();
    curves.forEach(curve -> Arrays.stream(curve).forEach(row -> when.add((int) row[0])));
    when.removeIf(update -> update < afterShare * updates);
    List<double[]> steps = new ArrayList<>();
    for (int update : when) {
      double[] best = curves.stream().mapToDouble(curve -> least(curve, update)).toArray();
      steps.add(new double[] {update, margin * StatUtils.percentile(best, 50)});
    }
    return new Bar(
        steps.stream().mapToInt(s -> (int) s[0]).toArray(),
        steps.stream().mapToDouble(s -> s[1]).toArray(),
        curves.size());
  }

  /** The least error of a curve up to an update; infinite before its first row. */
  static double least(double[][] curve, int update) {
    return Arrays.stream(curve)
        .filter(row -> row[0] <= update)
        .mapToDouble(row -> row[1])
        .min()
        .orElse(Double.POSITIVE_INFINITY);
  }
}
