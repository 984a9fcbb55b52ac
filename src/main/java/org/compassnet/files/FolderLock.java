package org.compassnet.files;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.compassnet.config.UserError;

/**
 * Keeps a folder to one process while it writes there. The system releases it when the process
 * ends, however it ends. Who reads needs none.
 *
 * <p>The lock is the system's own, on the file {@code .lock} in the folder, which says for people
 * who holds it: {@code process N on HOST since T}. Whoever takes the lock removes what killed
 * processes left half written.
 *
 * <p>The folder itself may be reached through a symbolic link. In it, and in the folders in it,
 * there may be none: in a stranger's folder one would lead what is written elsewhere.
 */
public final class FolderLock implements AutoCloseable {

  static final String FILE = ".lock";

  // Beyond the words in the file: where locks are mandatory, these can still be read.
  private static final long LOCKED_BYTE = Long.MAX_VALUE - 1;
  private static final int MOST_WORDS = 400;

  /** Folders of a run or a search whose files this program writes. */
  private static final Set<String> OURS = Set.of("checkpoints", "snapshots", "analysis", "figures");

  /** How far down the program writes: a study's folder, a network's, and the analysis in it. */
  private static final int DEPTH = 2;

  // A process that closes a file gives up all its locks on it. So one that holds a lock must not
  // open the file a second time, and threads are told apart here.
  private static final Set<Path> HELD = new HashSet<>();

  private final Path folder;
  private final FileChannel channel;
  private final NewFolders made;

  private FolderLock(Path folder, FileChannel channel, NewFolders made) {
    this.folder = folder;
    this.channel = channel;
    this.made = made;
  }

  /**
   * Takes the lock of a folder, which is made if there is none.
   *
   * @throws UserError if another process is in the folder, it cannot be written to, or a symbolic
   *     link is in it
   */
  public static FolderLock take(Path folder) {
    if (Files.exists(folder) && !Files.isDirectory(folder)) {
      throw new UserError(folder + ": a file; a folder is wanted");
    }
    NewFolders made = new NewFolders();
    try {
      made.make(folder.toAbsolutePath());
      Path real = folder.toRealPath();
      requireNoLinks(folder, real);
      synchronized (HELD) {
        if (!HELD.add(real)) {
          throw new UserError(folder + ": in use by this process already");
        }
      }
      try {
        FolderLock lock = new FolderLock(real, lock(folder, real.resolve(FILE)), made);
        try {
          removeUnfinished(real);
        } catch (IOException | RuntimeException e) {
          lock.close();
          throw e;
        }
        return lock;
      } catch (IOException | RuntimeException e) {
        release(real);
        throw e;
      }
    } catch (IOException e) {
      made.removeEmpty();
      throw new UserError(folder + ": cannot be written: " + Failure.reason(e), e);
    } catch (RuntimeException e) {
      made.removeEmpty();
      throw e;
    }
  }

  private static void requireNoLinks(Path folder, Path real) throws IOException {
    Optional<Path> link;
    try (Stream<Path> links = Files.find(real, DEPTH, (path, of) -> of.isSymbolicLink())) {
      link = links.sorted().findFirst();
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
    if (link.isPresent()) {
      requireNoLink(folder.resolve(real.relativize(link.get())));
    }
  }

  /**
   * Refuses a place that would lead what is written there elsewhere.
   *
   * @throws UserError if it is a symbolic link
   */
  public static void requireNoLink(Path path) {
    if (Files.isSymbolicLink(path)) {
      throw new UserError(
          path
              + ": a symbolic link, and nothing is written through one; put a file or folder"
              + " there");
    }
  }

  private static void release(Path real) {
    synchronized (HELD) {
      HELD.remove(real);
    }
  }

  /**
   * Who is in a folder, in the words of its lock; empty if nobody is. Nothing is written, and the
   * lock is not taken.
   *
   * @throws IOException if it cannot be read
   */
  public static Optional<String> holder(Path folder) throws IOException {
    Path file = folder.resolve(FILE);
    synchronized (HELD) {
      if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
        return Optional.empty();
      }
      if (HELD.contains(folder.toRealPath())) {
        return Optional.of("this process");
      }
      try (FileChannel channel =
          FileChannel.open(file, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS)) {
        boolean free = tryLock(channel, true);
        return free ? Optional.empty() : Optional.of(words(channel));
      } catch (NoSuchFileException e) {
        // Left in between.
        return Optional.empty();
      }
    }
  }

  private static FileChannel lock(Path folder, Path file) throws IOException {
    while (true) {
      FileChannel channel =
          FileChannel.open(
              file,
              StandardOpenOption.CREATE,
              StandardOpenOption.READ,
              StandardOpenOption.WRITE,
              LinkOption.NOFOLLOW_LINKS);
      try {
        Object before = key(file);
        if (!tryLock(channel, false)) {
          throw new UserError(folder + ": in use by " + words(channel));
        }
        // Its holder may have removed the file between the two lines above.
        if (before != null ? Objects.equals(before, key(file)) : Files.exists(file)) {
          write(channel, holder());
          return channel;
        }
        channel.close();
      } catch (IOException | RuntimeException e) {
        channel.close();
        throw e;
      }
    }
  }

  private static boolean tryLock(FileChannel channel, boolean shared) {
    try {
      return channel.tryLock(LOCKED_BYTE, 1, shared) != null;
    } catch (IOException e) {
      // A file system without locks, as some that are shared over a network: none is asked for.
      return true;
    }
  }

  private static Object key(Path file) throws IOException {
    try {
      return Files.readAttributes(file, BasicFileAttributes.class).fileKey();
    } catch (NoSuchFileException e) {
      return null;
    }
  }

  private static String words(FileChannel channel) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(MOST_WORDS);
    channel.read(buffer, 0);
    String words = new String(buffer.array(), 0, buffer.position(), StandardCharsets.UTF_8);
    String line = words.lines().findFirst().orElse("").replaceAll("\\p{Cntrl}", "");
    return line.isBlank() ? "another process" : line;
  }

  private static void write(FileChannel channel, String words) throws IOException {
    channel.truncate(0);
    channel.write(ByteBuffer.wrap((words + "\n").getBytes(StandardCharsets.UTF_8)), 0);
  }

  private static String holder() {
    return "process "
        + ProcessHandle.current().pid()
        + " on "
        + host()
        + " since "
        + Instant.now().truncatedTo(ChronoUnit.SECONDS);
  }

  private static String host() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      return "this machine";
    }
  }

  /**
   * Removes what a process that was killed left of files that it was writing. A folder's lock does
   * so when it is taken; this is for the folders of networks, over which the lock of their study's
   * folder is held.
   */
  public static void removeUnfinished(Path folder) throws IOException {
    try (DirectoryStream<Path> content = Files.newDirectoryStream(folder)) {
      for (Path entry : content) {
        if (AtomicFile.unfinished(entry) && Files.isRegularFile(entry)) {
          Files.deleteIfExists(entry);
        } else if (OURS.contains(entry.getFileName().toString()) && Files.isDirectory(entry)) {
          removeUnfinished(entry);
        }
      }
    }
  }

  /**
   * Whether a folder holds nothing but what a killed process may have left before it began.
   *
   * @param early names of files that it may have written by then
   * @throws IOException if it cannot be read
   */
  public static boolean vacant(Path folder, String... early) throws IOException {
    try (DirectoryStream<Path> content = Files.newDirectoryStream(folder)) {
      for (Path entry : content) {
        String name = entry.getFileName().toString();
        if (!name.equals(FILE)
            && !Arrays.asList(early).contains(name)
            && !AtomicFile.unfinished(entry)) {
          return false;
        }
      }
    }
    return true;
  }

  /** Gives the folder free. Folders that were made for it go, if nothing was put there. */
  @Override
  public void close() {
    try {
      // While it is locked, so that nobody loses a lock of their own with it.
      Files.deleteIfExists(folder.resolve(FILE));
      channel.close();
    } catch (IOException e) {
      // The system gives it free at the end of the process.
    } finally {
      release(folder);
      made.removeEmpty();
    }
  }
}
