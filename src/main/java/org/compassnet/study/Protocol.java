package org.compassnet.study;

import static org.compassnet.files.Text.text;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.LongStream;
import org.compassnet.config.Check;
import org.compassnet.config.Config;
import org.compassnet.config.UserError;
import org.compassnet.files.FileHistory;
import org.compassnet.training.RunFolder;

/**
 * What a study will do and how it will judge, written down before its networks are made: a blind
 * study. The file that it is read from is known by its hash and by the commit that it came with.
 *
 * @param name of the study's folder
 * @param file the name of its file
 * @param sha256 of the file
 * @param history of the file; empty where Git knows none
 * @param conditions slow, main and fast turns, in this order, then others
 * @param explored seeds of networks that were looked at before
 * @param confirmation seeds of the networks that are to be made
 * @param connectome a fly's wiring to hold the networks beside; or empty
 * @param claims that are judged
 */
public record Protocol(
    String name,
    String file,
    String sha256,
    Optional<FileHistory> history,
    List<Condition> conditions,
    Seeds explored,
    Seeds confirmation,
    Optional<Path> connectome,
    List<StatedClaim> claims) {

  /** The protocol that a study's folder was begun with. */
  static final String KEPT = "protocol.json";

  /** Seeds, both ends included. */
  public record Seeds(long from, long to) {
    /** Refuses what is no range. */
    void require(String key) {
      Check.that(from >= 0, key + ".from", from, "a seed >= 0");
      Check.that(to >= from, key + ".to", to, "a seed >= from (" + from + ")", key + ".from");
    }

    List<Long> list() {
      return LongStream.rangeClosed(from, to).boxed().toList();
    }

    long count() {
      return to - from + 1;
    }

    boolean meets(Seeds other) {
      return from <= other.to && other.from <= to;
    }

    @Override
    public String toString() {
      return from == to ? String.valueOf(from) : from + " to " + to;
    }
  }

  /**
   * Reads a protocol.
   *
   * @throws UserError naming file, line, key, value and what is allowed; also if it would confirm
   *     with networks that were looked at, or states other claims than this version judges
   */
  public static Protocol read(Path file) {
    return new ProtocolFile(file).read();
  }

  /** Seeds of the networks of each condition. */
  public List<Long> seeds() {
    return confirmation.list();
  }

  /**
   * Notes in a study's folder that it follows this protocol.
   *
   * @throws UserError if it was begun with another one, or without
   */
  public void claim(Path folder) throws IOException {
    Path kept = folder.resolve(KEPT);
    if (Files.isRegularFile(kept)) {
      String other = Config.json().readTree(kept.toFile()).path("sha256").asText();
      if (!other.equals(sha256)) {
        throw new UserError(
            kept
                + text(
                    ": the study was begun with another protocol, of SHA-256 %.12s, where that of"
                        + " %s is %.12s; give another --out",
                    other, file, sha256));
      }
      return;
    }
    if (new StudyFolder(folder).isThere()) {
      throw new UserError(
          folder + ": networks of a study without a protocol are in it; give another --out");
    }
    Files.createDirectories(folder);
    Map<String, Object> note = new LinkedHashMap<>();
    note.put("file", file);
    note.put("sha256", sha256);
    note.put("commit", history.map(FileHistory::commit).orElse(null));
    note.put("committed_s", history.map(FileHistory::committedS).orElse(null));
    note.put("changed_since", history.map(FileHistory::changedSince).orElse(null));
    note.put("explored_seeds", explored.toString());
    note.put("confirmation_seeds", confirmation.toString());
    RunFolder.writeJson(kept, note);
  }

  /**
   * Refuses a study without a protocol in the folder of one with it.
   *
   * @throws UserError if the folder has one
   */
  public static void requireNone(Path folder) {
    Path kept = folder.resolve(KEPT);
    if (Files.isRegularFile(kept)) {
      throw new UserError(
          kept + ": a study with a protocol is in the folder; give its file, or another --out");
    }
  }

  /**
   * Whether the file stood as it is, in a commit, when the study was begun: only then is it blind.
   */
  public boolean committed() {
    return history.map(h -> !h.changedSince()).orElse(false);
  }

  /** The commit of the file in words. */
  public String commitInWords() {
    return history
        .map(
            h ->
                h.changedSince()
                    ? text("changed since commit %.10s: it was not frozen", h.commit())
                    : text("commit %.10s of %s UTC", h.commit(), minute(h.committedS())))
        .orElse("not under version control: nothing proves that it was frozen");
  }

  private static String minute(double secondsSince1970) {
    return java.time.Instant.ofEpochSecond((long) secondsSince1970)
        .toString()
        .substring(0, 16)
        .replace('T', ' ');
  }
}
