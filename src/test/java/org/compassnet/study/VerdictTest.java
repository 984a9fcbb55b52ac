package org.compassnet.study;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.compassnet.config.Config;
import org.compassnet.config.CriteriaConfig;
import org.compassnet.config.RandomStreams;
import org.compassnet.study.Verdict.Answer;
import org.junit.jupiter.api.Test;

/** Networks made up so that the answer to every question is known. */
class VerdictTest {

  private static final CriteriaConfig CRITERIA = Config.defaults().criteria();
  private static final List<String> FINDINGS =
      List.of(
          "classes",
          "tiling",
          "local_excitation",
          "displacement",
          "lagging_inhibition",
          "velocity_inputs",
          "gain",
          "attractor",
          "line_of_slow_points",
          "lesion_compass_cut",
          "lesion_cw_cut",
          "lesion_ccw_cut",
          "lesion_both_cut");

  /** A network that shows everything, or nothing. */
  private static Outcome network(String condition, long seed, boolean shows) {
    int rank = Reproduction.TREND.indexOf(condition);
    double jitter = 0.01 * seed;
    Map<String, Double> numbers = new HashMap<>();
    double sign = shows ? 1 : -1;
    numbers.put(Effects.TUNED_SHARE, shows ? 0.9 + jitter : 0.1 + jitter);
    numbers.put(Effects.TUNED_SHARE + Effects.BEFORE, 0.1 + (shows ? 0 : 2 * jitter));
    for (String name : List.of(Effects.LOCAL, Effects.PUSH, Effects.VELOCITY, Effects.RING)) {
      numbers.put(name, sign * (0.5 + jitter));
      numbers.put(name + Effects.BEFORE, 0.0);
    }
    numbers.put(Effects.LAG, -sign * (0.5 + jitter));
    numbers.put(Effects.GAIN, sign * (1 + jitter));
    numbers.put(Effects.PERSISTENCE, 1 + jitter);
    numbers.put(Effects.MARGINAL, 0.8 + jitter);
    numbers.put(Effects.LESION_OUTPUT, 1 - sign * (0.9 + jitter));
    numbers.put(Effects.LESION_DRIFT, sign * (90 + seed));
    numbers.put(Effects.LESION_GAIN, 1 - sign * (0.9 + jitter));
    numbers.put(Effects.COMPASS_SHARE, 0.5 - sign * 0.2 * rank + jitter);
    numbers.put(Effects.SHIFTER_SHARE, 0.5 + sign * 0.2 * rank + jitter);
    numbers.put(Effects.AV_STRENGTH, 0.5 + sign * 0.1 * rank + jitter);
    numbers.put(Effects.SATURATION, 300 + sign * 100 * rank + seed);
    Map<String, String> findings = new HashMap<>();
    FINDINGS.forEach(id -> findings.put(id, shows ? "shown" : "not_shown"));
    return new Outcome(condition, seed, Outcome.State.LEARNED, "", numbers, Map.of(), findings);
  }

  private static List<Outcome> networks(int seeds, ToDoubleFunction<Long> share) {
    List<Outcome> outcomes = new ArrayList<>();
    for (String condition : Reproduction.TREND) {
      for (long seed = 1; seed <= seeds; seed++) {
        outcomes.add(network(condition, seed, share.applyAsDouble(seed) > 0.5));
      }
    }
    return outcomes;
  }

  private static List<Answer> answers(List<Outcome> outcomes) {
    return Verdict.all(
            Reproduction.TREND, Reproduction.MAIN, outcomes, CRITERIA, new RandomStreams(1))
        .stream()
        .map(Verdict::answer)
        .toList();
  }

  @Test
  void networksThatShowEverythingSupportEverything() {
    assertThat(answers(networks(5, seed -> 1))).containsOnly(Answer.SUPPORTED).hasSize(5);
  }

  @Test
  void networksThatShowTheOppositeSupportNothing() {
    assertThat(answers(networks(5, seed -> 0))).containsOnly(Answer.NOT_SUPPORTED);
  }

  /** With two networks no exact test can reach its level. */
  @Test
  void twoNetworksDecideNothingThatNeedsATest() {
    assertThat(answers(networks(2, seed -> 1)).get(0)).isEqualTo(Answer.UNDECIDED);
    assertThat(answers(networks(2, seed -> 1)).get(4)).isEqualTo(Answer.UNDECIDED);
  }

  @Test
  void networksThatDisagreeLeaveItUndecided() {
    assertThat(answers(networks(5, seed -> seed <= 3 ? 1 : 0)).get(4)).isEqualTo(Answer.UNDECIDED);
  }

  @Test
  void withoutANetworkThatLearnedNothingIsDecided() {
    List<Outcome> failed =
        networks(5, seed -> 1).stream()
            .map(o -> Outcome.failed(o.condition(), o.seed(), "diverged"))
            .toList();
    assertThat(answers(failed)).containsOnly(Answer.UNDECIDED);
  }

  /** Those that did not learn are not counted for or against. */
  @Test
  void networksThatDidNotLearnDoNotSpeak() {
    List<Outcome> outcomes = new ArrayList<>(networks(5, seed -> 1));
    Outcome bad = network("main", 9, false);
    outcomes.add(
        new Outcome(
            "main", 9, Outcome.State.NOT_LEARNED, "", bad.numbers(), bad.curves(), bad.findings()));
    assertThat(answers(outcomes)).containsOnly(Answer.SUPPORTED);
  }
}
