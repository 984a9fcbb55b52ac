package org.compassnet.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileHistoryTest {

  @TempDir Path folder;

  private int git(String... arguments) throws Exception {
    List<String> command =
        new ArrayList<>(
            List.of("git", "-c", "user.name=A", "-c", "user.email=a@example.org", "-C"));
    command.add(folder.toString());
    command.addAll(List.of(arguments));
    try {
      return new ProcessBuilder(command)
          .redirectErrorStream(true)
          .redirectOutput(folder.resolve("git.txt").toFile())
          .start()
          .waitFor();
    } catch (IOException e) {
      return -1;
    }
  }

  @Test
  void commitAndChangeOfAFileAreKnownIfItWasCommitted() throws Exception {
    Path file = Files.writeString(folder.resolve("a study.yaml"), "name: a\n");
    assertThat(FileHistory.of(file, Files.readAllBytes(file))).isEmpty();
    assumeThat(git("init", "-q")).as("Git is there").isZero();
    assertThat(FileHistory.of(file, Files.readAllBytes(file))).isEmpty();
    double before = Instant.now().getEpochSecond();
    git("add", "a study.yaml");
    assertThat(git("commit", "-q", "-m", "one")).isZero();
    FileHistory history = FileHistory.of(file, Files.readAllBytes(file)).orElseThrow();
    assertThat(history.commit()).matches("[0-9a-f]{40,64}");
    assertThat(history.committedS()).isGreaterThanOrEqualTo(before);
    assertThat(history.changedSince()).isFalse();
    Files.writeString(file, "name: b\n");
    git("update-index", "--assume-unchanged", "a study.yaml");
    assertThat(FileHistory.of(file, Files.readAllBytes(file)).orElseThrow().changedSince())
        .isTrue();
  }
}
