package org.compassnet.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.compassnet.analysis.HandBuiltRing;
import org.compassnet.cells.CellAnalysis;
import org.compassnet.cells.SyntheticAnimal;
import org.compassnet.cli.CompassNet;
import org.compassnet.config.Config;
import org.compassnet.config.RandomStreams;
import org.compassnet.network.HeadDirectionNetwork;
import org.compassnet.study.CellStudy;
import org.compassnet.study.Condition;
import org.compassnet.study.NetworkSummary;
import org.compassnet.study.Reproduction;
import org.compassnet.study.Study;
import org.compassnet.training.RunFolder;
import org.compassnet.training.Trainer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A ring attractor built by hand goes beside cells: by the command, and as a study's network. */
class CellsReportTest {

  @TempDir Path folder;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private static SyntheticAnimal animal() {
    List<SyntheticAnimal.Truth> cells = new ArrayList<>(SyntheticAnimal.compass(6, 3, 20, 0.02));
    cells.add(new SyntheticAnimal.Truth(1, 3, 25, 0, 0.8));
    return SyntheticAnimal.of(cells, 600, true, 7);
  }

  private static Condition main() {
    return new Condition(
        Reproduction.MAIN,
        HandBuiltRing.config()
            .with(Map.of("task.velocity.pause_fraction", 0, "analysis.trials", 200)));
  }

  private Path run() throws IOException {
    Config config = main().config().with(Map.of("seed", 1, "name", "main", "training.threads", 1));
    Path path = folder.resolve("main-seed1");
    try (HeadDirectionNetwork network = HeadDirectionNetwork.create(config)) {
      network.setWeights(HandBuiltRing.weights());
      Trainer.writeUntrained(config, RunFolder.create(path), network);
    }
    return path;
  }

  private int call(String... args) {
    return CompassNet.run(new PrintWriter(out, true), new PrintWriter(err, true), args);
  }

  @Test
  void theCommandPutsBothOnOnePage() throws IOException {
    Path run = run();
    Path cells = animal().write(folder.resolve("animal.npz"));
    assertThat(call("compare-cells", run.toString(), cells.toString())).isZero();
    assertThat(err.toString()).isEmpty();
    assertThat(out.toString())
        .contains("7 cells", "1 session of 1 animal", "nothing is claimed beyond it")
        .doesNotContain("NaN", "Infinity");
    assertThat(run.resolve("analysis")).doesNotExist();
    Path results = run.resolve("cells");
    String page = Files.readString(results.resolve("report.html"));
    // Without its pictures, whose letters may be any.
    assertThat(page.replaceAll("base64,[^\"]*", ""))
        .contains("Networks beside recorded cells", "counterpart", "Cliff", "dealt at random")
        .contains("<h2>Origin</h2>", "animal.npz", "The whole configuration of the network")
        .doesNotContain("NaN", "Infinity");
    assertThat(Files.readAllLines(results.resolve("differences.csv"))).hasSize(7);
    assertThat(Files.readAllLines(results.resolve("units.csv")))
        .hasSize(1 + 7 + 3 * HandBuiltRing.N);
    assertThat(Files.readString(results.resolve("comparison.json")))
        .contains("\"cliffs_delta\"", "\"share_without\"", "\"sessions\" : 1");
    for (String figure : List.of("maps", "distributions", "counterparts", "rings", "decoding")) {
      assertThat(results.resolve("figures").resolve(figure + ".svg")).isNotEmptyFile();
    }
  }

  @Test
  void aRunThatIsNoneAndCellsThatAreTooFewAreRefusedInOneLine() throws IOException {
    Path brief =
        SyntheticAnimal.of(SyntheticAnimal.compass(3, 3, 20, 0), 20, false, 7)
            .write(folder.resolve("brief.npz"));
    assertThat(call("compare-cells", folder.toString(), brief.toString())).isEqualTo(2);
    assertThat(err.toString().lines()).hasSize(1);
    assertThat(err.toString()).contains("no config.yaml in it");
    Path run = run();
    err.getBuffer().setLength(0);
    assertThat(call("compare-cells", run.toString(), brief.toString())).isEqualTo(2);
    assertThat(err.toString().lines()).hasSize(1);
    assertThat(err.toString()).contains("at least 60 s are wanted");
    assertThat(run.resolve("cells")).doesNotExist();
    err.getBuffer().setLength(0);
    assertThat(call("compare-cells", run.toString(), brief.toString(), "--condition", "low"))
        .isEqualTo(2);
    assertThat(err.toString()).contains("has an effect only on a study");
    try (Stream<Path> left = Files.list(folder)) {
      assertThat(left).containsExactlyInAnyOrder(brief, run);
    }
  }

  @Test
  void aStudyHoldsItsNetworksBesideTheCells() throws IOException {
    run();
    List<Condition> conditions = List.of(main());
    NetworkSummary learned =
        new NetworkSummary(
            Reproduction.MAIN, 1, NetworkSummary.State.LEARNED, "", Map.of(), Map.of(), Map.of());
    Study study =
        new Study(
            conditions, List.of(1L), folder, (n, s, d) -> {}, () -> false, (run, analysis) -> {});
    RandomStreams streams = new RandomStreams(1);
    CellAnalysis cells =
        CellAnalysis.of(
            animal().recording, CellAnalysis.Options.defaults().withRepeats(100, 40), streams);
    CellStudy beside = CellStudy.of(conditions, List.of(learned), study, cells, streams);
    NetworkSummary added = beside.added(List.of(learned)).get(0);
    assertThat(added.numbers())
        .containsKeys("cells_vector_length_difference", "cells_share_without_counterpart");
    assertThat(added.numbers().get("cells_vector_length_difference")).isBetween(-1.0, 1.0);
    assertThat(added.numbers().get("cells_share_without_counterpart")).isBetween(0.3, 1.0);
    assertThat(CellsText.note(beside))
        .contains("Beside the cells of synthetic (7, of which", "main: median vector length ")
        .contains("1 session of 1 animal", "No claim rests on it")
        .doesNotContain("NaN");
    assertThat(CellStudyFigures.differences(beside).svg()).contains("Anticipation");
  }
}
