package org.compassnet.files;

import java.util.Locale;
import org.compassnet.config.UserError;

/** Room on the heap, asked for before it is taken. */
public final class Heap {

  // What else is on the heap, and what a collector needs to work with.
  private static final double SHARE = 0.8;

  private Heap() {}

  /** Bytes that all arrays together may take. */
  public static long room() {
    return (long) (SHARE * Runtime.getRuntime().maxMemory());
  }

  /**
   * @param what wants the bytes, as the start of an error
   * @throws UserError if the heap has never room for them
   */
  public static void requireRoom(long bytes, String what) {
    if (bytes > room()) {
      throw new UserError(
          what + ": needs " + text(bytes) + " of memory; the heap has room for " + text(room()));
    }
  }

  /** An amount of memory for people, as {@code 1.5 GB}. */
  public static String text(double bytes) {
    if (bytes < 1e6) {
      return String.format(Locale.ROOT, "%.0f kB", bytes / 1e3);
    }
    if (bytes < 1e9) {
      return String.format(Locale.ROOT, "%.0f MB", bytes / 1e6);
    }
    return bytes < 1e12
        ? String.format(Locale.ROOT, "%.1f GB", bytes / 1e9)
        : String.format(Locale.ROOT, "%.1f TB", bytes / 1e12);
  }
}
