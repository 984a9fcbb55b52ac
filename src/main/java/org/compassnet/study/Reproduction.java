package org.compassnet.study;

import static org.compassnet.files.Text.text;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.compassnet.analysis.Phenomenon;
import org.compassnet.analysis.UnitClass;
import org.compassnet.analysis.UnitTable;
import org.compassnet.config.Config;
import org.compassnet.config.RandomStreams;
import org.compassnet.config.UserError;

/**
 * The study that answers the paper's questions.
 *
 * @param conditions slow, main and fast turns, in this order, then a recorded animal if one is
 *     given
 * @param networks all of them
 */
public record Reproduction(
    List<Condition> conditions, List<NetworkSummary> networks, List<Verdict> verdicts) {

  /** Names of the three velocity conditions, from slow to fast. */
  public static final List<String> TREND = List.of("low", "main", "high");

  /** The condition that questions are judged in. */
  public static final String MAIN = "main";

  /** Name of the condition of a recorded animal. */
  public static final String RECORDED = "recorded";

  /** Size and training of a quick look: some twenty seconds a network. */
  private static final Map<String, Object> QUICK =
      Map.of(
          "network.units",
          60,
          "training.updates",
          1200,
          // What lets the fast turns be learned in so few updates.
          "training.learning_rate",
          0.005,
          "training.curriculum",
          "[{update: 0, steps: 60}, {update: 400, steps: 120}, {update: 700, steps: 250},"
              + " {update: 1000, steps: 500}]");

  /**
   * The conditions of low.yaml, main.yaml and high.yaml in a folder, and of a recording.
   *
   * @param recorded a recording, or null
   * @param reading keys of the configuration that say how the recording is read
   * @throws UserError if a file is missing or unusable
   */
  public static List<Condition> conditions(
      Path configurations,
      Path recorded,
      Map<String, ?> reading,
      boolean quick,
      List<String> sets) {
    List<Condition> conditions = new ArrayList<>();
    for (String name : TREND) {
      Config config = Config.read(configurations.resolve(name + ".yaml"), sets);
      Condition condition = new Condition(name, config);
      conditions.add(quick ? quick(condition, sets) : condition);
    }
    requireFasterTurns(configurations.toString(), conditions);
    if (recorded != null) {
      if (!Files.isRegularFile(recorded)) {
        throw new UserError(
            "--recorded "
                + recorded
                + ": no such file; a CSV of time and head direction is wanted");
      }
      Map<String, Object> changes = new LinkedHashMap<>();
      changes.put("task.velocity.kind", "recorded");
      changes.put("task.velocity.file", recorded.toAbsolutePath().toString());
      changes.putAll(reading);
      conditions.add(
          new Condition(RECORDED, conditions.get(TREND.indexOf(MAIN)).config().with(changes)));
    }
    return conditions;
  }

  /**
   * Trends are judged from slow to fast turns, and mean nothing over others.
   *
   * @param conditions low, main and high first
   */
  static void requireFasterTurns(String where, List<Condition> conditions) {
    double[] speeds =
        conditions.stream().limit(TREND.size()).mapToDouble(Condition::speedDegPerS).toArray();
    if (!(speeds[0] < speeds[1] && speeds[1] < speeds[2])) {
      throw new UserError(
          text(
              "%s: turns of low %.1f, main %.1f and high %.1f deg/s (root mean square); allowed:"
                  + " each faster than the one before, as trends are judged over them",
              where, speeds[0], speeds[1], speeds[2]));
    }
  }

  /** The same condition with a short training, unless the user set another. */
  private static Condition quick(Condition condition, List<String> sets) {
    return new Condition(condition.name(), condition.config().with(QUICK).set(sets));
  }

  /** Seeds 1 to {@code count}. */
  public static List<Long> seeds(int count) {
    return LongStream.rangeClosed(1, count).boxed().toList();
  }

  /** Judges the questions by the networks. */
  public static Reproduction of(List<Condition> conditions, List<NetworkSummary> networks) {
    Config main = main(conditions);
    return new Reproduction(
        conditions,
        networks,
        new Jury(TREND, MAIN, networks, main.criteria(), new RandomStreams(main.seed()))
            .verdicts());
  }

  /**
   * One line: how many claims were decided and by how many networks, and how many networks those
   * need that were not.
   */
  public String decided() {
    List<JudgedClaim> claims = verdicts.stream().flatMap(v -> v.claims().stream()).toList();
    Map<Answer, List<JudgedClaim>> by =
        claims.stream().collect(Collectors.groupingBy(JudgedClaim::answer));
    List<JudgedClaim> undecided = by.getOrDefault(Answer.UNDECIDED, List.of());
    List<JudgedClaim> tooFew =
        undecided.stream().filter(claim -> claim.networks() < claim.needed()).toList();
    int needed = tooFew.stream().mapToInt(JudgedClaim::needed).max().orElse(0);
    String conditions =
        TREND.stream()
            .map(name -> learned(name).size() + " " + name)
            .collect(Collectors.joining(", "));
    String line =
        text(
            "%d claims by the networks that learned (%s): %d supported, %d not supported, %d"
                + " undecided",
            claims.size(),
            conditions,
            by.getOrDefault(Answer.SUPPORTED, List.of()).size(),
            by.getOrDefault(Answer.NOT_SUPPORTED, List.of()).size(),
            undecided.size());
    if (!tooFew.isEmpty()) {
      line +=
          text(
              "; %d of these take %d networks that agree, however clear they are",
              tooFew.size(), needed);
    }
    return line;
  }

  /** The configuration of the condition that questions are judged in. */
  public Config main() {
    return main(conditions);
  }

  private static Config main(List<Condition> conditions) {
    return conditions.stream()
        .filter(c -> c.name().equals(MAIN))
        .findFirst()
        .orElseThrow()
        .config();
  }

  /** Networks of a condition. */
  public List<NetworkSummary> of(String condition) {
    return networks.stream().filter(n -> n.condition().equals(condition)).toList();
  }

  /** Networks of a condition that learned the task. */
  public List<NetworkSummary> learned(String condition) {
    return of(condition).stream().filter(NetworkSummary::learned).toList();
  }

  /** An effect in the networks of a condition that learned. */
  public Sample sample(String condition, Effect effect) {
    return Sample.of(learned(condition), effect, confidence());
  }

  /** Mean angular error in deg of the networks that learned one condition, on another. */
  public Sample errorDegOn(String condition, String other) {
    return Sample.of(learned(condition), n -> n.errorDegOn(other), confidence());
  }

  private double confidence() {
    return main().criteria().confidence();
  }

  /** How many networks of a condition that learned show a phenomenon. */
  public long showing(String condition, Phenomenon phenomenon) {
    return learned(condition).stream().filter(n -> n.shows(phenomenon)).count();
  }

  /** Otsu's split of S_AV over the units of all of a condition's networks that learned. */
  public UnitTable.Separability pooledSeparability(String condition) {
    return UnitTable.Separability.of(
        learned(condition).stream().flatMapToDouble(n -> Arrays.stream(n.avStrengths())).toArray());
  }

  /** Kernels from a class onto compass units in the networks of a condition that learned. */
  public KernelCurves kernels(String condition, UnitClass from) {
    return KernelCurves.of(learned(condition), from);
  }
}
