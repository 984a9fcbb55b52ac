package org.compassnet.study;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What single settings do to error, classes and lesions: the main condition with one setting
 * changed at a time, and a shorter training.
 *
 * @param conditions the base first
 * @param outcomes of all networks
 */
public record SettingsStudy(List<Condition> conditions, List<Outcome> outcomes) {

  /** Name of the condition that the others differ from. */
  public static final String BASE = "base";

  private static final Map<String, List<Object>> CHANGES = changes();

  private static Map<String, List<Object>> changes() {
    Map<String, List<Object>> changes = new LinkedHashMap<>();
    changes.put("network.velocity_input_gain", List.of(1, 5, 20));
    changes.put("training.activity_penalty.weight", List.of(0, 0.01, 0.1, 1));
    changes.put("network.noise.sd", List.of(0, 0.1));
    changes.put("network.noise.kind", List.of("state"));
    changes.put("network.recurrent_gain", List.of(0.5));
    changes.put("task.velocity.pause_fraction", List.of(0));
    changes.put("training.weight_decay", List.of(0.1));
    changes.put("training.updates", List.of(800));
    return changes;
  }

  /** The base and its variations. One that changes nothing is left out. */
  public static List<Condition> conditions(Condition main) {
    Map<String, Object> brief = Map.of("analysis.dynamics", false);
    List<Condition> conditions = new ArrayList<>();
    conditions.add(new Condition(BASE, main.config().with(brief)));
    CHANGES.forEach(
        (key, values) -> {
          for (Object value : values) {
            Map<String, Object> change = new LinkedHashMap<>();
            change.put(key, value);
            if (value.equals("state")) {
              // As a state noise, the same size would be a tenth of it.
              change.put("network.noise.sd", main.config().network().noise().sd() * 10);
            }
            Condition varied =
                new Condition(
                    key.substring(key.indexOf('.') + 1).replace(".weight", "") + "=" + value,
                    main.config().with(change).with(brief));
            if (!varied.config().equals(conditions.get(0).config())) {
              conditions.add(varied);
            }
          }
        });
    return conditions;
  }

  /** Outcomes of a condition. */
  public List<Outcome> of(String condition) {
    return outcomes.stream().filter(o -> o.condition().equals(condition)).toList();
  }
}
