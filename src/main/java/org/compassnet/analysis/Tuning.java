package org.compassnet.analysis;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import org.apache.commons.rng.UniformRandomProvider;
import org.compassnet.config.AnalysisConfig;
import org.compassnet.config.Config;
import org.compassnet.config.CriteriaConfig;
import org.compassnet.files.Csv;
import org.compassnet.files.NpyArray;
import org.compassnet.network.CtRnnWeights;
import org.compassnet.network.UnboundedRates;

/**
 * What units are tuned to, and the classes that follow from it.
 *
 * @param byTrueDirection maps over the true direction; classes come from them
 * @param byDecodedDirection maps over the direction that the output tells
 * @param dip Hartigan's test of S_AV: a small p says that it has more than one peak
 */
public record Tuning(
    JointTuning byTrueDirection,
    Attempt<JointTuning> byDecodedDirection,
    UnitTable table,
    SecondOpinion secondOpinion,
    UnitTable.Separability separability,
    DipTest dip,
    List<Tiling> tiling)
    implements Result {

  /** Why there are no classes where there are negative rates. */
  static final String NEGATIVE_RATES =
      "vector lengths, tuning strengths and classes need rates that are not negative; some are";

  /** The options of all that is measured. */
  public record Options(
      JointTuning.Options maps,
      UnitTable.Options classes,
      SecondOpinion.Options secondOpinion,
      DipTest.Options dip) {

    /** Those of the configuration's defaults. */
    public static Options defaults() {
      return new Options(
          JointTuning.Options.defaults(),
          UnitTable.Options.defaults(),
          SecondOpinion.Options.defaults(),
          DipTest.Options.defaults());
    }

    /** Those of a configuration. */
    public static Options of(AnalysisConfig config) {
      return defaults()
          .withMaps(JointTuning.Options.defaults().withAvRangeDegPerS(config.avRangeDegPerS()))
          .withClasses(UnitTable.Options.of(config));
    }

    public Options withMaps(JointTuning.Options other) {
      return new Options(other, classes, secondOpinion, dip);
    }

    public Options withClasses(UnitTable.Options other) {
      return new Options(maps, other, secondOpinion, dip);
    }

    public Options withSecondOpinion(SecondOpinion.Options other) {
      return new Options(maps, classes, other, dip);
    }

    public Options withDip(DipTest.Options other) {
      return new Options(maps, classes, secondOpinion, other);
    }
  }

  /** Of a network, on fresh noise-free trials with the velocities of the maps' range. */
  public static Tuning of(Specimen specimen) {
    return of(specimen, Options.defaults());
  }

  /**
   * Of a network, on fresh noise-free trials with the velocities of the maps' range; of its own
   * task where the range is its own.
   */
  public static Tuning of(Specimen specimen, Options options) {
    return of(
        NetworkActivity.of(specimen, Defaults.trials(specimen, options.maps().avRangeDegPerS())),
        options);
  }

  /**
   * Of a run's network, as the run's whole analysis finds it.
   *
   * @param weights for an angular velocity in rad/step
   * @throws CannotAnalyze if the maps do not tell classes
   * @throws UnboundedRates if the network's rates grow without bound on the trials that it is read
   *     with
   */
  public static Tuning of(Config config, CtRnnWeights weights) {
    return Laboratory.tuning(config, weights);
  }

  /** Of any activity, with the usual options. */
  public static Tuning of(Activity activity) {
    return of(activity, Options.defaults());
  }

  /** Of any activity, with the default seed's draws for the dip test. */
  public static Tuning of(Activity activity, Options options) {
    return of(activity, options, Defaults.random("dip"));
  }

  /**
   * Of any activity, which is read once.
   *
   * @param random of the dip test's simulations
   */
  public static Tuning of(Activity activity, Options options, UniformRandomProvider random) {
    JointTuning.TrueAndDecoded maps = JointTuning.trueAndDecoded(activity, options.maps());
    UnitTable table = UnitTable.of(maps.trueDirection(), options.classes());
    return new Tuning(
        maps.trueDirection(),
        maps.decodedDirection(),
        table,
        SecondOpinion.of(maps.trueDirection(), table, options.secondOpinion()),
        table.separability(),
        DipTest.of(table.avStrengths(), options.dip(), random),
        Connectivity.CLASSES.stream().map(type -> Tiling.of(table, type)).toList());
  }

  /** Median over a class of the preferred direction's shift with angular velocity, in s. */
  public double medianShiftS(UnitClass type) {
    return Median.of(table.of(type).stream().mapToDouble(Unit::shiftS).toArray());
  }

  @Override
  public List<Finding> findings(Analysis analysis) {
    CriteriaConfig criteria = analysis.config().criteria();
    return List.of(
        finding(Phenomenon.CLASSES, analysis, () -> classes(criteria)),
        finding(Phenomenon.TILING, analysis, () -> tiles(criteria)));
  }

  /**
   * A finding about the units; not measured where the network has lost its direction, or has
   * negative rates.
   */
  private Finding finding(
      Phenomenon phenomenon, Analysis analysis, Supplier<Finding.Judgement> judge) {
    return Finding.of(
        phenomenon,
        () -> {
          analysis.requireIntegratingReading();
          if (byTrueDirection.hasNegativeRates()) {
            throw new CannotAnalyze(NEGATIVE_RATES);
          }
          return judge.get();
        });
  }

  /**
   * The least chance that directions drawn at random would leave as large a gap, or have as long a
   * resultant, in any of the three classes; corrected for the six tests.
   */
  public double tilingP() {
    return Holm.least(
        tiling.stream().flatMapToDouble(t -> DoubleStream.of(t.gapP(), t.rayleighP())).toArray());
  }

  private boolean classesThere(CriteriaConfig criteria) {
    return Connectivity.CLASSES.stream().allMatch(type -> table.has(type, criteria));
  }

  Finding.Judgement classes(CriteriaConfig criteria) {
    return new Finding.Judgement(
        classesThere(criteria),
        table.counts().entrySet().stream()
            .map(e -> e.getKey().counted(e.getValue()))
            .collect(Collectors.joining(", ")));
  }

  Finding.Judgement tiles(CriteriaConfig criteria) {
    return new Finding.Judgement(
        classesThere(criteria) && !(tilingP() < criteria.alpha()),
        tiling.stream().map(Tiling::toString).collect(Collectors.joining("; ")));
  }

  @Override
  public void summarize(Numbers numbers, Analysis analysis) {
    Numbers counts = numbers.in("class_counts");
    table.counts().forEach((type, count) -> counts.put(type.keyword(), count));
    numbers.put("second_opinion_kappa", secondOpinion.kappa());
    Numbers shifts = numbers.in("median_preferred_direction_shift_s");
    Connectivity.CLASSES.forEach(type -> shifts.put(type.keyword(), medianShiftS(type)));
    numbers
        .in("av_strength")
        .put("separability", separability.eta())
        .put("separability_threshold", separability.threshold())
        .put("dip", dip.dip())
        .put("dip_p", dip.p());
    numbers.put(
        "tiling",
        tiling.stream()
            .map(
                t ->
                    new Numbers()
                        .put("class", t.type().keyword())
                        .put("units", t.units())
                        .put("rayleigh_p", t.rayleighP())
                        .put("largest_gap_deg", t.largestGapDeg())
                        .put("gap_p", t.gapP()))
            .toList());
  }

  @Override
  public void tabulate(Tables tables) {
    tabulate(tables, tables.suffix());
    if (tables.trained()) {
      tables.arrays("connectivity.npz").put("order", NpyArray.ofInts(table.sorted()));
    }
  }

  /**
   * Makes the tables of units, counts and maps.
   *
   * @param suffix of the files' names
   */
  void tabulate(Tables tables, String suffix) {
    tabulateUnits(tables, suffix);
    Csv counts =
        tables.table(
            "class_counts" + suffix + ".csv",
            "av_threshold",
            "compass",
            "ccw",
            "cw",
            "other",
            "inactive");
    for (UnitTable.CountsAt at : table.countsByThreshold()) {
      counts.row(
          at.avThreshold(),
          at.counts().get(UnitClass.COMPASS),
          at.counts().get(UnitClass.CCW),
          at.counts().get(UnitClass.CW),
          at.counts().get(UnitClass.OTHER),
          at.counts().get(UnitClass.INACTIVE));
    }
    Map<String, NpyArray> arrays = tables.arrays("tuning" + suffix + ".npz");
    byTrueDirection.addEdges(arrays, tables.specimen().timeStep());
    byTrueDirection.addMaps(arrays, "");
    byDecodedDirection.ifPresent(decoded -> decoded.addMaps(arrays, "_decoded"));
  }

  /** A row for each unit; its place among the others is known of the trained network's units. */
  private void tabulateUnits(Tables tables, String suffix) {
    Csv csv =
        tables.table(
            "units" + suffix + ".csv",
            "unit",
            "class",
            "preferred_direction_deg",
            "vector_length",
            "hd_strength",
            "av_strength",
            "av_asymmetry",
            "max_rate",
            "w_in_av",
            "preferred_direction_shift_s",
            "second_opinion",
            "embedding_1",
            "embedding_2",
            "embedding_3");
    double[][] embedding =
        tables.trained()
            ? tables.analysis().population().result().map(Population::embedding).orElse(null)
            : null;
    double[] nowhere = {Double.NaN, Double.NaN, Double.NaN};
    for (Unit unit : table.units()) {
      double[] place = embedding == null ? nowhere : embedding[unit.unit()];
      csv.row(
          unit.unit(),
          unit.type().keyword(),
          Math.toDegrees(unit.preferredDirectionRad()),
          unit.vectorLength(),
          unit.hdStrength(),
          unit.avStrength(),
          unit.avAsymmetry(),
          unit.maxRate(),
          (double) tables.specimen().weights().velocityWeight(unit.unit()),
          unit.shiftS(),
          secondOpinion.types().get(unit.unit()).keyword(),
          place[0],
          place[1],
          place[2]);
    }
  }

  @Override
  public Map<String, String> omitted() {
    Map<String, String> omitted = new LinkedHashMap<>();
    if (!byDecodedDirection.succeeded()) {
      omitted.put("decoded_direction", byDecodedDirection.whyNot());
    }
    if (byTrueDirection.hasNegativeRates()) {
      omitted.put("tuning_strengths", NEGATIVE_RATES);
    }
    return omitted;
  }

  /** Why the units have no classes, if they have none. */
  public Optional<String> unclassified() {
    return byTrueDirection.hasNegativeRates() ? Optional.of(NEGATIVE_RATES) : Optional.empty();
  }

  @Override
  public String toString() {
    return String.join(
        "\n",
        table.toString(),
        "S_AV: " + separability + "; " + dip,
        tiling.stream().map(Tiling::toString).collect(Collectors.joining("\n")),
        secondOpinion.toString());
  }
}
