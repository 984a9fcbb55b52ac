package org.compassnet.analysis;

import static org.compassnet.files.Text.p;
import static org.compassnet.files.Text.text;

import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.apache.commons.rng.UniformRandomProvider;
import org.compassnet.config.CriteriaConfig;
import org.compassnet.network.CtRnnWeights;

/**
 * Whether the active units fall into groups by what tells compass units from shifters: Hartigan's
 * dip test of three numbers. The signed S_AV is not among them: it has a gap at 0 by construction.
 *
 * @param avStrength of S_AV
 * @param avAsymmetry of the asymmetry
 * @param velocityWeight of the velocity's weight on each unit
 */
public record Separation(DipTest avStrength, DipTest avAsymmetry, DipTest velocityWeight)
    implements Result {

  /** With fewer units no test tells one peak from two. */
  private static final int LEAST_UNITS = 10;

  /**
   * Of the active units of a network.
   *
   * @param tuning of its units
   * @param random of the tests' simulations
   * @throws CannotAnalyze with too few units for any test
   */
  static Separation of(
      CtRnnWeights weights, Tuning tuning, DipTest.Options options, UniformRandomProvider random) {
    List<Unit> active =
        tuning.table().units().stream().filter(u -> u.type() != UnitClass.INACTIVE).toList();
    if (active.size() < LEAST_UNITS) {
      throw new CannotAnalyze("only " + active.size() + " active units");
    }
    ToDoubleFunction<Unit> weight = u -> weights.velocityWeight(u.unit());
    return new Separation(
        tuning.dip(),
        dip(active, Unit::avAsymmetry, options, random),
        dip(active, weight, options, random));
  }

  private static DipTest dip(
      List<Unit> units,
      ToDoubleFunction<Unit> number,
      DipTest.Options options,
      UniformRandomProvider random) {
    return DipTest.of(
        units.stream().mapToDouble(number).filter(Double::isFinite).toArray(), options, random);
  }

  /** p of each, corrected for the three: S_AV, asymmetry, velocity's weight. */
  public double[] adjustedP() {
    return Holm.adjusted(avStrength.p(), avAsymmetry.p(), velocityWeight.p());
  }

  /** The least of them. */
  public double leastP() {
    return Arrays.stream(adjustedP()).filter(Double::isFinite).min().orElse(Double.NaN);
  }

  @Override
  public List<Finding> findings(Analysis analysis) {
    return List.of(
        Finding.of(
            Phenomenon.SEPARATE,
            () -> {
              // Weights of two kinds make no classes by themselves.
              analysis.requireLearned();
              analysis.requireIntegratingReading();
              return judge(analysis.config().criteria(), analysis.before(Measurements.SEPARATION));
            }));
  }

  Finding.Judgement judge(CriteriaConfig criteria, Attempt<Separation> before) {
    return new Finding.Judgement(
        leastP() < criteria.alpha(),
        told() + before.result().map(b -> "; before training: " + b.told()).orElse(""));
  }

  private String told() {
    double[] adjusted = adjustedP();
    return text(
        "S_AV p %s, asymmetry p %s, velocity's weight p %s (corrected)",
        p(adjusted[0]), p(adjusted[1]), p(adjusted[2]));
  }

  @Override
  public void summarize(Numbers numbers, Analysis analysis) {
    double[] adjusted = adjustedP();
    numbers
        .in("separation")
        .put("av_strength_p", avStrength.p())
        .put("av_asymmetry_p", avAsymmetry.p())
        .put("velocity_weight_p", velocityWeight.p())
        .put("av_strength_p_holm", adjusted[0])
        .put("av_asymmetry_p_holm", adjusted[1])
        .put("velocity_weight_p_holm", adjusted[2]);
  }

  @Override
  public String toString() {
    return told();
  }
}
