package org.compassnet.analysis;

import static org.compassnet.analysis.UnitClass.CCW;
import static org.compassnet.analysis.UnitClass.COMPASS;
import static org.compassnet.analysis.UnitClass.CW;
import static org.compassnet.files.Text.text;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
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
    return Stream.of(
            Phenomenon.LOCAL_EXCITATION,
            Phenomenon.DISPLACEMENT,
            Phenomenon.LAGGING_INHIBITION,
            Phenomenon.VELOCITY_INPUTS,
            Phenomenon.COMPASS_UNITS_SPARED)
        .map(phenomenon -> Finding.of(phenomenon, () -> judge(phenomenon, analysis)))
        .toList();
  }

  /**
   * Judged if the classes are there, in a network that learned: in others, units are tuned to the
   * echo of the cue, along the random weights that it runs through.
   */
  private Finding.Judgement judge(Phenomenon phenomenon, Analysis analysis) {
    CriteriaConfig criteria = analysis.config().criteria();
    analysis.requireLearned();
    analysis.requireIntegratingReading();
    for (UnitClass type : phenomenon == Phenomenon.LOCAL_EXCITATION ? List.of(COMPASS) : CLASSES) {
      if (!analysis.tuning().table().has(type, criteria)) {
        throw new CannotAnalyze("too few tuned " + type.plural());
      }
    }
    return new WiringJudge(this, analysis.wiringChange().orElseThrow(), criteria).judge(phenomenon);
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
