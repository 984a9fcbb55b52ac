package org.compassnet.analysis;

import static org.compassnet.files.Text.text;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.distribution.ZigguratSampler;
import org.compassnet.config.CriteriaConfig;
import org.compassnet.files.Csv;
import org.compassnet.files.NpyArray;
import org.compassnet.network.States;
import org.compassnet.trajectory.Trials;

/**
 * Fixed and slow points at a constant input: where F(x) = -x + W_rec f(x) + W_in u + b vanishes, or
 * q = |F|^2/2 has a small minimum. Sussillo, D. and Barak, O. (2013), Opening the black box:
 * low-dimensional dynamics in high-dimensional recurrent neural networks, Neural Computation 25,
 * 626-649.
 *
 * @param input at which they were searched
 * @param starts what came of each start of the search
 * @param points without duplicates, in the order of their speed
 */
public record FixedPoints(ConstantInput input, List<Start> starts, List<Point> points)
    implements Result {

  /**
   * How points are searched.
   *
   * @param input the constant input
   * @param starts number of starts, where they are not given
   * @param noiseSd of what is added to each state that a trial ends in, to make a start
   * @param fixedQ q below which a point is fixed
   * @param slowQ q below which a point is slow; above it, a start has failed
   * @param convergedQ q at which a descent ends
   * @param iterations of a descent
   * @param sameRms root mean square distance over units below which two ends are one point
   */
  public record Options(
      ConstantInput input,
      int starts,
      double noiseSd,
      double fixedQ,
      double slowQ,
      double convergedQ,
      int iterations,
      double sameRms) {

    public Options {
      if (starts < 1) {
        throw new IllegalArgumentException("starts must be >= 1: " + starts);
      }
      if (!(noiseSd >= 0)) {
        throw new IllegalArgumentException("noiseSd must be >= 0: " + noiseSd);
      }
      if (!(convergedQ > 0 && convergedQ <= fixedQ && fixedQ <= slowQ)) {
        throw new IllegalArgumentException(
            "0 < convergedQ <= fixedQ <= slowQ must hold: "
                + convergedQ
                + ", "
                + fixedQ
                + ", "
                + slowQ);
      }
      if (iterations < 1) {
        throw new IllegalArgumentException("iterations must be >= 1: " + iterations);
      }
      if (!(sameRms >= 0)) {
        throw new IllegalArgumentException("sameRms must be >= 0: " + sameRms);
      }
    }

    /** 256 starts at rest; fixed below q = 1e-12, slow below 1e-6. */
    public static Options defaults() {
      return new Options(ConstantInput.atRest(), 256, 0.1, 1e-12, 1e-6, 1e-20, 400, 1e-2);
    }

    public Options withInput(ConstantInput other) {
      return new Options(other, starts, noiseSd, fixedQ, slowQ, convergedQ, iterations, sameRms);
    }

    /** With a head that turns steadily. */
    public Options withTurnDegPerS(double degPerS) {
      return withInput(ConstantInput.turning(degPerS));
    }

    public Options withStarts(int count) {
      return new Options(input, count, noiseSd, fixedQ, slowQ, convergedQ, iterations, sameRms);
    }

    public Options withNoiseSd(double sd) {
      return new Options(input, starts, sd, fixedQ, slowQ, convergedQ, iterations, sameRms);
    }

    public Options withTolerances(double fixed, double slow, double converged) {
      return new Options(input, starts, noiseSd, fixed, slow, converged, iterations, sameRms);
    }

    public Options withIterations(int most) {
      return new Options(input, starts, noiseSd, fixedQ, slowQ, convergedQ, most, sameRms);
    }

    public Options withSameRms(double rms) {
      return new Options(input, starts, noiseSd, fixedQ, slowQ, convergedQ, iterations, rms);
    }
  }

  /** What came of a start. */
  public enum Fate {
    /** It ended in a point, the slowest of all starts that did. */
    FOUND,
    /** It ended in a point that another start came closer to. */
    MERGED,
    /** It came to rest where q has a minimum, or a crease, that is not slow. */
    STUCK,
    /** Its iterations were used up before it was slow. */
    DID_NOT_CONVERGE,
    /** It began at, or came to, a state that is not finite. */
    DIVERGED;

    /** As a sentence writes it. */
    public String words() {
      return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
  }

  /**
   * A start of the search.
   *
   * @param q where it ended
   * @param point index of the point that it ended in; -1 where it failed
   */
  public record Start(Fate fate, double q, int point) {

    /** Whether it led to no point. */
    public boolean failed() {
      return point < 0;
    }
  }

  /**
   * A fixed or slow point.
   *
   * @param state x [units]
   * @param q |F(x)|^2/2
   * @param starts how many of the starts ended here
   * @param directionRad what its rates decode to
   * @param readoutLength length of the output vector
   * @param fixed whether q is below the tolerance of a fixed point
   * @param eigenvalues of the Jacobian, real and imaginary parts [2, units] in units of 1/tau, in
   *     falling order of the real part
   * @param multiplier largest magnitude of 1 + dt/tau lambda over the eigenvalues lambda: by so
   *     much a step of the simulation stretches a small displacement in the long run
   * @param tangentCosine |cos| of the angle between the slowest eigenvector and the ring's tangent;
   *     NaN for a complex one, and without a ring
   */
  public record Point(
      double[] state,
      double q,
      boolean fixed,
      int starts,
      double directionRad,
      double readoutLength,
      double[][] eigenvalues,
      double multiplier,
      double tangentCosine) {

    @Override
    public String toString() {
      return text(
          "%s at %.1f deg: q %.1e, eigenvalues %.4f, %.4f, ..., |cos| to the ring %.3f",
          fixed ? stable() ? "stable fixed point" : "unstable fixed point" : "slow point",
          Math.toDegrees(directionRad),
          q,
          eigenvalues[0][0],
          gap(),
          tangentCosine);
    }

    /**
     * Number of slow (or unstable) directions.
     *
     * @param slowTau time constant from which a direction is slow, in units of tau
     */
    public int slow(double slowTau) {
      return (int) Arrays.stream(eigenvalues[0]).filter(re -> re > -1 / slowTau).count();
    }

    /** Time constant of the slowest direction, growing or shrinking, in units of tau. */
    public double slowestTau() {
      return 1 / Math.abs(eigenvalues[0][0]);
    }

    /** Time constant in which the next direction shrinks, in units of tau; infinite if it grows. */
    public double nextTau() {
      return gap() < 0 ? -1 / gap() : Double.POSITIVE_INFINITY;
    }

    /** The real part next to the largest. */
    public double gap() {
      return eigenvalues[0].length > 1 ? eigenvalues[0][1] : Double.NaN;
    }

    /**
     * Whether the network that is simulated stays: it is the map x + dt/tau F(x), and small
     * displacements shrink under it if every {@code |1 + dt/tau lambda| < 1}. A point of fast
     * oscillations may be stable in continuous time and not here.
     */
    public boolean stable() {
      return multiplier < 1;
    }

    /** Whether the network in continuous time stays: every eigenvalue's real part is below 0. */
    public boolean stableInContinuousTime() {
      return eigenvalues[0][0] < 0;
    }
  }

  /** Directions of the stable fixed points on the ring, in rad. */
  public double[] stableDirectionsRad() {
    return directionsRad(true);
  }

  /** Directions of the other fixed points on the ring, in rad. */
  public double[] unstableDirectionsRad() {
    return directionsRad(false);
  }

  private double[] directionsRad(boolean stable) {
    return onRing().stream()
        .filter(p -> p.fixed() && p.stable() == stable)
        .mapToDouble(Point::directionRad)
        .toArray();
  }

  /** Those whose output has at least half of the length that training asks for. */
  public List<Point> onRing() {
    return points.stream().filter(p -> p.readoutLength() > 0.5).toList();
  }

  /**
   * Number of points on the ring with one slow direction that follows the ring, all others fast. Of
   * a ring that is not perfectly even, the points alternate between stable ones and saddles, whose
   * slow eigenvalues lie on both sides of 0.
   */
  public long countAlongRing(CriteriaConfig criteria) {
    return onRing().stream()
        .filter(
            p ->
                p.slowestTau() >= criteria.slowTau()
                    && p.nextTau() <= criteria.fastTau()
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

  /** Number of starts that led to neither a fixed nor a slow point. */
  public int failed() {
    return (int) starts.stream().filter(Start::failed).count();
  }

  /** Number of starts of each fate. */
  public Map<Fate, Integer> fates() {
    Map<Fate, Integer> fates = new EnumMap<>(Fate.class);
    starts.forEach(start -> fates.merge(start.fate(), 1, Integer::sum));
    return fates;
  }

  /** At rest, with the usual options, from states that trials of the network's task end in. */
  public static FixedPoints of(Specimen specimen) {
    return of(specimen, Options.defaults());
  }

  /** From states that fresh trials of the network's task end in, with the default seed's noise. */
  public static FixedPoints of(Specimen specimen, Options options) {
    double[][] starts =
        starts(specimen, Defaults.trials(specimen), options, Defaults.random("fixed_points"));
    return of(specimen, starts, options, Ring.of(specimen));
  }

  /**
   * From any states. There is no ring to compare with.
   *
   * @param starts x [starts, units]
   */
  public static FixedPoints of(Specimen specimen, double[][] starts, Options options) {
    return of(specimen, starts, options, null);
  }

  /**
   * From any states.
   *
   * @param starts x [starts, units]; their number is that of the search
   * @param ring whose tangents slow eigenvectors are compared with, or null
   */
  public static FixedPoints of(Specimen specimen, double[][] starts, Options options, Ring ring) {
    VectorField field = new VectorField(specimen, options.input());
    Descent.Found[] ends =
        new Descent(field, options.iterations(), options.convergedQ()).from(starts);
    Merging merging = new Merging(ends, options);
    List<Point> points =
        IntStream.range(0, merging.kept.size())
            .parallel()
            .mapToObj(
                k -> point(specimen, field, ring, options, merging.kept.get(k), merging.starts(k)))
            .toList();
    return new FixedPoints(options.input(), merging.fates(), points);
  }

  /**
   * What becomes of a ring's points when the head turns steadily: searches from the ring's states
   * at each of some angular velocities.
   *
   * @param options whose input is replaced
   * @param turnDegPerS angular velocities, CCW positive
   */
  public static List<FixedPoints> whileTurning(
      Specimen specimen, Ring ring, Options options, double... turnDegPerS) {
    return Arrays.stream(turnDegPerS)
        .mapToObj(turn -> of(specimen, ring.states(), options.withTurnDegPerS(turn), ring))
        .toList();
  }

  /**
   * States that trials end in, each with a little noise: the usual starts.
   *
   * @return [starts, units]
   */
  public static double[][] starts(
      Specimen specimen, Trials trials, Options options, UniformRandomProvider random) {
    int units = specimen.units();
    int count = Math.min(options.starts(), trials.trials());
    States states = States.initial(specimen.weights(), count);
    specimen.simulator().run(trials.inputs().trials(0, count), null, states, null);
    ZigguratSampler.NormalizedGaussian normal = ZigguratSampler.NormalizedGaussian.of(random);
    double[][] starts = new double[options.starts()][units];
    for (int k = 0; k < starts.length; k++) {
      for (int i = 0; i < units; i++) {
        starts[k][i] = states.get(k % count, i) + options.noiseSd() * normal.sample();
      }
    }
    return starts;
  }

  /** Groups the ends that lie together; the slowest of each group is the point. */
  private static final class Merging {
    final List<Descent.Found> kept = new ArrayList<>();
    private final Descent.Found[] ends;
    private final Options options;
    private final int[] group;

    Merging(Descent.Found[] ends, Options options) {
      this.ends = ends;
      this.options = options;
      group = new int[ends.length];
      Arrays.fill(group, -1);
      IntStream.range(0, ends.length)
          .filter(k -> ends[k].q() < options.slowQ())
          .boxed()
          .sorted(Comparator.comparingDouble(k -> ends[k].q()))
          .forEachOrdered(k -> group[k] = place(ends[k]));
    }

    private int place(Descent.Found end) {
      double same = options.sameRms() * options.sameRms() * end.state().length;
      for (int k = 0; k < kept.size(); k++) {
        if (Ring.squaredDistance(kept.get(k).state(), end.state()) < same) {
          return k;
        }
      }
      kept.add(end);
      return kept.size() - 1;
    }

    int starts(int point) {
      return (int) Arrays.stream(group).filter(g -> g == point).count();
    }

    List<Start> fates() {
      return IntStream.range(0, ends.length)
          .mapToObj(k -> new Start(fate(k), ends[k].q(), group[k]))
          .toList();
    }

    private Fate fate(int k) {
      if (group[k] >= 0) {
        return kept.get(group[k]) == ends[k] ? Fate.FOUND : Fate.MERGED;
      }
      return switch (ends[k].end()) {
        case CONVERGED, STUCK -> Fate.STUCK;
        case OUT_OF_ITERATIONS -> Fate.DID_NOT_CONVERGE;
        case DIVERGED -> Fate.DIVERGED;
      };
    }
  }

  private static Point point(
      Specimen specimen,
      VectorField field,
      Ring ring,
      Options options,
      Descent.Found found,
      int starts) {
    float[] rates = new float[specimen.units()];
    for (int i = 0; i < rates.length; i++) {
      rates[i] = (float) field.rate(found.state()[i]);
    }
    double[] y = specimen.readout(rates, 0);
    VectorField.Spectrum spectrum = field.spectrum(found.state());
    return new Point(
        found.state(),
        found.q(),
        found.q() < options.fixedQ(),
        starts,
        Math.atan2(y[0], y[1]),
        Math.hypot(y[0], y[1]),
        spectrum.eigenvalues(),
        multiplier(spectrum.eigenvalues(), specimen.dynamics().dtOverTau()),
        ring == null
            ? Double.NaN
            : cosine(spectrum.slowest(), ring.tangent(ring.nearest(found.state()))));
  }

  private static double multiplier(double[][] eigenvalues, double dtOverTau) {
    return IntStream.range(0, eigenvalues[0].length)
        .mapToDouble(
            k -> Math.hypot(1 + dtOverTau * eigenvalues[0][k], dtOverTau * eigenvalues[1][k]))
        .max()
        .orElse(0);
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
            Phenomenon.LINE_OF_SLOW_POINTS,
            () -> judge(analysis.config().criteria(), analysis.config().network().tauMs() / 1000)));
  }

  Finding.Judgement judge(CriteriaConfig criteria, double tauS) {
    List<Point> telling = onRing();
    if (telling.isEmpty()) {
      return new Finding.Judgement(false, "no fixed or slow point on the ring: " + this);
    }
    long alongRing = countAlongRing(criteria);
    double gapDeg = Math.toDegrees(largestGapRad());
    double slow = median(telling.stream().mapToDouble(Point::slowestTau));
    double next = median(telling.stream().mapToDouble(Point::nextTau));
    return new Finding.Judgement(
        alongRing > telling.size() / 2.0 && gapDeg <= criteria.largestGapDeg(),
        text(
            "%d points on the ring, %d of them stable, no gap above %.0f deg; %d with one slow"
                + " direction along it; median time constants: slowest %s, next %s%s",
            telling.size(),
            telling.stream().filter(Point::stable).count(),
            gapDeg,
            alongRing,
            timeConstant("%.0f tau (%.1f s)", slow, tauS),
            timeConstant("%.1f tau (%.1f s)", next, tauS),
            failures()));
  }

  /** NaN where no point has one that is finite. */
  private static String timeConstant(String format, double inTau, double tauS) {
    return Double.isNaN(inTau) ? "without limit" : text(format, inTau, inTau * tauS);
  }

  /** What became of the starts that led to no point: "; 3 stuck", or nothing. */
  private String failures() {
    return fates().entrySet().stream()
        .filter(e -> e.getKey() != Fate.FOUND && e.getKey() != Fate.MERGED)
        .map(e -> "; " + e.getValue() + " " + e.getKey().words())
        .collect(Collectors.joining());
  }

  private static double median(DoubleStream values) {
    return Median.of(values.toArray());
  }

  @Override
  public void summarize(Numbers numbers, Analysis analysis) {
    numbers
        .in("fixed_points")
        .put("starts", starts.size())
        .put("failed", failed())
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
            "tangent_cosine",
            "multiplier",
            "time_constant_1_tau",
            "time_constant_2_tau",
            "stable_in_continuous_time");
    for (Point point : points) {
      csv.row(
          point.q(),
          point.fixed() ? "fixed" : "slow",
          point.starts(),
          Math.toDegrees(point.directionRad()),
          point.readoutLength(),
          point.stable(),
          point.slow(tables.criteria().slowTau()),
          point.eigenvalues()[0][0],
          point.gap(),
          point.tangentCosine(),
          point.multiplier(),
          point.slowestTau(),
          point.nextTau(),
          point.stableInContinuousTime());
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
    String points =
        text(
            "%d points from %d starts: %d fixed (%d of them stable), %d slow; %d on the ring",
            this.points.size(),
            starts.size(),
            this.points.stream().filter(Point::fixed).count(),
            this.points.stream().filter(p -> p.fixed() && p.stable()).count(),
            this.points.stream().filter(p -> !p.fixed()).count(),
            onRing().size());
    String gap =
        onRing().isEmpty() ? "" : text(", largest gap %.0f deg", Math.toDegrees(largestGapRad()));
    return points + gap + failures() + (input.equals(ConstantInput.atRest()) ? "" : "; " + input);
  }
}
