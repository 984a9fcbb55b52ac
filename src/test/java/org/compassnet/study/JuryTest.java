package org.compassnet.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import org.compassnet.config.Config;
import org.compassnet.config.CriteriaConfig;
import org.junit.jupiter.api.Test;

/** Networks that all show every phenomenon, with numbers that do not bear the claims out. */
class JuryTest {

  private static final CriteriaConfig CRITERIA = Config.defaults().criteria();

  /** What a criterion asks for, as the texts of the report say. */
  private static final Map<Effect, Double> LEVELS =
      Map.of(
          Effect.TILING_P, 0.05,
          Effect.GAIN_SLOPE, 0.9,
          Effect.PERSISTENCE, 0.8,
          Effect.SHARE_OF_POINTS_ALONG_RING, 0.5);

  private static boolean isTrend(Claim claim) {
    return claim.comparison() instanceof Comparison.Trend;
  }

  /** The claims about one condition that need no fly. */
  private static List<Claim> claims() {
    return Stream.of(Question.values())
        .flatMap(question -> question.claims().stream())
        .filter(claim -> !isTrend(claim) && !claim.effect().isBesideFly())
        .toList();
  }

  private static double reference(Claim claim, Map<String, Double> numbers) {
    Effect effect = claim.effect();
    if (LEVELS.containsKey(effect)) {
      return LEVELS.get(effect);
    }
    if (numbers.containsKey(effect.keywordOfRandomCuts())) {
      return numbers.get(effect.keywordOfRandomCuts());
    }
    return claim.comparison() instanceof Comparison.Untrained
        ? numbers.get(effect.keywordBefore())
        : 0;
  }

  /** Networks that show everything, but for numbers that are changed by network. */
  private static List<NetworkSummary> networks(
      int seeds, BiConsumer<NetworkSummary, Map<String, Double>> change) {
    return VerdictTest.networks(seeds, seed -> 1).stream()
        .map(
            n -> {
              Map<String, Double> numbers = new HashMap<>(n.numbers());
              change.accept(n, numbers);
              return new NetworkSummary(
                  n.condition(), n.seed(), n.state(), "", numbers, Map.of(), n.findings());
            })
        .toList();
  }

  /** The claims about one condition, by its networks and a few of the others. */
  private static List<JudgedClaim> judged(List<NetworkSummary> networks) {
    List<NetworkSummary> few =
        networks.stream()
            .filter(n -> n.condition().equals(Reproduction.MAIN) || n.seed() <= 3)
            .toList();
    return VerdictTest.claims(few).stream().filter(claim -> !isTrend(claim.claim())).toList();
  }

  private static JudgedClaim of(List<NetworkSummary> networks, Effect effect) {
    return VerdictTest.claims(networks).stream()
        .filter(claim -> claim.claim().effect() == effect)
        .findFirst()
        .orElseThrow();
  }

  /** On either side of it, that is; and the level is not an empty one. */
  @Test
  void whatIsNoMoreThanItIsComparedWithIsUndecided() {
    List<NetworkSummary> networks =
        networks(
            20,
            (network, numbers) ->
                claims()
                    .forEach(
                        claim ->
                            numbers.put(
                                claim.effect().keyword(),
                                reference(claim, numbers)
                                    + (network.seed() % 2 == 0 ? 0.01 : -0.01))));
    assertThat(judged(networks))
        .hasSize(18)
        .allSatisfy(
            claim ->
                assertThat(claim.answer())
                    .as(claim.claim().effect().keyword())
                    .isEqualTo(Answer.UNDECIDED));
  }

  /** All signs agree, so that the test is sure; the mean of what is mostly one network is not. */
  @Test
  void oneFarNetworkDecidesNothing() {
    List<NetworkSummary> networks =
        networks(
            20,
            (network, numbers) ->
                claims()
                    .forEach(
                        claim ->
                            numbers.put(
                                claim.effect().keyword(),
                                reference(claim, numbers)
                                    + claim.sense().of(network.seed() == 1 ? 100 : 0.001))));
    assertThat(judged(networks))
        .allSatisfy(
            claim -> {
              assertThat(claim.test().correctedP()).isLessThan(CRITERIA.alpha());
              assertThat(claim.answer())
                  .as(claim.claim().effect().keyword())
                  .isEqualTo(Answer.UNDECIDED);
            });
  }

  /** What networks of other conditions do is no evidence but for trends. */
  @Test
  void oneConditionIsJudged() {
    List<NetworkSummary> networks =
        networks(
            20,
            (network, numbers) -> {
              if (!network.condition().equals(Reproduction.MAIN)) {
                claims()
                    .forEach(
                        claim ->
                            numbers.put(
                                claim.effect().keyword(),
                                reference(claim, numbers) - claim.sense().of(1)));
              }
            });
    assertThat(judged(networks))
        .allSatisfy(
            claim -> {
              assertThat(claim.answer()).isEqualTo(Answer.SUPPORTED);
              assertThat(claim.networks()).isEqualTo(20);
            });
  }

  /** All but what is decoded, or measured of all units alike. */
  @Test
  void whatIsReadFromUnitsOutsideOfTheRangeIsNoEvidence() {
    List<NetworkSummary> outside =
        networks(
            20,
            (network, numbers) -> {
              numbers.put(Effect.NORMALIZED_ERROR_WHEN_READ.keyword(), 0.051);
              numbers.put(Effect.FLY_LIKENESS.keyword(), 0.5 + 0.01 * network.seed());
            });
    List<Effect> counted =
        List.of(
            Effect.RING_SIZE,
            Effect.GAIN_SLOPE,
            Effect.PERSISTENCE,
            Effect.SHARE_OF_POINTS_ALONG_RING);
    assertThat(judged(outside))
        .hasSize(19)
        .allSatisfy(
            claim -> {
              boolean counts = counted.contains(claim.claim().effect());
              assertThat(claim.leftOut())
                  .as(claim.claim().effect().keyword())
                  .isEqualTo(counts ? 0 : 20);
              assertThat(claim.answer()).isEqualTo(counts ? Answer.SUPPORTED : Answer.UNDECIDED);
            });
  }

  /** With two networks an interval would reach far beyond the shares that there are. */
  @Test
  void intervalsEndWhereDifferencesDo() {
    List<NetworkSummary> two =
        networks(
            2,
            (network, numbers) -> {
              double value = network.seed() == 1 ? 0.2 : 0.9;
              numbers.put(Effect.TUNED_SHARE.keyword(), value);
              numbers.put(Effect.TUNED_SHARE.keywordBefore(), network.seed() == 1 ? 0.1 : 0.3);
              numbers.put(Effect.COMPASS_SHARE.keyword(), value);
            });
    Statistics.Interval share = of(two, Effect.TUNED_SHARE).difference();
    assertThat(share.low()).isCloseTo(0 - 0.3, within(1e-12));
    assertThat(share.high()).isCloseTo(1 - 0.1, within(1e-12));
    Statistics.Interval trend = of(two, Effect.COMPASS_SHARE).difference();
    assertThat(trend.low()).isEqualTo(-1);
    assertThat(trend.high()).isEqualTo(1);
  }

  /** A trend over each one's own range is corrected for all claims, as if it were the least. */
  @Test
  void trendsOverTheOwnRangeAreCorrectedToo() {
    List<NetworkSummary> both =
        networks(
            5,
            (network, numbers) ->
                numbers.put(
                    Effect.COMPASS_SHARE_OWN_RANGE.keyword(),
                    numbers.get(Effect.COMPASS_SHARE.keyword())));
    JudgedClaim own = of(both, Effect.COMPASS_SHARE).ownRange().orElseThrow();
    assertThat(own.answer()).isEqualTo(Answer.SUPPORTED);
    assertThat(own.test().correctedP()).isCloseTo(22 * own.test().p(), within(1e-12));
    assertThat(own.difference().value()).isNegative();
  }
}
