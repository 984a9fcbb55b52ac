package org.compassnet.search;

import org.compassnet.config.Check;
import org.compassnet.config.yaml.Node;
import org.compassnet.search.SearchConfig.Generator;
import org.compassnet.search.SearchConfig.Limits;

/**
 * The keys of a search file as they are written; {@code defaults.yaml} beside this class lists
 * them.
 *
 * @param seed null: that of the base
 * @param base null: all defaults
 * @param set values of the configuration's keys by their paths
 * @param brief the same
 * @param parameters spaces of the configuration's keys by their paths
 * @param score a measure, or measures with weights
 */
record SearchKeys(
    String name,
    Long seed,
    String base,
    Node set,
    Node brief,
    Node parameters,
    Generator generator,
    Node score,
    EarlyStopping earlyStopping,
    Limits limits,
    int replicates,
    int window,
    int concurrency) {

  SearchKeys {
    Check.name("name", name);
    Check.within("replicates", replicates, 1, 100);
    Check.within("window", window, 1, 10_000);
    Check.within("concurrency", concurrency, 0, 10_000);
  }
}
