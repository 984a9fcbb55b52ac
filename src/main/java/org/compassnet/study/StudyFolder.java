package org.compassnet.study;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.compassnet.analysis.Finding;
import org.compassnet.analysis.Phenomenon;
import org.compassnet.config.Config;
import org.compassnet.config.UserError;
import org.compassnet.files.Csv;
import org.compassnet.files.Failure;
import org.compassnet.training.RunFolder;

/** The tables of a study: a row per network, and the verdicts. */
public record StudyFolder(Path path) {

  private static final Map<String, Function<Config, Object>> SETTINGS = settings();

  private static Map<String, Function<Config, Object>> settings() {
    Map<String, Function<Config, Object>> settings = new LinkedHashMap<>();
    settings.put("velocity_kind", c -> c.task().velocity().kind().keyword());
    settings.put("sigma_rad_per_step", c -> c.task().velocity().sigmaRadPerStep());
    settings.put("pause_fraction", c -> c.task().velocity().pauseFraction());
    settings.put("noise_kind", c -> c.network().noise().kind().keyword());
    settings.put("noise_sd", c -> c.network().noise().sd());
    settings.put("recurrent_gain", c -> c.network().recurrentGain());
    settings.put("velocity_input_gain", c -> c.network().velocityInputGain());
    settings.put("activity_penalty", c -> c.training().activityPenalty().weight());
    settings.put("weight_decay", c -> c.training().weightDecay());
    settings.put("velocity_sd", c -> c.network().initialWeights().sdOfVelocity());
    settings.put("penalty_l1", c -> c.training().activityPenalty().l1Weight());
    settings.put("penalty_group", c -> c.training().activityPenalty().groupWeight());
    settings.put("outgoing_l1", c -> c.training().outgoingPenalty().l1Weight());
    settings.put("outgoing_group", c -> c.training().outgoingPenalty().groupWeight());
    settings.put("learning_rate", c -> c.training().learningRate());
    settings.put("updates", c -> c.training().updates());
    return settings;
  }

  /**
   * Writes networks.csv: condition, seed, settings, state, effects and findings of each network.
   */
  public void writeNetworks(List<Condition> conditions, List<NetworkSummary> networks, String name)
      throws IOException {
    Map<String, Config> configs =
        conditions.stream().collect(Collectors.toMap(Condition::name, Condition::config));
    Set<String> numbers = new LinkedHashSet<>();
    Set<Phenomenon> findings = new TreeSet<>();
    for (NetworkSummary network : networks) {
      numbers.addAll(network.numbers().keySet());
      findings.addAll(network.findings().keySet());
    }
    List<String> header = new ArrayList<>(List.of("condition", "seed", "state", "reason"));
    header.addAll(SETTINGS.keySet());
    header.addAll(numbers);
    findings.forEach(phenomenon -> header.add("finding_" + phenomenon.keyword()));
    Csv csv = new Csv(header.toArray(String[]::new));
    for (NetworkSummary network : networks) {
      List<Object> row = new ArrayList<>();
      row.add(network.condition());
      row.add(network.seed());
      row.add(network.state().keyword());
      row.add(network.reason());
      Config config = configs.get(network.condition());
      SETTINGS.values().forEach(setting -> row.add(setting.apply(config)));
      numbers.forEach(key -> row.add(network.numbers().getOrDefault(key, Double.NaN)));
      findings.forEach(phenomenon -> row.add(word(network.findings().get(phenomenon))));
      csv.row(row.toArray());
    }
    csv.write(path.resolve(name));
  }

  /** Whether a study has outcomes in this folder. */
  public boolean isThere() {
    return !outcomes().isEmpty();
  }

  /**
   * The runs of the networks of a condition that learned, by the names of their folders.
   *
   * @throws UserError if there are none
   */
  public Map<String, RunFolder> learned(String condition) {
    Map<String, RunFolder> learned = new LinkedHashMap<>();
    Set<String> conditions = new TreeSet<>();
    for (RunFolder run : outcomes()) {
      NetworkSummary outcome = NetworkSummary.read(run);
      conditions.add(outcome.condition());
      if (outcome.learned() && outcome.condition().equals(condition)) {
        learned.put(run.path().getFileName().toString(), run);
      }
    }
    if (learned.isEmpty()) {
      throw new UserError(
          path
              + ": no network of the condition "
              + condition
              + " learned; the study's conditions are "
              + String.join(", ", conditions));
    }
    return learned;
  }

  private List<RunFolder> outcomes() {
    if (!Files.isDirectory(path)) {
      return List.of();
    }
    try (Stream<Path> folders = Files.list(path)) {
      return folders
          .sorted()
          .filter(folder -> Files.isRegularFile(folder.resolve(NetworkSummary.FILE)))
          .map(RunFolder::new)
          .toList();
    } catch (IOException e) {
      throw new UserError(path + ": cannot be read: " + Failure.reason(e), e);
    }
  }

  private static String word(Finding.Outcome outcome) {
    return outcome == null ? "" : outcome.keyword();
  }

  /** Writes verdicts.csv, a row per claim, and verdicts.json. */
  public void writeVerdicts(Reproduction reproduction) throws IOException {
    Csv csv =
        new Csv(
            "question",
            "verdict",
            "claim",
            "claim_verdict",
            "networks",
            "shown",
            "effect",
            "value",
            "reference",
            "difference",
            "low",
            "high",
            "p",
            "test");
    for (Verdict verdict : reproduction.verdicts()) {
      for (JudgedClaim claim : verdict.claims()) {
        csv.row(
            verdict.question().number(),
            verdict.answer().keyword(),
            claim.claim().text(),
            claim.answer().keyword(),
            claim.networks(),
            claim.shown().map(shown -> (Object) shown.networks()).orElse(""),
            claim.claim().effect().keyword(),
            claim.value(),
            claim.reference(),
            claim.difference().value(),
            claim.difference().low(),
            claim.difference().high(),
            claim.test().p(),
            claim.test().name());
      }
    }
    csv.write(path.resolve("verdicts.csv"));
    RunFolder.writeJson(
        path.resolve("verdicts.json"),
        reproduction.verdicts().stream().map(Verdict::tree).toList());
  }
}
