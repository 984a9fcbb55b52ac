package org.compassnet.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.compassnet.config.Config;
import org.compassnet.training.RunFolder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OriginTest {

  @TempDir Path folder;

  private RunFolder run(int seed, String started) throws IOException {
    RunFolder run = new RunFolder(Files.createDirectory(folder.resolve("seed" + seed)));
    Files.writeString(
        run.provenance(),
        """
        {"version": "0.1.0", "commit": "0123456789abcdef", "seed": %d, "engine": "fused",
         "jvm": "OpenJDK 17", "machine": "Linux amd64, 2 cores", "started": "%s"}
        """
            .formatted(seed, started));
    return run;
  }

  @Test
  void manyRunsAreOneListOfWhatTheyShareAndWhatTheyDoNot() throws IOException {
    RunFolder without = new RunFolder(folder.resolve("nothing"));
    assertThat(
            Origin.of(
                    List.of(
                        run(2, "2026-11-26T11:55:44Z"), run(1, "2026-11-25T08:00:01Z"), without))
                .facts())
        .containsExactlyInAnyOrderEntriesOf(
            Map.of(
                "CompassNet", "version 0.1.0, commit 0123456789",
                "Seeds", "1, 2",
                "Begun", "2026-11-25 08:00 to 2026-11-26 11:55 UTC",
                "Engine", "fused",
                "Machine", "Linux amd64, 2 cores; OpenJDK 17"));
    assertThat(Origin.of(List.of(without)).facts().values().toString()).contains("unknown");
  }

  @Test
  void configurationNamesItsRecordingAndNotWhereItWas() throws IOException {
    Path file = Files.writeString(folder.resolve("mouse-1.csv"), "t,hd_deg\n0,0\n1,1\n");
    Config config =
        Config.of(Map.of("task.velocity.kind", "recorded", "task.velocity.file", file.toString()));
    assertThat(config.toYaml()).contains(folder.getFileName().toString());
    assertThat(Origin.yaml(config))
        .contains("    file: mouse-1.csv\n", "  updates: ")
        .doesNotContain(folder.getFileName().toString());
  }
}
