package org.compassnet.analysis;

import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.compassnet.config.AnalysisConfig;
import org.compassnet.config.CriteriaConfig;

/** The numbers of an analysis as a tree for JSON. What is not finite is null. */
final class Summary {

  private Summary() {}

  static Map<String, Object> of(Analysis analysis) {
    Map<String, Object> tree = new LinkedHashMap<>();
    Tuning tuning = analysis.tuning();
    tree.put("normalized_error", finite(tuning.evaluation().normalizedError()));
    tree.put("mean_angular_error_deg", finite(tuning.evaluation().angularErrorDeg().mean()));
    AnalysisConfig config = analysis.config().analysis();
    tree.put(
        "thresholds",
        object(
            "inactive_rate", config.inactiveRate(),
            "hd_strength", config.hdThreshold(),
            "av_strength", config.avThreshold()));
    units(tree, tuning);
    Map<String, Object> before = new LinkedHashMap<>();
    units(before, analysis.tuningBefore());
    tree.put("before_training", before);
    analysis.connectivity().ifPresent(wiring -> tree.put("velocity_inputs", inputs(wiring)));
    analysis
        .lesions()
        .ifPresent(lesions -> tree.put("lesions", lesions(lesions, analysis.config().criteria())));
    Map<String, Object> attractor = attractor(analysis);
    if (!attractor.isEmpty()) {
      tree.put("attractor", attractor);
    }
    analysis
        .gain()
        .ifPresent(
            gain ->
                tree.put(
                    "gain",
                    object(
                        "slope", gain.slope(), "saturation_deg_per_s", gain.saturationDegPerS())));
    analysis.fixedPoints().ifPresent(points -> tree.put("fixed_points", fixedPoints(points)));
    analysis.population().ifPresent(p -> tree.put("population", population(p)));
    analysis.populationBefore().ifPresent(p -> before.put("population", population(p)));
    tree.put(
        "findings",
        Findings.of(analysis).stream()
            .map(
                f ->
                    object(
                        "id", f.id(),
                        "outcome", f.outcome().keyword(),
                        "title", f.title(),
                        "criterion", f.criterion(),
                        "evidence", f.evidence()))
            .toList());
    tree.put("omitted", analysis.omitted());
    return tree;
  }

  /** Classes and what they rest on. */
  private static void units(Map<String, Object> tree, Tuning tuning) {
    tree.put("class_counts", counts(tuning));
    tree.put("second_opinion_kappa", finite(tuning.secondOpinion().kappa()));
    tree.put("median_preferred_direction_shift_s", shifts(tuning));
    tree.put(
        "av_strength",
        object(
            "separability", tuning.separability().eta(),
            "separability_threshold", tuning.separability().threshold(),
            "dip", tuning.dip().dip(),
            "dip_p", tuning.dip().p()));
    tree.put(
        "tiling",
        tuning.tiling().stream()
            .map(
                t ->
                    object(
                        "class", t.type().keyword(),
                        "units", t.units(),
                        "rayleigh_p", t.rayleighP(),
                        "largest_gap_deg", t.largestGapDeg()))
            .toList());
  }

  /** Median shift of the preferred direction with velocity, by class, in s. */
  private static Map<String, Object> shifts(Tuning tuning) {
    Map<String, Object> shifts = new LinkedHashMap<>();
    for (UnitClass type : Connectivity.CLASSES) {
      shifts.put(type.keyword(), finite(tuning.medianShiftS(type)));
    }
    return shifts;
  }

  private static Map<String, Object> counts(Tuning tuning) {
    Map<String, Object> counts = new LinkedHashMap<>();
    new EnumMap<>(tuning.table().counts())
        .forEach((type, count) -> counts.put(type.keyword(), count));
    return counts;
  }

  private static List<Map<String, Object>> inputs(Connectivity wiring) {
    return wiring.inputs().stream()
        .map(
            v ->
                object(
                    "class", v.type().keyword(),
                    "units", v.units(),
                    "mean_per_rad_per_step", v.mean(),
                    "sem", v.sem()))
        .toList();
  }

  private static List<Map<String, Object>> lesions(Lesions lesions, CriteriaConfig criteria) {
    return lesions.named().stream()
        .map(
            lesion ->
                object(
                    "name", lesion.kind().title(),
                    "expected", lesion.kind().expected(criteria),
                    "as_expected", lesion.asExpected(),
                    "outcome", lesion.outcome()))
        .toList();
  }

  private static Map<String, Object> attractor(Analysis analysis) {
    Map<String, Object> tree = new LinkedHashMap<>();
    analysis
        .drift()
        .ifPresent(
            drift -> {
              tree.put("drift_rms_deg_per_s", finite(drift.rmsDegPerS()));
              tree.put("zeros_of_drift", drift.zeros().size());
              tree.put(
                  "stable_zeros", drift.zeros().stream().filter(DriftField.Zero::stable).count());
              drift
                  .bump()
                  .ifPresent(
                      bump -> {
                        tree.put("bump_amplitude", finite(bump.amplitude()));
                        tree.put("bump_fwhm_deg", finite(Math.toDegrees(bump.fwhmRad())));
                      });
            });
    analysis
        .kick()
        .ifPresent(
            kick -> {
              tree.put("kick_returned", finite(kick.returned()));
              tree.put("kick_displacement_deg", finite(kick.displacementDeg()));
            });
    analysis
        .memory()
        .ifPresent(
            memory -> {
              tree.put("persistence", finite(memory.persistence()));
              tree.put("error_after_a_trial_at_rest_deg", finite(memory.trialErrorDeg()));
              tree.put("memory_lifetime_s", finite(memory.lifetimeS()));
              tree.put("memory_outlives_measurement", Double.isInfinite(memory.lifetimeS()));
              tree.put("memory_followed_s", memory.timeS()[memory.timeS().length - 1]);
            });
    analysis
        .diffusion()
        .ifPresent(d -> tree.put("diffusion_deg2_per_s", finite(d.coefficientDeg2PerS())));
    return tree;
  }

  private static Map<String, Object> fixedPoints(FixedPoints points) {
    return object(
        "starts", points.starts(),
        "failed", points.failed(),
        "fixed", points.points().stream().filter(FixedPoints.Point::fixed).count(),
        "slow", points.points().stream().filter(p -> !p.fixed()).count(),
        "stable", points.points().stream().filter(p -> p.fixed() && p.stable()).count());
  }

  private static Map<String, Object> population(Population population) {
    return object(
        "participation_ratio", population.pca().participationRatio(),
        "ring_ratio", population.ringness().ratio(),
        "ring_p", population.ringness().p(),
        "ring_size", population.ringness().size());
  }

  private static Map<String, Object> object(Object... keysAndValues) {
    Map<String, Object> object = new LinkedHashMap<>();
    for (int i = 0; i < keysAndValues.length; i += 2) {
      Object value = keysAndValues[i + 1];
      object.put(
          (String) keysAndValues[i], value instanceof Double number ? finite(number) : value);
    }
    return object;
  }

  private static Double finite(double value) {
    return Double.isFinite(value) ? value : null;
  }
}
