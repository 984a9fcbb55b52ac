package org.compassnet.report;

import static org.compassnet.files.Text.text;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.compassnet.analysis.UnitClass;
import org.compassnet.study.Condition;
import org.compassnet.study.Effect;
import org.compassnet.study.NetworkSummary;
import org.compassnet.study.Reproduction;
import org.compassnet.study.Study;
import org.compassnet.training.RunFolder;

/** The networks of a study on its page. */
final class NetworksTable {

  private final Path folder;
  private final Reproduction reproduction;

  /**
   * @param folder of the study, which holds those of its networks
   */
  NetworksTable(Path folder, Reproduction reproduction) {
    this.folder = folder;
    this.reproduction = reproduction;
  }

  /** Where they come from, and the configurations that make them again. */
  void origin(ReportPage page) throws IOException {
    List<RunFolder> runs =
        reproduction.networks().stream().map(n -> new RunFolder(folder.resolve(name(n)))).toList();
    Map<String, String> configurations = new LinkedHashMap<>();
    for (Condition condition : reproduction.conditions()) {
      configurations.put(
          "The whole configuration of " + condition.name(), Origin.yaml(condition.config()));
    }
    page.origin(Origin.of(runs).facts(), configurations);
  }

  private static String name(NetworkSummary network) {
    return Study.network(network.condition(), network.seed());
  }

  /** The page of a network beside this one, if it is there. */
  private String link(NetworkSummary network) {
    String page = name(network) + "/report.html";
    return Files.isRegularFile(folder.resolve(page)) ? page : "";
  }

  /** The table of all of them, each with a link to its own page. */
  void write(ReportPage page) {
    List<List<String>> rows = new ArrayList<>();
    for (NetworkSummary network : reproduction.networks()) {
      rows.add(
          List.of(
              network.condition(),
              String.valueOf(network.seed()),
              network.state().keyword().replace('_', ' '),
              network.reason().isEmpty()
                  ? text("%.4f", network.number(Effect.NORMALIZED_ERROR))
                  : network.reason(),
              text("%.1f", network.number(Effect.MEAN_ANGULAR_ERROR_DEG)),
              count(network, UnitClass.COMPASS),
              count(network, UnitClass.CCW),
              count(network, UnitClass.CW),
              count(network, UnitClass.OTHER),
              count(network, UnitClass.INACTIVE),
              text("%.2f", network.number(Effect.SEPARABILITY)),
              text(
                  "%d of %d",
                  network.findings().keySet().stream().filter(network::shows).count(),
                  network.findings().size())));
    }
    page.table(
        "networks",
        "Networks",
        "Every network that was trained. Each has a folder beside this page; a name leads to the"
            + " report in it. All numbers are in networks.csv. Separability: the share of the"
            + " variance of S_AV that lies between two groups of units, at the best threshold.",
        List.of(
            "Condition",
            "Seed",
            "State",
            "Normalized error",
            "Error (deg)",
            "Compass",
            "CCW",
            "CW",
            "Other",
            "Inactive",
            "Separability",
            "Findings"),
        rows,
        reproduction.networks().stream().map(this::link).toList(),
        List.of());
  }

  private static String count(NetworkSummary network, UnitClass type) {
    return text("%.0f", network.number(Effect.count(type)));
  }
}
