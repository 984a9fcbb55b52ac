package org.compassnet.report;

import static org.compassnet.files.Text.sentence;
import static org.compassnet.files.Text.text;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.compassnet.analysis.UnitClass;
import org.compassnet.cells.Cell;
import org.compassnet.cells.CellAnalysis;
import org.compassnet.cells.CellComparison;
import org.compassnet.cells.CellDifference;
import org.compassnet.cells.ComparedNetwork;
import org.compassnet.cells.Decoding;
import org.compassnet.cells.NetworkCells;
import org.compassnet.cells.PopulationRing;
import org.compassnet.config.Version;
import org.compassnet.files.AtomicFile;
import org.compassnet.files.Text;
import org.compassnet.study.CellStudy;
import org.compassnet.training.RunFolder;

/** Networks beside recorded cells on one page. */
public final class CellComparisonReport {

  private static final String DASH = "\u2013";

  /** Of more cells of a class so many are named; all are in units.csv. */
  private static final int NAMED = 40;

  private final CellComparison comparison;
  private final Map<String, String> missing;
  private final List<RunFolder> runs;

  private CellComparisonReport(CellStudy.Networks networks, List<RunFolder> runs) {
    this.comparison = networks.comparison();
    this.missing = networks.missing();
    this.runs = runs;
  }

  /**
   * Writes figures/ and report.html. Without fonts, no figures.
   *
   * @param runs of the networks
   * @return the page
   */
  public static Path write(Path folder, CellStudy.Networks networks, List<RunFolder> runs)
      throws IOException {
    boolean fonts = Figure.fontsAreThere();
    CellComparisonReport report = new CellComparisonReport(networks, runs);
    Map<String, List<Plate>> plates = fonts ? report.plates() : Map.of();
    for (List<Plate> section : plates.values()) {
      for (Plate plate : section) {
        plate.figure().write(folder.resolve("figures"), plate.name());
      }
    }
    Path page = folder.resolve("report.html");
    AtomicFile.write(page, report.page(plates, fonts));
    return page;
  }

  private Map<String, List<Plate>> plates() {
    Map<String, List<Plate>> plates = new LinkedHashMap<>();
    plates.put(
        "classes",
        List.of(
            new Plate(
                "maps",
                CellComparisonFigures.maps(comparison),
                "Firing rate over head direction (HD) and angular velocity (AV): a, cells; b,"
                    + " units, evenly from all classes (colour of the frame). Grey: too rarely"
                    + " there.")));
    plates.put(
        "statistics",
        List.of(
            new Plate(
                "distributions",
                CellComparisonFigures.distributions(comparison),
                CellComparisonFigures.distributionsCaption(comparison))));
    if (comparison.space().succeeded()) {
      plates.put(
          "counterparts",
          List.of(
              new Plate(
                  "counterparts",
                  CellComparisonFigures.counterparts(comparison),
                  "Cells (black), units with a counterpart among them (grey) and units without"
                      + " (purple), by two of the four numbers.")));
    }
    List<Plate> population = new ArrayList<>();
    Map<String, PopulationRing> rings = rings();
    if (!rings.isEmpty()) {
      population.add(
          new Plate(
              "rings",
              CellComparisonFigures.rings(rings),
              "A row for each population. To the left and in the middle, square roots of the"
                  + " smoothed rates along their principal components (PC), of no more units than"
                  + " there are cells. To the right, the lifetime of the longest hole of their"
                  + " cloud over that of the second (persistent homology), against clouds with"
                  + " every cell shuffled: a ring has one hole."));
    }
    population.add(
        new Plate(
            "decoding",
            CellComparisonFigures.decoding(comparison),
            "The direction decoded from some cells, or as many units, by Bayes' rule with held-out"
                + " blocks; medians of random choices. 90 deg is chance."));
    plates.put("population", population);
    return plates;
  }

  /** Of the cells, and of the first network. */
  private Map<String, PopulationRing> rings() {
    Map<String, PopulationRing> rings = new LinkedHashMap<>();
    ComparedNetwork first = comparison.networks().get(0);
    CellComparison.awake(comparison.cells().rings()).ifPresent(ring -> rings.put("cells", ring));
    CellComparison.awake(first.rings()).ifPresent(ring -> rings.put(first.name(), ring));
    return rings;
  }

  private String page(Map<String, List<Plate>> plates, boolean fonts) throws IOException {
    Map<String, String> titles = new LinkedHashMap<>();
    titles.put("compared", "What is compared");
    titles.put("classes", "Classes");
    titles.put("statistics", "Distributions");
    titles.put("counterparts", "Counterparts");
    titles.put("population", "Population");
    titles.put("origin", "Origin");
    ReportPage page = new ReportPage(fonts);
    page.begin("Networks beside recorded cells", comparison.sample() + ". " + CellComparison.LIMITS)
        .contents(titles)
        .facts("compared", titles.get("compared"), compared(), List.of())
        .table(
            "classes",
            titles.get("classes"),
            "By the same rules. Of the cells, what few spikes cannot tell has no class and is among"
                + " the others; so it is of the units, which were given no more spikes.",
            List.of("Class", "Cells", "Units", "Which cells"),
            classes(),
            plates.getOrDefault("classes", List.of()))
        .table(
            "statistics",
            titles.get("statistics"),
            text(
                "Medians over cells and over units. An interval (95 %%) and a p are %s: cells of"
                    + " one animal, and units of one network, are not taken for independent"
                    + " samples. p is corrected for the number of statistics by Holm's method."
                    + " Cliff's delta is the share of pairs in which the unit has more less that in"
                    + " which the cell has. Width and anticipation are of head-direction cells"
                    + " alone.",
                comparison.over()),
            List.of(
                "Statistic",
                "Cells",
                "Units",
                "Difference",
                "Interval",
                "p",
                "Cliff's delta",
                "Answer"),
            statistics(),
            plates.getOrDefault("statistics", List.of()))
        .table(
            "counterparts",
            titles.get("counterparts"),
            comparison.counterpartWords()
                + " A unit has a counterpart if a cell is as near to it, by vector length, S_AV,"
                + " asymmetry and width in units of their noise, as 95 % of the cells are to"
                + " themselves in another session, told by the halves of this one; of fewer than 20"
                + " cells, as all of them are.",
            List.of("Class", "Units tuned to direction", "Without counterpart"),
            comparison.withoutCounterpartByClass().entrySet().stream()
                .map(
                    e ->
                        List.of(
                            e.getKey().label(),
                            String.valueOf(e.getValue().of()),
                            String.valueOf(e.getValue().without())))
                .toList(),
            plates.getOrDefault("counterparts", List.of()))
        .table(
            "population",
            titles.get("population"),
            decoding(),
            List.of(),
            List.of(),
            plates.getOrDefault("population", List.of()));
    return page.origin(origin(), configuration()).end("CompassNet " + Version.number());
  }

  /** Where cells and networks come from; what is said of versions and dates is of the networks. */
  private Map<String, String> origin() throws IOException {
    Map<String, String> facts = new LinkedHashMap<>();
    facts.put("Recording", recording());
    facts.putAll(Origin.of(runs).facts());
    facts.put(
        "Compared by",
        text("CompassNet, version %s, commit %.10s", Version.number(), Version.commit()));
    return facts;
  }

  /** The name of its file, and not where that was. */
  private String recording() {
    return comparison.cells().recording().source().replaceAll("^.*[/\\\\]", "");
  }

  private Map<String, String> configuration() {
    return runs.isEmpty()
        ? Map.of()
        : Map.of(
            runs.size() == 1
                ? "The whole configuration of the network"
                : "The whole configuration of the first network",
            Origin.yaml(runs.get(0).readConfig()));
  }

  private Map<String, String> compared() {
    CellAnalysis cells = comparison.cells();
    Map<String, String> facts = new LinkedHashMap<>();
    facts.put("Cells", recording());
    facts.put(
        "Session",
        text(
            "%s; the direction is known for %.0f s",
            comparison.sample(), cells.turns().trackedS()));
    facts.put(
        "Networks",
        text(
            "%s; %d active units, which are all of them or, of a network with more than %d and of a"
                + " session of many hours, drawn at random",
            String.join(", ", comparison.networks().stream().map(ComparedNetwork::name).toList()),
            comparison.units(),
            NetworkCells.MOST_UNITS));
    facts.put(
        "The units' spikes",
        "Poisson, by each unit's map over direction and velocity, along the course of this"
            + " session's head with its gaps, at the cells' mean rates, dealt at random; then taken"
            + " apart by the analysis of the cells. Silent units are left out: a silent cell is not"
            + " recorded either.");
    missing.forEach((name, why) -> facts.put("Left out: " + name, why));
    return facts;
  }

  private List<List<String>> classes() {
    List<List<String>> rows = new ArrayList<>();
    for (UnitClass type : UnitClass.values()) {
      rows.add(
          List.of(
              sentence(type.label()),
              share(comparison.cells().counts().get(type), comparison.cells().cells().size()),
              share(comparison.units(type), comparison.units()),
              names(type)));
    }
    return rows;
  }

  private String names(UnitClass type) {
    List<String> names =
        comparison.cells().cells().stream()
            .filter(cell -> cell.type() == type)
            .map(Cell::name)
            .toList();
    int more = names.size() - NAMED;
    return String.join(", ", names.subList(0, Math.min(NAMED, names.size())))
        + (more > 0 ? " and " + more + " more" : "");
  }

  private static String share(int some, int all) {
    return text("%d of %d (%.0f %%)", some, all, 100.0 * some / all);
  }

  private List<List<String>> statistics() {
    List<List<String>> rows = new ArrayList<>();
    for (CellDifference of : comparison.differences()) {
      String unit = of.statistic().unit();
      rows.add(
          List.of(
              sentence(of.statistic().words()) + (unit.isEmpty() ? "" : " (" + unit + ")"),
              number("%.2f", of.cells()),
              number("%.2f", of.units()),
              number("%+.2f", of.value()),
              Double.isNaN(of.confidence().low())
                  ? DASH
                  : text("%+.2f to %+.2f", of.confidence().low(), of.confidence().high()),
              Double.isNaN(of.correctedP()) ? DASH : Text.p(of.correctedP()),
              number("%+.2f", of.cliffsDelta()),
              of.words()));
    }
    return rows;
  }

  private static String number(String format, double value) {
    return Double.isNaN(value) ? DASH : text(format, value);
  }

  private String decoding() {
    int some = comparison.decodedTogether();
    StringBuilder words =
        new StringBuilder(
            text(
                "From %d cells the direction is decoded to %.1f deg (median), from as many units"
                    + " to",
                some, CellComparison.errorDeg(comparison.cells(), some)));
    String separator = " ";
    for (ComparedNetwork network : comparison.networks()) {
      words.append(separator).append(text("%.1f", CellComparison.errorDeg(network.units(), some)));
      separator = ", ";
    }
    Decoding all = comparison.cells().decoding();
    return words
        + text(
            " deg. All %d cells decode it to %.1f deg; independent Poisson cells with their curves"
                + " would to %.1f deg%s.",
            comparison.cells().cells().size(),
            all.medianErrorDeg(),
            all.poissonMedianErrorDeg(),
            all.medianErrorDeg() > all.poissonMedianErrorDeg()
                ? ": the rest is in a slow drift and in how the cells differ from those, which the"
                    + " units' spikes are"
                : "");
  }
}
