package org.compassnet.study;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.compassnet.analysis.UnitClass;
import org.compassnet.config.UserError;
import org.compassnet.files.Csv;
import org.compassnet.files.Failure;

/**
 * Runs side by side, as their files tell of them.
 *
 * @param runs in the order in which they were named
 */
public record RunComparison(List<ComparedRun> runs) {

  /** More could not be told apart in a figure. */
  public static final int MOST = 8;

  public RunComparison {
    runs = List.copyOf(runs);
  }

  /**
   * Reads runs.
   *
   * @throws UserError if there are too few or too many of them, one is named twice, or one cannot
   *     be read
   */
  public static RunComparison of(List<Path> paths) {
    if (paths.size() < 2 || paths.size() > MOST) {
      throw new UserError(
          paths.size() + (paths.size() == 1 ? " run" : " runs") + "; allowed: 2 to " + MOST);
    }
    List<Path> named = new ArrayList<>();
    Set<Path> real = new HashSet<>();
    for (Path path : paths) {
      named.add(path.toAbsolutePath().normalize());
      if (!real.add(real(path))) {
        throw new UserError(path + ": twice; allowed: each run once");
      }
    }
    List<ComparedRun> runs = new ArrayList<>();
    List<String> names = names(named);
    for (int k = 0; k < paths.size(); k++) {
      runs.add(ComparedRun.read(names.get(k), paths.get(k)));
    }
    return new RunComparison(runs);
  }

  /** Where a path leads, through links too. */
  private static Path real(Path path) {
    try {
      return path.toRealPath();
    } catch (IOException e) {
      // What is not there is said by who reads it.
      return path.toAbsolutePath().normalize();
    }
  }

  /** The names of their folders, with those above as far as they are needed to tell them apart. */
  private static List<String> names(List<Path> paths) {
    int deepest = paths.stream().mapToInt(Path::getNameCount).max().orElse(0);
    for (int depth = 1; ; depth++) {
      List<String> names = new ArrayList<>();
      for (Path path : paths) {
        int all = path.getNameCount();
        names.add(
            Failure.line(
                all == 0
                    ? path.toString()
                    : path.subpath(Math.max(0, all - depth), all).toString()));
      }
      if (new LinkedHashSet<>(names).size() == names.size()) {
        return names;
      }
      if (depth > deepest) {
        // They differ in what no line shows.
        return IntStream.range(0, names.size())
            .mapToObj(k -> names.get(k) + " (" + (k + 1) + ")")
            .toList();
      }
    }
  }

  /** Keys of the configuration with their values in each run, of those that are not all alike. */
  public Map<String, List<String>> differences() {
    List<Map<String, String>> values = runs.stream().map(run -> run.config().values()).toList();
    Set<String> keys = new LinkedHashSet<>();
    values.forEach(of -> keys.addAll(of.keySet()));
    Map<String, List<String>> differences = new LinkedHashMap<>();
    for (String key : keys) {
      List<String> of = values.stream().map(v -> v.getOrDefault(key, "")).toList();
      if (new LinkedHashSet<>(of).size() > 1) {
        differences.put(key, of);
      }
    }
    return differences;
  }

  /** Names of the lesions that were made in any of them. */
  public List<String> lesions() {
    Set<String> lesions = new LinkedHashSet<>();
    runs.forEach(run -> run.analysis().ifPresent(a -> lesions.addAll(a.lesions().keySet())));
    return List.copyOf(lesions);
  }

  /** Writes runs.csv, a row per run, and differences.csv, a row per key. */
  public void write(Path folder) throws IOException {
    List<String> header =
        new ArrayList<>(
            List.of(
                "run",
                "seed",
                "units",
                "updates",
                "normalized_error",
                "mean_error_deg",
                "median_error_deg",
                "p95_error_deg",
                "final_error_deg",
                "trials",
                "steps"));
    for (UnitClass type : UnitClass.values()) {
      header.add(type.keyword());
    }
    Csv table = new Csv(header.toArray(String[]::new));
    for (ComparedRun run : runs) {
      List<Object> row = new ArrayList<>(List.of(run.name(), run.config().seed()));
      row.add(run.config().network().units());
      row.add(run.metrics().size());
      run.errors()
          .ifPresentOrElse(
              e ->
                  row.addAll(
                      List.of(
                          e.normalized(),
                          e.mean(),
                          e.median(),
                          e.p95(),
                          e.finalMean(),
                          e.trials(),
                          e.steps())),
              () -> row.addAll(List.of("", "", "", "", "", "", "")));
      for (UnitClass type : UnitClass.values()) {
        row.add(run.analysis().<Object>map(a -> a.counts().get(type)).orElse(""));
      }
      table.row(row.toArray());
    }
    table.write(folder.resolve("runs.csv"));
    List<String> columns = new ArrayList<>(List.of("key"));
    runs.forEach(run -> columns.add(run.name()));
    Csv keys = new Csv(columns.toArray(String[]::new));
    differences()
        .forEach(
            (key, values) -> {
              List<Object> row = new ArrayList<>(List.of(key));
              row.addAll(values);
              keys.row(row.toArray());
            });
    keys.write(folder.resolve("differences.csv"));
  }
}
