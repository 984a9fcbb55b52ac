package org.compassnet.study;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.compassnet.analysis.LesionKind;
import org.compassnet.config.Config;

/**
 * What single settings do to error, classes and lesions: the main condition with one setting
 * changed at a time, and a shorter training.
 *
 * @param conditions the base first
 * @param networks all of them
 */
public record SettingsStudy(List<Condition> conditions, List<NetworkSummary> networks) {

  /** Name of the condition that the others differ from. */
  public static final String BASE = "base";

  /** Half a minute of training, and the analyses that tell classes, wiring and lesions. */
  private static final Map<String, Object> SHORT =
      Map.of(
          "training.updates",
          1000,
          "training.curriculum",
          "[{update: 0, steps: 60}, {update: 300, steps: 120}, {update: 550, steps: 250},"
              + " {update: 800, steps: 500}]",
          "analysis.dynamics",
          false);

  private static final Map<String, List<Object>> CHANGES = changes();

  private static Map<String, List<Object>> changes() {
    Map<String, List<Object>> changes = new LinkedHashMap<>();
    changes.put("network.velocity_input_gain", List.of(1, 5, 20));
    changes.put("training.activity_penalty.weight", List.of(0.01, 0.1, 1));
    changes.put("network.noise.sd", List.of(0.1));
    changes.put("network.noise.kind", List.of("state"));
    changes.put("network.recurrent_gain", List.of(0.5));
    changes.put("task.velocity.pause_fraction", List.of(0));
    changes.put("training.weight_decay", List.of(0.1));
    changes.put("training.updates", List.of(2000));
    return changes;
  }

  /** The base and its variations. One that changes nothing is left out. */
  public static List<Condition> conditions(Condition main) {
    Config base = main.config().with(SHORT);
    List<Condition> conditions = new ArrayList<>();
    conditions.add(new Condition(BASE, base));
    CHANGES.forEach(
        (key, values) -> {
          for (Object value : values) {
            Map<String, Object> change = new LinkedHashMap<>();
            change.put(key, value);
            if (value.equals("state")) {
              // As a state noise, the same size would be a tenth of it.
              change.put("network.noise.sd", base.network().noise().sd() * 10);
            }
            Condition varied =
                new Condition(
                    key.substring(key.indexOf('.') + 1).replace(".weight", "") + "-" + value,
                    base.with(change));
            if (!varied.config().equals(conditions.get(0).config())) {
              conditions.add(varied);
            }
          }
        });
    return conditions;
  }

  /** Networks of a condition. */
  public List<NetworkSummary> of(String condition) {
    return networks.stream().filter(n -> n.condition().equals(condition)).toList();
  }

  /** An effect in all networks of a condition. */
  public Sample sample(String condition, Effect effect) {
    return Sample.of(of(condition), effect, confidence());
  }

  /** How many of the lesions come out as the paper says, in the networks that learned. */
  public Sample lesionsShown(String condition) {
    return Sample.of(
        of(condition).stream().filter(NetworkSummary::learned).toList(),
        n -> Stream.of(LesionKind.values()).filter(kind -> n.shows(kind.phenomenon())).count(),
        confidence());
  }

  private double confidence() {
    return conditions.get(0).config().criteria().confidence();
  }
}
