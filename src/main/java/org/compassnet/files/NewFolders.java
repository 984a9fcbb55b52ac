package org.compassnet.files;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;

/** Folders that were made for something, and go again if it came to nothing. */
final class NewFolders {

  private final Deque<Path> made = new ArrayDeque<>();

  /**
   * Makes a folder and those above it, as far as they are not there. What was made before a failure
   * is known here as well.
   */
  void make(Path folder) throws IOException {
    if (folder == null || Files.isDirectory(folder)) {
      return;
    }
    make(folder.getParent());
    if (!Files.isDirectory(folder)) {
      Files.createDirectories(folder);
      made.push(folder);
    }
  }

  /** Removes those that nothing was put into. */
  void removeEmpty() {
    for (Path folder : made) {
      try {
        Files.deleteIfExists(folder);
      } catch (IOException e) {
        // Something was put there: it stays, and all above it.
        return;
      }
    }
  }
}
