package org.compassnet.analysis;

import static org.compassnet.files.Text.text;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.distribution.ZigguratSampler;
import org.compassnet.config.CriteriaConfig;
import org.compassnet.files.Csv;
import org.compassnet.files.NpyArray;
import org.compassnet.network.Simulator;
import org.compassnet.trajectory.Trials;

/**
 * Fixed and slow points with the head at rest and the cue off, after Sussillo and Barak (2013).
 *
 * @param starts states that the search began from
 * @param failed starts that led to neither a fixed nor a slow point
 * @param points without duplicates, in the order of their speed
 */
public record FixedPoints(int starts, int failed, List<Point> points) implements Result {

  /** q = |F|^2/2 below which a point is fixed. */
  public static final double FIXED_Q = 1e-12;

  /** q below which a point is slow. */
  public static final double SLOW_Q = 1e-6;

  /** Real parts above this, in units of 1/tau, are marginal: slower than 50 time constants. */
  public static final double MARGINAL = -1.0 / 50;

  static final int STARTS = 256;

  private static final double NOISE_SD = 0.1;
  private static final double SAME_RMS = 1e-2;

  /**
   * A fixed or slow point.
   *
   * @param state x [units]
   * @param q |F(x)|^2/2
   * @param starts how many of the starts ended here
   * @param directionRad what its rates decode to
   * @param readoutLength length of the output vector
   * @param eigenvalues of the Jacobian, real and imaginary parts [2, units] in units of 1/tau, in
   *     falling order of the real part
   * @param tangentCosine |cos| of the angle between the slowest eigenvector and the ring's tangent;
   *     NaN for a complex one
   */
  public record Point(
      double[] state,
      double q,
      int starts,
      double directionRad,
      double readoutLength,
      double[][] eigenvalues,
      double tangentCosine) {

    @Override
    public String toString() {
      return String.format(
          Locale.ROOT,
          "%s at %.1f deg: q %.1e, eigenvalues %.4f, %.4f, ..., |cos| to the ring %.3f",
          fixed() ? stable() ? "stable fixed point" : "unstable fixed point" : "slow point",
          Math.toDegrees(directionRad),
          q,
          eigenvalues[0][0],
          gap(),
          tangentCosine);
    }

    public boolean fixed() {
      return q < FIXED_Q;
    }

    /** Number of marginal (or unstable) directions. */
    public int marginal() {
      return (int) Arrays.stream(eigenvalues[0]).filter(re -> re > MARGINAL).count();
    }

    /** The real part next to the largest. */
    public double gap() {
      return eigenvalues[0].length > 1 ? eigenvalues[0][1] : Double.NaN;
    }

    public boolean stable() {
      return eigenvalues[0][0] < 0;
    }
  }

  /** Those whose output has at least half of the length that training asks for. */
  public List<Point> onRing() {
    return points.stream().filter(p -> p.readoutLength() > 0.5).toList();
  }

  /**
   * Number of points on the ring with one direction that is much slower than all others and follows
   * the ring. Of a ring that is not perfectly even, the points alternate between stable ones and
   * saddles, whose slow eigenvalues lie on both sides of 0.
   */
  public long countAlongRing(CriteriaConfig criteria) {
    return onRing().stream()
        .filter(
            p ->
                p.gap() < 0
                    && Math.abs(p.eigenvalues()[0][0]) <= criteria.marginalShare() * -p.gap()
                    && p.tangentCosine() > criteria.tangentCosine())
        .count();
  }

  /** The largest gap between the directions of the points on the ring, in rad; NaN without any. */
  public double largestGapRad() {
    return Tiling.largestGap(onRing().stream().mapToDouble(Point::directionRad).sorted().toArray());
  }

  /** The same as a share of the points on the ring; NaN without any. */
  public double shareAlongRing(CriteriaConfig criteria) {
    return (double) countAlongRing(criteria) / onRing().size();
  }

  /** Searches from states that the trials end in, each with a little noise. */
  static FixedPoints of(Specimen specimen, Ring ring, Trials trials, UniformRandomProvider random) {
    VectorField field = new VectorField(specimen);
    double[][] starts = starts(specimen, trials, random);
    double[][] ends =
        IntStream.range(0, starts.length)
            .parallel()
            .mapToObj(k -> field.descend(starts[k]))
            .toArray(double[][]::new);
    List<Found> found = merge(field, ends);
    int ended = found.stream().mapToInt(f -> f.starts).sum();
    List<Point> points =
        found.stream().parallel().map(f -> point(specimen, field, ring, f)).toList();
    return new FixedPoints(starts.length, starts.length - ended, points);
  }

  private static double[][] starts(Specimen specimen, Trials trials, UniformRandomProvider random) {
    int units = specimen.units();
    int count = Math.min(STARTS, trials.trials());
    float[] states = new float[count * units];
    for (int k = 0; k < count; k++) {
      System.arraycopy(specimen.weights().x0(), 0, states, k * units, units);
    }
    int size = Trials.INPUTS * trials.steps();
    Simulator.run(
        specimen.weights(),
        specimen.dynamics(),
        Arrays.copyOf(trials.inputs(), count * size),
        count,
        trials.steps(),
        states,
        null);
    ZigguratSampler.NormalizedGaussian normal = ZigguratSampler.NormalizedGaussian.of(random);
    double[][] starts = new double[STARTS][units];
    for (int k = 0; k < STARTS; k++) {
      for (int i = 0; i < units; i++) {
        starts[k][i] = states[(k % count) * units + i] + NOISE_SD * normal.sample();
      }
    }
    return starts;
  }

  private record Found(double[] state, double q, int starts) {}

  /** The slowest of each group of states that lie together. */
  private static List<Found> merge(VectorField field, double[][] ends) {
    record End(double[] state, double q) {}
    List<End> sorted =
        Arrays.stream(ends)
            .map(state -> new End(state, field.q(state)))
            .filter(end -> end.q < SLOW_Q)
            .sorted(Comparator.comparingDouble(End::q))
            .toList();
    List<End> kept = new ArrayList<>();
    List<Integer> starts = new ArrayList<>();
    for (End end : sorted) {
      double same = SAME_RMS * SAME_RMS * end.state.length;
      int known =
          IntStream.range(0, kept.size())
              .filter(k -> Ring.squaredDistance(kept.get(k).state, end.state) < same)
              .findFirst()
              .orElse(-1);
      if (known < 0) {
        kept.add(end);
        starts.add(1);
      } else {
        starts.set(known, starts.get(known) + 1);
      }
    }
    return IntStream.range(0, kept.size())
        .mapToObj(k -> new Found(kept.get(k).state, kept.get(k).q, starts.get(k)))
        .toList();
  }

  private static Point point(Specimen specimen, VectorField field, Ring ring, Found found) {
    float[] rates = new float[specimen.units()];
    for (int i = 0; i < rates.length; i++) {
      rates[i] = (float) field.rate(found.state[i]);
    }
    double[] y = specimen.readout(rates, 0);
    VectorField.Spectrum spectrum = field.spectrum(found.state);
    return new Point(
        found.state,
        found.q,
        found.starts,
        Math.atan2(y[0], y[1]),
        Math.hypot(y[0], y[1]),
        spectrum.eigenvalues(),
        cosine(spectrum.slowest(), ring.tangent(ring.nearest(found.state))));
  }

  private static double cosine(double[] a, double[] b) {
    double ab = 0;
    double aa = 0;
    double bb = 0;
    for (int i = 0; i < a.length; i++) {
      ab += a[i] * b[i];
      aa += a[i] * a[i];
      bb += b[i] * b[i];
    }
    return Math.abs(ab) / Math.sqrt(aa * bb);
  }

  @Override
  public List<Finding> findings(Analysis analysis) {
    return List.of(
        Finding.of(
            Phenomenon.LINE_OF_SLOW_POINTS, () -> lineOfSlowPoints(analysis.config().criteria())));
  }

  private Finding.Judgement lineOfSlowPoints(CriteriaConfig criteria) {
    List<Point> telling = onRing();
    long alongRing = countAlongRing(criteria);
    double gapDeg = Math.toDegrees(largestGapRad());
    return new Finding.Judgement(
        alongRing > telling.size() / 2.0 && gapDeg <= criteria.largestGapDeg(),
        text(
            "%d points on the ring, %d of them stable, no gap above %.0f deg; %d with one slow"
                + " direction along it; median |slowest eigenvalue| %.3f, median of the next %.3f",
            telling.size(),
            telling.stream().filter(Point::stable).count(),
            gapDeg,
            alongRing,
            median(telling.stream().mapToDouble(p -> Math.abs(p.eigenvalues()[0][0]))),
            median(telling.stream().mapToDouble(Point::gap))));
  }

  private static double median(DoubleStream values) {
    return Line.median(values.toArray());
  }

  @Override
  public void summarize(Numbers numbers, Analysis analysis) {
    numbers
        .in("fixed_points")
        .put("starts", starts)
        .put("failed", failed)
        .put("fixed", points.stream().filter(Point::fixed).count())
        .put("slow", points.stream().filter(p -> !p.fixed()).count())
        .put("stable", points.stream().filter(p -> p.fixed() && p.stable()).count());
  }

  @Override
  public void tabulate(Tables tables) {
    Csv csv =
        tables.table(
            "fixed_points.csv",
            "q",
            "kind",
            "starts",
            "direction_deg",
            "readout_length",
            "stable",
            "marginal_directions",
            "eigenvalue_1",
            "eigenvalue_2",
            "tangent_cosine");
    for (Point point : points) {
      csv.row(
          point.q(),
          point.fixed() ? "fixed" : "slow",
          point.starts(),
          Math.toDegrees(point.directionRad()),
          point.readoutLength(),
          point.stable(),
          point.marginal(),
          point.eigenvalues()[0][0],
          point.gap(),
          point.tangentCosine());
    }
    Map<String, NpyArray> arrays = tables.arrays("fixed_points.npz");
    arrays.put("states", Tables.matrix(rows(Point::state)));
    arrays.put("eigenvalues_real", Tables.matrix(rows(p -> p.eigenvalues()[0])));
    arrays.put("eigenvalues_imaginary", Tables.matrix(rows(p -> p.eigenvalues()[1])));
  }

  private double[][] rows(Function<Point, double[]> of) {
    return points.stream().map(of).toArray(double[][]::new);
  }

  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "%d points from %d starts: %d fixed (%d of them stable), %d slow; %d on the ring, largest"
            + " gap %.0f deg",
        points.size(),
        starts,
        points.stream().filter(Point::fixed).count(),
        points.stream().filter(p -> p.fixed() && p.stable()).count(),
        points.stream().filter(p -> !p.fixed()).count(),
        onRing().size(),
        Math.toDegrees(largestGapRad()));
  }
}
