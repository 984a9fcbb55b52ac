package org.compassnet.analysis;

import static org.compassnet.analysis.UnitClass.CCW;
import static org.compassnet.analysis.UnitClass.COMPASS;
import static org.compassnet.analysis.UnitClass.CW;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import org.compassnet.analysis.Connectivity.Kernel;
import org.compassnet.analysis.Connectivity.VelocityInput;

/**
 * Holds one network against what the paper shows, each finding by a criterion that was fixed before
 * any network was measured by it.
 */
public final class Findings {

  /** Level of every test. */
  public static final double ALPHA = 0.05;

  private static final double LEARNED_ERROR = 0.05;
  private static final double LEAST_CLASS_SHARE = 0.05;
  private static final double LEAST_VECTOR_LENGTH = 0.2;
  private static final double LARGEST_GAP_DEG = 90;
  private static final double LOCAL_SHIFT_DEG = 30;
  private static final double COMPASS_INPUT_SHARE = 0.2;
  private static final double PERSISTS = 0.8;
  private static final double RING_SIZE = 0.5;
  private static final double TANGENT = 0.9;
  private static final double GAIN_TOLERANCE = 0.1;

  private final Analysis analysis;
  private final boolean classesThere;
  private final List<Finding> findings = new ArrayList<>();

  private Findings(Analysis analysis) {
    this.analysis = analysis;
    this.classesThere = classesThere(analysis.tuning().table());
  }

  /** Without them, whatever the wiring between single units looks like is chance. */
  private static boolean classesThere(UnitTable table) {
    return Connectivity.CLASSES.stream()
        .map(table::of)
        .allMatch(
            members ->
                members.size() >= LEAST_CLASS_SHARE * table.units().size()
                    && median(members.stream().mapToDouble(Unit::vectorLength))
                        >= LEAST_VECTOR_LENGTH);
  }

  /** All findings, in the order of the report. */
  public static List<Finding> of(Analysis analysis) {
    Findings made = new Findings(analysis);
    made.task();
    made.units();
    made.wiring();
    made.lesions();
    made.attractor();
    return List.copyOf(made.findings);
  }

  /** A claim and the way to judge it. */
  private record Verdict(boolean holds, String evidence) {}

  private void add(String id, String title, String criterion, Attempt<Verdict> attempt) {
    findings.add(
        attempt
            .result()
            .map(v -> new Finding(id, title, criterion, Finding.Outcome.of(v.holds), v.evidence))
            .orElseGet(
                () ->
                    new Finding(
                        id, title, criterion, Finding.Outcome.NOT_MEASURED, attempt.whyNot())));
  }

  private static String text(String format, Object... values) {
    return String.format(Locale.ROOT, format, values);
  }

  private void task() {
    double error = analysis.tuning().evaluation().normalizedError();
    add(
        "integrates",
        "The network turns angular velocity into head direction",
        text("normalized error below %.2f on fresh trials", LEARNED_ERROR),
        Attempt.of(
            () ->
                new Verdict(
                    error < LEARNED_ERROR,
                    text(
                        "normalized error %.4f; mean angular error %.1f deg",
                        error, analysis.tuning().evaluation().angularErrorDeg().mean()))));
    add(
        "gain",
        "The decoded direction turns as fast as the head",
        text(
            "gain within %.0f %% of 1 up to %.0f deg/s",
            100 * GAIN_TOLERANCE, GainCurve.SLOPE_RANGE_DEG_PER_S),
        analysis
            .gain()
            .then(
                gain ->
                    new Verdict(
                        Math.abs(gain.slope() - 1) <= GAIN_TOLERANCE,
                        text(
                            "gain %.3f; follows at least %.0f %% up to %.0f deg/s",
                            gain.slope(), 100 * GainCurve.FOLLOWS, gain.saturationDegPerS()))));
  }

  private void units() {
    UnitTable table = analysis.tuning().table();
    add(
        "classes",
        "Compass units and both kinds of shifters emerge",
        text(
            "at least %.0f %% of the units in each of the three classes, with a median vector length"
                + " of at least %.1f",
            100 * LEAST_CLASS_SHARE, LEAST_VECTOR_LENGTH),
        Attempt.of(
            () ->
                new Verdict(
                    classesThere,
                    table.counts().entrySet().stream()
                        .map(e -> e.getValue() + " " + e.getKey().label())
                        .collect(Collectors.joining(", ")))));
    UnitTable.Separability separability = analysis.tuning().separability();
    add(
        "separate",
        "The classes are two groups, not the ends of a continuum",
        text("the dip test rejects a single peak of S_AV, p < %.2f", ALPHA),
        Attempt.of(
            () -> {
              double p = analysis.tuning().dip().p();
              if (Double.isNaN(p)) {
                throw new CannotAnalyze("no active unit");
              }
              return new Verdict(
                  p < ALPHA,
                  text(
                      "dip %.3f, p %s; separability %.2f at S_AV = %.2f (a uniform spread: 0.75)",
                      analysis.tuning().dip().dip(),
                      p(p),
                      separability.eta(),
                      separability.threshold()));
            }));
    add(
        "tiling",
        "The preferred directions of each class tile the circle",
        text("no gap above %.0f deg in any of the three classes", LARGEST_GAP_DEG),
        Attempt.of(
            () ->
                new Verdict(
                    analysis.tuning().tiling().stream()
                        .allMatch(t -> t.largestGapDeg() <= LARGEST_GAP_DEG),
                    analysis.tuning().tiling().stream()
                        .map(
                            t ->
                                t.units() == 0
                                    ? "no " + t.type().plural()
                                    : text(
                                        "%s: largest gap %.0f deg, Rayleigh p %s",
                                        t.type().plural(), t.largestGapDeg(), p(t.rayleighP())))
                        .collect(Collectors.joining("; ")))));
  }

  private Kernel kernel(Connectivity wiring, UnitClass from, UnitClass to) {
    Kernel kernel = wiring.kernel(from, to);
    if (kernel == null) {
      throw new CannotAnalyze("no " + from.plural() + " or no " + to.plural() + " to connect");
    }
    return kernel;
  }

  private void wiring() {
    Attempt<Connectivity> wiring =
        analysis
            .connectivity()
            .then(
                w -> {
                  if (!classesThere) {
                    throw new CannotAnalyze("the network lacks one of the three classes");
                  }
                  return w;
                });
    add(
        "local_excitation",
        "Compass units excite their neighbours and inhibit those far away",
        text(
            "compass to compass: mean weight > 0 within 30 deg and < 0 beyond 150, peak within %.0f"
                + " deg of 0, p < %.2f against shuffled directions",
            LOCAL_SHIFT_DEG, ALPHA),
        wiring.then(
            w -> {
              Kernel k = kernel(w, COMPASS, COMPASS);
              double near = k.near(0, Math.toRadians(30));
              double far = k.near(Math.PI, Math.toRadians(30));
              double shift = Math.toDegrees(k.shiftRad());
              return new Verdict(
                  near > 0 && far < 0 && Math.abs(shift) < LOCAL_SHIFT_DEG && k.p() < ALPHA,
                  text(
                      "%+.3f near, %+.3f far; peak at %+.0f deg; p %s, R2 = %.2f",
                      near, far, shift, p(k.p()), k.r2()));
            }));
    add(
        "displacement",
        "Shifters push the bump to their own side",
        text(
            "shifter to compass: more weight to the side of the turn than to the other, mirrored"
                + " between CCW and CW, p < %.2f each",
            ALPHA),
        wiring.then(
            w -> {
              Kernel ccw = kernel(w, CCW, COMPASS);
              Kernel cw = kernel(w, CW, COMPASS);
              return new Verdict(
                  ccw.push() > 0 && cw.push() < 0 && ccw.pSides() < ALPHA && cw.pSides() < ALPHA,
                  text(
                      "CCW side minus CW side %+.3f from CCW shifters (p %s), %+.3f from CW"
                          + " shifters (p %s); peaks at %+.0f and %+.0f deg",
                      ccw.push(),
                      p(ccw.pSides()),
                      cw.push(),
                      p(cw.pSides()),
                      Math.toDegrees(ccw.shiftRad()),
                      Math.toDegrees(cw.shiftRad())));
            }));
    add(
        "lagging_inhibition",
        "Shifters inhibit what lies behind the turn",
        text(
            "shifter to compass: mean weight < 0 at 45 to 135 deg behind the turn, sides differ"
                + " with p < %.2f, for both",
            ALPHA),
        wiring.then(
            w -> {
              Kernel ccw = kernel(w, CCW, COMPASS);
              Kernel cw = kernel(w, CW, COMPASS);
              return new Verdict(
                  ccw.cwSide() < 0
                      && cw.ccwSide() < 0
                      && ccw.push() > 0
                      && cw.push() < 0
                      && ccw.pSides() < ALPHA
                      && cw.pSides() < ALPHA,
                  text(
                      "behind the turn %+.3f from CCW and %+.3f from CW shifters; ahead %+.3f and"
                          + " %+.3f",
                      ccw.cwSide(), cw.ccwSide(), ccw.ccwSide(), cw.cwSide()));
            }));
    add(
        "velocity_inputs",
        "Angular velocity excites CCW shifters, inhibits CW ones and spares compass units",
        text(
            "mean input weight > 0 on CCW, < 0 on CW by twice its standard error; on compass units"
                + " below %.0f %% of the shifters'",
            100 * COMPASS_INPUT_SHARE),
        wiring.then(
            w -> {
              VelocityInput compass = input(w, COMPASS);
              VelocityInput ccw = input(w, CCW);
              VelocityInput cw = input(w, CW);
              double shifters = (Math.abs(ccw.mean()) + Math.abs(cw.mean())) / 2;
              return new Verdict(
                  ccw.mean() > 2 * ccw.sem()
                      && cw.mean() < -2 * cw.sem()
                      && Math.abs(compass.mean()) < COMPASS_INPUT_SHARE * shifters,
                  text(
                      "%+.2f on compass, %+.2f on CCW, %+.2f on CW (per rad/step)",
                      compass.mean(), ccw.mean(), cw.mean()));
            }));
  }

  private static VelocityInput input(Connectivity wiring, UnitClass type) {
    VelocityInput input = wiring.input(type);
    if (input == null) {
      throw new CannotAnalyze("no " + type.plural());
    }
    return input;
  }

  private void lesions() {
    for (Lesions.Kind kind : Lesions.Kind.values()) {
      add(
          "lesion_" + kind.name().toLowerCase(Locale.ROOT),
          "Lesion: " + kind.title(),
          kind.expected(),
          analysis
              .lesions()
              .then(
                  lesions -> {
                    Lesions.Named lesion = lesions.get(kind);
                    return new Verdict(lesion.asExpected(), lesion.outcome());
                  }));
    }
  }

  private void attractor() {
    add(
        "attractor",
        "Activity at rest is an attractor that keeps its bump",
        text(
            "a direction is known (mean error below %.0f deg) after a trial's length at rest, %.0f %%"
                + " of the bump of then is there after 20 more, and as much of a kick is gone after"
                + " 1 s",
            Memory.LOST_DEG, 100 * PERSISTS),
        analysis
            .memory()
            .then(
                memory -> {
                  Kick kick = analysis.kick().orElseThrow();
                  double trialS = analysis.trained().task().steps() * analysis.trained().stepS();
                  return new Verdict(
                      memory.lifetimeS() > trialS
                          && memory.persistence() >= PERSISTS
                          && kick.returned() >= PERSISTS,
                      text(
                          "%.2f of the bump persists; %.0f %% of a kick is gone after 1 s;"
                              + " direction kept within %.0f deg for %s",
                          memory.persistence(),
                          100 * kick.returned(),
                          Memory.LOST_DEG,
                          Double.isInfinite(memory.lifetimeS())
                              ? text("more than %.0f s", memory.timeS()[memory.timeS().length - 1])
                              : text("%.1f s", memory.lifetimeS())));
                }));
    add(
        "line_of_slow_points",
        "Fixed and slow points lie on a ring with one marginal direction along it",
        text(
            "three or more such points, most of them with one eigenvalue above %.2f/tau whose"
                + " eigenvector follows the ring (|cos| > %.1f)",
            FixedPoints.MARGINAL, TANGENT),
        analysis.fixedPoints().then(Findings::slowPoints));
    add(
        "ring",
        "The activity is a ring",
        text(
            "one hole lives at least twice as long as the next and longer than %.1f radii of the"
                + " cloud, and the ratio is beyond shuffled data, p < %.2f",
            RING_SIZE, ALPHA),
        analysis
            .population()
            .then(
                population -> {
                  Ringness ring = population.ringness();
                  double[] nulls = ring.nullRatios();
                  return new Verdict(
                      ring.p() < ALPHA && ring.ratio() >= 2 && ring.size() > RING_SIZE,
                      text(
                          "longest over second-longest hole %.1f (shuffled: median %.1f), p %s;"
                              + " longest %.2f radii; participation ratio %.1f",
                          ring.ratio(),
                          nulls[nulls.length / 2],
                          p(ring.p()),
                          ring.size(),
                          population.pca().participationRatio()));
                }));
  }

  private static Verdict slowPoints(FixedPoints points) {
    List<FixedPoints.Point> telling =
        points.points().stream().filter(p -> p.readoutLength() > 0.5).toList();
    long alongRing =
        telling.stream().filter(p -> p.marginal() == 1 && p.tangentCosine() > TANGENT).count();
    double gap =
        median(telling.stream().mapToDouble(FixedPoints.Point::gap).filter(Double::isFinite));
    double slowest = median(telling.stream().mapToDouble(p -> p.eigenvalues()[0][0]));
    return new Verdict(
        telling.size() >= 3 && alongRing > telling.size() / 2.0,
        text(
            "%d points on the ring (%d fixed), %d with one marginal direction along it; median"
                + " eigenvalues %.3f and, next, %.3f",
            telling.size(),
            telling.stream().filter(FixedPoints.Point::fixed).count(),
            alongRing,
            slowest,
            gap));
  }

  private static double median(DoubleStream values) {
    double[] sorted = values.sorted().toArray();
    return sorted.length == 0 ? Double.NaN : sorted[sorted.length / 2];
  }

  /** A p-value as a report prints it, with its sign of relation. */
  public static String p(double p) {
    return p < 0.001 ? "< 0.001" : text(p < 0.1 ? "= %.3f" : "= %.2f", p);
  }
}
