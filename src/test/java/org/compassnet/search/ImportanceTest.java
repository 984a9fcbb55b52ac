package org.compassnet.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.commons.rng.UniformRandomProvider;
import org.compassnet.config.Config;
import org.compassnet.config.RandomStreams;
import org.compassnet.search.CandidateResult.State;
import org.compassnet.search.SearchConfig.Generator;
import org.compassnet.search.SearchConfig.GeneratorKind;
import org.compassnet.search.SearchConfig.Limits;
import org.junit.jupiter.api.Test;

class ImportanceTest {

  /** A score that falls with one number, is least in the middle of another, and knows no third. */
  static SearchResult madeUp(int candidates) {
    List<Space> spaces =
        List.of(
            new Space.Real("network.noise.sd", 0, 1, false),
            new Space.Real("task.velocity.momentum", 0, 0.9, false),
            new Space.Choice("network.activation", List.of("relu", "retanh")),
            new Space.Real("training.weight_decay", 0, 1, false));
    SearchConfig search =
        new SearchConfig(
            "made-up",
            1,
            Config.defaults(),
            Config.defaults(),
            spaces,
            new Generator(GeneratorKind.RANDOM, 3, 12, 0.1),
            new Score(Map.of(Measure.ANGULAR_ERROR, 1.0)),
            new Limits(candidates, Double.POSITIVE_INFINITY),
            new EarlyStopping(EarlyStopping.Rule.MEDIAN, 0.3, 5, 1.25),
            1,
            8,
            1);
    UniformRandomProvider random = new RandomStreams(5).stream("test");
    List<CandidateResult> results = new ArrayList<>();
    for (int i = 0; i < candidates; i++) {
      double noise = random.nextDouble();
      double momentum = 0.9 * random.nextDouble();
      LinkedHashMap<String, Object> parameters = new LinkedHashMap<>();
      parameters.put("network.noise.sd", noise);
      parameters.put("task.velocity.momentum", momentum);
      parameters.put("network.activation", random.nextBoolean() ? "relu" : "retanh");
      parameters.put("training.weight_decay", random.nextDouble());
      double score = 10 - 8 * noise + 40 * Math.pow(momentum - 0.45, 2);
      State state = i % 9 == 8 ? State.FAILED : score > 13 ? State.STOPPED_EARLY : State.DONE;
      results.add(
          new CandidateResult(
              i,
              parameters,
              state,
              state == State.DONE ? "" : "made up to end so",
              state == State.DONE ? score : Double.NaN,
              new double[0],
              new LinkedHashMap<>(Map.of("mean_angular_error_deg", score)),
              new double[][] {{10, score}},
              20 + i));
    }
    return new SearchResult(search, results);
  }

  @Test
  void parametersThatMatterStandOutAlsoWithTheBestInTheMiddle() {
    Map<String, Importance> found = new LinkedHashMap<>();
    Importance.of(madeUp(60)).forEach(i -> found.put(i.key(), i));
    assertThat(found.keySet().stream().limit(2))
        .containsExactlyInAnyOrder("network.noise.sd", "task.velocity.momentum");
    assertThat(found.get("network.noise.sd").p()).isLessThan(0.01);
    assertThat(found.get("network.noise.sd").correlation()).isGreaterThan(0.4);
    assertThat(found.get("task.velocity.momentum").p()).isLessThan(0.01);
    assertThat(Math.abs(found.get("task.velocity.momentum").correlation())).isLessThan(0.3);
    assertThat(found.get("training.weight_decay").p()).isGreaterThan(0.2);
    assertThat(found.get("network.activation").correlation()).isNaN();
  }

  @Test
  void tooFewCandidatesTellNothing() {
    assertThat(Importance.of(madeUp(5))).allSatisfy(i -> assertThat(i.effect()).isNaN());
  }

  @Test
  void equalValuesShareTheirRank() {
    assertThat(Importance.ranks(new double[] {3, 1, 3, Double.NEGATIVE_INFINITY}))
        .containsExactly(new double[] {3.5, 2, 3.5, 1}, within(0.0));
  }
}
