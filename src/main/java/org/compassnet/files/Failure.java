package org.compassnet.files;

import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.util.zip.ZipException;

/** What went wrong with a file, in a few words of the user's language. */
public final class Failure {

  private static final int LONGEST_LINE = 1000;
  private static final int LINE_END = 200;

  private Failure() {}

  /**
   * A message as one line that a console shows as it is: control characters as a question mark, and
   * without the middle of what is too long to be read.
   */
  public static String line(String message) {
    String line = message.strip().replaceAll("\\R", " ").replaceAll("\\p{Cc}", "?");
    return line.length() <= LONGEST_LINE
        ? line
        : line.substring(0, LONGEST_LINE - LINE_END)
            + " ... "
            + line.substring(line.length() - LINE_END);
  }

  /** The reason alone, without the file's name: {@code no space left on device}. */
  public static String reason(IOException e) {
    if (e instanceof NoSuchFileException) {
      return "no such file or folder";
    }
    if (e instanceof AccessDeniedException) {
      return "permission denied";
    }
    if (e instanceof FileAlreadyExistsException || e instanceof NotDirectoryException) {
      return "a file is where a folder is wanted";
    }
    if (e instanceof DirectoryNotEmptyException) {
      return "a folder that is not empty";
    }
    if (e instanceof CharacterCodingException) {
      return "no text in UTF-8";
    }
    if (e instanceof EOFException) {
      return "it ends too early";
    }
    if (e instanceof ZipException) {
      return zip(e.getMessage());
    }
    String message = e instanceof FileSystemException f ? f.getReason() : e.getMessage();
    if (message == null || message.isBlank()) {
      return "the system says no more";
    }
    String line = message.lines().findFirst().orElse("").trim();
    return line.isEmpty() ? line : Character.toLowerCase(line.charAt(0)) + line.substring(1);
  }

  /**
   * The reason in brackets of what went wrong with a table: of a file that cannot be read. Of a
   * cell that cannot, its place says enough.
   */
  public static String why(Exception e) {
    return e instanceof IOException io ? " (" + reason(io) + ")" : "";
  }

  /** Java tells the parts of a zip by their names in its format. */
  private static String zip(String message) {
    if (message == null || message.contains("END header") || message.contains("is empty")) {
      return "no zip archive, or one cut short";
    }
    return "damaged zip archive";
  }
}
