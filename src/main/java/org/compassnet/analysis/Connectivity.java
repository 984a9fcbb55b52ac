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
import java.util.function.Supplier;
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
 */
public record Connectivity(List<Kernel> kernels, List<VelocityInput> inputs) implements Result {

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
            .toList());
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
            () -> localExcitation(criteria, analysis)),
        finding(Phenomenon.DISPLACEMENT, analysis, CLASSES, () -> displacement(criteria, analysis)),
        finding(
            Phenomenon.LAGGING_INHIBITION, analysis, CLASSES, () -> laggingInhibition(criteria)),
        finding(Phenomenon.VELOCITY_INPUTS, analysis, CLASSES, () -> velocityInputs(criteria)));
  }

  /**
   * Judged if these classes are there, in a network that learned: in others, units are tuned to the
   * echo of the cue, along the random weights that it runs through.
   */
  private static Finding finding(
      Phenomenon phenomenon,
      Analysis analysis,
      List<UnitClass> classes,
      Supplier<Finding.Judgement> judge) {
    CriteriaConfig criteria = analysis.config().criteria();
    return Finding.of(
        phenomenon,
        () -> {
          if (!analysis.integration().learned(criteria)) {
            throw new CannotAnalyze("the network has not learned the task");
          }
          for (UnitClass type : classes) {
            if (!analysis.tuning().table().has(type, criteria)) {
              throw new CannotAnalyze("too few tuned " + type.plural());
            }
          }
          return judge.get();
        });
  }

  private Finding.Judgement localExcitation(CriteriaConfig criteria, Analysis analysis) {
    Kernel kernel = kernel(COMPASS, COMPASS);
    Kernel.Quarters weights = kernel.quarters();
    double shiftDeg = kernel.fit().shiftDeg();
    return new Finding.Judgement(
        weights.near() > 0
            && weights.far() < 0
            && weights.pNear() < criteria.alpha()
            && Math.abs(shiftDeg) < criteria.localShiftDeg(),
        text(
            "%+.3f near, %+.3f far, p %s; peak at %+.0f deg, R2 = %.2f%s",
            weights.near(),
            weights.far(),
            p(weights.pNear()),
            shiftDeg,
            kernel.fit().r2(),
            before(
                analysis,
                COMPASS,
                b -> text("%+.3f near, %+.3f far", b.quarters().near(), b.quarters().far()))));
  }

  private Finding.Judgement displacement(CriteriaConfig criteria, Analysis analysis) {
    Kernel ccw = kernel(CCW, COMPASS);
    Kernel cw = kernel(CW, COMPASS);
    return new Finding.Judgement(
        displaced(criteria),
        text(
            "CCW side minus CW side %+.3f from CCW shifters (p %s), %+.3f from CW shifters (p %s);"
                + " peaks at %+.0f and %+.0f deg%s",
            ccw.quarters().push(),
            p(ccw.quarters().pSides()),
            cw.quarters().push(),
            p(cw.quarters().pSides()),
            ccw.fit().shiftDeg(),
            cw.fit().shiftDeg(),
            before(analysis, CCW, b -> text("%+.3f from CCW shifters", b.quarters().push()))));
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

  private Finding.Judgement laggingInhibition(CriteriaConfig criteria) {
    Kernel.Quarters ccw = kernel(CCW, COMPASS).quarters();
    Kernel.Quarters cw = kernel(CW, COMPASS).quarters();
    return new Finding.Judgement(
        displaced(criteria) && ccw.cwSide() < 0 && cw.ccwSide() < 0,
        text(
            "behind the turn %+.3f from CCW and %+.3f from CW shifters; ahead %+.3f and %+.3f",
            ccw.cwSide(), cw.ccwSide(), ccw.ccwSide(), cw.cwSide()));
  }

  private Finding.Judgement velocityInputs(CriteriaConfig criteria) {
    VelocityInput compass = input(COMPASS);
    VelocityInput ccw = input(CCW);
    VelocityInput cw = input(CW);
    double shifters = (Math.abs(ccw.mean()) + Math.abs(cw.mean())) / 2;
    return new Finding.Judgement(
        ccw.mean() > 2 * ccw.sem()
            && cw.mean() < -2 * cw.sem()
            && Math.abs(compass.mean()) < criteria.compassInputShare() * shifters,
        text(
            "%+.2f on compass, %+.2f on CCW, %+.2f on CW (per rad/step)",
            compass.mean(), ccw.mean(), cw.mean()));
  }

  /** What the same pairs of units had before training: some structure is chosen, not made. */
  private static String before(Analysis analysis, UnitClass from, Function<Kernel, String> told) {
    return analysis
        .connectivityBefore()
        .result()
        .flatMap(wiring -> wiring.find(from, COMPASS))
        .map(kernel -> "; before training " + told.apply(kernel))
        .orElse("");
  }

  @Override
  public void summarize(Numbers numbers, Analysis analysis) {
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
          tables.trained() ? "trained" : "untrained",
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
      String pair = kernel.from().keyword() + "_to_" + kernel.to().keyword() + tables.suffix();
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
    return table.toString();
  }
}
