package org.compassnet.report;

import static org.compassnet.files.Text.text;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.compassnet.config.Config;
import org.compassnet.training.RunFolder;

/**
 * Where the networks of a page come from, as their folders say: the same runs give the same words
 * whenever the page is made. No name of a machine and no path of a user is among them.
 */
final class Origin {

  private final List<JsonNode> runs = new ArrayList<>();

  private Origin() {}

  /** Of those folders that have a provenance.json. */
  static Origin of(List<RunFolder> folders) throws IOException {
    Origin origin = new Origin();
    for (RunFolder folder : folders) {
      if (Files.isRegularFile(folder.provenance())) {
        origin.runs.add(Config.json().readTree(folder.provenance().toFile()));
      }
    }
    return origin;
  }

  /** Version, commit, seeds, dates and machines by their names. */
  Map<String, String> facts() {
    Map<String, String> facts = new LinkedHashMap<>();
    if (runs.isEmpty()) {
      facts.put("Origin", "unknown: there is no provenance.json");
      return facts;
    }
    facts.put(
        "CompassNet",
        all(
            run ->
                text(
                    "version %s, commit %.10s",
                    run.path("version").asText(), run.path("commit").asText())));
    String seeds =
        runs.stream()
            .map(run -> run.path("seed").asLong())
            .distinct()
            .sorted()
            .map(String::valueOf)
            .collect(Collectors.joining(", "));
    facts.put(seeds.contains(",") ? "Seeds" : "Seed", seeds);
    facts.put("Begun", dates());
    facts.put("Engine", all(run -> run.path("engine").asText()));
    facts.put(
        "Machine", all(run -> run.path("machine").asText() + "; " + run.path("jvm").asText()));
    return facts;
  }

  private String all(Function<JsonNode, String> of) {
    return runs.stream().map(of).distinct().collect(Collectors.joining("; "));
  }

  private String dates() {
    List<String> minutes =
        runs.stream()
            .map(run -> run.path("started").asText())
            .sorted()
            .map(at -> at.length() < 16 ? at : at.substring(0, 16).replace('T', ' '))
            .distinct()
            .toList();
    String last = minutes.get(minutes.size() - 1);
    return minutes.get(0) + (minutes.size() > 1 ? " to " + last : "") + " UTC";
  }

  /** A configuration to copy, with the names of its files and not where they were. */
  static String yaml(Config config) {
    return config
        .toYaml()
        .replaceAll("(?m)^(\\s*file:\\s*)[\"']?.*[/\\\\]([^/\\\\\"'\\n]+)[\"']?$", "$1$2");
  }
}
