package org.compassnet.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.compassnet.analysis.HandBuiltRing;
import org.compassnet.cli.CompassNet;
import org.compassnet.config.Config;
import org.compassnet.connectome.Connectome;
import org.compassnet.connectome.FlyComparison;
import org.compassnet.network.HeadDirectionNetwork;
import org.compassnet.study.Condition;
import org.compassnet.study.Effect;
import org.compassnet.study.FlyStudy;
import org.compassnet.study.NetworkSummary;
import org.compassnet.study.Question;
import org.compassnet.study.Reproduction;
import org.compassnet.study.Study;
import org.compassnet.training.RunFolder;
import org.compassnet.training.Trainer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A ring attractor built by hand goes beside the fly: by the command, and as a study's network. */
class FlyReportTest {

  @TempDir Path folder;

  private Condition main() {
    return new Condition(
        Reproduction.MAIN,
        HandBuiltRing.config()
            .with(
                Map.of(
                    "task.velocity.pause_fraction",
                    0,
                    "analysis.trials",
                    200,
                    "analysis.shuffles",
                    99)));
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

  @Test
  void theCommandSaysWhatItFoundAndLeavesTheAnalysisAlone() throws IOException {
    Path run = run();
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int status =
        CompassNet.run(
            new PrintWriter(out, true), new PrintWriter(err, true), "compare-fly", run.toString());
    assertThat(err.toString()).isEmpty();
    assertThat(status).isZero();
    assertThat(out.toString())
        .contains("hemibrain v1.2 (shipped)", "\nlike the fly's: ", "4 of 4 motifs")
        .doesNotContain("NaN");
    assertThat(run.resolve("analysis")).doesNotExist();
    assertThat(Files.readAllLines(run.resolve("fly/pathways.csv"))).hasSize(7);
    assertThat(Files.readAllLines(run.resolve("fly/kernels.csv"))).hasSize(1 + 6 * 16);
    assertThat(Files.readString(run.resolve("fly/comparison.json"))).contains("\"like\"");
    assertThat(Files.readString(run.resolve("fly/kernels.svg"))).contains("EPG to Delta7 to EPG");
    remarksGoBesideTheDocument(run);
  }

  private void remarksGoBesideTheDocument(Path run) throws IOException {
    StringBuilder counts = new StringBuilder("from,to,offset_deg,synapses\nPEG,EPG,0,5\n");
    for (String pair : "EPG,EPG EPG,Delta7 Delta7,EPG EPG,PEN_L EPG,PEN_R".split(" ")) {
      for (int k = 0; k < 16; k++) {
        counts.append(pair).append(',').append(22.5 * k).append(",7\n");
      }
    }
    for (int k = 0; k < 16; k++) {
      counts.append("PEN_L,EPG,").append(22.5 * k).append(k < 8 ? ",1\n" : ",9\n");
      counts.append("PEN_R,EPG,").append(22.5 * k).append(k < 8 ? ",9\n" : ",1\n");
    }
    Path file = folder.resolve("counts.csv");
    Files.writeString(file, counts);
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int status =
        CompassNet.run(
            new PrintWriter(out, true),
            new PrintWriter(err, true),
            "compare-fly",
            run.toString(),
            "--connectome",
            file.toString(),
            "--json");
    assertThat(status).isZero();
    assertThat(err.toString())
        .contains("not used: PEG to EPG", "in the other sense", "at every offset, so that");
    assertThat(Config.json().readTree(out.toString()).get("answer").asText())
        .isEqualTo("not_measured");
    assertThat(out.toString()).doesNotContain("NaN");
  }

  @Test
  void aStudyHoldsItsNetworksBesideTheFly() throws IOException {
    run();
    List<Condition> conditions = List.of(main());
    NetworkSummary learned =
        new NetworkSummary(
            Reproduction.MAIN, 1, NetworkSummary.State.LEARNED, "", Map.of(), Map.of(), Map.of());
    Study study =
        new Study(
            conditions, List.of(1L), folder, (n, s, d) -> {}, () -> false, (run, analysis) -> {});
    FlyStudy fly = FlyStudy.of(conditions, List.of(learned), study, Connectome.hemibrain());
    assertThat(fly.count(Reproduction.MAIN, FlyComparison.Answer.LIKE)).isEqualTo(1);
    List<NetworkSummary> added = fly.added(List.of(learned));
    assertThat(added.get(0).number(Effect.FLY_LIKENESS)).isBetween(0.6, 1.0);
    assertThat(added.get(0).number(Effect.FLY_ROUND_TRIP_CCW_DEG)).isBetween(80.0, 100.0);
    assertThat(added.get(0).number(Effect.FLY_MOTIFS)).isEqualTo(4);
    Reproduction reproduction = Reproduction.of(conditions, added);
    assertThat(
            reproduction.verdicts().get(Question.WIRING.ordinal()).claims().stream()
                .map(claim -> claim.claim().effect()))
        .contains(Effect.FLY_LIKENESS);
    assertThat(FlyText.note(fly, reproduction))
        .contains("Beside the fly (hemibrain v1.2 (shipped)): 1 like the fly's, 0 in part")
        .contains("EPG to EPG 0.", "in the fly by +15 and -15 deg", "left open")
        .doesNotContain("NaN");
    assertThat(FlyFigures.kernels(fly.comparisons(Reproduction.MAIN)).svg()).contains("PEN left");
  }
}
