package org.compassnet.study;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToDoubleBiFunction;
import java.util.function.ToDoubleFunction;
import org.compassnet.analysis.Analysis;
import org.compassnet.analysis.Attempt;
import org.compassnet.analysis.Connectivity;
import org.compassnet.analysis.CutEffect;
import org.compassnet.analysis.Kernel;
import org.compassnet.analysis.LesionKind;
import org.compassnet.analysis.Measurement;
import org.compassnet.analysis.Measurements;
import org.compassnet.analysis.Result;
import org.compassnet.analysis.Tuning;
import org.compassnet.analysis.UnitClass;
import org.compassnet.config.CriteriaConfig;
import org.compassnet.config.Keyword;
import org.compassnet.connectome.BesideFly;
import org.compassnet.connectome.Estimate;
import org.compassnet.connectome.FlyComparison;
import org.compassnet.connectome.Pathway;
import org.compassnet.connectome.RoundTrip;

/**
 * A number of one network that studies compare: what it is, its unit, and how it comes from the
 * result of a measurement. The name in lower case is its key in files. It is known of the untrained
 * network too where the measurement is.
 */
public enum Effect implements Keyword {
  NORMALIZED_ERROR(
      "squared error of the outputs over their variance",
      "share of variance",
      Bounds.NOT_NEGATIVE,
      Measurements.INTEGRATION,
      integration -> integration.evaluation().normalizedError()),
  MEAN_ANGULAR_ERROR_DEG(
      "mean angular error",
      "deg",
      Bounds.NOT_NEGATIVE,
      Measurements.INTEGRATION,
      integration -> integration.evaluation().angularErrorDeg().mean()),
  N_COMPASS("compass units", "units", UnitClass.COMPASS),
  N_CCW("CCW shifters", "units", UnitClass.CCW),
  N_CW("CW shifters", "units", UnitClass.CW),
  N_OTHER("other units", "units", UnitClass.OTHER),
  N_INACTIVE("inactive units", "units", UnitClass.INACTIVE),
  COMPASS_SHARE(
      "share of compass units",
      "share of units",
      Bounds.SHARE,
      Measurements.TUNING,
      tuning -> share(tuning, UnitClass.COMPASS)),
  SHIFTER_SHARE(
      "share of shifters",
      "share of units",
      Bounds.SHARE,
      Measurements.TUNING,
      tuning -> share(tuning, UnitClass.CCW, UnitClass.CW)),
  COMPASS_SHARE_OWN_RANGE(
      "share of compass units, each network read over the range of its own velocities",
      "share of units",
      Bounds.SHARE,
      Measurements.OWN_RANGE,
      own -> share(own.tuning(), UnitClass.COMPASS)),
  SHIFTER_SHARE_OWN_RANGE(
      "share of shifters, each network read over the range of its own velocities",
      "share of units",
      Bounds.SHARE,
      Measurements.OWN_RANGE,
      own -> share(own.tuning(), UnitClass.CCW, UnitClass.CW)),
  MEDIAN_AV_STRENGTH_OWN_RANGE(
      "median tuning strength to angular velocity, over the range of each network's own",
      "median S_AV",
      Bounds.SHARE,
      Measurements.OWN_RANGE,
      own -> own.tuning().table().medianAvStrength()),
  NORMALIZED_ERROR_WHEN_READ(
      "normalized error with the velocities that units are read with",
      "share of variance",
      Bounds.NOT_NEGATIVE,
      Measurements.READING,
      reading -> reading.evaluation().normalizedError()),
  ERROR_WHEN_READ_DEG(
      "mean angular error with the velocities that units are read with",
      "deg",
      Bounds.NOT_NEGATIVE,
      Measurements.READING,
      reading -> reading.evaluation().angularErrorDeg().mean()),
  INACTIVE_DISTANCE(
      "distance of the share of inactive units from the paper's 0.12",
      "share of units",
      Bounds.SHARE,
      Measurements.TUNING,
      tuning -> Math.abs(share(tuning, UnitClass.INACTIVE) - Effect.INACTIVE_OF_PAPER)),
  TILING_P(
      "least p of the largest gap and the resultant of the classes' directions, of six by Holm",
      "p",
      Bounds.SHARE,
      Measurements.TUNING,
      tuning -> tuning.tilingP()),
  TUNED_SHARE(
      "share of units of the three classes with a clear preferred direction",
      "share of units",
      Bounds.SHARE,
      Measurements.TUNING,
      Effect::tunedShare),
  MEDIAN_AV_STRENGTH(
      "median tuning strength to angular velocity of the active units",
      "median S_AV",
      Bounds.SHARE,
      Measurements.TUNING,
      tuning -> tuning.table().medianAvStrength()),
  SEPARABILITY(
      "share of the variance of S_AV between the two best groups",
      "share of variance",
      Bounds.SHARE,
      Measurements.TUNING,
      tuning -> tuning.separability().eta()),
  DIP_P(
      "p of Hartigan's dip tests of S_AV, asymmetry and velocity's weight, least of three by Holm",
      "p",
      Bounds.SHARE,
      Measurements.SEPARATION,
      separation -> separation.leastP()),
  DIP_P_AV_STRENGTH(
      "p of Hartigan's dip test of S_AV",
      "p",
      Bounds.SHARE,
      Measurements.SEPARATION,
      separation -> separation.avStrength().p()),
  DIP_P_VELOCITY_WEIGHT(
      "p of Hartigan's dip test of the velocity's weights",
      "p",
      Bounds.SHARE,
      Measurements.SEPARATION,
      separation -> separation.velocityWeight().p()),
  VELOCITY_WEIGHT_SEPARATION(
      "1 less p of Hartigan's dip test of the velocity's weights",
      "1 - p",
      Bounds.SHARE,
      Measurements.SEPARATION,
      separation -> 1 - separation.velocityWeight().p()),
  W_IN_CORRELATION(
      "correlation of final and initial input weights",
      "correlation",
      Bounds.CORRELATION,
      Measurements.LEARNED_CHANGE,
      change -> change.wIn().correlation()),
  W_REC_CORRELATION(
      "correlation of final and initial recurrent weights",
      "correlation",
      Bounds.CORRELATION,
      Measurements.LEARNED_CHANGE,
      change -> change.wRec().correlation()),
  W_REC_SIGNS_KEPT(
      "share of the recurrent weights that keep their sign",
      "share of weights",
      Bounds.SHARE,
      Measurements.LEARNED_CHANGE,
      change -> change.wRec().signsKept()),
  W_REC_CHANGE_RANK(
      "rank of the recurrent weights' change, a participation ratio",
      "directions",
      Bounds.NOT_NEGATIVE,
      Measurements.LEARNED_CHANGE,
      change -> change.rank()),
  AV_STRENGTH_TO_INITIAL(
      "Spearman's correlation of S_AV with the initial magnitude of the velocity's weight",
      "correlation",
      Bounds.CORRELATION,
      Measurements.LEARNED_CHANGE,
      change -> change.avStrengthToInitial()),
  KAPPA(
      "agreement of both rules for the classes",
      "Cohen's kappa",
      Bounds.CORRELATION,
      Measurements.TUNING,
      tuning -> tuning.secondOpinion().kappa()),
  COMPASS_LOCAL_AMPLITUDE(
      "cosine of the weights between compass units, at no difference of direction",
      "weight",
      Bounds.ANY,
      Measurements.CONNECTIVITY,
      wiring -> localAmplitude(wiring.kernel(UnitClass.COMPASS, UnitClass.COMPASS))),
  SHIFTER_PUSH(
      "weight from shifters to their own side minus that to the other",
      "weight",
      Bounds.ANY,
      Measurements.CONNECTIVITY,
      wiring ->
          (onCompass(wiring, UnitClass.CCW).push() - onCompass(wiring, UnitClass.CW).push()) / 2),
  LAGGING_WEIGHT(
      "weight from shifters to what lies behind the turn",
      "weight",
      Bounds.ANY,
      Measurements.CONNECTIVITY,
      wiring ->
          (onCompass(wiring, UnitClass.CCW).cwSide() + onCompass(wiring, UnitClass.CW).ccwSide())
              / 2),
  VELOCITY_INPUT_DIFFERENCE(
      "half the difference of the velocity's weights on CCW and on CW shifters",
      "weight per rad/step",
      Bounds.ANY,
      Measurements.CONNECTIVITY,
      wiring -> (wiring.input(UnitClass.CCW).mean() - wiring.input(UnitClass.CW).mean()) / 2),
  COMPASS_VELOCITY_INPUT_SHARE(
      "magnitude of the velocity's weights on compass units over that on shifters",
      "share of the shifters'",
      Bounds.NOT_NEGATIVE,
      Measurements.CONNECTIVITY,
      wiring -> wiring.compassInputShare()),
  GAIN_SLOPE(
      "decoded over true velocity",
      "decoded over true",
      Bounds.ANY,
      Measurements.GAIN,
      gain -> gain.slope()),
  GAIN_SATURATION_DEG_PER_S(
      "velocity up to which the network follows",
      "deg/s",
      Bounds.NOT_NEGATIVE,
      Measurements.GAIN,
      gain -> gain.saturationDegPerS()),
  PERSISTENCE(
      "bump after 20 trials' lengths at rest over that after one",
      "bump kept",
      Bounds.NOT_NEGATIVE,
      Measurements.MEMORY,
      memory -> memory.persistence()),
  KICK_RETURNED(
      "share of a kick off the ring that is gone",
      "share of a kick",
      Bounds.ANY,
      Measurements.KICK,
      kick -> kick.returned()),
  SHARE_OF_POINTS_ALONG_RING(
      "share of the points on the ring with one slow direction along it",
      "share of points",
      Bounds.SHARE,
      Measurements.FIXED_POINTS,
      (points, criteria) -> points.shareAlongRing(criteria)),
  FLOW_SUP_DEG_PER_S(
      "greatest flow of the decoded direction along the slow manifold at rest",
      "deg/s",
      Bounds.NOT_NEGATIVE,
      Measurements.CONTINUOUS_ATTRACTOR,
      attractor -> Math.toDegrees(attractor.intact().flow().supRadPerS())),
  CAPACITY_NATS(
      "what the slow manifold keeps of a direction in the end",
      "nats",
      Bounds.NOT_NEGATIVE,
      Measurements.CONTINUOUS_ATTRACTOR,
      attractor -> attractor.intact().flow().capacityNats()),
  ASYMPTOTIC_ERROR_DEG(
      "mean distance of a direction from where its memory ends on the slow manifold",
      "deg",
      Bounds.NOT_NEGATIVE,
      Measurements.CONTINUOUS_ATTRACTOR,
      attractor -> Math.toDegrees(attractor.intact().flow().asymptoticErrorRad())),
  NORMAL_HYPERBOLICITY(
      "time constant along the slow manifold over that across it",
      "ratio",
      Bounds.NOT_NEGATIVE,
      Measurements.CONTINUOUS_ATTRACTOR,
      attractor -> attractor.intact().spectra().hyperbolicity()),
  CAPACITY_WHILE_BOTH_CUT_NATS(
      "what the slow manifold keeps of a direction while both kinds of shifters are cut",
      "nats",
      Bounds.NOT_NEGATIVE,
      Measurements.CONTINUOUS_ATTRACTOR,
      attractor -> attractor.after(LesionKind.BOTH_CUT).flow().capacityNats()),
  RING_SIZE(
      "lifetime of the longest hole in the cloud of rates over its radius",
      "hole over radius",
      Bounds.NOT_NEGATIVE,
      Measurements.POPULATION,
      population -> population.ringness().size()),
  BUMP_WHILE_COMPASS_CUT(
      "bump that tells the direction, while the compass units are cut, over that before",
      "bump left",
      Bounds.NOT_NEGATIVE,
      LesionKind.COMPASS_CUT,
      CutEffect::bump),
  DRIFT_WHILE_CW_CUT_DEG_PER_S(
      "change of the drift at rest, CCW positive, when the CW shifters are cut",
      "deg/s",
      Bounds.ANY,
      LesionKind.CW_CUT,
      CutEffect::driftChangeDegPerS),
  DRIFT_WHILE_CCW_CUT_DEG_PER_S(
      "change of the drift at rest, CCW positive, when the CCW shifters are cut",
      "deg/s",
      Bounds.ANY,
      LesionKind.CCW_CUT,
      CutEffect::driftChangeDegPerS),
  GAIN_WHILE_BOTH_CUT(
      "gain while both kinds of shifters are cut over that before, where a bump is left",
      "gain left",
      Bounds.ANY,
      LesionKind.BOTH_CUT,
      CutEffect::gain),
  BUMP_WHILE_BOTH_CUT(
      "bump that tells the direction, while both kinds of shifters are cut, over that before",
      "bump left",
      Bounds.NOT_NEGATIVE,
      LesionKind.BOTH_CUT,
      CutEffect::bump),
  COHERENCE_WHILE_BOTH_CUT(
      "coherence of the starts' directions while both kinds of shifters are cut",
      "coherence",
      Bounds.SHARE,
      LesionKind.BOTH_CUT,
      CutEffect::coherence),
  LESIONS_BEYOND_CUTS(
      "share of random cuts of as many units that a lesion surpasses, mean of the four lesions",
      "share of cuts",
      Bounds.SHARE,
      Measurements.LESIONS,
      lesions -> lesions.shareOfCutsSurpassed()),
  FLY_LIKENESS(
      "mean correlation of shape of four kernels with the fly's: local excitation, long-range"
          + " inhibition, both pushes",
      "correlation",
      Bounds.CORRELATION,
      FlyComparison::likeness),
  FLY_LOCAL_EXCITATION(Pathway.LOCAL_EXCITATION),
  FLY_LONG_RANGE_INHIBITION(Pathway.LONG_RANGE_INHIBITION),
  FLY_LEFT_TO_COMPASS(Pathway.LEFT_TO_COMPASS),
  FLY_RIGHT_TO_COMPASS(Pathway.RIGHT_TO_COMPASS),
  FLY_COMPASS_TO_LEFT(Pathway.COMPASS_TO_LEFT),
  FLY_COMPASS_TO_RIGHT(Pathway.COMPASS_TO_RIGHT),
  FLY_MOTIFS(
      "how many of four motifs have the fly's sign",
      "motifs",
      Bounds.NOT_NEGATIVE,
      FlyComparison::motifsAsInFly),
  FLY_ROUND_TRIP_CCW_DEG(Pathway.COMPASS_TO_LEFT, "CCW"),
  FLY_ROUND_TRIP_CW_DEG(Pathway.COMPASS_TO_RIGHT, "CW");

  /** Share of the units that were inactive in the paper's example network: 12 of 100. */
  public static final double INACTIVE_OF_PAPER = 0.12;

  /** What a number can be by its definition. */
  private enum Bounds {
    ANY(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY),
    NOT_NEGATIVE(0, Double.POSITIVE_INFINITY),
    SHARE(0, 1),
    CORRELATION(-1, 1);

    private final double least;
    private final double most;

    Bounds(double least, double most) {
      this.least = least;
      this.most = most;
    }
  }

  private final String meaning;
  private final String unit;
  private final Bounds bounds;
  private final Source<?> source;
  private final ToDoubleFunction<FlyComparison> besideFly;

  /** How a number comes from the result of a measurement. */
  private record Source<R extends Result>(
      Measurement<R> measurement,
      ToDoubleBiFunction<R, CriteriaConfig> number,
      ToDoubleFunction<R> ofRandomCuts) {

    void put(Map<String, Double> numbers, Effect effect, Analysis analysis) {
      put(numbers, effect.keyword(), analysis.get(measurement), number, analysis);
      if (measurement.untrainedToo()) {
        put(numbers, effect.keywordBefore(), analysis.before(measurement), number, analysis);
      }
      if (ofRandomCuts != null) {
        put(
            numbers,
            effect.keywordOfRandomCuts(),
            analysis.get(measurement),
            (result, criteria) -> ofRandomCuts.applyAsDouble(result),
            analysis);
      }
    }

    private void put(
        Map<String, Double> numbers,
        String key,
        Attempt<R> result,
        ToDoubleBiFunction<R, CriteriaConfig> number,
        Analysis analysis) {
      result.ifPresent(
          of ->
              numbers.put(
                  key,
                  Attempt.of(() -> number.applyAsDouble(of, analysis.config().criteria()))
                      .result()
                      .orElse(Double.NaN)));
    }
  }

  <R extends Result> Effect(
      String meaning, String unit, Bounds bounds, Measurement<R> of, ToDoubleFunction<R> number) {
    this(meaning, unit, bounds, of, (result, criteria) -> number.applyAsDouble(result));
  }

  <R extends Result> Effect(
      String meaning,
      String unit,
      Bounds bounds,
      Measurement<R> of,
      ToDoubleBiFunction<R, CriteriaConfig> number) {
    this.meaning = meaning;
    this.unit = unit;
    this.bounds = bounds;
    this.source = new Source<>(of, number, null);
    this.besideFly = null;
  }

  /** A number that only a study that is given a fly's wiring has. */
  Effect(String meaning, String unit, Bounds bounds, ToDoubleFunction<FlyComparison> besideFly) {
    this.meaning = meaning;
    this.unit = unit;
    this.bounds = bounds;
    this.source = null;
    this.besideFly = besideFly;
  }

  Effect(Pathway pathway) {
    this(
        "correlation of shape of the kernel from " + pathway.units() + " with " + pathway.cells(),
        "correlation",
        Bounds.CORRELATION,
        fly -> fly.find(pathway).map(BesideFly::correlation).orElse(Double.NaN));
  }

  Effect(Pathway there, String turn) {
    this(
        "displacement from compass units over " + turn + " shifters and back",
        "deg",
        Bounds.ANY,
        fly ->
            fly.roundTrips().stream()
                .filter(trip -> trip.there() == there)
                .map(RoundTrip::networkDeg)
                .mapToDouble(Estimate::value)
                .findFirst()
                .orElse(Double.NaN));
  }

  /** A number of a lesion, with its mean over random cuts of as many units. */
  Effect(
      String meaning,
      String unit,
      Bounds bounds,
      LesionKind kind,
      ToDoubleFunction<CutEffect> number) {
    this.meaning = meaning;
    this.unit = unit;
    this.bounds = bounds;
    this.source =
        new Source<>(
            Measurements.LESIONS,
            (lesions, criteria) -> number.applyAsDouble(lesions.get(kind).effect()),
            lesions ->
                lesions.get(kind).random().effects().stream()
                    .mapToDouble(number)
                    .filter(Double::isFinite)
                    .average()
                    .orElse(Double.NaN));
    this.besideFly = null;
  }

  Effect(String meaning, String unit, UnitClass type) {
    this(
        meaning,
        unit,
        Bounds.NOT_NEGATIVE,
        Measurements.TUNING,
        tuning -> tuning.table().of(type).size());
  }

  /** What it is, in words. */
  public String meaning() {
    return meaning;
  }

  /** For a table or an axis. */
  public String unit() {
    return unit;
  }

  /** Key of the untrained network's number. */
  public String keywordBefore() {
    return keyword() + "_before";
  }

  /** Key of the mean over random cuts of as many units. */
  String keywordOfRandomCuts() {
    return keyword() + "_of_random_cuts";
  }

  /**
   * Whether it rests on the classes and directions of units, and so on the velocities that they are
   * read with.
   */
  boolean readFromUnits() {
    return isBesideFly()
        || this == CAPACITY_WHILE_BOTH_CUT_NATS
        || List.of(
                Measurements.TUNING,
                Measurements.SEPARATION,
                Measurements.CONNECTIVITY,
                Measurements.LESIONS)
            .contains(source.measurement);
  }

  /** Whether only a study that is given a fly's wiring has it. */
  boolean isBesideFly() {
    return besideFly != null;
  }

  /** The least that it can be. */
  double least() {
    return bounds.least;
  }

  /** The most that it can be. */
  double most() {
    return bounds.most;
  }

  /** Number of units of a class. */
  public static Effect count(UnitClass type) {
    return switch (type) {
      case COMPASS -> N_COMPASS;
      case CCW -> N_CCW;
      case CW -> N_CW;
      case OTHER -> N_OTHER;
      case INACTIVE -> N_INACTIVE;
    };
  }

  /**
   * The effects of an analysed network by their keys, those of the untrained network too; NaN where
   * a result does not have it.
   */
  static Map<String, Double> numbers(Analysis analysis) {
    Map<String, Double> numbers = new LinkedHashMap<>();
    for (Effect effect : values()) {
      if (effect.source != null) {
        effect.source.put(numbers, effect, analysis);
      }
    }
    return numbers;
  }

  /** The effects of a network beside the fly, by their keys; NaN where it is not. */
  static Map<String, Double> numbers(Optional<FlyComparison> fly) {
    Map<String, Double> numbers = new LinkedHashMap<>();
    for (Effect effect : values()) {
      if (effect.besideFly != null) {
        numbers.put(effect.keyword(), fly.map(effect.besideFly::applyAsDouble).orElse(Double.NaN));
      }
    }
    return numbers;
  }

  private static double share(Tuning tuning, UnitClass... types) {
    return (double) tuning.table().indices(types).length / tuning.table().units().size();
  }

  private static double tunedShare(Tuning tuning, CriteriaConfig criteria) {
    List<UnitClass> classes = Connectivity.CLASSES;
    double tuned =
        tuning.table().units().stream()
            .filter(unit -> classes.contains(unit.type()))
            .filter(unit -> unit.vectorLength() >= criteria.vectorLength())
            .count();
    return tuned / tuning.table().units().size();
  }

  private static double localAmplitude(Kernel kernel) {
    return kernel.fit().amplitude() * Math.cos(kernel.fit().shiftRad());
  }

  private static Kernel.Quarters onCompass(Connectivity wiring, UnitClass from) {
    return wiring.kernel(from, UnitClass.COMPASS).quarters();
  }
}
