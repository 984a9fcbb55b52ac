package org.compassnet.files;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Arrays;
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

  /**
   * The history of a file; empty where there is no Git, or it does not know the file.
   *
   * @param content of the file, as it was read
   */
  public static Optional<FileHistory> of(Path file, byte[] content) {
    Path whole = file.toAbsolutePath();
    String name = whole.getFileName().toString();
    Optional<byte[]> last = git(whole, "log", "-1", "--format=%H %cI", "--", ":(literal)" + name);
    if (last.isEmpty()) {
      return Optional.empty();
    }
    String[] words = new String(last.get(), StandardCharsets.UTF_8).strip().split(" ");
    if (words.length != 2) {
      return Optional.empty();
    }
    // The committed bytes themselves: Git's word that nothing changed can be told to be silent.
    boolean same =
        git(whole, "cat-file", "blob", "HEAD:./" + name)
            .map(committed -> Arrays.equals(committed, content))
            .orElse(false);
    try {
      return Optional.of(
          new FileHistory(words[0], OffsetDateTime.parse(words[1]).toEpochSecond(), !same));
    } catch (DateTimeParseException e) {
      return Optional.empty();
    }
  }

  /** What Git prints in a file's folder; empty if it fails. */
  private static Optional<byte[]> git(Path file, String... arguments) {
    List<String> command = new ArrayList<>(List.of("git", "-C", file.getParent().toString()));
    command.addAll(List.of(arguments));
    try {
      Path said = Files.createTempFile("compassnet", ".txt");
      try {
        Process git =
            new ProcessBuilder(command)
                .redirectOutput(said.toFile())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        if (!git.waitFor(PATIENCE_S, TimeUnit.SECONDS)) {
          git.destroyForcibly();
          return Optional.empty();
        }
        return git.exitValue() == 0 ? Optional.of(Files.readAllBytes(said)) : Optional.empty();
      } finally {
        Files.deleteIfExists(said);
      }
    } catch (IOException e) {
      return Optional.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }
}
