package org.compassnet.files;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * What Git knows of a file.
 *
 * @param commit that changed it last
 * @param committedS when, in s since 1970
 * @param changedSince whether it is another now
 */
public record FileHistory(String commit, double committedS, boolean changedSince) {

  private static final int PATIENCE_S = 20;

  /** The history of a file; empty where there is no Git, or the file was never committed. */
  public static Optional<FileHistory> of(Path file) {
    Optional<String> last = git(file, "log", "-1", "--format=%H %cI", "--");
    if (last.isEmpty() || last.get().isBlank()) {
      return Optional.empty();
    }
    String[] words = last.get().strip().split(" ");
    Optional<String> status = git(file, "status", "--porcelain", "--");
    try {
      return Optional.of(
          new FileHistory(
              words[0],
              OffsetDateTime.parse(words[1]).toEpochSecond(),
              status.isEmpty() || !status.get().isBlank()));
    } catch (DateTimeParseException e) {
      return Optional.empty();
    }
  }

  /** What Git prints about a file; empty if it fails. */
  private static Optional<String> git(Path file, String... arguments) {
    Path whole = file.toAbsolutePath();
    List<String> command = new ArrayList<>(List.of("git", "-C", whole.getParent().toString()));
    command.addAll(List.of(arguments));
    command.add(whole.getFileName().toString());
    try {
      Process git =
          new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
      String said = new String(git.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      return git.waitFor(PATIENCE_S, TimeUnit.SECONDS) && git.exitValue() == 0
          ? Optional.of(said)
          : Optional.empty();
    } catch (IOException e) {
      return Optional.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }
}
