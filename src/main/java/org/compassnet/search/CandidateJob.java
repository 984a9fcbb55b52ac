package org.compassnet.search;

import java.io.Serializable;
import java.util.LinkedHashMap;
import org.compassnet.config.Config;
import org.compassnet.config.UserError;

/**
 * All that a candidate's result depends on, whoever makes it and wherever.
 *
 * @param replicates networks to make of it, with the configuration's seed and those after it
 * @param configuration every key that differs from the defaults, as YAML of {@link Config}
 * @param barUpdates see {@link EarlyStopping.Bar}
 */
public record CandidateJob(
    int index,
    LinkedHashMap<String, Object> parameters,
    int replicates,
    String configuration,
    Score score,
    int[] barUpdates,
    double[] barErrorsDeg,
    int barReferences)
    implements Serializable {

  static CandidateJob of(
      SearchConfig search,
      int index,
      LinkedHashMap<String, Object> parameters,
      EarlyStopping.Bar bar) {
    return new CandidateJob(
        index,
        parameters,
        search.replicates(),
        search.config(index, parameters).toYaml(),
        search.score(),
        bar.updates(),
        bar.errorsDeg(),
        bar.references());
  }

  EarlyStopping.Bar bar() {
    return new EarlyStopping.Bar(barUpdates, barErrorsDeg, barReferences);
  }

  /**
   * @throws UserError if the configuration cannot be used here
   */
  Config config() {
    return Config.parse(configuration);
  }
}
