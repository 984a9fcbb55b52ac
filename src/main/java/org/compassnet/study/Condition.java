package org.compassnet.study;

import java.util.Map;
import org.compassnet.config.Config;

/**
 * One set of settings that networks are trained under.
 *
 * @param name for files and tables
 * @param config of every network but for its seed
 */
public record Condition(String name, Config config) {

  /** The configuration of a seed. Networks train side by side, so each takes one thread. */
  Config config(long seed) {
    return config.with(Map.of("seed", seed, "name", name, "training.threads", 1));
  }
}
