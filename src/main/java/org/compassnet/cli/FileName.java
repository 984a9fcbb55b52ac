package org.compassnet.cli;

import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;

/** Names of files that tell what is in them. */
final class FileName {

  // The name of a file may have 255 characters; something is put before and after it.
  private static final int LONGEST = 150;

  private FileName() {}

  /** Words as a part of a file's name; other words give another one. */
  static String of(String words) {
    String name = words.replaceAll("[^A-Za-z0-9._=,-]", "_");
    if (name.equals(words) && name.length() <= LONGEST) {
      return name;
    }
    CRC32 sum = new CRC32();
    sum.update(words.getBytes(StandardCharsets.UTF_8));
    return "%s-%08x".formatted(name.substring(0, Math.min(name.length(), LONGEST)), sum.getValue());
  }
}
