package org.compassnet.analysis;

import static org.compassnet.analysis.UnitClass.CCW;
import static org.compassnet.analysis.UnitClass.COMPASS;
import static org.compassnet.analysis.UnitClass.CW;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import org.compassnet.analysis.Connectivity.Kernel;
import org.compassnet.analysis.Connectivity.VelocityInput;
import org.compassnet.config.CriteriaConfig;

/**
 * Holds one network against what the paper shows, each finding by a criterion that was kept in the
 * configuration.
 */
public final class Findings {

  /** With fewer units no test tells one peak from two. */
  private static final int LEAST_FOR_DIP = 10;

  private final Analysis analysis;
  private final CriteriaConfig criteria;
  private final boolean classesThere;
  private final List<Finding> findings = new ArrayList<>();

  private Findings(Analysis analysis) {
    this.analysis = analysis;
    this.criteria = analysis.config().criteria();
    this.classesThere = classesThere(analysis.tuning().table());
  }

  /** Without them, whatever the wiring between single units looks like is chance. */
  private boolean classesThere(UnitTable table) {
    return Connectivity.CLASSES.stream().allMatch(type -> there(table, type));
  }

  private boolean there(UnitTable table, UnitClass type) {
    List<Unit> members = table.of(type);
    return members.size() >= criteria.classShare() * table.units().size()
        && median(members.stream().mapToDouble(Unit::vectorLength)) >= criteria.vectorLength();
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
        text("normalized error below %.2f on fresh trials", criteria.learnedError()),
        Attempt.of(
            () ->
                new Verdict(
                    error < criteria.learnedError(),
                    text(
                        "normalized error %.4f; mean angular error %.1f deg",
                        error, analysis.tuning().evaluation().angularErrorDeg().mean()))));
    add(
        "gain",
        "The decoded direction turns as fast as the head",
        text(
            "slope of decoded over true velocity within %.0f %% of 1 over 2 sd of the trials'"
                + " velocities",
            100 * criteria.gainTolerance()),
        analysis
            .gain()
            .then(
                gain ->
                    new Verdict(
                        Math.abs(gain.slope() - 1) <= criteria.gainTolerance(),
                        text(
                            "gain %.3f over +-%.0f deg/s; follows at least %.0f %% up to %.0f deg/s",
                            gain.slope(),
                            gain.rangeDegPerS(),
                            100 * GainCurve.FOLLOWS,
                            gain.saturationDegPerS()))));
  }

  private void units() {
    UnitTable table = analysis.tuning().table();
    add(
        "classes",
        "Compass units and both kinds of shifters emerge",
        text(
            "at least %.0f %% of the units in each of the three classes, with a median vector length"
                + " of at least %.1f",
            100 * criteria.classShare(), criteria.vectorLength()),
        Attempt.of(
            () ->
                new Verdict(
                    classesThere,
                    table.counts().entrySet().stream()
                        .map(e -> e.getKey().counted(e.getValue()))
                        .collect(Collectors.joining(", ")))));
    UnitTable.Separability separability = analysis.tuning().separability();
    add(
        "separate",
        "The classes are two groups, not the ends of a continuum",
        text("the dip test rejects a single peak of S_AV, p < %.2f", criteria.alpha()),
        Attempt.of(
            () -> {
              double p = analysis.tuning().dip().p();
              int active = analysis.tuning().table().avStrengths().length;
              if (active < LEAST_FOR_DIP) {
                throw new CannotAnalyze("only " + active + " active units");
              }
              return new Verdict(
                  p < criteria.alpha(),
                  text(
                      "dip %.3f, p %s; separability %.2f at S_AV = %.2f (a uniform spread: 0.75)",
                      analysis.tuning().dip().dip(),
                      p(p),
                      separability.eta(),
                      separability.threshold()));
            }));
    add(
        "tiling",
        "The preferred directions of each class cover the circle",
        text(
            "no gap above %.0f deg and no preferred side (Rayleigh p > %.2f) in any of the three"
                + " classes",
            criteria.largestGapDeg(), criteria.alpha()),
        Attempt.of(
            () ->
                new Verdict(
                    classesThere
                        && analysis.tuning().tiling().stream()
                            .allMatch(
                                t ->
                                    t.largestGapDeg() <= criteria.largestGapDeg()
                                        && t.rayleighP() > criteria.alpha()),
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

  /** What the same pairs of units had before training: some structure is chosen, not made. */
  private String before(UnitClass from, UnitClass to, Function<Kernel, String> told) {
    return analysis
        .connectivityBefore()
        .result()
        .map(w -> w.kernel(from, to))
        .map(k -> "; before training " + told.apply(k))
        .orElse("");
  }

  /** Whether the two kinds of shifters push to their own sides, beyond chance. */
  private boolean displaced(Kernel ccw, Kernel cw) {
    return ccw.push() > 0
        && cw.push() < 0
        && ccw.pSides() < criteria.alpha()
        && cw.pSides() < criteria.alpha();
  }

  /**
   * The wiring, if these classes are there, in a network that learned: in others, units are tuned
   * to the echo of the cue, along the random weights that it runs through.
   */
  private Attempt<Connectivity> wiringOf(UnitClass... types) {
    return analysis
        .connectivity()
        .then(
            wiring -> {
              double error = analysis.tuning().evaluation().normalizedError();
              if (!(error < criteria.learnedError())) {
                throw new CannotAnalyze("the network has not learned the task");
              }
              for (UnitClass type : types) {
                if (!there(analysis.tuning().table(), type)) {
                  throw new CannotAnalyze("too few tuned " + type.plural());
                }
              }
              return wiring;
            });
  }

  private void wiring() {
    Attempt<Connectivity> ofCompass = wiringOf(UnitClass.COMPASS);
    Attempt<Connectivity> wiring = wiringOf(UnitClass.COMPASS, UnitClass.CCW, UnitClass.CW);
    add(
        "local_excitation",
        "Compass units excite their neighbours and inhibit those far away",
        text(
            "compass to compass: mean weight > 0 within 45 deg, < 0 beyond 135, different with p <"
                + " %.2f against shuffled directions, peak within %.0f deg of 0",
            criteria.alpha(), criteria.localShiftDeg()),
        ofCompass.then(
            w -> {
              Kernel k = kernel(w, COMPASS, COMPASS);
              double shift = Math.toDegrees(k.shiftRad());
              return new Verdict(
                  k.near() > 0
                      && k.far() < 0
                      && k.pNear() < criteria.alpha()
                      && Math.abs(shift) < criteria.localShiftDeg(),
                  text(
                      "%+.3f near, %+.3f far, p %s; peak at %+.0f deg, R2 = %.2f%s",
                      k.near(),
                      k.far(),
                      p(k.pNear()),
                      shift,
                      k.r2(),
                      before(
                          COMPASS,
                          COMPASS,
                          b -> text("%+.3f near, %+.3f far", b.near(), b.far()))));
            }));
    add(
        "displacement",
        "Shifters push the bump to their own side",
        text(
            "shifter to compass: more weight to the side of the turn than to the other, mirrored"
                + " between CCW and CW, p < %.2f each",
            criteria.alpha()),
        wiring.then(
            w -> {
              Kernel ccw = kernel(w, CCW, COMPASS);
              Kernel cw = kernel(w, CW, COMPASS);
              return new Verdict(
                  displaced(ccw, cw),
                  text(
                      "CCW side minus CW side %+.3f from CCW shifters (p %s), %+.3f from CW"
                          + " shifters (p %s); peaks at %+.0f and %+.0f deg%s",
                      ccw.push(),
                      p(ccw.pSides()),
                      cw.push(),
                      p(cw.pSides()),
                      Math.toDegrees(ccw.shiftRad()),
                      Math.toDegrees(cw.shiftRad()),
                      before(CCW, COMPASS, b -> text("%+.3f from CCW shifters", b.push()))));
            }));
    add(
        "lagging_inhibition",
        "Shifters inhibit what lies behind the turn",
        text(
            "shifter to compass: mean weight < 0 at 45 to 135 deg behind the turn, sides differ"
                + " with p < %.2f, for both",
            criteria.alpha()),
        wiring.then(
            w -> {
              Kernel ccw = kernel(w, CCW, COMPASS);
              Kernel cw = kernel(w, CW, COMPASS);
              return new Verdict(
                  displaced(ccw, cw) && ccw.cwSide() < 0 && cw.ccwSide() < 0,
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
            100 * criteria.compassInputShare()),
        wiring.then(
            w -> {
              VelocityInput compass = input(w, COMPASS);
              VelocityInput ccw = input(w, CCW);
              VelocityInput cw = input(w, CW);
              double shifters = (Math.abs(ccw.mean()) + Math.abs(cw.mean())) / 2;
              return new Verdict(
                  ccw.mean() > 2 * ccw.sem()
                      && cw.mean() < -2 * cw.sem()
                      && Math.abs(compass.mean()) < criteria.compassInputShare() * shifters,
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
          kind.claim(),
          kind.expected(criteria),
          analysis
              .lesions()
              .then(
                  lesions -> {
                    Lesions.Named lesion = lesions.get(kind);
                    if (!lesion.worked()) {
                      throw new CannotAnalyze(lesion.outcome());
                    }
                    return new Verdict(lesion.asExpected(), lesion.outcome());
                  }));
    }
  }

  private void attractor() {
    add(
        "attractor",
        "Activity at rest is an attractor that keeps its bump",
        text(
            "a direction is known (mean error below %.0f deg) after a trial's length, or %.1f s, at"
                + " rest; %.0f %% of the bump of then is there after 20 lengths, and as much of a"
                + " kick is gone after %.0f tau",
            criteria.memoryDeg(), Memory.LEAST_S, 100 * criteria.persists(), Kick.RETURN_TAU),
        analysis
            .memory()
            .then(
                memory -> {
                  Kick kick = analysis.kick().orElseThrow();
                  return new Verdict(
                      memory.trialErrorDeg() < criteria.memoryDeg()
                          && memory.persistence() >= criteria.persists()
                          && kick.returned() >= criteria.persists(),
                      text(
                          "mean error %.1f deg after a trial's length at rest and %.1f after %.0f s;"
                              + " %.2f of the bump persists; %.0f %% of a kick is gone%s",
                          memory.trialErrorDeg(),
                          memory.meanErrorDeg()[memory.meanErrorDeg().length - 1],
                          memory.timeS()[memory.timeS().length - 1],
                          memory.persistence(),
                          100 * kick.returned(),
                          analysis
                              .drift()
                              .result()
                              .map(
                                  d ->
                                      text(
                                          "; %d stable places",
                                          d.zeros().stream()
                                              .filter(DriftField.Zero::stable)
                                              .count()))
                              .orElse("")));
                }));
    add(
        "line_of_slow_points",
        "Fixed and slow points lie on a ring, slow along it and fast across",
        text(
            "most such points have one eigenvalue within %.0f %% of the next in magnitude, whose"
                + " eigenvector follows the ring (|cos| > %.1f), and there is no gap above %.0f deg",
            100 * criteria.marginalShare(), criteria.tangentCosine(), criteria.largestGapDeg()),
        analysis.fixedPoints().then(this::slowPoints));
    add(
        "ring",
        "The activity is a ring",
        text(
            "one hole lives at least %.1f times as long as the next and longer than %.1f radii of the"
                + " cloud, and the ratio is beyond shuffled data, p < %.2f",
            criteria.ringRatio(), criteria.ringSize(), criteria.alpha()),
        analysis
            .population()
            .then(
                population -> {
                  Ringness ring = population.ringness();
                  double[] nulls = ring.nullRatios();
                  return new Verdict(
                      ring.p() < criteria.alpha()
                          && ring.ratio() >= criteria.ringRatio()
                          && ring.size() > criteria.ringSize(),
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

  private Verdict slowPoints(FixedPoints points) {
    List<FixedPoints.Point> telling = points.onRing();
    long alongRing = points.countAlongRing(criteria);
    double gapDeg = Math.toDegrees(points.largestGapRad());
    return new Verdict(
        alongRing > telling.size() / 2.0 && gapDeg <= criteria.largestGapDeg(),
        text(
            "%d points on the ring, %d of them stable, no gap above %.0f deg; %d with one slow"
                + " direction along it; median |slowest eigenvalue| %.3f, median of the next %.3f",
            telling.size(),
            telling.stream().filter(FixedPoints.Point::stable).count(),
            gapDeg,
            alongRing,
            median(telling.stream().mapToDouble(p -> Math.abs(p.eigenvalues()[0][0]))),
            median(telling.stream().mapToDouble(FixedPoints.Point::gap).filter(Double::isFinite))));
  }

  private static double median(DoubleStream values) {
    return Line.median(values.toArray());
  }

  /** A p-value as a report prints it, with its sign of relation. */
  public static String p(double p) {
    return p < 0.001 ? "< 0.001" : text(p < 0.1 ? "= %.3f" : "= %.2f", p);
  }
}
