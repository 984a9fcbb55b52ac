package org.compassnet.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.compassnet.analysis.UnitClass;
import org.compassnet.config.Config;
import org.compassnet.files.CsvTable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A finished run asked again with other settings. */
class OtherSettingsTest {

  @TempDir Path folder;

  private Path run;

  @BeforeEach
  void aFinishedRun() throws IOException {
    run = SmallRun.copy(folder.resolve("run"));
  }

  private Map<Path, Integer> content() throws IOException {
    Map<Path, Integer> content = new TreeMap<>();
    try (Stream<Path> files = Files.walk(run)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        content.put(file, Arrays.hashCode(Files.readAllBytes(file)));
      }
    }
    return content;
  }

  @Test
  void anAnalysisWithOtherSettingsGoesBesideTheRunsOwn() throws IOException {
    Map<Path, Integer> before = content();
    String said =
        SmallRun.done(
            "analyze", run, "--set", "analysis.av_threshold=0.3", "--set", "analysis.shuffles=7");
    Path beside = run.resolve("with_analysis.av_threshold=0.3,analysis.shuffles=7");
    assertThat(said)
        .contains("report      " + beside.resolve("report.html"), "which stays as it is");
    assertThat(content()).containsAllEntriesOf(before);
    Config settings = Config.readWritten(beside.resolve("settings.yaml"));
    assertThat(settings.analysis().avThreshold()).isEqualTo(0.3);
    assertThat(settings.network().units()).isEqualTo(10);
    assertThat(Files.readString(beside.resolve("report.html")))
        .contains("analysed with analysis.av_threshold 0.3, analysis.shuffles 7");
    assertThat(beside.resolve("figures/maps.svg")).isNotEmptyFile();
    // The maps are the same, and the classes are by the other threshold.
    CsvTable own = CsvTable.read(run.resolve("analysis/units.csv"), "av_strength");
    CsvTable other = CsvTable.read(beside.resolve("analysis/units.csv"), "av_strength");
    assertThat(other.numbers("av_strength")).isEqualTo(own.numbers("av_strength"));
    List<String> shifters = List.of(UnitClass.CCW.keyword(), UnitClass.CW.keyword());
    other
        .rows()
        .forEach(
            unit -> {
              String strength = unit.get("av_strength");
              if (shifters.contains(unit.get("class"))) {
                assertThat(Double.parseDouble(strength)).isGreaterThanOrEqualTo(0.3);
              } else if (unit.get("class").equals("compass")) {
                assertThat(Double.parseDouble(strength)).isLessThan(0.3);
              }
            });
  }

  @Test
  void anEvaluationWithOtherSettingsGoesBesideTheRunsOwn() throws IOException {
    Map<Path, Integer> before = content();
    String said = SmallRun.done("evaluate", run, "--set", "task.velocity.sigma_rad_per_step=0.09");
    Path file = run.resolve("evaluation_task.velocity.sigma_rad_per_step=0.09.json");
    assertThat(said).contains("written to " + file);
    assertThat(content()).containsAllEntriesOf(before);
    double own = mean(run.resolve("evaluation.json"));
    assertThat(mean(file)).isNotEqualTo(own).isBetween(0.0, 180.0);
  }

  private static double mean(Path evaluation) throws IOException {
    return Config.json().readTree(evaluation.toFile()).at("/angular_error_deg/mean").asDouble();
  }

  @Test
  void keysWithoutEffectAreRefusedAndNothingIsWritten() throws IOException {
    Map<Path, Integer> before = content();
    for (String set : List.of("network.units=20", "training.updates=3", "seed=2", "name=x")) {
      assertThat(SmallRun.refused("analyze", run, "--set", set))
          .contains("--set " + set + ": no effect on an analysis");
    }
    assertThat(SmallRun.refused("analyze", run, "--set", "evaluation.trials=3"))
        .contains("no effect on an analysis; allowed: keys of analysis, criteria and task");
    assertThat(SmallRun.refused("evaluate", run, "--set", "analysis.trials=3"))
        .contains("no effect on an evaluation; allowed: keys of task and evaluation");
    assertThat(SmallRun.refused("analyze", run, "--set", "analysis.av_threshold=2"))
        .contains("allowed: a number from 0.0 to 1.0");
    assertThat(SmallRun.refused("evaluate", run, "--trials", "3", "--set", "evaluation.trials=4"))
        .contains("--set evaluation.trials=4: no effect beside --trials");
    assertThat(SmallRun.refused("evaluate", run, "--steps", "30", "--set", "task.steps=40"))
        .contains("--set task.steps=40: no effect beside --steps");
    assertThat(
            SmallRun.refused(
                "evaluate", run, "--data", "x.csv", "--set", "task.velocity.kind=constant"))
        .contains("no effect beside --data");
    assertThat(SmallRun.refused("analyze", run, "--set", "criteria.supported_share=0.5"))
        .contains("no effect on one network");
    assertThat(
            SmallRun.refused(
                "trajectories", "conf/quick.yaml", "--out", "t.npz", "--set", "network.units=7"))
        .contains("--set network.units=7: no effect on trials");
    assertThat(
            SmallRun.refused(
                "trajectories", "conf/quick.yaml", "--out", "t.npz", "--set", "training.updates=7"))
        .contains("--set training.updates=7: no effect on trials");
    assertThat(SmallRun.refused("train", "conf/quick.yaml", "--ui-port", "99999"))
        .contains("--ui-port 99999: no effect without --ui");
    assertThat(content()).isEqualTo(before);
  }

  @Test
  void otherSettingsHaveAnotherName() {
    assertThat(new OtherSettings(List.of("a.b=0.3", "c=1")).name()).isEqualTo("a.b=0.3,c=1");
    String one = new OtherSettings(List.of("task.velocity.file=a b.csv")).name();
    String two = new OtherSettings(List.of("task.velocity.file=a/b.csv")).name();
    assertThat(one).isNotEqualTo(two).startsWith("task.velocity.file=a_b.csv-");
    String first = new OtherSettings(List.of("x=" + "1".repeat(400))).name();
    String second = new OtherSettings(List.of("x=" + "1".repeat(401))).name();
    assertThat(first).isNotEqualTo(second).hasSizeLessThan(200);
  }
}
