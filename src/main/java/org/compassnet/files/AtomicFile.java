package org.compassnet.files;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;
import org.compassnet.config.UserError;

/** Writes a file beside its place and renames it, so that nobody meets half of it. */
public final class AtomicFile {

  private static final String UNFINISHED = ".part";

  private static final String PROCESS = process();
  private static final AtomicLong COUNT = new AtomicLong();

  private AtomicFile() {}

  /** Writes the content of a file. */
  public interface Content {
    void writeTo(OutputStream out) throws IOException;
  }

  /**
   * Replaces {@code file} with the content, or leaves it as it was. Folders above it are made.
   *
   * @throws UserError if there can be no such file: its folder cannot be made or written to
   * @throws IOException if the content cannot be written, a full disk for instance; its message
   *     names the file
   */
  public static void write(Path file, Content content) throws IOException {
    if (file.getFileName() == null || file.getFileName().toString().isEmpty()) {
      throw new UserError("'" + file + "': the name of a file is wanted");
    }
    if (Files.isDirectory(file)) {
      throw new UserError(file + ": a folder; the name of a file is wanted");
    }
    if (Files.exists(file) && !Files.isRegularFile(file)) {
      // Who may do everything would rename the file over a device such as /dev/null.
      throw new UserError(file + ": a device; the name of a file is wanted");
    }
    Path beside = beside(file);
    NewFolders made = new NewFolders();
    FileChannel channel = open(file, beside, made);
    try {
      try (channel;
          OutputStream out = new BufferedOutputStream(Channels.newOutputStream(channel))) {
        content.writeTo(out);
        out.flush();
        channel.force(false);
      }
      Files.move(beside, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new IOException(file + ": cannot be written: " + Failure.reason(e), e);
    } finally {
      Files.deleteIfExists(beside);
      made.removeEmpty();
    }
  }

  private static FileChannel open(Path file, Path beside, NewFolders made) {
    try {
      made.make(beside.getParent());
      return FileChannel.open(beside, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    } catch (IOException e) {
      made.removeEmpty();
      throw new UserError(file + ": cannot be written: " + Failure.reason(e), e);
    }
  }

  /** Number and start: processes of two machines may have the same number. */
  private static String process() {
    ProcessHandle self = ProcessHandle.current();
    long start = self.info().startInstant().map(Instant::toEpochMilli).orElse(0L);
    return self.pid() + "-" + Long.toHexString(start);
  }

  /** A name that no other process and no other thread has. */
  private static Path beside(Path file) {
    String unique = PROCESS + "-" + COUNT.incrementAndGet();
    return file.toAbsolutePath()
        .resolveSibling("." + file.getFileName() + "." + unique + UNFINISHED);
  }

  /** Whether a file is what a process that was killed left of one that it was writing. */
  static boolean unfinished(Path file) {
    String name = file.getFileName().toString();
    return name.startsWith(".") && name.endsWith(UNFINISHED);
  }

  /** Replaces {@code file} with this text, in UTF-8. */
  public static void write(Path file, String text) throws IOException {
    write(file, out -> out.write(text.getBytes(StandardCharsets.UTF_8)));
  }
}
