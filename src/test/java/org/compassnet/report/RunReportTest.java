package org.compassnet.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.compassnet.analysis.Analysis;
import org.compassnet.analysis.AnalysisFolder;
import org.compassnet.config.Config;
import org.compassnet.network.CtRnnWeights;
import org.compassnet.network.HeadDirectionNetwork;
import org.compassnet.training.RunFolder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Unusual networks and tasks: what they do not allow is said, and the rest is measured and drawn.
 */
class RunReportTest {

  @TempDir Path folder;

  /** An analysis of random weights, a readout included. */
  private String report(Map<String, Object> changes) throws IOException {
    Map<String, Object> all = new HashMap<>();
    all.put("network.units", 6);
    all.put("network.initial_weights.output_sd", 0.3);
    all.put("task.steps", 60);
    all.put("analysis.trials", 200);
    all.put("analysis.shuffles", 20);
    all.put("analysis.random_cuts", 5);
    all.putAll(changes);
    Config config = Config.of(all);
    CtRnnWeights weights;
    try (HeadDirectionNetwork network = HeadDirectionNetwork.create(config)) {
      weights = network.weights();
    }
    RunFolder run = new RunFolder(folder.resolve("run"));
    Analysis analysis = Analysis.of(config, weights, what -> {});
    AnalysisFolder.of(run).write(analysis);
    RunReport.write(run, analysis);
    return Files.readString(run.report());
  }

  static Stream<Arguments> unusual() {
    return Stream.of(
        Arguments.of(Map.of("network.activation", "tanh"), "network.activation: tanh"),
        Arguments.of(Map.of("network.activation", "relu"), "Path integration"),
        Arguments.of(Map.of("task.cue_steps", 0), "the network cannot be told a direction"),
        Arguments.of(Map.of("network.units", 2), "are active: no population"),
        Arguments.of(Map.of("network.noise.sd", 0), "without noise there is no diffusion"),
        Arguments.of(
            Map.of("task.velocity.kind", "constant", "task.velocity.constant_deg_per_s", 90),
            "constant, 90.0 deg/s"),
        Arguments.of(Map.of("task.velocity.sigma_rad_per_step", 0), "sigma 0.0 rad/step"),
        Arguments.of(Map.of("analysis.trials", 1), "raise analysis.trials"),
        Arguments.of(Map.of("analysis.dynamics", false), "analysis.dynamics is false"));
  }

  @ParameterizedTest
  @MethodSource("unusual")
  void unusualNetworksAreReportedAsFarAsTheyGo(Map<String, Object> changes, String says)
      throws IOException {
    assertThat(report(changes)).contains(says, "id=\"explore\"", "</html>");
  }

  @Test
  void pageNamesThePaperItsOriginAndItsConfigurationAndLoadsNothing() throws IOException {
    String page = report(Map.of("analysis.dynamics", false));
    assertThat(page)
        .contains("https://arxiv.org/abs/1912.10189", "id=\"origin\"", "<pre>name: ", "units: 6")
        .contains("figure-classes", "<svg role=\"img\"", ">Units</text>")
        .doesNotContain("+-");
    assertThat(page.replaceAll("<a [^>]*>", ""))
        .doesNotContainPattern("(?:src|href)=[\"'](?!data:|#)");
    // Ids of a page are each of one place.
    List<String> ids =
        Pattern.compile(" id=\"([^\"]+)\"").matcher(page).results().map(m -> m.group(1)).toList();
    assertThat(ids).doesNotHaveDuplicates();
  }

  @Test
  void shortRecordingLeavesOutTheLongTrials() throws IOException {
    StringBuilder csv = new StringBuilder("t,hd_deg\n");
    for (int k = 0; k <= 1000; k++) {
      csv.append(k * 0.025).append(',').append((k * 2) % 360).append('\n');
    }
    Path file = folder.resolve("r.csv");
    Files.writeString(file, csv);
    report(Map.of("task.velocity.kind", "recorded", "task.velocity.file", file));
    String lengths = Files.readString(folder.resolve("run/analysis/error_by_length.csv"));
    // Of 500, 1000, 2000, ... steps.
    assertThat(lengths.lines().toList()).hasSize(3);
  }

  @Test
  void resultsOfAnEarlierAnalysisDoNotStay() throws IOException {
    report(Map.of());
    Path memory = folder.resolve("run/analysis/memory.csv");
    assertThat(memory).exists();
    report(Map.of("analysis.dynamics", false));
    assertThat(memory).doesNotExist();
    assertThat(folder.resolve("run/figures/stability.png")).doesNotExist();
  }
}
