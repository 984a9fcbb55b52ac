package org.compassnet.search;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.LongStream;
import org.compassnet.config.Check;
import org.compassnet.config.Config;
import org.compassnet.config.Keyword;
import org.compassnet.config.UserError;

/**
 * A search: what stays as it is, what is searched, and for what.
 *
 * @param name of its folder
 * @param seed of the candidates' values; their networks have the seed of {@code base}, and those
 *     after it
 * @param full the configuration that the best candidate is retrained with
 * @param base the configuration of all candidates, which may train for shorter
 * @param replicates networks of each candidate, with the base's seed and those after it; its score
 *     is their mean
 * @param window a candidate's values and its early stopping depend on candidates at least so many
 *     places before it, and on no other, so that they do not depend on the concurrency
 * @param concurrency candidates at a time; 0: one per core of the machine or the cluster
 */
public record SearchConfig(
    String name,
    long seed,
    Config full,
    Config base,
    List<Space> spaces,
    Generator generator,
    Score score,
    Limits limits,
    EarlyStopping earlyStopping,
    int replicates,
    int window,
    int concurrency) {

  /** How candidates are drawn. */
  public enum GeneratorKind implements Keyword {
    RANDOM,
    GRID,
    GENETIC
  }

  /**
   * Arbiter's generator and its settings.
   *
   * @param points values of a continuous or integer parameter in a grid
   * @param population of the genetic generator
   * @param mutationRate share of a child's values that are drawn anew
   */
  public record Generator(GeneratorKind kind, int points, int population, double mutationRate) {
    public Generator {
      Check.within("generator.points", points, 2, 1000);
      Check.within("generator.population", population, 4, 1000);
      Check.within("generator.mutation_rate", mutationRate, 0.01, 1);
    }
  }

  /**
   * When the search ends.
   *
   * @param candidates at most
   * @param minutes from the start or the resumption, infinite for no limit; what runs then is saved
   */
  public record Limits(int candidates, double minutes) {
    public Limits {
      Check.within("limits.candidates", candidates, 1, 100_000);
      Check.that(minutes >= 0.01, "limits.minutes", minutes, "a number >= 0.01, or .inf for none");
    }
  }

  /**
   * Reads a search file.
   *
   * @throws UserError naming file, line, key, value and what is allowed
   */
  public static SearchConfig read(Path file) {
    return new SearchFile(file).read();
  }

  /** The number of points of the grid. */
  public double gridSize() {
    return spaces.stream()
        .mapToDouble(s -> s.gridValues(generator.points()))
        .reduce(1, (a, b) -> a * b);
  }

  /** The most candidates there can be. */
  public int candidates() {
    return generator.kind() == GeneratorKind.GRID
        ? (int) Math.min(gridSize(), limits.candidates())
        : limits.candidates();
  }

  /** Whether a candidate depends on those before it. */
  boolean windowed() {
    return generator.kind() == GeneratorKind.GENETIC
        || earlyStopping.rule() == EarlyStopping.Rule.MEDIAN;
  }

  /** A candidate's name, which is also that of its folder. */
  public static String candidate(int index) {
    return String.format(Locale.ROOT, "candidate-%03d", index);
  }

  /** The folders of a candidate's runs, below its own: itself if there is one only. */
  public List<Path> runs(Path candidate) {
    return replicates == 1
        ? List.of(candidate)
        : LongStream.range(base.seed(), base.seed() + replicates)
            .mapToObj(seed -> candidate.resolve(replicate(seed)))
            .toList();
  }

  /** The folder of one of several networks of a candidate. */
  static String replicate(long seed) {
    return "seed-" + seed;
  }

  /**
   * The configuration of a candidate.
   *
   * @throws UserError if its values do not go together
   */
  Config config(int index, Map<String, Object> parameters) {
    return changed(base, parameters, Map.of("name", candidate(index)));
  }

  /** The configuration to train the best candidate with in full. */
  public Config best(Map<String, Object> parameters) {
    return changed(full, parameters, Map.of("name", name + "-best"));
  }

  private static Config changed(Config config, Map<String, Object> one, Map<String, Object> two) {
    Map<String, Object> changes = new LinkedHashMap<>(one);
    changes.putAll(two);
    return config.with(changes);
  }

  /** All that decides what the candidates and their results are, as text. */
  String identity() {
    return String.join(
            "\n",
            "seed " + seed,
            "generator " + generator,
            "spaces " + spaces,
            "score " + score.words(),
            windowed() ? "window " + window : "no window",
            "early_stopping " + earlyStopping,
            full.toYaml(),
            base.toYaml())
        // A search of an earlier version says nothing of it.
        + (replicates == 1 ? "" : "\nreplicates " + replicates);
  }
}
