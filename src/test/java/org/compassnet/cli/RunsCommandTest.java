package org.compassnet.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.compassnet.config.Config;
import org.compassnet.files.FolderLock;
import org.compassnet.training.RunFolder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The list of runs, whatever is in their folders. */
class RunsCommandTest {

  @TempDir Path folder;

  private Map<String, JsonNode> listed() throws IOException {
    Map<String, JsonNode> rows = new LinkedHashMap<>();
    for (JsonNode row : Config.json().readTree(SmallRun.done("runs", folder, "--json"))) {
      rows.put(folder.relativize(Path.of(row.path("folder").asText())).toString(), row);
    }
    return rows;
  }

  @Test
  void everyRunHasItsStateAndItsNumbers() throws IOException {
    Path done = SmallRun.copy(folder.resolve("done"));
    Path plain = SmallRun.copy(folder.resolve("study/main/seed1"));
    Files.delete(plain.resolve("analysis/summary.json"));
    ObjectNode from =
        (ObjectNode) Config.json().readTree(plain.resolve("provenance.json").toFile());
    from.putObject("from").put("run", "runs/first").put("name", "first").put("seed", 4);
    Files.writeString(plain.resolve("provenance.json"), from.toString(), StandardCharsets.UTF_8);
    Path half = SmallRun.copy(folder.resolve("half"));
    Files.delete(half.resolve("model.zip"));
    Files.delete(half.resolve("evaluation.json"));
    Path used = SmallRun.copy(folder.resolve("used"));
    Map<String, JsonNode> rows;
    String table;
    try (FolderLock lock = new RunFolder(used).lock()) {
      rows = listed();
      table = SmallRun.done("runs", folder);
    }
    assertThat(rows.keySet()).containsExactly("done", "half", "study/main/seed1", "used");
    JsonNode row = rows.get("done");
    assertThat(row.path("name").asText()).isEqualTo("small");
    assertThat(row.path("condition").asText()).isEqualTo("momentum 0.03");
    assertThat(row.path("seed").asLong()).isEqualTo(1);
    assertThat(row.path("units").asInt()).isEqualTo(10);
    assertThat(row.path("updates_done").asInt()).isEqualTo(20);
    assertThat(row.path("updates").asInt()).isEqualTo(20);
    JsonNode evaluation = Config.json().readTree(done.resolve("evaluation.json").toFile());
    assertThat(row.path("error_deg").asDouble())
        .isEqualTo(evaluation.at("/angular_error_deg/mean").asDouble(), within(1e-12));
    for (String type : List.of("compass", "ccw", "cw", "other", "inactive")) {
      assertThat(row.path("class_counts").path(type).asLong(-1))
          .isEqualTo(SmallRun.units(done, type));
    }
    assertThat(row.path("state").asText()).isEqualTo("finished");
    assertThat(rows.get("study/main/seed1").path("state").asText()).isEqualTo("not analysed");
    assertThat(rows.get("study/main/seed1").path("class_counts")).isEmpty();
    assertThat(rows.get("study/main/seed1").path("from").asText()).isEqualTo("runs/first");
    assertThat(row.path("from").isNull()).isTrue();
    assertThat(rows.get("half").path("state").asText()).isEqualTo("unfinished");
    assertThat(rows.get("half").path("error_deg").isNull()).isTrue();
    assertThat(rows.get("used").path("state").asText()).isEqualTo("in use");
    assertThat(table.lines().count()).isEqualTo(5);
    assertThat(table).contains("runs/first", "20/20", "in use: this process", "not analysed");
    // Looking takes no lock away.
    assertThat(FolderLock.holder(used)).isEmpty();
    assertThat(used.resolve(".lock")).doesNotExist();
  }

  @Test
  void aDamagedFolderIsARowThatSaysSo() throws IOException {
    Map<String, String> damages = new LinkedHashMap<>();
    damages.put("analysis/summary.json", "{\"class_counts\": ");
    damages.put("config.yaml", ": [");
    damages.put("evaluation.json", "no json");
    damages.put("metrics.csv", "update,steps\nx,y\n");
    damages.put("model.zip", "PK");
    damages.put("outcome.json", "[]");
    for (Map.Entry<String, String> damage : damages.entrySet()) {
      Path run = SmallRun.copy(folder.resolve(damage.getKey().replace('/', '.')));
      Files.writeString(run.resolve(damage.getKey()), damage.getValue(), StandardCharsets.UTF_8);
    }
    Path nameless = SmallRun.copy(folder.resolve("nameless"));
    Files.delete(nameless.resolve("config.yaml"));
    Files.createDirectories(folder.resolve("empty/deeper"));
    SmallRun.copy(folder.resolve("whole"));
    Map<String, JsonNode> rows = listed();
    assertThat(rows).hasSize(damages.size() + 2);
    rows.forEach(
        (name, row) ->
            assertThat(row.path("state").asText())
                .as(name)
                .isEqualTo(name.equals("whole") ? "finished" : "damaged"));
    for (String file : damages.keySet()) {
      String note = rows.get(file.replace('/', '.')).path("note").asText();
      assertThat(note).contains(Path.of(file).getFileName().toString()).doesNotContain("Exception");
    }
    assertThat(rows.get("nameless").path("note").asText()).isEqualTo("no config.yaml in it");
  }

  @Test
  void numbersThatNoRunHasAreDamageAndNamedWithTheirFile() throws IOException {
    String[][] damages = {
      {"evaluation.json", "{\"angular_error_deg\": {\"mean\": 181}}", "mean: 181; 0 to 180"},
      {"evaluation.json", "{\"angular_error_deg\": {\"mean\": -1}}", "mean: -1; 0 to 180"},
      {"evaluation.json", "{\"angular_error_deg\": {\"mean\": \"NaN\"}}", "mean: \"NaN\"; 0 to"},
      {"evaluation.json", "{}", "mean: missing; 0 to 180"},
      {"metrics.csv", "update,steps\n21,40\n", "update 21; the run has 20"},
      {"metrics.csv", "update,steps\n-1,40\n", "update -1; the run has 20"},
      {"analysis/summary.json", "{\"class_counts\": {\"compass\": -3}}", "compass: -3; 0 to 10"},
      {"analysis/summary.json", "{\"class_counts\": {\"compass\": 11}}", "compass: 11; 0 to 10"},
    };
    for (int k = 0; k < damages.length; k++) {
      Path run = SmallRun.copy(folder.resolve("run" + k));
      Files.writeString(run.resolve(damages[k][0]), damages[k][1]);
    }
    Path odd = SmallRun.copy(folder.resolve("odd"));
    Files.delete(odd.resolve("model.zip"));
    Files.createDirectory(odd.resolve("model.zip"));
    Map<String, JsonNode> rows = listed();
    for (int k = 0; k < damages.length; k++) {
      JsonNode row = rows.get("run" + k);
      assertThat(row.path("state").asText()).as(damages[k][1]).isEqualTo("damaged");
      assertThat(row.path("note").asText())
          .contains(Path.of(damages[k][0]).getFileName() + ": ", damages[k][2]);
    }
    assertThat(rows.get("odd").path("note").asText())
        .isEqualTo("model.zip: a folder; the file of a network is wanted");
    assertThat(SmallRun.refused("evaluate", odd)).contains("model.zip: a folder; the file of");
  }

  @Test
  void aFoldersNameDoesNothingToTheTerminal() throws IOException {
    SmallRun.copy(folder.resolve("a\u001b[2Jb"));
    Files.writeString(
        SmallRun.copy(folder.resolve("c\u0007d")).resolve("config.yaml"),
        ": [",
        StandardCharsets.UTF_8);
    assertThat(SmallRun.done("runs", folder))
        .contains("a?[2Jb", "c?d")
        .doesNotContain("\u001b", "\u0007");
  }

  @Test
  void aFolderWithoutRunsIsSaidAndOneThatIsNotThereRefused() {
    assertThat(SmallRun.done("runs", folder)).contains("no runs in " + folder);
    assertThat(SmallRun.done("runs", folder, "--json").strip()).isEqualTo("[ ]");
    assertThat(SmallRun.refused("runs", folder.resolve("none"))).contains("none: no such folder");
  }
}
