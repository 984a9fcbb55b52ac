package org.compassnet.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.compassnet.config.Config;
import org.compassnet.config.UserError;
import org.compassnet.config.yaml.YamlFile;
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

  /**
   * The configuration.
   *
   * @param defaults values of keys that the user does not give
   */
  Config read(Map<String, ?> defaults) {
    return Config.read(configuration, sets, defaults);
  }

  /** Refuses the value of a key that the user gives. */
  UserError refused(String key, Object value, String allowed) {
    String place =
        sets.stream()
            .filter(s -> s.substring(0, s.indexOf('=')).trim().equals(key))
            .map(s -> "--set " + s)
            .findFirst()
            .orElseGet(() -> YamlFile.read(configuration, "a configuration").find(key).place());
    return new UserError(place + ": " + key + ": " + value + "; allowed: " + allowed);
  }
}
