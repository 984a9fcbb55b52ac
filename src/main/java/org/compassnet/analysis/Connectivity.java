package org.compassnet.analysis;

import static org.compassnet.analysis.UnitClass.CCW;
import static org.compassnet.analysis.UnitClass.COMPASS;
import static org.compassnet.analysis.UnitClass.CW;
import static org.compassnet.files.Text.p;
import static org.compassnet.files.Text.text;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.apache.commons.rng.UniformRandomProvider;
import org.compassnet.config.AnalysisConfig;
import org.compassnet.config.Config;
import org.compassnet.config.CriteriaConfig;
import org.compassnet.files.Csv;
import org.compassnet.files.TextTable;
import org.compassnet.network.CtRnnWeights;

/**
 * The weights by class and by difference of preferred direction. Inactive units are left out.
 *
 * @param kernels one for every pair of compass, CCW and CW; missing where a class has no pairs
 * @param inputs weights of the angular velocity on the units of each class that has any
 * @param compassInputShare mean magnitude of these on compass units over that on shifters; NaN
 *     without the ones or the others, not finite where no shifter has a weight
 */
public record Connectivity(
    List<Kernel> kernels, List<VelocityInput> inputs, double compassInputShare) implements Result {

  /**
   * How the wiring is measured.
   *
   * @param shuffles of preferred directions within a class, for the null
   */
  public record Options(int shuffles) {

    public Options {
      if (shuffles < 0) {
        throw new IllegalArgumentException("shuffles must be >= 0: " + shuffles);
      }
    }

    /** That of the configuration's defaults. */
    public static Options defaults() {
      return of(Config.defaults().analysis());
    }

    /** That of a configuration. */
    public static Options of(AnalysisConfig config) {
      return new Options(config.shuffles());
    }

    public Options withShuffles(int count) {
      return new Options(count);
    }
  }

  /** The classes that a ring attractor is made of. */
  public static final List<UnitClass> CLASSES = List.of(COMPASS, CCW, CW);

  /** With the usual options. */
  public static Connectivity of(Specimen specimen) {
    return of(specimen, Options.defaults());
  }

  /** With the classes of the network's units on fresh trials, and the default seed's shuffles. */
  public static Connectivity of(Specimen specimen, Options options) {
    return of(
        specimen.weights(), Tuning.of(specimen).table(), options, Defaults.random("shuffles"));
  }

  /**
   * Measures all kernels.
   *
   * @param weights of the network, or of another one of which the table's units are to be looked at
   * @param random shuffles
   * @throws CannotAnalyze if no two of the classes have units to connect
   */
  public static Connectivity of(
      CtRnnWeights weights, UnitTable table, Options options, UniformRandomProvider random) {
    List<Kernel> kernels = new ArrayList<>();
    for (UnitClass from : CLASSES) {
      for (UnitClass to : CLASSES) {
        Attempt.of(() -> Kernel.of(weights, table, from, to, options.shuffles(), random))
            .ifPresent(kernels::add);
      }
    }
    if (kernels.isEmpty()) {
      throw new CannotAnalyze("too few compass units and shifters for any wiring between them");
    }
    return new Connectivity(
        List.copyOf(kernels),
        CLASSES.stream()
            .filter(type -> !table.of(type).isEmpty())
            .map(type -> VelocityInput.of(weights, table, type))
            .toList(),
        VelocityShare.of(weights, table));
  }

  /** The kernel between two classes, if they have pairs of units. */
  public Optional<Kernel> find(UnitClass from, UnitClass to) {
    return kernels.stream().filter(k -> k.from() == from && k.to() == to).findFirst();
  }

  /**
   * The kernel between two classes.
   *
   * @throws CannotAnalyze if they have no pairs of units
   */
  public Kernel kernel(UnitClass from, UnitClass to) {
    return find(from, to)
        .orElseThrow(
            () ->
                new CannotAnalyze("no " + from.plural() + " or no " + to.plural() + " to connect"));
  }

  /**
   * The velocity's weights on a class.
   *
   * @throws CannotAnalyze if it has no units
   */
  public VelocityInput input(UnitClass type) {
    return inputs.stream()
        .filter(v -> v.type() == type)
        .findFirst()
        .orElseThrow(() -> new CannotAnalyze("no " + type.plural()));
  }

  @Override
  public List<Finding> findings(Analysis analysis) {
    CriteriaConfig criteria = analysis.config().criteria();
    return List.of(
        finding(
            Phenomenon.LOCAL_EXCITATION,
            analysis,
            List.of(COMPASS),
            change -> localExcitation(criteria, change.added())),
        finding(
            Phenomenon.DISPLACEMENT,
            analysis,
            CLASSES,
            change -> displacement(criteria, change.added())),
        finding(
            Phenomenon.LAGGING_INHIBITION,
            analysis,
            CLASSES,
            change -> laggingInhibition(criteria, change.added())),
        finding(
            Phenomenon.VELOCITY_INPUTS,
            analysis,
            CLASSES,
            change -> velocityInputs(change.added())),
        finding(
            Phenomenon.COMPASS_UNITS_SPARED,
            analysis,
            CLASSES,
            change -> compassUnitsSpared(criteria, change.velocityShare())));
  }

  /**
   * Judged if these classes are there, in a network that learned: in others, units are tuned to the
   * echo of the cue, along the random weights that it runs through.
   *
   * @param judge is given what training did to the wiring
   */
  private static Finding finding(
      Phenomenon phenomenon,
      Analysis analysis,
      List<UnitClass> classes,
      Function<WiringChange, Finding.Judgement> judge) {
    CriteriaConfig criteria = analysis.config().criteria();
    return Finding.of(
        phenomenon,
        () -> {
          analysis.requireLearned();
          analysis.requireIntegratingReading();
          for (UnitClass type : classes) {
            if (!analysis.tuning().table().has(type, criteria)) {
              throw new CannotAnalyze("too few tuned " + type.plural());
            }
          }
          return judge.apply(analysis.wiringChange().orElseThrow());
        });
  }

  private Finding.Judgement localExcitation(CriteriaConfig criteria, Connectivity added) {
    Kernel kernel = kernel(COMPASS, COMPASS);
    Kernel.Quarters weights = kernel.quarters();
    Kernel.Quarters change = added.kernel(COMPASS, COMPASS).quarters();
    double shiftDeg = kernel.fit().shiftDeg();
    return new Finding.Judgement(
        weights.near() > 0
            && weights.far() < 0
            && weights.pNear() < criteria.alpha()
            && Math.abs(shiftDeg) < criteria.localShiftDeg()
            && change.near() > change.far()
            && change.pNear() < criteria.alpha(),
        text(
            "%+.3f near, %+.3f far, p %s; peak at %+.0f deg, R2 = %.2f; of this training added"
                + " %+.3f near and %+.3f far, p %s",
            weights.near(),
            weights.far(),
            p(weights.pNear()),
            shiftDeg,
            kernel.fit().r2(),
            change.near(),
            change.far(),
            p(change.pNear())));
  }

  private Finding.Judgement displacement(CriteriaConfig criteria, Connectivity added) {
    Kernel ccw = kernel(CCW, COMPASS);
    Kernel cw = kernel(CW, COMPASS);
    Kernel.Quarters addedCcw = added.kernel(CCW, COMPASS).quarters();
    Kernel.Quarters addedCw = added.kernel(CW, COMPASS).quarters();
    return new Finding.Judgement(
        displaced(criteria) && added.displaced(criteria),
        text(
            "CCW side minus CW side %+.3f from CCW shifters (p %s), %+.3f from CW shifters (p %s);"
                + " peaks at %+.0f and %+.0f deg; of this training added %+.3f (p %s) and %+.3f (p"
                + " %s)",
            ccw.quarters().push(),
            p(ccw.quarters().pSides()),
            cw.quarters().push(),
            p(cw.quarters().pSides()),
            ccw.fit().shiftDeg(),
            cw.fit().shiftDeg(),
            addedCcw.push(),
            p(addedCcw.pSides()),
            addedCw.push(),
            p(addedCw.pSides())));
  }

  /** Whether the two kinds of shifters push to their own sides, beyond chance. */
  private boolean displaced(CriteriaConfig criteria) {
    Kernel.Quarters ccw = kernel(CCW, COMPASS).quarters();
    Kernel.Quarters cw = kernel(CW, COMPASS).quarters();
    return ccw.push() > 0
        && cw.push() < 0
        && ccw.pSides() < criteria.alpha()
        && cw.pSides() < criteria.alpha();
  }

  private Finding.Judgement laggingInhibition(CriteriaConfig criteria, Connectivity added) {
    return new Finding.Judgement(
        lagging(criteria) && added.lagging(criteria),
        text("%s; of this training added: %s", behindAndAhead(), added.behindAndAhead()));
  }

  private boolean lagging(CriteriaConfig criteria) {
    return displaced(criteria)
        && kernel(CCW, COMPASS).quarters().cwSide() < 0
        && kernel(CW, COMPASS).quarters().ccwSide() < 0;
  }

  private String behindAndAhead() {
    Kernel.Quarters ccw = kernel(CCW, COMPASS).quarters();
    Kernel.Quarters cw = kernel(CW, COMPASS).quarters();
    return text(
        "behind the turn %+.3f from CCW and %+.3f from CW shifters, ahead %+.3f and %+.3f",
        ccw.cwSide(), cw.ccwSide(), ccw.ccwSide(), cw.cwSide());
  }

  private Finding.Judgement velocityInputs(Connectivity added) {
    return new Finding.Judgement(
        opposed() && added.opposed(),
        text(
            "%+.2f on CCW, %+.2f on CW (per rad/step); of this training added %+.2f on CCW (SEM"
                + " %.2f) and %+.2f on CW (SEM %.2f)",
            input(CCW).mean(),
            input(CW).mean(),
            added.input(CCW).mean(),
            added.input(CCW).sem(),
            added.input(CW).mean(),
            added.input(CW).sem()));
  }

  /** Whether the velocity excites CCW and inhibits CW shifters, by twice the standard errors. */
  private boolean opposed() {
    return input(CCW).mean() > 2 * input(CCW).sem() && input(CW).mean() < -2 * input(CW).sem();
  }

  private static Finding.Judgement compassUnitsSpared(
      CriteriaConfig criteria, VelocityShare share) {
    if (!Double.isFinite(share.before()) || !Double.isFinite(share.after())) {
      throw new CannotAnalyze("the velocity has no weight on shifters, after training or before");
    }
    return new Finding.Judgement(
        share.after() < criteria.compassInputShare() && share.fell(),
        text(
            "weights on compass units %.0f %% as large as on shifters, on the same units before"
                + " training %.0f %%; difference %+.1f %% (SEM %.1f)",
            100 * share.after(),
            100 * share.before(),
            100 * (share.after() - share.before()),
            100 * share.sem()));
  }

  @Override
  public void summarize(Numbers numbers, Analysis analysis) {
    numbers.put("compass_velocity_input_share", compassInputShare);
    numbers.put(
        "velocity_inputs",
        inputs.stream()
            .map(
                v ->
                    new Numbers()
                        .put("class", v.type().keyword())
                        .put("units", v.units())
                        .put("mean_per_rad_per_step", v.mean())
                        .put("sem", v.sem()))
            .toList());
  }

  @Override
  public void tabulate(Tables tables) {
    tabulate(tables, tables.trained() ? "trained" : "untrained", tables.suffix());
  }

  /**
   * Adds the kernels to the tables.
   *
   * @param network whose they are
   * @param suffix of their arrays' names
   */
  void tabulate(Tables tables, String network, String suffix) {
    Csv csv =
        tables.table(
            "kernels.csv",
            "network",
            "from",
            "to",
            "pairs",
            "offset",
            "amplitude",
            "shift_deg",
            "r2",
            "p",
            "ccw_side",
            "cw_side",
            "p_sides",
            "near",
            "far",
            "p_near");
    for (Kernel kernel : kernels) {
      Kernel.CosineFit fit = kernel.fit();
      Kernel.Quarters quarters = kernel.quarters();
      csv.row(
          network,
          kernel.from().keyword(),
          kernel.to().keyword(),
          kernel.pairs(),
          fit.offset(),
          fit.amplitude(),
          fit.shiftDeg(),
          fit.r2(),
          fit.p(),
          quarters.ccwSide(),
          quarters.cwSide(),
          quarters.pSides(),
          quarters.near(),
          quarters.far(),
          quarters.pNear());
      String pair = kernel.from().keyword() + "_to_" + kernel.to().keyword() + suffix;
      Kernel.Profile profile = kernel.profile();
      tables
          .arrays("connectivity.npz")
          .put("difference_rad", Tables.vector(profile.differenceRad()));
      tables.arrays("connectivity.npz").put(pair + "_mean", Tables.vector(profile.mean()));
      tables.arrays("connectivity.npz").put(pair + "_sem", Tables.vector(profile.sem()));
    }
  }

  /** A row for each kernel, and the velocity's weights on each class. */
  @Override
  public String toString() {
    TextTable table =
        new TextTable(
            "from",
            "to",
            "pairs",
            "near",
            "far",
            "push",
            "peak (deg)",
            "p peak",
            "p near",
            "p push");
    for (Kernel k : kernels) {
      table.row(
          k.from().label(),
          k.to().label(),
          k.pairs(),
          k.quarters().near(),
          k.quarters().far(),
          k.quarters().push(),
          k.fit().shiftDeg(),
          k.fit().p(),
          k.quarters().pNear(),
          k.quarters().pSides());
    }
    inputs.forEach(input -> table.line(input.toString()));
    if (Double.isFinite(compassInputShare)) {
      table.line(text("on compass units %.0f %% as large as on shifters", 100 * compassInputShare));
    }
    return table.toString();
  }
}
