package org.compassnet.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.compassnet.config.Config;
import org.compassnet.config.UserError;
import org.compassnet.study.StudyProgress.Stage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Small networks of two conditions, made side by side, stopped, gone on with, and gone bad. */
class StudyTest {

  @TempDir Path folder;

  private final List<String> log = new ArrayList<>();

  private static Condition condition(String name, Map<String, ?> changes) {
    Config config =
        Config.of(
            Map.of(
                "task.steps",
                40,
                "network.units",
                8,
                "training.updates",
                30,
                "training.batch_trials",
                20,
                "training.validation.every_updates",
                10,
                "analysis.trials",
                500,
                "analysis.shuffles",
                20,
                "analysis.random_cuts",
                20,
                "analysis.dynamics",
                false));
    return new Condition(name, config.with(changes));
  }

  private static List<Condition> conditions() {
    return List.of(
        condition("slow", Map.of("task.velocity.sigma_rad_per_step", 0.003)),
        condition("fast", Map.of()));
  }

  private List<NetworkSummary> run(
      String name, List<Condition> conditions, int workers, BooleanSupplier stop)
      throws IOException {
    StudyProgress progress =
        (network, stage, detail) -> {
          if (stage != Stage.TRAINING) {
            log.add(network + " " + stage);
          }
        };
    return new Study(
            conditions, List.of(1L, 2L), folder.resolve(name), progress, stop, (run, a) -> {})
        .run(workers);
  }

  private String table(String name, List<NetworkSummary> outcomes) throws IOException {
    new StudyFolder(folder.resolve(name)).writeNetworks(conditions(), outcomes, "networks.csv");
    return Files.readString(folder.resolve(name).resolve("networks.csv"));
  }

  @Test
  void workersStopsAndResumptionsDoNotChangeTheOutcomes() throws IOException {
    String one = table("one", run("one", conditions(), 1, () -> false));
    assertThat(one.lines()).hasSize(5);
    assertThat(one).startsWith("condition,seed,state,reason,velocity_kind,sigma_rad_per_step");
    assertThat(table("two", run("two", conditions(), 2, () -> false))).isEqualTo(one);

    AtomicInteger asked = new AtomicInteger();
    List<NetworkSummary> some = run("stopped", conditions(), 2, () -> asked.incrementAndGet() > 45);
    assertThat(some).hasSizeLessThan(4);
    log.clear();
    assertThat(table("stopped", run("stopped", conditions(), 2, () -> false))).isEqualTo(one);
    // Those with an outcome were not made again.
    for (NetworkSummary done : some) {
      assertThat(log).doesNotContain(Study.network(done.condition(), done.seed()) + " ANALYZING");
    }
  }

  @Test
  void networkThatGoesBadIsARowWithItsReasonAndStopsNoOther() throws IOException {
    List<Condition> conditions =
        List.of(condition("bad", Map.of("training.learning_rate", 1e30)), conditions().get(1));
    List<NetworkSummary> outcomes = run("bad", conditions, 2, () -> false);
    assertThat(outcomes).hasSize(4);
    for (NetworkSummary outcome : outcomes) {
      boolean bad = outcome.condition().equals("bad");
      assertThat(outcome.state() == NetworkSummary.State.FAILED).isEqualTo(bad);
      assertThat(outcome.reason().isEmpty()).isEqualTo(!bad);
    }
    assertThat(log).contains("bad-seed1 FAILED", "fast-seed1 DONE");
  }

  @Test
  void laterConditionIsTriedOnEarlierNetworks() throws IOException {
    run("more", conditions().subList(1, 2), 1, () -> false);
    List<NetworkSummary> all = run("more", conditions(), 1, () -> false);
    assertThat(all)
        .allSatisfy(
            o -> {
              assertThat(o.errorDegOn("slow")).isBetween(0.0, 180.0);
              assertThat(o.errorDegOn("fast")).isBetween(0.0, 180.0);
            });
  }

  @Test
  void anotherStudysFolderIsRefused() throws IOException {
    run("own", conditions().subList(1, 2), 1, () -> false);
    Condition other = condition("fast", Map.of("network.noise.sd", 0.5));
    assertThatThrownBy(() -> run("own", List.of(other), 1, () -> false))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("another configuration than that of the study");
  }

  private String refused(String name) {
    return org.assertj.core.api.Assertions.catchThrowableOfType(
            UserError.class, () -> run(name, conditions().subList(1, 2), 1, () -> false))
        .getMessage();
  }

  @Test
  void networksThatTheStudyWouldNotHaveMadeAreRefused() throws IOException {
    run("put", conditions().subList(1, 2), 1, () -> false);
    Path one = folder.resolve("put/fast-seed1");
    Path outcome = one.resolve("outcome.json");
    String own = Files.readString(outcome);
    Files.writeString(outcome, Files.readString(folder.resolve("put/fast-seed2/outcome.json")));
    assertThat(refused("put")).contains("outcome.json: of fast-seed2, and not of fast-seed1");
    Files.writeString(outcome, own);

    Path provenance = one.resolve("provenance.json");
    String from = Files.readString(provenance);
    Files.writeString(provenance, from.replaceFirst("\"seed\" *: *1", "\"seed\": 101"));
    assertThat(refused("put")).contains("a run of seed 101; one of seed 1 from its own start");
    Files.writeString(
        provenance, from.replaceFirst("\\}\\s*$", ", \"from\": {\"run\": \"explored\"}}"));
    assertThat(refused("put")).contains("begun from the weights of explored");
    Files.writeString(provenance, from);

    Files.delete(one.resolve("config.yaml"));
    assertThat(refused("put")).contains("a network without config.yaml");
  }

  /** What it was not asked for it would seem not to show. */
  @Test
  void anOutcomeThatWasNotAskedForEveryFindingIsMadeAgain() throws IOException {
    List<Condition> fast = conditions().subList(1, 2);
    String table = table("old", run("old", fast, 1, () -> false));
    Path outcome = folder.resolve("old/fast-seed1/outcome.json");
    String json = Files.readString(outcome);
    Files.writeString(
        outcome, json.replaceFirst(",?\\s*\"compass_units_spared\"\\s*:\\s*\"[a-z_]*\"", ""));
    assertThat(Files.readString(outcome)).isNotEqualTo(json);
    log.clear();
    assertThat(table("old", run("old", fast, 1, () -> false))).isEqualTo(table);
    assertThat(log).contains("fast-seed1 ANALYZING").doesNotContain("fast-seed2 ANALYZING");
  }
}
