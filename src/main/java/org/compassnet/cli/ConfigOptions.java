package org.compassnet.cli;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.compassnet.config.Config;
import org.compassnet.config.UserError;
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

  /** The configuration, with more keys set first. */
  Config read(Map<String, ?> more) {
    if (configuration != null) {
      return Config.read(configuration, sets).with(more);
    }
    Map<String, Object> changes = new LinkedHashMap<>(more);
    for (String assignment : sets) {
      int equals = assignment.indexOf('=');
      if (equals < 1) {
        throw new UserError("--set " + assignment + ": key=value is wanted");
      }
      changes.put(assignment.substring(0, equals), assignment.substring(equals + 1));
    }
    return Config.of(changes);
  }
}
