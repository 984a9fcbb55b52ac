package org.compassnet.cells;

import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.compassnet.config.UserError;
import org.compassnet.files.Failure;
import org.compassnet.files.Heap;

/**
 * Where libraries read files of others. They believe what a file says of itself; whatever they end
 * with on a damaged one becomes one line here.
 */
final class ForeignFile {

  /** No byte of a deflated stream becomes more than this many. */
  private static final long DEFLATE_RATIO = 1032;

  private ForeignFile() {}

  /**
   * Calls a library.
   *
   * @param kind of file, for the error
   * @throws UserError whatever goes wrong
   */
  static <T> T read(Path file, String kind, Callable<T> call) {
    try {
      return call.call();
    } catch (OutOfMemoryError e) {
      // What a few damaged bytes claim fails at once, and the heap is as it was.
      throw new UserError(
          file
              + ": damaged, or needs more memory than there is: the heap has room for "
              + Heap.text(Heap.room()));
    } catch (StackOverflowError e) {
      throw new UserError(file + ": damaged, or nested too deeply to be read as " + kind);
    } catch (Exception e) {
      for (Throwable cause = e; cause != null; cause = cause.getCause()) {
        if (cause instanceof UserError said) {
          throw said;
        }
      }
      throw new UserError(file + ": damaged, or not to be read as " + kind + reason(e), e);
    }
  }

  /** What a disk says. What a library says of its insides would help nobody. */
  private static String reason(Exception e) {
    Throwable innermost = e;
    while (innermost.getCause() != null && innermost.getCause() != innermost) {
      innermost = innermost.getCause();
    }
    return innermost instanceof FileSystemException io
        ? " (" + Failure.line(Failure.reason(io)) + ")"
        : "";
  }

  /**
   * Refuses an array that the file cannot hold or the heap cannot take.
   *
   * @param values in the array, negative where their number overflows
   * @param fileBytes size of the file
   * @param where file and name of the array
   */
  static void requireFits(long values, int bytesPerValue, long fileBytes, String where) {
    if (values < 0 || values / DEFLATE_RATIO > fileBytes / bytesPerValue + 1) {
      throw new UserError(where + ": damaged: its shape is more than the file can hold");
    }
    Heap.requireRoom(2 * values * Double.BYTES, where);
    if (values > Integer.MAX_VALUE - 8) {
      throw new UserError(where + ": at most 2^31 values can be read");
    }
  }
}
