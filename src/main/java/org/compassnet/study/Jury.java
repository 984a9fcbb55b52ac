package org.compassnet.study;

import static org.compassnet.files.Text.text;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.stream.Stream;
import org.apache.commons.rng.UniformRandomProvider;
import org.compassnet.analysis.Holm;
import org.compassnet.analysis.Phenomenon;
import org.compassnet.config.CriteriaConfig;
import org.compassnet.config.RandomStreams;

/**
 * Judges claims by networks. Those that did not learn are left out, and for what is read from units
 * those that do not integrate the velocities that they are read with.
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

  /**
   * A claim and its numbers, before all p are corrected for the number of claims.
   *
   * @param speaking networks with the numbers that it needs
   * @param leftOut networks that have them and do not count
   */
  private record Tested(
      Claim claim,
      int speaking,
      int leftOut,
      Optional<JudgedClaim.Shown> shown,
      double value,
      double reference,
      Statistics.Interval difference,
      double p,
      String test) {}

  /** Answers all questions. */
  List<Verdict> verdicts() {
    List<Tested> tested =
        Stream.of(Question.values())
            .flatMap(question -> claims(question).stream())
            .map(this::test)
            .toList();
    double[] corrected = Holm.adjusted(tested.stream().mapToDouble(Tested::p).toArray());
    List<Verdict> verdicts = new ArrayList<>();
    int next = 0;
    for (Question question : Question.values()) {
      List<JudgedClaim> claims = new ArrayList<>();
      for (int k = 0; k < claims(question).size(); k++, next++) {
        claims.add(judged(tested.get(next), corrected[next], tested.size()));
      }
      verdicts.add(Verdict.of(question, claims));
    }
    return verdicts;
  }

  /** Those that the study has the numbers for: without a fly's wiring, none about it. */
  private List<Claim> claims(Question question) {
    return question.claims().stream()
        .filter(
            claim ->
                !claim.effect().isBesideFly()
                    || networks.stream().anyMatch(n -> n.has(claim.effect())))
        .toList();
  }

  private Tested test(Claim claim) {
    UniformRandomProvider random = streams.stream("study." + claim.effect().keyword());
    return claim.comparison() instanceof Comparison.Trend
        ? trend(claim, random)
        : difference(claim, random);
  }

  private JudgedClaim judged(Tested tested, double correctedP, int claims) {
    Claim claim = tested.claim;
    double wanted = criteria.supportedShare();
    boolean often = tested.shown.map(s -> s.share().low() > wanted).orElse(true);
    boolean seldom = tested.shown.map(s -> s.share().high() < wanted).orElse(false);
    boolean supported =
        correctedP < criteria.alpha() && claim.sense().holds(tested.difference) && often;
    boolean not = seldom || claim.sense().opposite().holds(tested.difference);
    return new JudgedClaim(
        claim,
        supported ? Answer.SUPPORTED : not ? Answer.NOT_SUPPORTED : Answer.UNDECIDED,
        tested.speaking,
        tested.shown,
        tested.value,
        tested.reference,
        tested.difference,
        new JudgedClaim.Test(
            tested.test, tested.p, correctedP, text("Holm over %d claims", claims)),
        claim.comparison().nullHypothesis(criteria),
        needed(claim, claims),
        tested.leftOut,
        claim
            .overOwnRange()
            .map(beside -> test(beside))
            .map(beside -> judged(beside, Math.min(1, claims * beside.p), claims)));
  }

  /** Networks that must all speak for a claim before it can be supported. */
  private int needed(Claim claim, int claims) {
    int n = 2;
    while (n < 1000
        && !(claim.comparison() instanceof Comparison.Trend
            || Math.pow(2, -n) < criteria.alpha() / claims)) {
      n++;
    }
    while (n < 1000
        && claim.phenomenon().isPresent()
        && !(Statistics.share(n, n, criteria.confidence()).low() > criteria.supportedShare())) {
      n++;
    }
    return n;
  }

  /** Whether a network counts as evidence for an effect. */
  private boolean counts(NetworkSummary network, Effect effect) {
    return !effect.readFromUnits()
        || network.number(Effect.NORMALIZED_ERROR_WHEN_READ) < criteria.learnedError();
  }

  /** The effect of the main condition's networks less what it is compared with. */
  private Tested difference(Claim claim, UniformRandomProvider random) {
    List<NetworkSummary> mine = networks.stream().filter(n -> n.condition().equals(main)).toList();
    List<NetworkSummary> measured =
        mine.stream()
            .filter(n -> Double.isFinite(n.number(claim.effect())))
            .filter(n -> Double.isFinite(reference(claim, n)))
            .toList();
    List<NetworkSummary> counted =
        measured.stream().filter(n -> counts(n, claim.effect())).toList();
    double[] values = counted.stream().mapToDouble(n -> n.number(claim.effect())).toArray();
    double[] references = counted.stream().mapToDouble(n -> reference(claim, n)).toArray();
    double[] differences = new double[values.length];
    Arrays.setAll(differences, i -> values[i] - references[i]);
    double p =
        Statistics.signFlip(Arrays.stream(differences).map(claim.sense()::of).toArray(), random);
    Optional<JudgedClaim.Shown> shown = claim.phenomenon().map(what -> shown(what, mine));
    return new Tested(
        claim,
        shown.isPresent() ? mine.size() : counted.size(),
        measured.size() - counted.size(),
        shown,
        mean(values),
        mean(references),
        Statistics.mean(differences, criteria.confidence())
            .within(
                claim.effect().least() - max(references), claim.effect().most() - min(references)),
        p,
        claim.comparison().test());
  }

  private static double max(double[] values) {
    return Arrays.stream(values).max().orElse(Double.NaN);
  }

  private static double min(double[] values) {
    return Arrays.stream(values).min().orElse(Double.NaN);
  }

  private JudgedClaim.Shown shown(Phenomenon phenomenon, List<NetworkSummary> mine) {
    int showing = (int) mine.stream().filter(n -> n.shows(phenomenon)).count();
    return new JudgedClaim.Shown(
        showing, Statistics.share(showing, mine.size(), criteria.confidence()));
  }

  private double reference(Claim claim, NetworkSummary network) {
    return claim.comparison().reference(network, claim.effect(), criteria);
  }

  private static double mean(double[] values) {
    return Arrays.stream(values).average().orElse(Double.NaN);
  }

  /** How the effect changes from the slow to the fast condition. */
  private Tested trend(Claim claim, UniformRandomProvider random) {
    List<NetworkSummary> measured =
        networks.stream()
            .filter(n -> conditions.contains(n.condition()))
            .filter(n -> Double.isFinite(n.number(claim.effect())))
            .sorted(Comparator.comparingInt(this::rank))
            .toList();
    List<NetworkSummary> counted =
        measured.stream().filter(n -> counts(n, claim.effect())).toList();
    double[] ranks = counted.stream().mapToDouble(this::rank).toArray();
    IntFunction<double[]> group =
        rank ->
            counted.stream()
                .filter(n -> rank(n) == rank)
                .mapToDouble(n -> n.number(claim.effect()))
                .toArray();
    double span = claim.effect().most() - claim.effect().least();
    Statistics.Interval difference =
        Statistics.difference(
                group.apply(0), group.apply(conditions.size() - 1), criteria.confidence())
            .within(-span, span);
    Statistics.Trend trend =
        Statistics.trend(
            ranks,
            counted.stream().mapToDouble(n -> claim.sense().of(n.number(claim.effect()))).toArray(),
            random);
    return new Tested(
        claim,
        counted.size(),
        measured.size() - counted.size(),
        Optional.empty(),
        difference.value(),
        0,
        difference,
        trend.p(),
        text(
            "%s; Kendall's tau %+.2f over %s",
            claim.comparison().test(),
            claim.sense().of(trend.tau()),
            String.join(", ", conditions)));
  }

  private int rank(NetworkSummary network) {
    return conditions.indexOf(network.condition());
  }
}
