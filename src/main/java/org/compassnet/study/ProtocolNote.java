package org.compassnet.study;

import static org.compassnet.files.Text.text;

import com.fasterxml.jackson.core.JacksonException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.compassnet.config.Config;
import org.compassnet.config.UserError;
import org.compassnet.config.Version;
import org.compassnet.files.FileHistory;
import org.compassnet.training.RunFolder;

/**
 * What a study's folder keeps of the protocol that it was begun with. What Git knew of the file
 * then is what counts: a file that is committed once the networks are there was not frozen before.
 *
 * @param version of the program that began the study, with its commit
 * @param history null if Git knew none
 */
public record ProtocolNote(
    String file,
    String sha256,
    String resolvedSha256,
    String version,
    FileHistory history,
    String exploredSeeds,
    String confirmationSeeds) {

  private static final String FILE = "protocol.json";

  /**
   * Notes in a study's folder that it follows a protocol, or finds its note.
   *
   * @return the protocol with what was known of its file when the study began
   * @throws UserError if the study was begun with another one or without, or comes to something
   *     else now
   */
  public static Protocol follow(Protocol protocol, Path folder) throws IOException {
    Path file = folder.resolve(FILE);
    if (Files.isRegularFile(file)) {
      ProtocolNote kept = read(file);
      kept.require(protocol, file);
      return protocol.withHistory(Optional.ofNullable(kept.history));
    }
    requireNoNetworks(protocol, folder);
    Files.createDirectories(folder);
    RunFolder.writeJson(
        file,
        new ProtocolNote(
            protocol.file(),
            protocol.sha256(),
            protocol.resolvedSha256(),
            Version.number() + " " + Version.commit(),
            protocol.history().orElse(null),
            protocol.explored().toString(),
            protocol.confirmation().toString()));
    return protocol;
  }

  /**
   * Refuses a study without a protocol in the folder of one with it.
   *
   * @throws UserError if the folder has one
   */
  public static void requireNone(Path folder) {
    Path file = folder.resolve(FILE);
    if (Files.exists(file)) {
      throw new UserError(
          file + ": a study with a protocol is in the folder; give its file, or another --out");
    }
  }

  private static ProtocolNote read(Path file) {
    try {
      return Config.json().readValue(file.toFile(), ProtocolNote.class);
    } catch (JacksonException e) {
      throw new UserError(file + ": damaged (" + e.getOriginalMessage() + ")", e);
    } catch (IOException e) {
      throw new UserError(file + ": cannot be read (" + e.getMessage() + ")", e);
    }
  }

  private void require(Protocol protocol, Path at) {
    if (!protocol.sha256().equals(sha256)) {
      throw new UserError(
          at
              + text(
                  ": the study was begun with another protocol, of SHA-256 %.12s, where that of"
                      + " %s is %.12s; give another --out",
                  sha256, protocol.file(), protocol.sha256()));
    }
    if (!protocol.resolvedSha256().equals(resolvedSha256)) {
      throw new UserError(
          at
              + text(
                  ": the study was begun by version %s, in which %s comes to other settings, or"
                      + " with other data; give another --out",
                  version, protocol.file()));
    }
  }

  /** What is there already was not made by it. */
  private static void requireNoNetworks(Protocol protocol, Path folder) {
    for (Condition condition : protocol.conditions()) {
      for (long seed : protocol.seeds()) {
        Path network = folder.resolve(Study.network(condition.name(), seed));
        if (Files.exists(network)) {
          throw new UserError(
              network + ": there before the study was begun; give another --out, or remove it");
        }
      }
    }
  }
}
