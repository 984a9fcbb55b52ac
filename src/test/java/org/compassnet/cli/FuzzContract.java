package org.compassnet.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.compassnet.cli.FuzzInputs.Input;

/**
 * What holds for every input: it is used, with status 0; or it is refused in one line of the user's
 * words, with status 2, and nothing is left behind. A training that diverges ends with status 1 and
 * says so.
 */
final class FuzzContract {

  private static final int MOST_SECONDS = 20;
  private static final int BUSY = 10;
  private static final int LONGEST_LINE = 1050;

  /** Words that only who reads the sources has use for, by what they are. */
  private static final List<Pattern> FOREIGN =
      List.of(
          Pattern.compile("\\b(java|javax|jdk|sun|picocli|com\\.fasterxml|org)\\.\\w+"),
          Pattern.compile("\\b\\w*(Exception|Throwable)\\b|\\b[A-Z]\\w+Error\\b"),
          Pattern.compile(
              "\\b(?!(CompassNet|NumPy|PyTorch|DeepLabCut|TsGroup|SpatialSeries)\\b)[A-Z][a-z]+[A-Z]\\w*"),
          Pattern.compile(
              "\\b(an int|a (boolean|double|float|long)|to (int|double)|For input string)\\b"),
          Pattern.compile("Input length|line 0\\b|:0:|out of bounds|[Ii]ndex -?\\d+ |\\[[IFDJ]@"),
          Pattern.compile("@[0-9a-f]{6,}|[Dd]eserializ|\\btoken\\b|\\b[A-Z]{3,}_[A-Z]+\\b"),
          Pattern.compile("\\b(CEN|LOC|END|EXT) header|zipFile|signature|block type|Huffman"),
          Pattern.compile("\\bnull\\b|\\bunknown failure\\b"));

  private static final Pattern NAMELESS = Pattern.compile("^compassnet: *:|: :|:\\s*$|\\s$");

  private FuzzContract() {}

  /**
   * How an input ended.
   *
   * @param breach what is wrong with that; null if nothing is
   */
  record Outcome(int status, String said, String breach) {}

  /** Does what prepares the inputs, and must succeed. */
  static void sound(String... args) {
    StringWriter err = new StringWriter();
    PrintWriter print = new PrintWriter(err, true);
    int status = CompassNet.run(new PrintWriter(new StringWriter()), print, args);
    assertThat(err.toString()).isEmpty();
    assertThat(status).isZero();
  }

  /** Runs the program on an input. */
  static Outcome outcome(Input input) {
    SortedSet<String> before = content(input.folder());
    StringWriter err = new StringWriter();
    StringWriter out = new StringWriter();
    AtomicReference<Throwable> thrown = new AtomicReference<>();
    AtomicInteger ended = new AtomicInteger(-1);
    Thread thread =
        new Thread(
            () ->
                ended.set(
                    CompassNet.run(
                        new PrintWriter(out, true),
                        new PrintWriter(err, true),
                        input.args().toArray(String[]::new))),
            "fuzz");
    thread.setDaemon(true);
    thread.setUncaughtExceptionHandler((t, e) -> thrown.set(e));
    thread.start();
    if (!done(thread)) {
      String at = Arrays.stream(thread.getStackTrace()).limit(40).toList().toString();
      return new Outcome(-1, err + at, "not done after " + MOST_SECONDS + " s");
    }
    if (thrown.get() != null) {
      return new Outcome(-1, err.toString(), "thrown out of the program: " + thrown.get());
    }
    int status = ended.get();
    String said = err.toString();
    String breach = status == 0 ? null : breach(input, status, said);
    if (breach == null && status == 0 && !said.isEmpty()) {
      breach = "status 0, and an error said";
    }
    if (breach == null && status != 0) {
      SortedSet<String> left = content(input.folder());
      left.removeAll(before);
      breach = status == 2 && !left.isEmpty() ? "left behind: " + left : null;
    }
    return new Outcome(status, said, breach);
  }

  /** Whether a command ends in time. A busy machine's clock counts little of its own work. */
  private static boolean done(Thread thread) {
    try {
      for (int s = 0; s < BUSY * MOST_SECONDS && thread.isAlive(); s++) {
        long worked = ManagementFactory.getThreadMXBean().getThreadCpuTime(thread.getId());
        if (worked > MOST_SECONDS * 1_000_000_000L) {
          return false;
        }
        thread.join(1000);
      }
      return !thread.isAlive();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String breach(Input input, int status, String said) {
    if (said.contains("defect of the program") || said.contains("\tat ")) {
      return "a stack trace";
    }
    if (status == 1 ? !said.startsWith("compassnet: training diverged") : status != 2) {
      return "status " + status;
    }
    List<String> lines = new ArrayList<>(said.lines().toList());
    if (lines.size() == 2 && lines.get(1).matches("Try 'compassnet[a-z -]* --help'\\.")) {
      lines.remove(1);
    }
    if (lines.size() != 1 || !lines.get(0).startsWith("compassnet: ")) {
      return lines.size() + " lines";
    }
    String line = lines.get(0);
    if (line.length() > LONGEST_LINE) {
      return "a line of " + line.length() + " characters";
    }
    if (line.chars().anyMatch(Character::isISOControl)) {
      return "a control character";
    }
    if (NAMELESS.matcher(line).find()) {
      return "no name, or no end";
    }
    return foreign(line, input);
  }

  /** A foreign word that the user did not write; null if there is none. */
  private static String foreign(String line, Input input) {
    String ours = line.replace(input.folder().toString(), "");
    String users = written(input);
    for (Pattern pattern : FOREIGN) {
      for (Matcher m = pattern.matcher(ours); m.find(); ) {
        if (!users.contains(m.group().trim())) {
          return "the word '" + m.group() + "'";
        }
      }
    }
    return null;
  }

  /** All that the user wrote: the arguments, and the files as far as they are text. */
  private static String written(Input input) {
    StringBuilder text = new StringBuilder(String.join(" ", input.args()));
    try (Stream<Path> files = Files.walk(input.folder())) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        byte[] bytes = Files.readAllBytes(file);
        text.append(
            new String(bytes, 0, Math.min(bytes.length, 1 << 16), StandardCharsets.ISO_8859_1));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return text.toString();
  }

  /** What is in a folder, with its sizes: what is there before and not after is no breach. */
  static SortedSet<String> content(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      return files
          .map(file -> folder.relativize(file) + (Files.isDirectory(file) ? "/" : ""))
          .collect(Collectors.toCollection(TreeSet::new));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
