package org.compassnet.study;

import static org.compassnet.files.Text.text;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.stream.Stream;
import org.apache.commons.rng.UniformRandomProvider;
import org.compassnet.analysis.Phenomenon;
import org.compassnet.config.CriteriaConfig;
import org.compassnet.config.RandomStreams;

/**
 * Judges claims by networks. Those that did not learn are left out.
 *
 * @param conditions those of a trend, from slow to fast
 * @param main the condition that all but the trends are judged in
 */
record Jury(
    List<String> conditions,
    String main,
    List<NetworkSummary> networks,
    CriteriaConfig criteria,
    RandomStreams streams) {

  Jury {
    networks = networks.stream().filter(NetworkSummary::learned).toList();
  }

  /** Answers all questions. */
  List<Verdict> verdicts() {
    return Stream.of(Question.values())
        .map(question -> Verdict.of(question, question.claims().stream().map(this::judge).toList()))
        .toList();
  }

  private JudgedClaim judge(Claim claim) {
    UniformRandomProvider random = streams.stream("study." + claim.effect().keyword());
    return claim.comparison() instanceof Comparison.Trend
        ? trend(claim, random)
        : difference(claim, random);
  }

  /** The effect of the main condition's networks less what it is compared with. */
  private JudgedClaim difference(Claim claim, UniformRandomProvider random) {
    List<NetworkSummary> mine = networks.stream().filter(n -> n.condition().equals(main)).toList();
    List<NetworkSummary> measured =
        mine.stream()
            .filter(n -> Double.isFinite(n.number(claim.effect())))
            .filter(n -> Double.isFinite(reference(claim, n)))
            .toList();
    double[] values = measured.stream().mapToDouble(n -> n.number(claim.effect())).toArray();
    double[] references = measured.stream().mapToDouble(n -> reference(claim, n)).toArray();
    double[] differences = new double[values.length];
    Arrays.setAll(differences, i -> values[i] - references[i]);
    double p =
        Statistics.signFlip(Arrays.stream(differences).map(claim.sense()::of).toArray(), random);
    Statistics.Interval difference = Statistics.mean(differences, criteria.confidence());
    Optional<JudgedClaim.Shown> shown = claim.phenomenon().map(what -> shown(what, mine));
    boolean often = shown.map(s -> s.share().value() >= criteria.supportedShare()).orElse(true);
    boolean seldom = shown.map(s -> s.share().high() < criteria.supportedShare()).orElse(false);
    return new JudgedClaim(
        claim,
        answer(
            p < criteria.alpha() && claim.sense().holds(difference) && often,
            seldom || claim.sense().opposite().holds(difference)),
        shown.isPresent() ? mine.size() : measured.size(),
        shown,
        mean(values),
        mean(references),
        difference,
        new JudgedClaim.Test(testName(claim), p, Optional.empty()));
  }

  private JudgedClaim.Shown shown(Phenomenon phenomenon, List<NetworkSummary> mine) {
    int showing = (int) mine.stream().filter(n -> n.shows(phenomenon)).count();
    return new JudgedClaim.Shown(
        showing, Statistics.share(showing, mine.size(), criteria.confidence()));
  }

  private static double reference(Claim claim, NetworkSummary network) {
    return claim.comparison() instanceof Comparison.Level fixed
        ? fixed.level()
        : network.before(claim.effect());
  }

  private static String testName(Claim claim) {
    return claim.comparison() instanceof Comparison.Level fixed
        ? "sign flips of the distance from " + fixed.level()
        : "sign flips of trained minus untrained";
  }

  private static double mean(double[] values) {
    return Arrays.stream(values).average().orElse(Double.NaN);
  }

  private static Answer answer(boolean supported, boolean not) {
    return supported ? Answer.SUPPORTED : not ? Answer.NOT_SUPPORTED : Answer.UNDECIDED;
  }

  /** How the effect changes from the slow to the fast condition. */
  private JudgedClaim trend(Claim claim, UniformRandomProvider random) {
    List<NetworkSummary> measured =
        networks.stream()
            .filter(n -> conditions.contains(n.condition()))
            .filter(n -> Double.isFinite(n.number(claim.effect())))
            .sorted(Comparator.comparingInt(this::rank))
            .toList();
    double[] ranks = measured.stream().mapToDouble(this::rank).toArray();
    IntFunction<double[]> group =
        rank ->
            measured.stream()
                .filter(n -> rank(n) == rank)
                .mapToDouble(n -> n.number(claim.effect()))
                .toArray();
    Statistics.Interval difference =
        Statistics.difference(
            group.apply(0), group.apply(conditions.size() - 1), criteria.confidence());
    Statistics.Trend trend =
        Statistics.trend(
            ranks,
            measured.stream()
                .mapToDouble(n -> claim.sense().of(n.number(claim.effect())))
                .toArray(),
            random);
    return new JudgedClaim(
        claim,
        answer(
            trend.p() < criteria.alpha() && claim.sense().holds(difference),
            claim.sense().opposite().holds(difference)),
        measured.size(),
        Optional.empty(),
        difference.value(),
        0,
        difference,
        new JudgedClaim.Test(
            text(
                "permutations; Kendall's tau %+.2f over %s",
                claim.sense().of(trend.tau()), String.join(", ", conditions)),
            trend.p(),
            Optional.empty()));
  }

  private int rank(NetworkSummary network) {
    return conditions.indexOf(network.condition());
  }
}
