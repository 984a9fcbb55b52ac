package org.compassnet.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.compassnet.config.UserError;
import org.compassnet.files.Failure;
import org.compassnet.files.FolderLock;

/** The folder that a command puts its results into: nothing of another's is written over. */
final class ResultFolder {

  /** Files of runs, studies, searches, and analyses with other settings. */
  private static final List<String> OTHERS =
      List.of("config.yaml", "networks.csv", "search.txt", "settings.yaml", "outcome.json");

  private static final int MOST_NAMED = 4;

  private ResultFolder() {}

  /**
   * Lets a folder pass that is new or empty, or holds earlier results of the same command.
   *
   * @param own the files by which these are known, in the order in which they are written
   * @throws UserError if it holds anything else
   */
  static void require(Path folder, String command, List<String> own) {
    if (!Files.isDirectory(folder)) {
      // What is a file is said by the lock.
      return;
    }
    Set<String> names = new TreeSet<>();
    try (Stream<Path> entries = Files.list(folder)) {
      if (FolderLock.vacant(folder)) {
        return;
      }
      entries.forEach(entry -> names.add(entry.getFileName().toString()));
    } catch (IOException e) {
      throw new UserError(folder + ": cannot be read: " + Failure.reason(e), e);
    }
    // The latter is what a command leaves that was killed between its files.
    boolean earlier = names.containsAll(own) || own.containsAll(names);
    if (!earlier || OTHERS.stream().anyMatch(names::contains)) {
      throw new UserError(
          "%s: holds %s, and no results of %s; an empty folder or a new one is wanted"
              .formatted(folder, said(names), command));
    }
  }

  private static String said(Set<String> names) {
    String said =
        names.stream().limit(MOST_NAMED).map(Failure::line).collect(Collectors.joining(", "));
    int more = names.size() - MOST_NAMED;
    return more > 0 ? said + " and " + more + " more" : said;
  }
}
