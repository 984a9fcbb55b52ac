package org.compassnet.study;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.DoubleStream;
import org.compassnet.analysis.Analysis;
import org.compassnet.analysis.Attempt;
import org.compassnet.analysis.Connectivity;
import org.compassnet.analysis.Connectivity.Kernel;
import org.compassnet.analysis.Connectivity.VelocityInput;
import org.compassnet.analysis.Finding;
import org.compassnet.analysis.Findings;
import org.compassnet.analysis.Lesions;
import org.compassnet.analysis.Perturbation;
import org.compassnet.analysis.Tuning;
import org.compassnet.analysis.Unit;
import org.compassnet.analysis.UnitClass;

/**
 * The effects that a study compares between networks, as numbers with names. Those that end in
 * {@code _before} are of the untrained network of the same seed.
 */
public final class Effects {

  public static final String ERROR = "normalized_error";
  public static final String ERROR_DEG = "mean_angular_error_deg";
  public static final String COMPASS_SHARE = "compass_share";
  public static final String SHIFTER_SHARE = "shifter_share";
  public static final String TUNED_SHARE = "tuned_share";
  public static final String AV_STRENGTH = "median_av_strength";
  public static final String SEPARABILITY = "separability";
  public static final String DIP_P = "dip_p";
  public static final String LOCAL = "compass_local_amplitude";
  public static final String PUSH = "shifter_push";
  public static final String LAG = "lagging_weight";
  public static final String VELOCITY = "velocity_input_difference";
  public static final String GAIN = "gain_slope";
  public static final String SATURATION = "gain_saturation_deg_per_s";
  public static final String PERSISTENCE = "persistence";
  public static final String RETURNED = "kick_returned";
  public static final String MARGINAL = "share_of_points_along_ring";
  public static final String RING = "ring_size";
  public static final String LESION_OUTPUT = "output_while_compass_cut";
  public static final String LESION_DRIFT = "drift_while_shifters_cut_deg_per_s";
  public static final String LESION_GAIN = "gain_while_both_cut";
  public static final String LESION_BUMP = "bump_while_both_cut";

  /** Suffix of the untrained network's number. */
  public static final String BEFORE = "_before";

  /** Prefix of the mean angular error on a condition's trials. */
  public static final String ERROR_ON = "error_deg_on_";

  private final Map<String, Double> numbers = new LinkedHashMap<>();
  private final Map<String, double[]> curves = new LinkedHashMap<>();

  private Effects() {}

  /** The outcome of an analysed network; errors on other conditions are added by the caller. */
  public static Outcome outcome(
      String condition, long seed, Analysis analysis, Map<String, Double> more) {
    Effects effects = new Effects();
    effects.add(analysis);
    effects.numbers.putAll(more);
    Map<String, String> findings = new LinkedHashMap<>();
    for (Finding finding : Findings.of(analysis)) {
      findings.put(finding.id(), finding.outcome().keyword());
    }
    boolean learned = "shown".equals(findings.get("integrates"));
    return new Outcome(
        condition,
        seed,
        learned ? Outcome.State.LEARNED : Outcome.State.NOT_LEARNED,
        "",
        effects.numbers,
        effects.curves,
        findings);
  }

  private void add(Analysis analysis) {
    Tuning tuning = analysis.tuning();
    numbers.put(ERROR, tuning.evaluation().normalizedError());
    numbers.put(ERROR_DEG, tuning.evaluation().angularErrorDeg().mean());
    units(tuning, "", analysis.config().criteria().vectorLength());
    units(analysis.tuningBefore(), BEFORE, analysis.config().criteria().vectorLength());
    wiring(analysis.connectivity(), "");
    wiring(analysis.connectivityBefore(), BEFORE);
    dynamics(analysis);
    lesions(analysis.lesions());
  }

  private void units(Tuning tuning, String suffix, double vectorLength) {
    double units = tuning.table().units().size();
    for (Map.Entry<UnitClass, Integer> count : tuning.table().counts().entrySet()) {
      numbers.put("n_" + count.getKey().keyword() + suffix, (double) count.getValue());
    }
    double compass = tuning.table().of(UnitClass.COMPASS).size();
    double shifters =
        tuning.table().of(UnitClass.CCW).size() + tuning.table().of(UnitClass.CW).size();
    numbers.put(COMPASS_SHARE + suffix, compass / units);
    numbers.put(SHIFTER_SHARE + suffix, shifters / units);
    numbers.put(
        TUNED_SHARE + suffix,
        Connectivity.CLASSES.stream()
                .flatMap(type -> tuning.table().of(type).stream())
                .filter(unit -> unit.vectorLength() >= vectorLength)
                .count()
            / units);
    double[] strengths = tuning.table().avStrengths();
    Arrays.sort(strengths);
    numbers.put(
        AV_STRENGTH + suffix, strengths.length == 0 ? Double.NaN : strengths[strengths.length / 2]);
    numbers.put(SEPARABILITY + suffix, tuning.separability().eta());
    numbers.put(DIP_P + suffix, tuning.dip().p());
    numbers.put("kappa" + suffix, tuning.secondOpinion().kappa());
    curves.put(
        "av_strengths" + suffix,
        tuning.table().units().stream()
            .filter(u -> u.type() != UnitClass.INACTIVE)
            .mapToDouble(Unit::avStrength)
            .toArray());
  }

  private void wiring(Attempt<Connectivity> attempt, String suffix) {
    Connectivity wiring = attempt.result().orElse(null);
    Kernel local = kernel(wiring, UnitClass.COMPASS, UnitClass.COMPASS);
    Kernel ccw = kernel(wiring, UnitClass.CCW, UnitClass.COMPASS);
    Kernel cw = kernel(wiring, UnitClass.CW, UnitClass.COMPASS);
    numbers.put(
        LOCAL + suffix,
        local == null ? Double.NaN : local.amplitude() * Math.cos(local.shiftRad()));
    boolean both = ccw != null && cw != null;
    numbers.put(PUSH + suffix, both ? (ccw.push() - cw.push()) / 2 : Double.NaN);
    numbers.put(LAG + suffix, both ? (ccw.cwSide() + cw.ccwSide()) / 2 : Double.NaN);
    VelocityInput plus = wiring == null ? null : wiring.input(UnitClass.CCW);
    VelocityInput minus = wiring == null ? null : wiring.input(UnitClass.CW);
    numbers.put(
        VELOCITY + suffix,
        plus == null || minus == null ? Double.NaN : (plus.mean() - minus.mean()) / 2);
    if (wiring != null) {
      for (Kernel kernel : wiring.kernels()) {
        curves.put(kernelName(kernel.from(), kernel.to()) + suffix, kernel.mean());
      }
    }
  }

  private static Kernel kernel(Connectivity wiring, UnitClass from, UnitClass to) {
    return wiring == null ? null : wiring.kernel(from, to);
  }

  /** Name of a kernel's curve. */
  public static String kernelName(UnitClass from, UnitClass to) {
    return "kernel_" + from.keyword() + "_to_" + to.keyword();
  }

  private void dynamics(Analysis analysis) {
    analysis
        .gain()
        .ifPresent(
            gain -> {
              numbers.put(GAIN, gain.slope());
              numbers.put(SATURATION, gain.saturationDegPerS());
              curves.put("gain_true_deg_per_s", gain.trueDegPerS());
              curves.put("gain_decoded_deg_per_s", gain.decodedDegPerS());
            });
    analysis.memory().ifPresent(memory -> numbers.put(PERSISTENCE, memory.persistence()));
    analysis.kick().ifPresent(kick -> numbers.put(RETURNED, kick.returned()));
    analysis.population().ifPresent(p -> numbers.put(RING, p.ringness().size()));
    analysis.populationBefore().ifPresent(p -> numbers.put(RING + BEFORE, p.ringness().size()));
    analysis
        .fixedPoints()
        .ifPresent(
            points -> numbers.put(MARGINAL, points.shareAlongRing(analysis.config().criteria())));
  }

  private void lesions(Attempt<Lesions> attempt) {
    numbers.put(LESION_OUTPUT, Double.NaN);
    numbers.put(LESION_DRIFT, Double.NaN);
    attempt.ifPresent(
        lesions -> {
          lesions
              .find(Lesions.Kind.COMPASS_CUT)
              .ifPresent(
                  p ->
                      numbers.put(
                          LESION_OUTPUT, p.during().readoutLength() / p.before().readoutLength()));
          double[] drifts =
              DoubleStream.of(
                      lesions.find(Lesions.Kind.CW_CUT).map(Effects::drift).orElse(Double.NaN),
                      -lesions.find(Lesions.Kind.CCW_CUT).map(Effects::drift).orElse(Double.NaN))
                  .toArray();
          numbers.put(LESION_DRIFT, Arrays.stream(drifts).average().orElse(Double.NaN));
          lesions
              .find(Lesions.Kind.BOTH_CUT)
              .ifPresent(
                  p -> {
                    numbers.put(LESION_GAIN, p.during().gain() / p.before().gain());
                    numbers.put(LESION_BUMP, p.during().bump() / p.before().bump());
                  });
        });
  }

  private static double drift(Perturbation perturbation) {
    return perturbation.onset().driftDegPerS() - perturbation.before().driftDegPerS();
  }
}
