package org.compassnet.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.compassnet.config.Config;
import org.compassnet.config.NetworkConfig;
import org.compassnet.config.UserError;
import org.compassnet.config.yaml.YamlFile;
import org.compassnet.network.WeightsFile;
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

  /**
   * The configuration of a network whose weights are in a file.
   *
   * @throws UserError if a key is given another value than the file says
   */
  Config read(WeightsFile file) {
    Config config = read(file.keys());
    NetworkConfig network = config.network();
    require("network.units", network.units(), file.weights().units(), file);
    file.activation()
        .ifPresent(
            said ->
                require(
                    "network.activation", network.activation().keyword(), said.keyword(), file));
    file.tauMs().ifPresent(said -> require("network.tau_ms", network.tauMs(), said, file));
    return config;
  }

  private void require(String key, Object value, Object said, WeightsFile file) {
    if (!value.equals(said)) {
      throw refused(key, value, said + ", as " + file.path() + " has");
    }
  }

  /**
   * The configuration of a run with the changes that are asked for.
   *
   * @throws UserError if a file is given too
   */
  Config change(Config trained) {
    if (configuration != null) {
      throw new UserError(
          "--config " + configuration + ": with --weights only; a run has its own config.yaml");
    }
    return trained.set(sets);
  }

  /** Where what no file says is taken from. */
  String source() {
    return (configuration != null ? configuration : "the defaults")
        + (sets.isEmpty() ? "" : " and --set");
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
