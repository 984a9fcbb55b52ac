package org.compassnet.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A study that was written down before, with tiny networks. */
class ProtocolCommandTest {

  @TempDir Path folder;

  private Path protocol() throws IOException {
    String shipped = Files.readString(Path.of("conf", "study.yaml"));
    String claims = shipped.substring(shipped.indexOf("\nclaims:"));
    return Files.writeString(
        folder.resolve("tiny.yaml"),
        """
        name: tiny
        configuration:
          task: {steps: 40}
          network: {units: 8}
          training: {updates: 20, batch_trials: 10, validation: {every_updates: 10, trials: 10}}
          evaluation: {trials: 30}
          analysis: {trials: 50, shuffles: 20, random_cuts: 20, dynamics: false}
        conditions:
          low: {task.velocity.sigma_rad_per_step: 0.003}
          main: {}
          high: {task.velocity.sigma_rad_per_step: 0.09}
          rests: {task.velocity.kind: zero_inflated}
        seeds:
          explored: {from: 1, to: 5}
          confirmation: {from: 6, to: 6}
        connectome: hemibrain
        """
            + claims);
  }

  @Test
  void aStudyFollowsItsProtocolAndSaysWhatWasFrozen() throws IOException {
    Path study = folder.resolve("study");
    String said = SmallRun.done("reproduce", protocol(), "--out", study, "--quiet");
    assertThat(said)
        .startsWith("protocol    tiny.yaml, SHA-256 ")
        .contains("unknown to Git: nothing proves that it was frozen");
    assertThat(Files.readAllLines(study.resolve("networks.csv")))
        .hasSize(5)
        .anyMatch(row -> row.startsWith("rests,6,"));
    assertThat(Files.readString(study.resolve("report.html")))
        .contains("SHA-256 of the file", "Seeds looked at before", "1 to 5", "Findings in each");
    assertThat(SmallRun.refused("reproduce", "--out", study, "--quiet"))
        .contains("a study with a protocol is in the folder");
  }

  @Test
  void whatTheProtocolDecidesIsNotAskedOfTheCommand() throws IOException {
    Path protocol = protocol();
    for (List<String> option :
        List.of(
            List.of("--seeds", "3"),
            List.of("--quick"),
            List.of("--set", "network.units=3"),
            List.of("--settings"),
            List.of("--conf", "conf"),
            List.of("--connectome", "hemibrain"))) {
      Object[] command = {"reproduce", protocol, "--out", folder.resolve("none")};
      Object[] all =
          java.util.stream.Stream.concat(java.util.Arrays.stream(command), option.stream())
              .toArray();
      assertThat(SmallRun.refused(all)).contains(option.get(0)).contains("not with a protocol");
    }
    assertThat(folder.resolve("none")).doesNotExist();
  }
}
