package org.compassnet.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;
import org.compassnet.config.Config;
import org.compassnet.files.CsvTable;
import org.compassnet.files.NpyArray;
import org.compassnet.files.Npz;
import org.compassnet.study.ComparedRun;
import org.compassnet.study.RunComparison;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs side by side. */
class CompareCommandTest {

  @TempDir Path folder;

  /** One as it is, one that a stranger might have made with other settings. */
  private List<Path> two() throws IOException {
    Path one = SmallRun.copy(folder.resolve("a/run"));
    Path other = SmallRun.copy(folder.resolve("b/run"));
    Path config = other.resolve("config.yaml");
    Files.writeString(
        config,
        Config.readWritten(config)
            .with(Map.of("training.learning_rate", 0.002, "seed", 3))
            .toYaml());
    return List.of(one, other);
  }

  private String compare(List<Path> runs, Path out) {
    List<Object> args = new ArrayList<>(List.of("compare"));
    args.addAll(runs);
    args.addAll(List.of("--out", out));
    return SmallRun.done(args.toArray());
  }

  @Test
  void thePageHoldsWhatDiffersAndWhatWasMeasured() throws IOException {
    List<Path> runs = two();
    Path out = folder.resolve("out");
    assertThat(compare(runs, out)).contains("report      " + out.resolve("report.html"));
    String page = Files.readString(out.resolve("report.html"));
    // Named by as much of their folders as tells them apart.
    assertThat(page).contains("a/run", "b/run").doesNotContain("src=\"http", "<script src");
    List<String> keys = CsvTable.read(out.resolve("differences.csv"), "key").words("key");
    assertThat(keys).containsExactly("seed", "training.learning_rate");
    assertThat(page).contains("<td>training.learning_rate</td><td>0.001</td><td>0.002</td>");
    CsvTable table = CsvTable.read(out.resolve("runs.csv"), "run", "mean_error_deg", "compass");
    double mean =
        Config.json()
            .readTree(runs.get(0).resolve("evaluation.json").toFile())
            .at("/angular_error_deg/mean")
            .asDouble();
    assertThat(table.numbers("mean_error_deg")[0]).isEqualTo(mean, within(1e-5 * mean));
    for (String type : List.of("compass", "ccw", "cw", "other", "inactive")) {
      assertThat(table.numbers(type)[0]).isEqualTo(SmallRun.units(runs.get(0), type));
    }
    for (String figure : List.of("learning_curves", "errors_and_classes", "strengths")) {
      assertThat(page).contains("id=\"figure-" + figure + "\"");
      assertThat(out.resolve("figures/" + figure + ".svg")).isNotEmptyFile();
      assertThat(ImageIO.read(out.resolve("figures/" + figure + ".png").toFile()).getWidth())
          .isEqualTo(1720);
    }
    // The colour of compass units, as in every figure.
    assertThat(Files.readString(out.resolve("figures/errors_and_classes.svg")))
        .contains("rgb(0,114,178)");
  }

  @Test
  void aRunWithoutAnalysisIsNamedWithWhatToDo() throws IOException {
    Path whole = SmallRun.copy(folder.resolve("whole"));
    Path bare = SmallRun.copy(folder.resolve("bare"));
    Files.delete(bare.resolve("analysis/summary.json"));
    Path begun = SmallRun.copy(folder.resolve("begun"));
    for (String file : List.of("analysis/summary.json", "model.zip", "evaluation.json")) {
      Files.delete(begun.resolve(file));
    }
    Path out = folder.resolve("out");
    String said = compare(List.of(whole, bare, begun), out);
    assertThat(said)
        .contains(
            "incomplete  bare: not analysed: analyze " + bare,
            "incomplete  begun: its training has not ended: train CONF --out " + begun);
    assertThat(Files.readString(out.resolve("report.html")))
        .contains("Not analysed: analyze " + bare);
  }

  /** The small network shows too little for that: one that does is written beside it. */
  @Test
  void whatOneShowsAndTheOtherDoesNotIsDrawnAndSaid() throws IOException {
    List<Path> runs = two();
    Path analysis = runs.get(1).resolve("analysis");
    double[] kernel = new double[24];
    Arrays.setAll(kernel, i -> Math.cos(2 * Math.PI * (i - 11.5) / 24));
    Npz.write(
        analysis.resolve("connectivity.npz"),
        Map.of(
            "compass_to_compass_mean", NpyArray.of(kernel, 24),
            "compass_to_compass_before_mean", NpyArray.of(new double[24], 24),
            "ccw_to_compass_mean", NpyArray.of(kernel, 24)));
    Files.writeString(
        analysis.resolve("lesion_courses.csv"),
        "lesion,time_s,bump,coherence\ncompass units cut,0.1,1,1\ncompass units cut,0.2,0,\n");
    Files.writeString(
        analysis.resolve("drift_field.csv"), "direction_deg,drift_deg_per_s\n-90,1\n90,-1\n");
    ObjectNode summary = (ObjectNode) json(analysis.resolve("summary.json"));
    summary.remove("omitted");
    summary
        .putArray("lesions")
        .addObject()
        .put("name", "compass units cut")
        .put("as_expected", true)
        .put("p", 0.01);
    ObjectNode finding = summary.putArray("findings").addObject().put("id", "lesion_compass_cut");
    finding.put("outcome", "shown");
    Files.writeString(analysis.resolve("summary.json"), summary.toString());
    Path out = folder.resolve("out");
    compare(runs, out);
    String page = Files.readString(out.resolve("report.html"));
    String why = json(runs.get(0).resolve("analysis/summary.json")).at("/omitted/lesions").asText();
    assertThat(why).isNotEmpty();
    assertThat(page)
        .contains("a/run: not measured: " + why)
        .doesNotContain("b/run: not measured")
        .contains("<td>Compass units cut</td><td>\u2013</td><td>as in the paper, p = 0.010</td>");
    for (String figure : List.of("kernels", "lesions", "drift")) {
      assertThat(page).contains("id=\"figure-" + figure + "\"");
      assertThat(out.resolve("figures/" + figure + ".svg")).isNotEmptyFile();
    }
    // Of the classes that there are: compass units to compass units, and CCW shifters to them.
    assertThat(Files.readString(out.resolve("figures/kernels.svg")))
        .contains("rgb(0,114,178)", "rgb(213,94,0)", "not measured")
        .doesNotContain("rgb(0,158,115)");
    // Of a network that has lost its direction nothing is said against the paper.
    finding.put("outcome", "not_measured").put("evidence", "nothing to lose: 80 deg off");
    Files.writeString(analysis.resolve("summary.json"), summary.toString());
    compare(runs, out);
    assertThat(Files.readString(out.resolve("report.html")))
        .contains(
            "b/run: nothing to lose: 80 deg off.",
            "<td>nothing can be concluded: it keeps no direction</td>")
        .doesNotContain("as in the paper, p");
    // The same place for runs that show less: what was drawn there goes.
    compare(List.of(runs.get(0), SmallRun.copy(folder.resolve("c"))), out);
    assertThat(out.resolve("figures/kernels.svg")).doesNotExist();
  }

  private static JsonNode json(Path file) throws IOException {
    return Config.json().readTree(file.toFile());
  }

  @Test
  void whatCannotBeComparedIsRefusedAndNothingIsLeft() throws IOException {
    List<Path> runs = two();
    Path one = runs.get(0);
    Path out = folder.resolve("new/out");
    assertThat(SmallRun.refused("compare", one, "--out", out)).contains("1 run; allowed: 2 to 8");
    assertThat(SmallRun.refused("compare", one, one, "--out", out)).contains("run: twice");
    assertThat(SmallRun.refused("compare", one, folder, "--out", out))
        .contains("no config.yaml in it");
    assertThat(SmallRun.refused("compare", one, runs.get(1), "--out", one))
        .contains("run: holds analysis, ", "and no results of compare; an empty folder");
    Files.writeString(runs.get(1).resolve("analysis/units.csv"), "unit,class,av_strength\n1\n");
    assertThat(SmallRun.refused("compare", one, runs.get(1), "--out", out))
        .contains("units.csv:2: 1 cells; the header has 3");
    assertThat(out.getParent()).doesNotExist();
  }

  @Test
  void whatNoRunHasIsRefusedByItsFileAndLine() throws IOException {
    Path one = SmallRun.copy(folder.resolve("one"));
    Path other = SmallRun.copy(folder.resolve("other"));
    Path out = folder.resolve("new/out");
    Path link = Files.createSymbolicLink(folder.resolve("link"), one);
    assertThat(SmallRun.refused("compare", one, link, "--out", out)).contains("link: twice");
    Path metrics = other.resolve("metrics.csv");
    List<String> rows = Files.readAllLines(metrics);
    List<String> changed = new ArrayList<>(rows);
    changed.remove(5);
    refused(one, metrics, changed, "metrics.csv:6: update 6; update 5 is wanted there");
    changed = new ArrayList<>(rows);
    changed.set(3, "3,40,NaN,0,0,0,0");
    refused(one, metrics, changed, "metrics.csv:4: ");
    changed = new ArrayList<>(rows);
    changed.add("21,40,1,0,0,0,0");
    refused(one, metrics, changed, "metrics.csv:22: update 21; no further is wanted there");
    Files.write(metrics, rows);
    Path units = other.resolve("analysis/units.csv");
    rows = Files.readAllLines(units);
    changed = new ArrayList<>(rows);
    changed.set(2, changed.get(2).replaceFirst(",[a-z]+,", ",wizard,"));
    refused(one, units, changed, "units.csv:3: class wizard; allowed: compass, ccw, ");
    refused(one, units, rows.subList(0, 10), "an analysis of 9 units; the network has 10");
    Files.write(units, rows);
    Path evaluation = other.resolve("evaluation.json");
    refused(
        one,
        evaluation,
        List.of("{\"angular_error_deg\": {\"mean\": \"NaN\"}}"),
        "evaluation.json: angular_error_deg.mean: \"NaN\"; 0 to 180");
    assertThat(out.getParent()).doesNotExist();
  }

  @Test
  void namesThatDifferInControlCharactersAloneAreNumbered() throws IOException {
    List<Path> runs =
        List.of(SmallRun.copy(folder.resolve("a\u0001")), SmallRun.copy(folder.resolve("a\u001b")));
    List<String> names = RunComparison.of(runs).runs().stream().map(ComparedRun::name).toList();
    assertThat(names).doesNotHaveDuplicates().hasSize(2);
    assertThat(names.get(0)).endsWith("a? (1)");
    assertThat(names.get(1)).endsWith("a? (2)");
  }

  private void refused(Path one, Path damaged, List<String> lines, String said) throws IOException {
    Files.write(damaged, lines);
    Path out = folder.resolve("new/out");
    assertThat(SmallRun.refused("compare", one, folder.resolve("other"), "--out", out))
        .contains(said);
  }
}
