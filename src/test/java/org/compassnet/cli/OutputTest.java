package org.compassnet.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.compassnet.config.Config;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One JSON document and nothing else on standard output; the same numbers as in the files. */
class OutputTest {

  @TempDir static Path folder;

  private static JsonNode trained;

  private record Said(String out, String err) {

    /** All of what was printed, as one document. */
    JsonNode document() throws IOException {
      return Config.json()
          .reader()
          .with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .readTree(out);
    }
  }

  private static Said done(String... args) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    String[] placed =
        Arrays.stream(args).map(a -> a.replace("@", folder + "/")).toArray(String[]::new);
    int status = CompassNet.run(new PrintWriter(out, true), new PrintWriter(err, true), placed);
    assertThat(status).as(err.toString()).isZero();
    return new Said(out.toString(), err.toString());
  }

  @BeforeAll
  static void train() throws IOException {
    Files.writeString(
        folder.resolve("small.yaml"),
        """
        name: small
        task: {steps: 40}
        network: {units: 10, velocity_input_gain: 20}
        training: {updates: 20, batch_trials: 20, validation: {every_updates: 10}}
        evaluation: {trials: 30}
        analysis: {trials: 50, shuffles: 20, random_cuts: 20, dynamics: false}
        """);
    Said said = done("train", "@small.yaml", "--out", "@run", "--json");
    assertThat(said.err).contains("run folder", "update    20/20").doesNotContain("evaluation");
    trained = said.document();
  }

  private static JsonNode file(String name) throws IOException {
    return Config.json().readTree(folder.resolve(name).toFile());
  }

  @Test
  void aTrainingsDocumentIsItsRunItsEvaluationAndItsAnalysis() throws IOException {
    assertThat(trained.at("/run").asText()).isEqualTo(folder.resolve("run").toString());
    assertThat(trained.at("/evaluation/trials").asInt()).isEqualTo(30);
    assertThat(trained.at("/analysis")).isEqualTo(file("run/analysis/summary.json"));
  }

  @Test
  void anAnalysisDocumentIsItsSummary() throws IOException {
    Said said = done("analyze", "@run", "--json");
    assertThat(said.err).isEmpty();
    assertThat(said.document()).isEqualTo(file("run/analysis/summary.json"));
  }

  @Test
  void anEvaluationsDocumentIsWhatItWritesBesideTheRun() throws IOException {
    Said said = done("evaluate", "@run", "--trials", "5", "--set", "task.step_ms=12.5", "--json");
    assertThat(said.document()).isEqualTo(file("run/evaluation_task.step_ms=12.5,trials=5.json"));
    assertThat(said.document().at("/trials").asInt()).isEqualTo(5);
  }

  @Test
  void howARecordingWasReadIsARemarkAndNotInTheDocument() throws IOException {
    StringBuilder csv = new StringBuilder("t,hd_deg\n");
    for (int k = 0; k <= 400; k++) {
      csv.append(k * 0.025).append(',').append((k * 2) % 360).append('\n');
    }
    Files.writeString(folder.resolve("mouse.csv"), csv);
    Said lines = done("evaluate", "@run", "--data", "@mouse.csv");
    Said json = done("evaluate", "@run", "--data", "@mouse.csv", "--json");
    assertThat(json.document().at("/trials").asInt()).isEqualTo(13);
    assertThat(lines.err).isEmpty();
    assertThat(lines.out).isEqualTo(json.err + lines.out.lines().reduce((a, b) -> b).get() + "\n");
  }

  @Test
  void aBenchsDocumentIsTheFileThatItWrites() throws IOException {
    String[] bench = {"bench", "--config", "@small.yaml", "--updates", "3"};
    Said said = done(Arrays.copyOf(bench, 5));
    assertThat(said.out).contains("GFLOP");
    bench = Arrays.copyOf(bench, 8);
    bench[5] = "--out";
    bench[6] = "@bench.json";
    bench[7] = "--json";
    assertThat(done(bench).document()).isEqualTo(file("bench.json"));
  }

  @Test
  void aQuietTrainingSaysWhatCameOutAndNotHowFarItIs() {
    Said said = done("train", "@small.yaml", "--out", "@quiet", "--quiet");
    assertThat(said.err).isEmpty();
    assertThat(said.out).contains("evaluation", "report").doesNotContain("20/20");
  }
}
