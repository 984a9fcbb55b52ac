package org.compassnet.study;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.compassnet.analysis.UnitTable;
import org.compassnet.config.Config;
import org.compassnet.config.RandomStreams;
import org.compassnet.config.UserError;

/**
 * The study that answers the paper's questions.
 *
 * @param conditions slow, main and fast turns, in this order, then a recorded animal if one is
 *     given
 * @param outcomes of all networks
 */
public record Reproduction(
    List<Condition> conditions, List<Outcome> outcomes, List<Verdict> verdicts) {

  /** Names of the three velocity conditions, from slow to fast. */
  public static final List<String> TREND = List.of("low", "main", "high");

  /** The condition that questions are judged in. */
  public static final String MAIN = "main";

  /** Name of the condition of a recorded animal. */
  public static final String RECORDED = "recorded";

  /** Training of a quick look: less than a minute a network. */
  private static final Map<String, Object> QUICK =
      Map.of(
          "training.updates",
          1600,
          "training.curriculum",
          "[{update: 0, steps: 60}, {update: 500, steps: 120}, {update: 900, steps: 250},"
              + " {update: 1300, steps: 500}]");

  /**
   * The conditions of low.yaml, main.yaml and high.yaml in a folder, and of a recording.
   *
   * @param recorded a recording, or null
   * @throws UserError if a file is missing or unusable
   */
  public static List<Condition> conditions(
      Path configurations, Path recorded, boolean quick, List<String> sets) {
    List<Condition> conditions = new ArrayList<>();
    for (String name : TREND) {
      Config config = Config.read(configurations.resolve(name + ".yaml"), sets);
      Condition condition = new Condition(name, config);
      conditions.add(quick ? quick(condition) : condition);
    }
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
      conditions.add(
          new Condition(RECORDED, conditions.get(TREND.indexOf(MAIN)).config().with(changes)));
    }
    return conditions;
  }

  /** The same condition with a short training. */
  private static Condition quick(Condition condition) {
    return new Condition(condition.name(), condition.config().with(QUICK));
  }

  /** Seeds 1 to {@code count}. */
  public static List<Long> seeds(int count) {
    return LongStream.rangeClosed(1, count).boxed().toList();
  }

  /** Judges the questions by the outcomes. */
  public static Reproduction of(List<Condition> conditions, List<Outcome> outcomes) {
    Config main =
        conditions.stream().filter(c -> c.name().equals(MAIN)).findFirst().orElseThrow().config();
    return new Reproduction(
        conditions,
        outcomes,
        Verdict.all(TREND, MAIN, outcomes, main.criteria(), new RandomStreams(main.seed())));
  }

  /** Otsu's split of S_AV over the units of all of a condition's networks that learned. */
  public UnitTable.Separability pooledSeparability(String condition) {
    return UnitTable.Separability.of(
        of(condition).stream()
            .filter(Outcome::learned)
            .flatMapToDouble(o -> Arrays.stream(o.curves().get("av_strengths")))
            .toArray());
  }

  /** Outcomes of a condition. */
  public List<Outcome> of(String condition) {
    return outcomes.stream().filter(o -> o.condition().equals(condition)).toList();
  }
}
