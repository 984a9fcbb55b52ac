package org.compassnet.study;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.commons.rng.UniformRandomProvider;
import org.compassnet.config.CriteriaConfig;
import org.compassnet.config.Keyword;
import org.compassnet.config.RandomStreams;

/**
 * The answer to a question.
 *
 * @param answer supported if all claims are; not supported if one is not; undecided otherwise
 */
public record Verdict(int question, String text, Answer answer, List<Judged> claims) {

  /** What networks say of a claim. */
  public enum Answer implements Keyword {
    SUPPORTED,
    NOT_SUPPORTED,
    UNDECIDED;

    /** As a text writes it. */
    public String words() {
      return keyword().replace('_', ' ');
    }
  }

  /**
   * A claim, judged.
   *
   * @param networks how many networks speak to it
   * @param shown how many of them show its finding; -1 for a claim without one
   * @param share of them, with its interval
   * @param value mean effect of the trained networks; of a trend, fast minus slow condition
   * @param reference mean of what it is compared with; of a trend, 0
   * @param difference effect minus reference, with its interval
   * @param p one-sided, that the difference is in the claimed sense
   * @param test what p comes from
   */
  public record Judged(
      String text,
      String effect,
      String unit,
      Answer answer,
      int networks,
      int shown,
      Statistics.Interval share,
      double value,
      double reference,
      Statistics.Interval difference,
      double p,
      String test) {}

  /** What judges the claims: the networks of all conditions, slow first. */
  private record Jury(
      List<String> conditions,
      String main,
      List<Outcome> learned,
      CriteriaConfig criteria,
      RandomStreams streams) {}

  /**
   * Judges all questions.
   *
   * @param conditions those of a trend, from slow to fast
   * @param main the condition that all but the trends are judged in
   * @param outcomes of all networks; those that did not learn are left out of the statistics
   */
  static List<Verdict> all(
      List<String> conditions,
      String main,
      List<Outcome> outcomes,
      CriteriaConfig criteria,
      RandomStreams streams) {
    List<Outcome> learned = outcomes.stream().filter(Outcome::learned).toList();
    Jury jury = new Jury(conditions, main, learned, criteria, streams);
    return Question.ALL.stream().map(question -> judge(question, jury)).toList();
  }

  private static Verdict judge(Question question, Jury jury) {
    List<Judged> claims = question.claims().stream().map(claim -> judge(claim, jury)).toList();
    boolean all = claims.stream().allMatch(c -> c.answer == Answer.SUPPORTED);
    boolean none = claims.stream().anyMatch(c -> c.answer == Answer.NOT_SUPPORTED);
    Answer answer = all ? Answer.SUPPORTED : none ? Answer.NOT_SUPPORTED : Answer.UNDECIDED;
    return new Verdict(question.number(), question.text(), answer, claims);
  }

  private static Judged judge(Claim claim, Jury jury) {
    UniformRandomProvider random = jury.streams.stream("study." + claim.effect());
    return claim.reference() == Claim.Reference.TREND
        ? trend(claim, jury, random)
        : effect(claim, jury, random);
  }

  private static Judged effect(Claim claim, Jury jury, UniformRandomProvider random) {
    List<Outcome> networks =
        jury.learned.stream().filter(o -> o.condition().equals(jury.main)).toList();
    List<Outcome> measured =
        networks.stream()
            .filter(o -> Double.isFinite(o.number(claim.effect())))
            .filter(o -> Double.isFinite(reference(claim, o)))
            .toList();
    double[] values = measured.stream().mapToDouble(o -> o.number(claim.effect())).toArray();
    double[] references = measured.stream().mapToDouble(o -> reference(claim, o)).toArray();
    double[] differences = new double[values.length];
    Arrays.setAll(differences, i -> values[i] - references[i]);
    double p =
        Statistics.signFlip(
            Arrays.stream(differences).map(d -> claim.sense() * d).toArray(), random);
    double confidence = jury.criteria.confidence();
    Statistics.Interval difference = Statistics.mean(differences, confidence);
    boolean judgedByFinding = !claim.finding().isEmpty();
    int shown = (int) networks.stream().filter(o -> o.shows(claim.finding())).count();
    Statistics.Interval share = Statistics.share(shown, networks.size(), confidence);
    boolean inSense = p < jury.criteria.alpha() && beyond(claim.sense(), difference);
    boolean often = !judgedByFinding || share.value() >= jury.criteria.supportedShare();
    boolean seldom = judgedByFinding && share.high() < jury.criteria.supportedShare();
    boolean contrary = beyond(-claim.sense(), difference);
    return new Judged(
        claim.text(),
        claim.effect(),
        claim.unit(),
        answer(inSense && often, seldom || contrary),
        judgedByFinding ? networks.size() : measured.size(),
        judgedByFinding ? shown : -1,
        share,
        Arrays.stream(values).average().orElse(Double.NaN),
        Arrays.stream(references).average().orElse(Double.NaN),
        difference,
        p,
        claim.reference() == Claim.Reference.UNTRAINED
            ? "sign flips of trained minus untrained"
            : "sign flips of the distance from " + claim.level());
  }

  private static double reference(Claim claim, Outcome outcome) {
    return claim.reference() == Claim.Reference.LEVEL
        ? claim.level()
        : outcome.number(claim.effect() + Effects.BEFORE);
  }

  private static boolean beyond(int sense, Statistics.Interval interval) {
    return sense > 0 ? interval.low() > 0 : interval.high() < 0;
  }

  private static Answer answer(boolean supported, boolean not) {
    return supported ? Answer.SUPPORTED : not ? Answer.NOT_SUPPORTED : Answer.UNDECIDED;
  }

  private static Judged trend(Claim claim, Jury jury, UniformRandomProvider random) {
    List<Outcome> networks =
        jury.learned.stream()
            .filter(o -> jury.conditions.contains(o.condition()))
            .filter(o -> Double.isFinite(o.number(claim.effect())))
            .sorted(Comparator.comparingInt(o -> jury.conditions.indexOf(o.condition())))
            .toList();
    double[] ranks =
        networks.stream().mapToDouble(o -> jury.conditions.indexOf(o.condition())).toArray();
    double[] values = networks.stream().mapToDouble(o -> o.number(claim.effect())).toArray();
    Function<Integer, double[]> group =
        rank ->
            networks.stream()
                .filter(o -> jury.conditions.indexOf(o.condition()) == rank)
                .mapToDouble(o -> o.number(claim.effect()))
                .toArray();
    Statistics.Interval difference =
        Statistics.difference(
            group.apply(0), group.apply(jury.conditions.size() - 1), jury.criteria.confidence());
    Statistics.Trend trend =
        Statistics.trend(
            ranks, Arrays.stream(values).map(v -> claim.sense() * v).toArray(), random);
    boolean supported = trend.p() < jury.criteria.alpha() && beyond(claim.sense(), difference);
    return new Judged(
        claim.text(),
        claim.effect(),
        claim.unit(),
        answer(supported, beyond(-claim.sense(), difference)),
        networks.size(),
        -1,
        new Statistics.Interval(Double.NaN, Double.NaN, Double.NaN),
        difference.value(),
        0,
        difference,
        trend.p(),
        "permutations; Kendall's tau "
            + String.format(Locale.ROOT, "%+.2f", claim.sense() * trend.tau())
            + " over "
            + jury.conditions.stream().collect(Collectors.joining(", ")));
  }
}
