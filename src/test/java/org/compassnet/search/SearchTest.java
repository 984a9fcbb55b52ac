package org.compassnet.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.compassnet.config.UserError;
import org.compassnet.search.CandidateResult.State;
import org.compassnet.study.Effect;
import org.compassnet.training.RunFolder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Small searches: their candidates do not depend on concurrency, stops and resumptions. */
class SearchTest {

  private static final String SMALL =
      """
      set: {network.units: 8, task.steps: 40, training.batch_trials: 20}
      brief:
        training.updates: 30
        training.validation.every_updates: 10
        analysis.trials: 300
        analysis.shuffles: 20
        analysis.random_cuts: 20
        analysis.dynamics: false
      """;
  private static final String SPACES =
      """
      parameters:
        network.noise.sd: {space: log_uniform, from: 0.01, to: 1}
        training.learning_rate: {space: log_uniform, from: 0.0001, to: 0.1}
        network.activation: [retanh, relu]
      window: 3
      """;

  @TempDir Path folder;

  private SearchConfig search(String yaml) throws IOException {
    Path file = folder.resolve("search.yaml");
    Files.writeString(file, SMALL + yaml);
    return SearchConfig.read(file);
  }

  private SearchResult run(SearchConfig search, String name, boolean resume, BooleanSupplier stop)
      throws IOException {
    return Search.run(
        search, folder.resolve(name), resume, Workers.local(), SearchProgress.NONE, stop);
  }

  /** All but the time. */
  private static List<String> rows(SearchResult result) {
    return result.candidates().stream()
        .map(
            c ->
                c.index()
                    + " "
                    + c.parameters()
                    + " "
                    + c.state()
                    + " "
                    + c.reason()
                    + " "
                    + c.score()
                    + " "
                    + c.numbers()
                    + " "
                    + List.of(c.validation()).stream().map(java.util.Arrays::toString).toList())
        .toList();
  }

  @Test
  void concurrencyStopsAndResumptionsDoNotChangeTheCandidates() throws IOException {
    String yaml =
        SPACES
            + "early_stopping: {references: 2, margin: 1}\nlimits: {candidates: 7}\nconcurrency: ";
    SearchResult one = run(search(yaml + 1), "one", false, () -> false);
    assertThat(one.candidates()).hasSize(7);
    assertThat(one.complete()).isTrue();
    assertThat(one.count(State.STOPPED_EARLY)).isPositive();
    assertThat(one.count(State.DONE)).isGreaterThan(2);
    assertThat(rows(run(search(yaml + 3), "three", false, () -> false))).isEqualTo(rows(one));

    AtomicInteger asked = new AtomicInteger();
    SearchResult some = run(search(yaml + 2), "some", false, () -> asked.incrementAndGet() > 100);
    assertThat(some.complete()).isFalse();
    long before = some.candidates().stream().filter(c -> c.state().ended()).count();
    assertThat(before).isPositive();
    List<Integer> begun = new ArrayList<>();
    SearchProgress watch =
        new SearchProgress() {
          @Override
          public void began(SearchConfig search, SearchResult kept, int concurrency) {}

          @Override
          public void moved(CandidateResult candidate) {
            if (candidate.state() == State.RUNNING) {
              begun.add(candidate.index());
            }
          }

          @Override
          public void says(int candidate, String detail) {}
        };
    SearchResult resumed =
        Search.run(
            search(yaml + 2), folder.resolve("some"), true, Workers.local(), watch, () -> false);
    assertThat(rows(resumed)).isEqualTo(rows(one));
    assertThat(begun).hasSize((int) (7 - before));
  }

  @Test
  void theScoreOfSeveralNetworksIsTheirMeanAndTheyAreThoseOfTheirSeeds() throws IOException {
    String yaml =
        SPACES + "early_stopping: {rule: none}\nlimits: {candidates: 2}\nconcurrency: 2\n";
    SearchResult one = run(search(yaml.replace("window: 3\n", "")), "one", false, () -> false);
    SearchConfig two = search(yaml.replace("window: 3\n", "") + "replicates: 2\n");
    SearchResult both = run(two, "two", false, () -> false);
    assertThat(both.count(State.DONE)).isEqualTo(2);
    for (int i = 0; i < 2; i++) {
      CandidateResult candidate = both.candidates().get(i);
      double[] scores = candidate.replicateScores();
      assertThat(scores).hasSize(2);
      assertThat(scores[0]).isEqualTo(one.candidates().get(i).score()).isNotEqualTo(scores[1]);
      assertThat(candidate.score()).isEqualTo((scores[0] + scores[1]) / 2);
      assertThat(candidate.number(Effect.MEAN_ANGULAR_ERROR_DEG)).isEqualTo(candidate.score());
      List<Path> runs = two.runs(folder.resolve("two").resolve(SearchConfig.candidate(i)));
      assertThat(runs)
          .extracting(run -> new RunFolder(run).readConfig().seed())
          .containsExactly(1L, 2L);
    }

    AtomicInteger asked = new AtomicInteger();
    SearchResult some = run(two, "some", false, () -> asked.incrementAndGet() > 90);
    assertThat(some.complete()).isFalse();
    assertThat(rows(run(two, "some", true, () -> false))).isEqualTo(rows(both));
  }

  @Test
  void severalNetworksOfACandidateWhoseSeedIsSearchedAreRefused() {
    assertThatThrownBy(
            () -> search("parameters: {seed: {space: integer, from: 1, to: 9}}\nreplicates: 2\n"))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("replicates: 2 of a candidate whose seed is searched; allowed: 1");
  }

  @Test
  void geneticSearchGivesTheSameCandidatesForAnyConcurrency() throws IOException {
    String yaml =
        SPACES
            + "generator: {kind: genetic, population: 4}\nearly_stopping: {rule: none}\n"
            + "limits: {candidates: 9}\nconcurrency: ";
    SearchResult one = run(search(yaml + 1), "one", false, () -> false);
    assertThat(one.candidates()).hasSize(9);
    assertThat(rows(run(search(yaml + 3), "three", false, () -> false))).isEqualTo(rows(one));
    // Bred, not drawn: a child has values of its parents, which random draws never share.
    long shared =
        one.candidates().stream()
            .map(c -> c.parameters().get("network.noise.sd"))
            .distinct()
            .count();
    assertThat(shared).isLessThan(9);
  }

  @Test
  void gridVisitsEveryCornerOnceAndEveryCandidateIsARun() throws IOException {
    SearchConfig search =
        search(
            """
            parameters:
              network.noise.sd: {space: continuous, from: 0.1, to: 0.3}
              network.activation: [retanh, relu]
            generator: {kind: grid, points: 3}
            score: angular_error
            """);
    SearchResult result = run(search, "grid", false, () -> false);
    assertThat(result.candidates().stream().map(c -> c.parameters().toString()))
        .containsExactlyInAnyOrder(
            "{network.noise.sd=0.1, network.activation=retanh}",
            "{network.noise.sd=0.2, network.activation=retanh}",
            "{network.noise.sd=0.3, network.activation=retanh}",
            "{network.noise.sd=0.1, network.activation=relu}",
            "{network.noise.sd=0.2, network.activation=relu}",
            "{network.noise.sd=0.3, network.activation=relu}");
    CandidateResult best = result.best().orElseThrow();
    assertThat(result.candidates())
        .allSatisfy(
            c ->
                assertThat(best.score())
                    .isLessThanOrEqualTo(c.state() == State.DONE ? c.score() : 1e9));
    RunFolder run =
        RunFolder.open(folder.resolve("grid").resolve(SearchConfig.candidate(best.index())));
    assertThat(run.readConfig().network().noise().sd())
        .isEqualTo(best.parameters().get("network.noise.sd"));
    assertThat(run.model()).exists();
    assertThat(run.analysis().resolve("units.csv")).exists();
    assertThat(folder.resolve("grid/best.yaml")).content().contains("updates: 5000");
    assertThat(Files.readAllLines(folder.resolve("grid/results.csv"))).hasSize(7);
  }

  @Test
  void candidateThatGoesBadIsARowWithItsReasonAndStopsNoOther() throws IOException {
    SearchConfig search =
        search(
            """
            parameters:
              training.learning_rate: [0.001, 1.0e30]
              task.cue_steps: [5, 39]
            generator: {kind: grid}
            """);
    SearchResult result = run(search, "bad", false, () -> false);
    assertThat(result.count(State.DONE)).isEqualTo(2);
    assertThat(result.candidates().stream().filter(c -> c.state() == State.FAILED))
        .hasSize(2)
        .allSatisfy(c -> assertThat(c.reason()).startsWith("training diverged at update"));
    assertThat(Files.readString(folder.resolve("bad/results.csv"))).contains("training diverged");
  }

  @Test
  void anotherSearchsFolderIsRefusedAndLimitsMayGrow() throws IOException {
    String yaml =
        SPACES.replace("window: 3\n", "") + "early_stopping: {rule: none}\nlimits: {candidates: ";
    run(search(yaml + "1}\n"), "own", false, () -> false);
    assertThatThrownBy(() -> run(search(yaml + "1}\n"), "own", false, () -> false))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("not empty");
    assertThatThrownBy(() -> run(search(yaml + "1}\nseed: 9\n"), "own", true, () -> false))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("another search");
    assertThatThrownBy(() -> run(search(yaml + "1}\n"), "none", true, () -> false))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("no search in it");
    assertThat(run(search(yaml + "2}\n"), "own", true, () -> false).candidates()).hasSize(2);
  }

  @Test
  void timeLimitEndsTheSearchWithItsStatesSaved() throws IOException {
    SearchConfig search = search(SPACES + "limits: {candidates: 500, minutes: 0.05}\n");
    SearchResult result = run(search, "short", false, () -> false);
    assertThat(result.complete()).isFalse();
    assertThat(result.candidates()).hasSizeBetween(1, 499);
    assertThat(folder.resolve("short/results.csv")).exists();
  }
}
