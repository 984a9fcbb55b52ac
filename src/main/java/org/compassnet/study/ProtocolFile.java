package org.compassnet.study;

import static org.compassnet.files.Text.text;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.compassnet.config.Check;
import org.compassnet.config.Config;
import org.compassnet.config.InvalidValue;
import org.compassnet.config.UserError;
import org.compassnet.config.yaml.Binder;
import org.compassnet.config.yaml.Node;
import org.compassnet.config.yaml.Refusal;
import org.compassnet.config.yaml.YamlFile;
import org.compassnet.config.yaml.YamlParser;
import org.compassnet.files.FileHistory;

/** Reads a protocol from YAML. Every error is one line: file, line, key, value, what is allowed. */
final class ProtocolFile {

  private static final Node.Mapping DEFAULTS = readDefaults();
  private static final Set<String> OF_THE_STUDY = Set.of("name", "seed", "training.threads");

  private final Path file;

  ProtocolFile(Path file) {
    this.file = file;
  }

  /** The keys of the file. */
  record Keys(
      String name,
      Node configuration,
      Node conditions,
      SeedKeys seeds,
      String connectome,
      List<StatedClaim> claims) {
    Keys {
      Check.name("name", name);
    }
  }

  /** Which networks were looked at, and which are to be made. */
  record SeedKeys(Protocol.Seeds explored, Protocol.Seeds confirmation) {
    SeedKeys {
      explored.require("seeds.explored");
      confirmation.require("seeds.confirmation");
    }
  }

  Protocol read() {
    Node.Mapping written = YamlFile.read(file, "a study's protocol");
    Keys keys = Binder.bind(Keys.class, DEFAULTS.with(written), DEFAULTS);
    for (String key : List.of("configuration", "conditions", "seeds.confirmation", "claims")) {
      if (written.find(key) == null) {
        throw Refusal.missing(written, key, "a protocol says it");
      }
    }
    Protocol.Seeds explored = keys.seeds().explored();
    Protocol.Seeds confirmation = keys.seeds().confirmation();
    if (explored.meets(confirmation)) {
      throw Refusal.of(
          written.find("seeds.confirmation"),
          "seeds.confirmation",
          confirmation,
          "seeds that were not looked at, none of seeds.explored (" + explored + ")");
    }
    Config base = base(section(keys.configuration(), "configuration"), confirmation.from());
    List<Condition> conditions = conditions(section(keys.conditions(), "conditions"), base);
    requireClaims(written, keys, base);
    return new Protocol(
        keys.name(),
        file.getFileName().toString(),
        sha256(),
        FileHistory.of(file),
        conditions,
        explored,
        confirmation,
        Optional.ofNullable(keys.connectome()).map(this::connectome),
        keys.claims());
  }

  /** The name of a shipped one, or a path from this file's folder. */
  private Path connectome(String name) {
    Path beside = file.toAbsolutePath().resolveSibling(name);
    return Files.exists(beside) ? beside : Path.of(name);
  }

  private static Node.Mapping section(Node node, String key) {
    if (node instanceof Node.Mapping mapping) {
      return mapping;
    }
    throw Refusal.value(node, key, "keys with values");
  }

  private static Config base(Node.Mapping configuration, long seed) {
    configuration.leaves((path, node) -> requireFree("configuration", path, node));
    return Config.of(configuration).with(Map.of("seed", seed));
  }

  private static void requireFree(String section, String path, Node node) {
    if (OF_THE_STUDY.contains(path)) {
      throw Refusal.value(node, section + "." + path, "nothing, as the study sets it");
    }
  }

  private static List<Condition> conditions(Node.Mapping given, Config base) {
    List<String> names = new ArrayList<>(Reproduction.TREND);
    for (String name : Reproduction.TREND) {
      if (given.find(name) == null) {
        throw Refusal.missing(
            given, "conditions." + name, "low, main and high turns, and others beside them");
      }
    }
    given.entries().keySet().stream().filter(name -> !names.contains(name)).forEach(names::add);
    return names.stream()
        .map(
            name -> {
              Node.Mapping changes = section(given.entries().get(name), "conditions." + name);
              try {
                Check.name("conditions", name);
              } catch (InvalidValue e) {
                throw Refusal.of(
                    changes, "conditions", name, "letters, digits, '.', '_' and '-' in a name");
              }
              changes
                  .entries()
                  .forEach((path, node) -> requireFree("conditions." + name, path, node));
              return new Condition(name, base.with(changes, Set.of()));
            })
        .toList();
  }

  /** A protocol that judges otherwise than the program would is none. */
  private void requireClaims(Node.Mapping written, Keys keys, Config base) {
    List<StatedClaim> judged = StatedClaim.all(base.criteria(), keys.connectome() != null);
    List<StatedClaim> stated = keys.claims();
    for (int i = 0; i < Math.max(judged.size(), stated.size()); i++) {
      String is = i < stated.size() ? stated.get(i).toString() : "nothing";
      String wanted = i < judged.size() ? judged.get(i).toString() : "no more claims";
      if (!is.equals(wanted)) {
        throw new UserError(
            Refusal.at(written.find("claims").place())
                + text("claims[%d]: %s; this version judges: %s", i, is, wanted));
      }
    }
  }

  private String sha256() {
    try {
      return HexFormat.of()
          .formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file)));
    } catch (IOException e) {
      throw new UserError(file + ": cannot be read (" + e.getMessage() + ")", e);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Node.Mapping readDefaults() {
    try (InputStream in = ProtocolFile.class.getResourceAsStream("protocol-defaults.yaml")) {
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      return (Node.Mapping) YamlParser.parse(text, line -> null);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
