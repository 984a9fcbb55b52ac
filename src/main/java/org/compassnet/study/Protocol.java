package org.compassnet.study;

import static org.compassnet.files.Text.text;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import org.compassnet.config.Check;
import org.compassnet.config.UserError;
import org.compassnet.files.FileHistory;

/**
 * What a study will do and how it will judge, written down before its networks are made: a blind
 * study. The file that it is read from is known by its hash and by the commit that it came with.
 *
 * @param name of the study's folder
 * @param file the name of its file
 * @param sha256 of the file
 * @param resolvedSha256 of what it comes to: every key of all conditions, with this version's
 *     defaults, and the data that it names
 * @param history of the file when the study began; empty where Git knew none
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
    String resolvedSha256,
    Optional<FileHistory> history,
    List<Condition> conditions,
    Seeds explored,
    Seeds confirmation,
    Optional<Path> connectome,
    List<StatedClaim> claims) {

  /** Seeds, both ends included. */
  public record Seeds(long from, long to) {
    private static final long MOST = 100_000;

    /** Refuses what is no range. */
    void require(String key) {
      Check.that(from >= 0, key + ".from", from, "a seed >= 0");
      Check.that(
          to >= from && to - from < MOST,
          key + ".to",
          to,
          "a seed >= from (" + from + "), at most " + MOST + " seeds",
          key + ".from");
    }

    List<Long> list() {
      return LongStream.rangeClosed(from, to).boxed().toList();
    }

    /** How many. */
    public int count() {
      return (int) (to - from + 1);
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

  /** The same with what was known of its file when the study began. */
  Protocol withHistory(Optional<FileHistory> then) {
    return new Protocol(
        name,
        file,
        sha256,
        resolvedSha256,
        then,
        conditions,
        explored,
        confirmation,
        connectome,
        claims);
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
        .orElse("unknown to Git: nothing proves that it was frozen");
  }

  private static String minute(double secondsSince1970) {
    return java.time.Instant.ofEpochSecond((long) secondsSince1970)
        .toString()
        .substring(0, 16)
        .replace('T', ' ');
  }
}
