package org.compassnet.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.compassnet.config.UserError;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Results go beside those of others, and over those of the same command. */
class ResultFolderTest {

  @TempDir Path folder;

  private static Map<String, Integer> content(Path of) throws IOException {
    Map<String, Integer> content = new TreeMap<>();
    try (Stream<Path> files = Files.walk(of)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        content.put(file.toString(), Arrays.hashCode(Files.readAllBytes(file)));
      }
    }
    return content;
  }

  @Test
  void nothingOfARunIsWrittenOver() throws IOException {
    Path run = SmallRun.copy(folder.resolve("run"));
    Path other = SmallRun.copy(folder.resolve("other"));
    // As the analysis with other settings leaves it.
    Path beside = run.resolve("with_x");
    Files.createDirectories(beside.resolve("analysis"));
    Files.writeString(beside.resolve("settings.yaml"), "seed: 1\n");
    // As earlier versions left it: a run that results were put into.
    Files.writeString(other.resolve("cells.csv"), "cell\n");
    Map<String, Integer> before = content(folder);
    for (Path out : List.of(run, other, beside, run.resolve("analysis"), folder)) {
      assertThat(SmallRun.refused("compare", run, other, "--out", out))
          .contains(out + ": holds ", "; an empty folder or a new one is wanted");
      assertThat(SmallRun.refused("cells", "none.nwb", "--out", out)).contains(out + ": holds ");
      assertThat(SmallRun.refused("compare-cells", run, "none.nwb", "--out", out))
          .contains(out + ": holds ");
    }
    assertThat(content(folder)).isEqualTo(before);
  }

  @Test
  void anEmptyFolderAndOnesWithEarlierResultsPass() throws IOException {
    List<String> own = List.of("runs.csv", "differences.csv");
    Path out = folder.resolve("out");
    ResultFolder.require(out, "compare", own);
    Files.createDirectory(out);
    ResultFolder.require(out, "compare", own);
    Files.writeString(out.resolve("runs.csv"), "run\n");
    ResultFolder.require(out, "compare", own);
    Files.writeString(out.resolve("differences.csv"), "key\n");
    Files.writeString(out.resolve("report.html"), "<html>");
    ResultFolder.require(out, "compare", own);
    Files.delete(out.resolve("runs.csv"));
    assertThatThrownBy(() -> ResultFolder.require(out, "compare", own))
        .isInstanceOf(UserError.class)
        .hasMessage(
            out
                + ": holds differences.csv, report.html, and no results of compare;"
                + " an empty folder or a new one is wanted");
  }

  @Test
  void anExportIsNoneOfARunsOwnFiles() throws IOException {
    Path run = SmallRun.copy(folder.resolve("run"));
    Path link = Files.createSymbolicLink(folder.resolve("link"), run);
    Path configuration = SmallRun.configuration(folder);
    Map<String, Integer> before = content(run);
    for (Path out :
        List.of(
            run.resolve("weights.npz"),
            run.resolve("analysis/tuning.npz"),
            run.resolve("analysis/../model.zip"),
            link.resolve("weights.npz"))) {
      assertThat(SmallRun.refused("export", run, "--out", out)).contains("a run's own files");
    }
    assertThat(SmallRun.refused("trajectories", configuration, "--out", run.resolve("metrics.csv")))
        .contains("a run's own files");
    assertThat(content(run)).isEqualTo(before);
    SmallRun.done("export", run, "--out", run.resolve("mine.npz"));
    assertThat(run.resolve("mine.npz")).isNotEmptyFile();
  }
}
