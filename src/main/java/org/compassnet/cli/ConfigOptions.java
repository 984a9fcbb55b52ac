package org.compassnet.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.compassnet.config.Config;
import picocli.CommandLine.Option;

/** The options by which a command that works without a configuration may be given one. */
final class ConfigOptions {

  @Option(
      names = "--config",
      paramLabel = "CONF",
      description = "configuration in YAML; default: the defaults")
  private Path configuration;

  @Option(
      names = "--set",
      paramLabel = "KEY=VALUE",
      description = "change a key of the configuration; may be repeated")
  private List<String> sets = List.of();

  boolean sets(String key) {
    return sets.stream().anyMatch(s -> s.startsWith(key + "="));
  }

  /** The configuration, with more keys set after the user's. */
  Config read(Map<String, ?> more) {
    Config config = configuration != null ? Config.read(configuration, sets) : Config.of(sets);
    return config.with(more);
  }
}
