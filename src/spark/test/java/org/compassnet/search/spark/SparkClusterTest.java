package org.compassnet.search.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.spark.ExecutorLostFailure;
import org.apache.spark.SparkContext;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerTaskEnd;
import org.compassnet.config.Config;
import org.compassnet.config.UserError;
import org.compassnet.search.CandidateResult;
import org.compassnet.search.CandidateResult.State;
import org.compassnet.search.Cluster;
import org.compassnet.search.Search;
import org.compassnet.search.SearchConfig;
import org.compassnet.search.SearchProgress;
import org.compassnet.search.SearchResult;
import org.compassnet.search.Workers;
import org.compassnet.study.Condition;
import org.compassnet.study.NetworkSummary;
import org.compassnet.study.Study;
import org.compassnet.study.StudyProgress;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Searches and studies on Spark give the bits that this machine's threads give. */
@Tag("spark")
class SparkClusterTest {

  private static final String SEARCH =
      """
      set: {network.units: 16, task.steps: 100, network.velocity_input_gain: 10}
      brief:
        training.updates: 120
        training.batch_trials: 40
        training.validation.every_updates: 25
        training.learning_rate: 0.01
        analysis.trials: 300
        analysis.shuffles: 20
        analysis.random_cuts: 5
        analysis.dynamics: false
      parameters:
        network.noise.sd: {space: log_uniform, from: 0.01, to: 1}
        network.activation: [retanh, relu]
        training.optimiser: [adamw, adam]
      early_stopping: {references: 3, margin: 1}
      window: 3
      limits: {candidates: 6}
      """;

  @TempDir Path folder;

  @BeforeAll
  static void loopbackOnly() {
    System.setProperty("spark.driver.host", "127.0.0.1");
    System.setProperty("spark.driver.bindAddress", "127.0.0.1");
    System.setProperty("spark.executor.memory", "1g");
  }

  private SearchConfig search() throws IOException {
    Path file = folder.resolve("search.yaml");
    Files.writeString(file, SEARCH);
    return SearchConfig.read(file);
  }

  private SearchResult run(String name, Workers workers, SearchProgress progress)
      throws IOException {
    return Search.run(search(), folder.resolve(name), false, workers, progress, () -> false);
  }

  /** All but the time. */
  private static List<String> rows(SearchResult result) {
    return result.candidates().stream()
        .map(
            c ->
                String.join(
                    " ",
                    String.valueOf(c.index()),
                    c.parameters().toString(),
                    c.state().toString(),
                    c.reason(),
                    String.valueOf(c.score()),
                    c.numbers().toString()))
        .toList();
  }

  private static Path home() {
    String home = System.getProperty("spark.home", "");
    assumeTrue(Files.isDirectory(Path.of(home, "jars")), "no Spark in spark.home: " + home);
    return Path.of(home);
  }

  /** Kills a worker when the second candidate has ended, while others run. */
  private static final class Killer implements SearchProgress {
    private final LoopbackCluster cluster;
    private final AtomicInteger ended = new AtomicInteger();

    Killer(LoopbackCluster cluster) {
      this.cluster = cluster;
    }

    @Override
    public void began(SearchConfig search, SearchResult kept, int concurrency) {
      assertThat(concurrency).isEqualTo(2);
    }

    @Override
    public void moved(CandidateResult candidate) {
      // A second after the next has begun, so that it is on its way.
      if (candidate.state().ended() && ended.incrementAndGet() == 2) {
        Thread killer =
            new Thread(
                () -> {
                  try {
                    Thread.sleep(1500);
                  } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                  }
                  cluster.kill(0);
                });
        killer.setDaemon(true);
        killer.start();
      }
    }

    @Override
    public void says(int candidate, String detail) {}
  }

  @Test
  void nothingIsLostWithAWorkerOfAStandaloneCluster() throws Exception {
    Path home = home();
    SearchResult local = run("local", Workers.local(), SearchProgress.NONE);
    AtomicInteger lost = new AtomicInteger();
    try (LoopbackCluster processes = new LoopbackCluster(home, folder, 2);
        Cluster cluster = SparkCluster.connect(processes.url())) {
      assertThat(cluster.slots()).isEqualTo(2);
      SparkContext.getOrCreate()
          .addSparkListener(
              new SparkListener() {
                @Override
                public void onTaskEnd(SparkListenerTaskEnd end) {
                  if (end.reason() instanceof ExecutorLostFailure) {
                    lost.incrementAndGet();
                  }
                }
              });
      SearchResult result = run("cluster", cluster, new Killer(processes));
      assertThat(result.complete()).isTrue();
      assertThat(rows(result)).isEqualTo(rows(local));
      assertThat(lost).hasPositiveValue();
      for (CandidateResult candidate : result.candidates()) {
        Path here = folder.resolve("local").resolve(SearchConfig.candidate(candidate.index()));
        Path there = folder.resolve("cluster").resolve(SearchConfig.candidate(candidate.index()));
        assertThat(there.resolve("validation.csv"))
            .hasSameTextualContentAs(here.resolve("validation.csv"));
        if (candidate.state() == State.DONE) {
          assertThat(there.resolve("model.zip")).exists();
          assertThat(there.resolve("analysis/units.csv"))
              .hasSameTextualContentAs(here.resolve("analysis/units.csv"));
        }
      }
    }
  }

  @Test
  void studyTrainsItsNetworksThereToo() throws Exception {
    Config config =
        Config.of(
            Map.of(
                "task.steps", 40,
                "network.units", 8,
                "training.updates", 30,
                "training.batch_trials", 20,
                "training.validation.every_updates", 10,
                "analysis.trials", 300,
                "analysis.shuffles", 20,
                "analysis.random_cuts", 20,
                "analysis.dynamics", false));
    List<Condition> conditions =
        List.of(
            new Condition("good", config),
            new Condition("bad", config.with(Map.of("training.learning_rate", 1e30))));
    List<NetworkSummary> here =
        new Study(
                conditions,
                List.of(1L),
                folder.resolve("here"),
                StudyProgress.NONE,
                () -> false,
                (run, a) -> {})
            .run(1);
    List<NetworkSummary> there;
    try (Cluster cluster = SparkCluster.connect("local[2]")) {
      there =
          new Study(
                  conditions,
                  List.of(1L),
                  folder.resolve("there"),
                  StudyProgress.NONE,
                  () -> false,
                  (run, a) -> {},
                  cluster)
              .run(2);
    }
    assertThat(there).hasSize(2);
    for (int k = 0; k < 2; k++) {
      assertThat(there.get(k).state()).isEqualTo(here.get(k).state());
      assertThat(there.get(k).reason()).isEqualTo(here.get(k).reason());
      assertThat(there.get(k).numbers()).isEqualTo(here.get(k).numbers());
    }
  }

  @Test
  void mastersThatCannotBeUsedAreOneLine() {
    for (String master :
        List.of("spark://127.0.0.1:1", "mesos://x", "local[x]", "spark://", "nonsense")) {
      assertThatThrownBy(() -> SparkCluster.connect(master))
          .isInstanceOf(UserError.class)
          .hasMessageStartingWith("--master " + master + ": ")
          .satisfies(e -> assertThat(e.getMessage().lines()).hasSize(1));
    }
  }
}
