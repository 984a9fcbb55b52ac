package org.compassnet.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.File;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.compassnet.config.UserError;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FolderLockTest {

  @TempDir Path folder;

  /** Takes a folder's lock, says so, and waits to be killed. */
  static final class Holder {

    private Holder() {}

    public static void main(String[] arguments) throws Exception {
      try (FolderLock lock = FolderLock.take(Path.of(arguments[0]))) {
        System.out.println("taken");
        Thread.sleep(TimeUnit.MINUTES.toMillis(10));
      }
    }
  }

  private static Process holder(Path run) throws Exception {
    Process process =
        new ProcessBuilder(
                System.getProperty("java.home") + File.separator + "bin" + File.separator + "java",
                "-Xmx64m",
                "-cp",
                System.getProperty("java.class.path"),
                Holder.class.getName(),
                run.toString())
            .redirectErrorStream(true)
            .start();
    BufferedReader said =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    assertThat(said.readLine()).isEqualTo("taken");
    return process;
  }

  @Test
  void anotherProcessIsNamedAndItsDeathFreesTheFolder() throws Exception {
    Path run = folder.resolve("run");
    Process process = holder(run);
    try {
      assertThatThrownBy(() -> FolderLock.take(run))
          .isInstanceOf(UserError.class)
          .hasMessageStartingWith(run + ": in use by process " + process.pid() + " on ")
          .hasMessageContaining(" since 2")
          .hasMessageNotContaining("\n");
    } finally {
      process.destroyForcibly().waitFor();
    }
    // As a kill in the middle of a file leaves it.
    Path half = Files.writeString(run.resolve(".metrics.csv.1-2.part"), "half");
    assertThat(FolderLock.vacant(run)).isTrue();
    try (FolderLock lock = FolderLock.take(run)) {
      assertThat(half).doesNotExist();
    }
    assertThat(run).isEmptyDirectory();
  }

  @Test
  void aThreadOfTheSameProcessIsKeptOutToo() {
    Path run = folder.resolve("run");
    try (FolderLock lock = FolderLock.take(run)) {
      assertThatThrownBy(() -> FolderLock.take(run))
          .isInstanceOf(UserError.class)
          .hasMessageContaining("in use by this process");
    }
    try (FolderLock lock = FolderLock.take(run)) {
      assertThat(run).isDirectory();
    }
  }

  @Test
  void foldersThatWereMadeForNothingGo() throws Exception {
    Path run = folder.resolve("a/b/run");
    try (FolderLock lock = FolderLock.take(run)) {
      assertThat(run).isDirectory();
    }
    assertThat(folder.resolve("a")).doesNotExist();
    try (FolderLock lock = FolderLock.take(run)) {
      Files.writeString(run.resolve("config.yaml"), "x");
    }
    assertThat(run.resolve("config.yaml")).exists();
  }

  @Test
  void aFileWhereAFolderIsWantedIsSaid() throws Exception {
    Path file = Files.writeString(folder.resolve("file"), "x");
    assertThatThrownBy(() -> FolderLock.take(file))
        .isInstanceOf(UserError.class)
        .hasMessage(file + ": a file; a folder is wanted");
    assertThatThrownBy(() -> FolderLock.take(file.resolve("run")))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("cannot be written: a file is where a folder is wanted");
  }

  @Test
  void nothingIsWrittenThroughALinkOfAStrangersFolder() throws Exception {
    Path elsewhere = Files.createDirectory(folder.resolve("elsewhere"));
    Path mine = Files.writeString(elsewhere.resolve("mine.part"), "mine");
    for (String name : List.of(".lock", "figures", "start.zip", "main-seed1/analysis")) {
      Path run = folder.resolve("run-" + name.replace('/', '.'));
      Path link = run.resolve(name);
      Files.createDirectories(link.getParent());
      Files.createSymbolicLink(link, name.equals("figures") ? elsewhere : mine);
      assertThatThrownBy(() -> FolderLock.take(run))
          .isInstanceOf(UserError.class)
          .hasMessageStartingWith(link + ": a symbolic link")
          .hasMessageNotContaining("\n");
      assertThat(FolderLock.holder(run)).isEmpty();
      assertThat(link).isSymbolicLink();
      assertThat(run.toFile().list()).hasSize(1);
    }
    Path events = Files.createSymbolicLink(folder.resolve(EventFile.NAME), mine);
    assertThatThrownBy(() -> EventFile.begin(events, 0)).isInstanceOf(UserError.class);
    assertThat(mine).hasContent("mine");
    assertThat(elsewhere).isDirectoryContaining(mine::equals);
  }

  @Test
  void aFolderItselfMayBeReachedThroughALink() throws Exception {
    Path run = Files.createDirectories(folder.resolve("disk/run"));
    Path link = Files.createSymbolicLink(folder.resolve("link"), run);
    try (FolderLock lock = FolderLock.take(link)) {
      assertThat(FolderLock.holder(run)).isPresent();
    }
    assertThat(run).isEmptyDirectory();
  }
}
