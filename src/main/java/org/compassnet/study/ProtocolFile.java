package org.compassnet.study;

import static org.compassnet.files.Text.text;

import java.io.ByteArrayOutputStream;
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
import org.compassnet.connectome.Connectome;
import org.compassnet.files.FileHistory;

/** Reads a protocol from YAML. Every error is one line: file, line, key, value, what is allowed. */
final class ProtocolFile {

  private static final Node.Mapping DEFAULTS = readDefaults();
  private static final String WANTED = "a study's protocol";
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
    // Once: what is hashed is what is followed.
    byte[] bytes = YamlFile.bytes(file, WANTED);
    Node.Mapping written = YamlFile.keys(bytes, file, WANTED);
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
    Reproduction.requireFasterTurns(
        Refusal.at(written.find("conditions").place()) + "conditions", conditions);
    requireClaims(written, keys, base);
    Optional<Path> connectome = Optional.ofNullable(keys.connectome()).map(this::connectome);
    return new Protocol(
        keys.name(),
        file.getFileName().toString(),
        sha256(bytes),
        sha256(resolved(conditions, connectome)),
        FileHistory.of(file, bytes),
        conditions,
        explored,
        confirmation,
        connectome,
        keys.claims());
  }

  /** The name of the shipped one, or a path from this file's folder. */
  private Path connectome(String name) {
    return name.equals(Connectome.HEMIBRAIN)
        ? Path.of(name)
        : file.toAbsolutePath().resolveSibling(name);
  }

  /** All that a protocol comes to, by the defaults of this version and the data that it names. */
  private static byte[] resolved(List<Condition> conditions, Optional<Path> connectome) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (Condition condition : conditions) {
      all.writeBytes((condition.name() + "\n").getBytes(StandardCharsets.UTF_8));
      all.writeBytes(condition.config().toYaml().getBytes(StandardCharsets.UTF_8));
      Optional.ofNullable(condition.config().task().velocity().file())
          .ifPresent(data -> all.writeBytes(bytes(Path.of(data))));
    }
    connectome.filter(Files::isRegularFile).ifPresent(data -> all.writeBytes(bytes(data)));
    return all.toByteArray();
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

  /** All networks are read and judged alike. */
  private static void requireOfACondition(String section, String path, Node node) {
    requireFree(section, path, node);
    if (path.startsWith("criteria") || path.startsWith("analysis")) {
      throw Refusal.value(
          node, section + "." + path, "nothing, as all networks are read and judged alike");
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
                  .forEach((path, node) -> requireOfACondition("conditions." + name, path, node));
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

  private static byte[] bytes(Path of) {
    try {
      return Files.readAllBytes(of);
    } catch (IOException e) {
      throw new UserError(of + ": cannot be read (" + e.getMessage() + ")", e);
    }
  }

  private static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
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
