package org.compassnet.analysis;

import static org.compassnet.files.Text.text;

import java.util.Arrays;
import java.util.stream.DoubleStream;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * The dip test of unimodality. The dip is the largest distance between the empirical distribution
 * function and the unimodal distribution function that is nearest to it:
 *
 * <pre>dip = min over unimodal U of sup over x of |F(x) - U(x)|</pre>
 *
 * where U is convex below its mode and concave above, and may have an atom at the mode. The dip of
 * n values lies between 1/(2n) and 1/4. Hartigan, J. A. and Hartigan, P. M. (1985), The dip test of
 * unimodality, Annals of Statistics 13, 70-84.
 *
 * <p>A small p speaks against a single mode. Among unimodal distributions the uniform one has the
 * largest dip, so that p of a clearly peaked sample, such as a normal one, comes near 1.
 *
 * @param dip 1/(2n), its smallest value, for fewer than four values and for equal ones; NaN of an
 *     empty sample
 * @param p share of samples with a dip as large, among simulated uniform ones of the same size and
 *     the sample itself; NaN of an empty sample
 */
public record DipTest(double dip, double p) {

  /**
   * How finely p is measured.
   *
   * @param simulations number of uniform samples, 0 or more
   */
  public record Options(int simulations) {

    public Options {
      if (simulations < 0) {
        throw new IllegalArgumentException("simulations must be >= 0: " + simulations);
      }
    }

    /** 2000 samples. */
    public static Options defaults() {
      return new Options(2000);
    }

    public Options withSimulations(int count) {
      return new Options(count);
    }
  }

  /** Tests a sample with the usual options and the default seed's draws. */
  public static DipTest of(double[] values) {
    return of(values, Options.defaults(), Defaults.random("dip"));
  }

  /**
   * Tests a sample: p = (1 + uniform samples with a dip as large) / (1 + simulations).
   *
   * @param values in any order; left as they are
   * @param random draws the uniform samples
   * @throws IllegalArgumentException if a value is not finite
   */
  public static DipTest of(double[] values, Options options, UniformRandomProvider random) {
    if (values.length == 0) {
      return new DipTest(Double.NaN, Double.NaN);
    }
    double dip = dip(sorted(values));
    int larger = 1;
    for (int k = 0; k < options.simulations(); k++) {
      double[] uniform = DoubleStream.generate(random::nextDouble).limit(values.length).toArray();
      if (dip(sorted(uniform)) >= dip) {
        larger++;
      }
    }
    return new DipTest(dip, larger / (options.simulations() + 1.0));
  }

  /**
   * The dip of values in rising order.
   *
   * @throws IllegalArgumentException if a value is not finite
   */
  static double dip(double[] sorted) {
    return sorted.length == 0 ? Double.NaN : new Steps(sorted).dip();
  }

  private static double[] sorted(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return sorted;
  }

  /** The empirical distribution function, in counts: it rises from below[k] to above[k] at x[k]. */
  private static final class Steps {
    private final int n;
    private final double[] x;
    private final double[] below;
    private final double[] above;

    Steps(double[] sorted) {
      n = sorted.length;
      // Adding 0 makes -0 and 0 the same value, which distinct() would keep apart.
      x = Arrays.stream(sorted).map(v -> v + 0.0).distinct().toArray();
      below = new double[x.length];
      above = new double[x.length];
      int k = 0;
      for (int i = 0; i < n; i++) {
        if (!Double.isFinite(sorted[i])) {
          throw new IllegalArgumentException("values must be finite: " + sorted[i]);
        }
        if (sorted[i] != x[k]) {
          k++;
          below[k] = i;
        }
        above[k] = i + 1;
      }
    }

    /**
     * Narrows the interval [low, high] that holds the mode. U is the convex minorant left of it and
     * the concave majorant right of it, so that their distances from F bound twice the dip from
     * below; inside, the gap between the two bounds it from above.
     */
    double dip() {
      double twice = 1;
      int low = 0;
      int high = x.length - 1;
      while (low < high) {
        Hull minorant = new Hull(x, below, low, high, 1);
        Hull majorant = new Hull(x, above, low, high, -1);
        int atMinorant = widest(minorant, minorant, majorant);
        int atMajorant = widest(majorant, minorant, majorant);
        double gap = gap(atMinorant, minorant, majorant);
        double gapAtMajorant = gap(atMajorant, minorant, majorant);
        if (Math.max(gap, gapAtMajorant) <= twice) {
          break;
        }
        boolean onMinorant = gap > gapAtMajorant;
        int nextLow = onMinorant ? atMinorant : minorant.lastUpTo(atMajorant);
        int nextHigh = onMinorant ? majorant.firstFrom(atMinorant) : atMajorant;
        // The ends of the new interval are left out: U may yet have its atom there.
        for (int k = low; k < nextLow; k++) {
          twice = Math.max(twice, above[k] - minorant.at(k));
        }
        for (int k = nextHigh + 1; k <= high; k++) {
          twice = Math.max(twice, majorant.at(k) - below[k]);
        }
        if (nextLow == low && nextHigh == high) {
          break;
        }
        low = nextLow;
        high = nextHigh;
      }
      return twice / (2 * n);
    }

    /** The corner of a hull at which the majorant is highest above the minorant. */
    private static int widest(Hull corners, Hull minorant, Hull majorant) {
      int best = corners.corner[0];
      for (int c = 1; c < corners.size; c++) {
        if (gap(corners.corner[c], minorant, majorant) > gap(best, minorant, majorant)) {
          best = corners.corner[c];
        }
      }
      return best;
    }

    private static double gap(int k, Hull minorant, Hull majorant) {
      return majorant.at(k) - minorant.at(k);
    }
  }

  /** The greatest convex minorant of points, or their least concave majorant with sign -1. */
  private static final class Hull {
    private final double[] x;
    private final double[] y;
    private final int[] corner;
    private int size;

    Hull(double[] x, double[] y, int low, int high, int sign) {
      this.x = x;
      this.y = y;
      corner = new int[high - low + 1];
      for (int k = low; k <= high; k++) {
        while (size > 1 && sign * turn(corner[size - 2], corner[size - 1], k) <= 0) {
          size--;
        }
        corner[size++] = k;
      }
    }

    /** Positive if the way from a over b to c bends upwards. */
    private double turn(int a, int b, int c) {
      return (y[c] - y[b]) * (x[b] - x[a]) - (y[b] - y[a]) * (x[c] - x[b]);
    }

    /** Index of the first corner at or after a point. */
    private int place(int k) {
      int found = Arrays.binarySearch(corner, 0, size, k);
      return found >= 0 ? found : -found - 1;
    }

    int firstFrom(int k) {
      return corner[place(k)];
    }

    int lastUpTo(int k) {
      int place = place(k);
      return corner[place] == k ? k : corner[place - 1];
    }

    double at(int k) {
      int to = firstFrom(k);
      int from = lastUpTo(k);
      return from == to
          ? y[k]
          : y[from] + (x[k] - x[from]) * ((y[to] - y[from]) / (x[to] - x[from]));
    }
  }

  @Override
  public String toString() {
    return Double.isNaN(dip) ? "no values for a dip test" : text("dip %.4f, p %.4f", dip, p);
  }
}
