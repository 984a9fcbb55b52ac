package org.compassnet.cli;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.regex.Pattern;
import picocli.CommandLine;
import picocli.CommandLine.TypeConversionException;

/** Values of options and parameters, and what is said of those that are none. */
final class OptionValues {

  private static final Pattern INTEGER = Pattern.compile("[-+]?[0-9]+");

  // As the configuration takes numbers: without the suffixes and hexadecimals of Java.
  private static final Pattern REAL =
      Pattern.compile("[-+]?(\\.[0-9]+|[0-9]+(\\.[0-9]*)?)([eE][-+]?[0-9]+)?");

  private OptionValues() {}

  /** Reads them so in every command. */
  static void register(CommandLine commandLine) {
    commandLine
        .registerConverter(Path.class, OptionValues::path)
        .registerConverter(Integer.class, OptionValues::integer)
        .registerConverter(int.class, OptionValues::integer)
        .registerConverter(Boolean.class, OptionValues::flag)
        .registerConverter(boolean.class, OptionValues::flag)
        .registerConverter(Double.class, OptionValues::real)
        .registerConverter(double.class, OptionValues::real);
  }

  /** What picocli says of arguments, without their places, which it counts from 0. */
  static String words(String message) {
    return message
        .replaceFirst("positional parameter at index \\S+ \\(([^)]+)\\)", "$1")
        .replaceFirst(" at index \\d+", "")
        .replaceFirst("Unmatched arguments? from index \\d+:", "Unknown arguments:")
        .replaceFirst("Unmatched argument:", "Unknown argument:");
  }

  private static Path path(String text) {
    if (text.isBlank()) {
      throw refused(text, "the name of a file or folder");
    }
    try {
      return Path.of(text);
    } catch (InvalidPathException e) {
      throw refused(text, "a name that this system can give to a file or folder");
    }
  }

  private static Integer integer(String text) {
    try {
      if (INTEGER.matcher(text).matches()) {
        return Integer.valueOf(text);
      }
    } catch (NumberFormatException e) {
      // Of more digits than fit: told below.
    }
    throw refused(text, "a whole number below 2^31");
  }

  private static Boolean flag(String text) {
    if (!text.equals("true") && !text.equals("false")) {
      throw refused(text, "the option alone, without a value");
    }
    return Boolean.valueOf(text);
  }

  private static Double real(String text) {
    if (!REAL.matcher(text).matches()) {
      throw refused(text, "a number");
    }
    return Double.valueOf(text);
  }

  private static TypeConversionException refused(String text, String allowed) {
    return new TypeConversionException("'" + text + "'; allowed: " + allowed);
  }
}
