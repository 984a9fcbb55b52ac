package org.compassnet.analysis;

import static org.compassnet.files.Text.text;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.PermutationSampler;
import org.compassnet.config.CriteriaConfig;

/**
 * How much a cloud of rates is a ring: the lifetime of its longest-lived hole over that of the
 * second (one-dimensional persistent homology), against clouds in which every unit's rates are
 * shuffled.
 *
 * @param lifetimes of the holes, the longest first
 * @param ratio infinite with a single hole, 0 without one
 * @param nullRatios of the shuffled clouds, in rising order
 * @param p share of the null that is not below the ratio
 * @param size lifetime of the longest-lived hole over the cloud's radius (root mean square distance
 *     from its mean); for a thin circle it nears the square root of 3
 */
public record Ringness(
    double[] lifetimes, double ratio, double[] nullRatios, double p, double size) {

  /** Where a figure shows a ratio that is infinite. */
  public static final double NO_SECOND_HOLE = 10;

  private static final int NULL_BINS = 24;

  /** Clouds that are there at a time. */
  private static final int SHUFFLED_TOGETHER = 8;

  /** The neighbour whose distance says how dense a cloud is about a point. */
  private static final int NEIGHBOUR = 15;

  /**
   * How finely it is measured.
   *
   * @param landmarks points that stand for the cloud; the time grows with their cube
   * @param shuffles clouds of the null
   * @param densestShare share of the points that are kept, those whose neighbours are nearest:
   *     landmarks are as far apart as can be, so that in noisy rates they would be its outliers
   */
  public record Options(int landmarks, int shuffles, double densestShare) {

    public Options {
      if (landmarks < 4 || landmarks > Homology.MAX_POINTS) {
        throw new IllegalArgumentException(
            "landmarks must be from 4 to " + Homology.MAX_POINTS + ": " + landmarks);
      }
      if (shuffles < 0) {
        throw new IllegalArgumentException("shuffles must be >= 0: " + shuffles);
      }
      if (!(densestShare > 0 && densestShare <= 1)) {
        throw new IllegalArgumentException("densestShare must be in (0, 1]: " + densestShare);
      }
    }

    /** With all points. */
    public Options(int landmarks, int shuffles) {
      this(landmarks, shuffles, 1);
    }

    /** 100 landmarks, 99 shuffled clouds. */
    public static Options defaults() {
      return new Options(100, 99);
    }

    public Options withLandmarks(int count) {
      return new Options(count, shuffles, densestShare);
    }

    public Options withShuffles(int count) {
      return new Options(landmarks, count, densestShare);
    }

    public Options withDensestShare(double share) {
      return new Options(landmarks, shuffles, share);
    }
  }

  /** Of rates [samples, units], with the usual options and {@link Defaults#random}. */
  public static Ringness of(double[][] rates) {
    return of(rates, Options.defaults(), Defaults.random("ringness"));
  }

  /**
   * Of rates [samples, units].
   *
   * @param random shuffles
   */
  public static Ringness of(double[][] rates, Options options, UniformRandomProvider random) {
    double[][] byUnit = transposed(rates);
    double[] lifetimes = Homology.of(landmarks(byUnit, options)).lifetimes();
    double ratio = ratio(lifetimes);
    double[] nullRatios = new double[options.shuffles()];
    for (int first = 0; first < nullRatios.length; first += SHUFFLED_TOGETHER) {
      double[][][] clouds = new double[Math.min(SHUFFLED_TOGETHER, nullRatios.length - first)][][];
      Arrays.setAll(clouds, k -> shuffled(byUnit, random));
      double[] ratios =
          Arrays.stream(clouds)
              .parallel()
              .mapToDouble(cloud -> ratio(Homology.of(landmarks(cloud, options)).lifetimes()))
              .toArray();
      System.arraycopy(ratios, 0, nullRatios, first, ratios.length);
    }
    long notBelow = Arrays.stream(nullRatios).filter(r -> r >= ratio).count();
    Arrays.sort(nullRatios);
    double longest = lifetimes.length == 0 ? 0 : lifetimes[0];
    return new Ringness(
        lifetimes,
        ratio,
        nullRatios,
        (1.0 + notBelow) / (1 + options.shuffles()),
        longest / Ring.radius(rates));
  }

  /** Whether it is a ring by the criteria. */
  boolean shown(CriteriaConfig criteria) {
    return p < criteria.alpha() && ratio >= criteria.ringRatio() && size > criteria.ringSize();
  }

  private static double ratio(double[] lifetimes) {
    if (lifetimes.length == 0) {
      return 0;
    }
    return lifetimes.length == 1 ? Double.POSITIVE_INFINITY : lifetimes[0] / lifetimes[1];
  }

  private static double[][] transposed(double[][] matrix) {
    double[][] transposed = new double[matrix[0].length][matrix.length];
    for (int k = 0; k < matrix.length; k++) {
      for (int i = 0; i < transposed.length; i++) {
        transposed[i][k] = matrix[k][i];
      }
    }
    return transposed;
  }

  /** Every unit's rates in an order of their own. */
  private static double[][] shuffled(double[][] byUnit, UniformRandomProvider random) {
    double[][] shuffled = new double[byUnit.length][];
    int[] order = PermutationSampler.natural(byUnit[0].length);
    for (int i = 0; i < byUnit.length; i++) {
      double[] rates = byUnit[i];
      PermutationSampler.shuffle(random, order);
      shuffled[i] = Arrays.stream(order).mapToDouble(k -> rates[k]).toArray();
    }
    return shuffled;
  }

  private static double[][] landmarks(double[][] byUnit, Options options) {
    if (options.densestShare() == 1) {
      return landmarksOf(byUnit, options.landmarks());
    }
    double[][] dense = densest(transposed(byUnit), options.densestShare());
    return landmarks(dense, options.landmarks());
  }

  /** The share of the points that are nearest to their neighbours, in their order. */
  static double[][] densest(double[][] points, double share) {
    int kept = Math.max(1, (int) Math.round(share * points.length));
    if (kept >= points.length) {
      return points;
    }
    double[] toNeighbour =
        IntStream.range(0, points.length)
            .parallel()
            .mapToDouble(i -> toNeighbour(points, i))
            .toArray();
    double[] sorted = toNeighbour.clone();
    Arrays.sort(sorted);
    return IntStream.range(0, points.length)
        .filter(i -> toNeighbour[i] <= sorted[kept - 1])
        .mapToObj(i -> points[i])
        .toArray(double[][]::new);
  }

  /** Squared distance to the {@link #NEIGHBOUR}th nearest of the other points. */
  private static double toNeighbour(double[][] points, int i) {
    double[] nearest = new double[NEIGHBOUR];
    Arrays.fill(nearest, Double.POSITIVE_INFINITY);
    double[] squares = Ring.squaredDistances(points, points[i]);
    squares[i] = Double.POSITIVE_INFINITY;
    for (double distance : squares) {
      for (int n = NEIGHBOUR - 1; n >= 0 && distance < nearest[n]; n--) {
        if (n < NEIGHBOUR - 1) {
          nearest[n + 1] = nearest[n];
        }
        nearest[n] = distance;
      }
    }
    return nearest[NEIGHBOUR - 1];
  }

  /** Points as far apart as can be: each is the one farthest from those before. */
  static double[][] landmarks(double[][] points, int most) {
    return landmarksOf(transposed(points), most);
  }

  /** The same of points by their coordinates [coordinates, points]. */
  private static double[][] landmarksOf(double[][] coordinates, int most) {
    int points = coordinates[0].length;
    double[] toChosen = new double[points];
    Arrays.fill(toChosen, Double.POSITIVE_INFINITY);
    double[][] chosen = new double[Math.min(most, points)][];
    double[] squares = new double[points];
    int next = 0;
    for (int c = 0; c < chosen.length; c++) {
      int place = next;
      chosen[c] = Arrays.stream(coordinates).mapToDouble(of -> of[place]).toArray();
      squaredDistances(coordinates, chosen[c], squares);
      for (int k = 0; k < points; k++) {
        toChosen[k] = Math.min(toChosen[k], squares[k]);
      }
      next = 0;
      for (int k = 1; k < points; k++) {
        next = toChosen[k] > toChosen[next] ? k : next;
      }
    }
    return chosen;
  }

  /**
   * {@link Ring#squaredDistance} of all points to one, to the same bits: every sum in the order of
   * the coordinates. The loops are over points, which the compiler takes several at a time.
   *
   * @param coordinates [coordinates, points]
   * @param squares overwritten
   */
  private static void squaredDistances(double[][] coordinates, double[] to, double[] squares) {
    Arrays.fill(squares, 0);
    int fours = to.length / 4 * 4;
    for (int i = 0; i < fours; i += 4) {
      add(
          squares,
          coordinates[i],
          to[i],
          coordinates[i + 1],
          to[i + 1],
          coordinates[i + 2],
          to[i + 2],
          coordinates[i + 3],
          to[i + 3]);
    }
    for (int i = fours; i < to.length; i++) {
      double[] a = coordinates[i];
      double toA = to[i];
      for (int k = 0; k < squares.length; k++) {
        squares[k] += (a[k] - toA) * (a[k] - toA);
      }
    }
  }

  private static void add(
      double[] squares,
      double[] a,
      double toA,
      double[] b,
      double toB,
      double[] c,
      double toC,
      double[] d,
      double toD) {
    for (int k = 0; k < squares.length; k++) {
      double sum = squares[k];
      sum += (a[k] - toA) * (a[k] - toA);
      sum += (b[k] - toB) * (b[k] - toB);
      sum += (c[k] - toC) * (c[k] - toC);
      sum += (d[k] - toD) * (d[k] - toD);
      squares[k] = sum;
    }
  }

  /** How the ratios of the shuffled clouds are distributed, on a scale that holds the ratio too. */
  public Histogram nullHistogram() {
    double most =
        Math.max(
            Double.isFinite(ratio) ? ratio : NO_SECOND_HOLE,
            Arrays.stream(nullRatios).filter(Double::isFinite).max().orElse(1));
    return Histogram.clamped(nullRatios, 0, 1.1 * most, NULL_BINS);
  }

  @Override
  public String toString() {
    return text("longest hole over the second %.1f (p %.2f), size %.2f", ratio, p, size);
  }
}
