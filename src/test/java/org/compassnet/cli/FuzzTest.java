package org.compassnet.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.compassnet.cli.FuzzContract.Outcome;
import org.compassnet.cli.FuzzInputs.Input;
import org.compassnet.cli.FuzzInputs.Kind;
import org.compassnet.files.TextTable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Whatever comes in, it is used or refused in one line. {@code -Dfuzz.inputs=5000} tries more,
 * {@code -Dfuzz.seed=7} others, {@code -Dfuzz.first=123 -Dfuzz.inputs=1} one of them again.
 */
class FuzzTest {

  private static final int INPUTS = Integer.getInteger("fuzz.inputs", 300);
  private static final int FIRST = Integer.getInteger("fuzz.first", 0);
  private static final long SEED = Long.getLong("fuzz.seed", 1);

  @TempDir Path folder;

  /** How often what happened. */
  private static final class Counts {
    private int inputs;
    private int refused;
    private int used;
    private int breaches;

    private void add(Outcome outcome) {
      inputs++;
      if (outcome.breach() != null) {
        breaches++;
      } else if (outcome.status() == 0) {
        used++;
      } else {
        refused++;
      }
    }
  }

  @Test
  void everyInputIsUsedOrRefusedInOneLine() throws IOException {
    FuzzInputs inputs = FuzzInputs.in(folder, SEED);
    SortedSet<String> sound = FuzzContract.content(inputs.sound());
    SortedSet<String> here = listed(Path.of(""));
    Map<Kind, Counts> counts = new EnumMap<>(Kind.class);
    List<String> breaches = new ArrayList<>();
    for (int index = FIRST; index < FIRST + INPUTS; index++) {
      Input input = inputs.make(index);
      Outcome outcome = FuzzContract.outcome(input);
      counts.computeIfAbsent(input.kind(), kind -> new Counts()).add(outcome);
      if (outcome.breach() != null) {
        breaches.add(told(index, input, outcome));
      }
      delete(input.folder());
    }
    print(counts);
    assertThat(breaches).isEmpty();
    assertThat(FuzzContract.content(inputs.sound())).isEqualTo(sound);
    assertThat(listed(Path.of(""))).isEqualTo(here);
    // The damage is what is meant to be met: much of it is refused, of every kind.
    assertThat(counts.values())
        .allSatisfy(count -> assertThat(count.refused).isGreaterThanOrEqualTo(count.inputs / 4));
  }

  private static String told(int index, Input input, Outcome outcome) {
    return "%s (-Dfuzz.seed=%d -Dfuzz.first=%d -Dfuzz.inputs=1)%n  %s %s%n  status %d: %s"
        .formatted(
            outcome.breach(),
            SEED,
            index,
            input.kind(),
            input.args(),
            outcome.status(),
            outcome.said().lines().limit(12).toList());
  }

  private static SortedSet<String> listed(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder.toAbsolutePath())) {
      return new TreeSet<>(files.map(file -> file.getFileName().toString()).toList());
    }
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    }
  }

  private static void print(Map<Kind, Counts> counts) {
    TextTable table = new TextTable("kind", "inputs", "refused", "used", "breaches");
    counts.forEach(
        (kind, n) ->
            table.row(
                kind.name().toLowerCase(Locale.ROOT), n.inputs, n.refused, n.used, n.breaches));
    System.out.println(table);
  }
}
