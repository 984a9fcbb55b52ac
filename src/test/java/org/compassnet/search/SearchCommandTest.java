package org.compassnet.search;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.compassnet.cli.CompassNet;
import org.compassnet.report.SearchReport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command and its report. */
class SearchCommandTest {

  @TempDir Path folder;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int run(String... args) {
    return CompassNet.run(new PrintWriter(out, true), new PrintWriter(err, true), args);
  }

  private Path file() throws IOException {
    Path file = folder.resolve("search.yaml");
    Files.writeString(
        file,
        """
        name: tiny
        set: {network.units: 8, task.steps: 40, training.batch_trials: 20}
        brief: {training.updates: 20, training.validation.every_updates: 10, analysis.trials: 300,
                analysis.shuffles: 20, analysis.random_cuts: 20,
                analysis.dynamics: false}
        parameters:
          network.noise.sd: {space: log_uniform, from: 0.01, to: 1}
          network.activation: [retanh, relu]
        limits: {candidates: 3}
        """);
    return file;
  }

  @Test
  void searchTellsTheBestAndHowToGoOnWithIt() throws IOException {
    Path search = folder.resolve("out");
    String file = file().toString();
    assertThat(run("search", file, "--out", search.toString())).isZero();
    assertThat(out.toString())
        .contains("at most 3 candidates", "candidate-000", "best        ", "analyze ", "train ");
    assertThat(Files.readString(search.resolve("report.html")))
        .contains("The best", "candidate-00", "too few candidates");
    assertThat(search.resolve("figures/parallel.png")).exists();
    String rows = Files.readString(search.resolve("results.csv"));

    assertThat(run("search", file, "--out", search.toString())).isEqualTo(2);
    assertThat(err.toString().lines()).hasSize(1);
    assertThat(run("search", file, "--out", search.toString(), "--resume")).isZero();
    assertThat(out.toString()).contains("3 candidates had ended");
    assertThat(Files.readString(search.resolve("results.csv"))).isEqualTo(rows);
  }

  @Test
  void unreachableMasterIsOneLineAndLeavesNothing() throws IOException {
    Path search = folder.resolve("out");
    String master = "spark://127.0.0.1:1";
    assertThat(run("search", file().toString(), "--out", search.toString(), "--master", master))
        .isEqualTo(2);
    assertThat(err.toString().lines()).hasSize(1);
    assertThat(err.toString()).startsWith("compassnet: --master " + master + ": ");
    assertThat(search).doesNotExist();
  }

  @Test
  void reportTellsWhatMatters() throws IOException {
    Path page = SearchReport.write(folder, ImportanceTest.madeUp(60));
    assertThat(Files.readString(page))
        .contains("network.noise.sd: more is better")
        .contains("task.velocity.momentum: not one way throughout")
        .contains("made up to end so");
    for (String name : new String[] {"importance", "scores", "parallel", "progress"}) {
      assertThat(folder.resolve("figures").resolve(name + ".svg")).exists();
    }
  }
}
