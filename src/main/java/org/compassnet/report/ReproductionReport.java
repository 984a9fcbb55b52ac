package org.compassnet.report;

import static org.compassnet.files.Text.text;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.compassnet.analysis.Phenomenon;
import org.compassnet.config.CriteriaConfig;
import org.compassnet.config.Version;
import org.compassnet.files.AtomicFile;
import org.compassnet.study.CellStudy;
import org.compassnet.study.Condition;
import org.compassnet.study.Effect;
import org.compassnet.study.FlyStudy;
import org.compassnet.study.NetworkSummary;
import org.compassnet.study.Protocol;
import org.compassnet.study.Question;
import org.compassnet.study.Reproduction;
import org.compassnet.study.SettingsStudy;
import org.compassnet.study.Study;
import org.compassnet.study.Verdict;

/** The report of a reproduction: a verdict for each of the paper's questions. */
public final class ReproductionReport {

  private final Path folder;
  private final Reproduction reproduction;
  private final Protocol protocol;
  private final SettingsStudy settings;
  private final FlyStudy fly;
  private final CellStudy cells;
  private final CriteriaConfig criteria;
  private final boolean fonts = Figure.fontsAreThere();

  private ReproductionReport(
      Path folder,
      Reproduction reproduction,
      Protocol protocol,
      SettingsStudy settings,
      FlyStudy fly,
      CellStudy cells) {
    this.protocol = protocol;
    this.folder = folder;
    this.reproduction = reproduction;
    this.settings = settings;
    this.fly = fly;
    this.cells = cells;
    this.criteria = reproduction.main().criteria();
  }

  /**
   * Writes figures/ and report.html.
   *
   * @param protocol that the study followed, or null
   * @param settings the study of single settings for the appendix, or null
   * @param fly the networks beside a fly's wiring, or null
   * @param cells the networks beside recorded cells, or null
   * @return the page
   */
  public static Path write(
      Path folder,
      Reproduction reproduction,
      Study study,
      Protocol protocol,
      SettingsStudy settings,
      FlyStudy fly,
      CellStudy cells)
      throws IOException {
    return new ReproductionReport(folder, reproduction, protocol, settings, fly, cells)
        .write(study);
  }

  private Path write(Study study) throws IOException {
    Map<Question, List<Plate>> plates = fonts ? plates(study) : Map.of();
    List<Plate> appendix = new ArrayList<>();
    if (fonts) {
      if (settings != null) {
        appendix.add(
            new Plate(
                "settings", SettingsFigures.settings(settings), SettingsText.caption(settings)));
      }
      for (List<Plate> list : plates.values()) {
        draw(list);
      }
      draw(appendix);
    }
    Path page = folder.resolve("report.html");
    AtomicFile.write(page, page(plates, appendix));
    return page;
  }

  private void draw(List<Plate> plates) throws IOException {
    for (Plate plate : plates) {
      plate.figure().write(folder.resolve("figures"), plate.name());
    }
  }

  private Map<Question, List<Plate>> plates(Study study) {
    return Map.of(
        Question.EMERGENCE,
        List.of(
            new Plate(
                "shares",
                StudyFigures.shares(reproduction.verdicts()),
                text(
                    "Share of the main condition's networks that show each finding, with its exact"
                        + " %.0f %% interval.",
                    100 * criteria.confidence()))),
        Question.WIRING,
        wiring(),
        Question.INPUT_STATISTICS,
        statistics(study),
        Question.SUFFICIENCY,
        List.of(
            new Plate(
                "gains",
                StudyFigures.gains(reproduction),
                "Decoded against true velocity in constant turns, a line for each network that"
                    + " learned; dashed, perfect integration.")));
  }

  private List<Plate> statistics(Study study) {
    List<Plate> plates = new ArrayList<>(ConditionFigures.plates(reproduction, study));
    if (cells != null) {
      plates.add(new Plate("cells", CellStudyFigures.differences(cells), CellStudyFigures.CAPTION));
    }
    return plates;
  }

  private List<Plate> wiring() {
    Plate kernels =
        new Plate(
            "kernels",
            StudyFigures.kernels(reproduction),
            "Mean weight onto compass units over the difference of preferred directions. Thin lines"
                + " are networks, the thick one their mean, grey the same units before training. A"
                + " network with one unit of a class has no mean to draw, and a few weights of some"
                + " networks are beyond the axis, which holds nine tenths of them.");
    return fly == null
        ? List.of(kernels)
        : List.of(
            kernels,
            new Plate(
                "fly",
                FlyFigures.kernels(fly.comparisons(Reproduction.MAIN)),
                FlyFigures.KERNELS + " A coloured line is a network of the main condition."));
  }

  private String page(Map<Question, List<Plate>> plates, List<Plate> appendix) throws IOException {
    Map<String, String> titles = new LinkedHashMap<>();
    titles.put("findings", "At a glance");
    for (Verdict verdict : reproduction.verdicts()) {
      int number = verdict.question().number();
      titles.put("question-" + number, "Question " + number);
    }
    titles.put("conditions", "Conditions");
    titles.put("networks", "Networks");
    if (settings != null) {
      titles.put("settings", "Settings");
    }
    titles.put("criteria", "Criteria");
    if (protocol != null) {
      titles.put("protocol", "Protocol");
    }
    titles.put("origin", "Origin");
    ReportPage page = new ReportPage(fonts);
    page.begin("Five questions, " + reproduction.networks().size() + " networks", lead())
        .contents(titles)
        .verdicts(reproduction.verdicts());
    for (Verdict verdict : reproduction.verdicts()) {
      page.question(
          verdict,
          verdict.claims().stream().map(c -> ClaimText.of(c, criteria)).toList(),
          note(verdict.question()),
          plates.getOrDefault(verdict.question(), List.of()));
    }
    FindingsByCondition.write(page, reproduction);
    NetworksTable networks = new NetworksTable(folder, reproduction);
    networks.write(page);
    if (settings != null) {
      page.table(
          "settings",
          "Appendix: settings",
          SettingsText.lead(settings),
          SettingsText.HEADER,
          SettingsText.rows(settings),
          appendix);
    }
    criteria(page);
    if (protocol != null) {
      new ProtocolSection(protocol, folder, reproduction).write(page);
    }
    networks.origin(page);
    return page.end("CompassNet " + Version.number());
  }

  private String lead() {
    StringBuilder text = new StringBuilder();
    for (Condition condition : reproduction.conditions()) {
      List<NetworkSummary> of = reproduction.of(condition.name());
      text.append(text.isEmpty() ? "Networks that learned the task: " : ", ")
          .append(
              text(
                  "%s %d of %d",
                  condition.name(),
                  of.stream().filter(NetworkSummary::learned).count(),
                  of.size()));
    }
    text.append(
        ". Only these speak to the questions; the others are in the table of networks. Questions 1,"
            + " 2, 3 and 5 are asked of the main condition.");
    return text.toString();
  }

  /** What else a reader should know before taking an answer home. */
  private String note(Question question) {
    if (question == Question.WIRING && fly != null) {
      return FlyText.note(fly, reproduction);
    }
    if (question == Question.INPUT_STATISTICS && cells != null) {
      return CellsText.note(cells);
    }
    long learned = reproduction.learned(Reproduction.MAIN).size();
    if (question != Question.EMERGENCE || learned == 0) {
      return "";
    }
    return text(
        "Whether the classes are separate groups or the ends of a continuum is another matter: the"
            + " dip test finds more than one peak of S_AV, of the asymmetry or of the velocity's"
            + " weights in %d of %d networks (separability of S_AV %.2f on average; 0.75 is that of"
            + " a uniform spread), and counts depend on the threshold: %.2f here, where Otsu's"
            + " split of all networks' units together is at %.2f.",
        reproduction.showing(Reproduction.MAIN, Phenomenon.SEPARATE),
        learned,
        reproduction.sample(Reproduction.MAIN, Effect.SEPARABILITY).mean().value(),
        reproduction.main().analysis().avThreshold(),
        reproduction.pooledSeparability(Reproduction.MAIN).threshold());
  }

  private void criteria(ReportPage page) {
    page.table(
        "criteria",
        "Criteria",
        text(
            "A claim is supported if its finding is shown by more than %.0f %% of the networks that"
                + " learned, by the lower end of the share's exact %.0f %% interval, and its effect"
                + " is beyond what it is compared with, by the interval of the mean over networks"
                + " and by an exact test over networks at p < %.2f, corrected for all claims of"
                + " this report by Holm's method. It is not supported if the upper end of the"
                + " share's interval is below %.0f %%, or the effect lies beyond in the other"
                + " sense. Otherwise it is undecided. A question is supported if all its claims"
                + " are, and not supported if one is not. The criteria stand in the configuration"
                + " (criteria.*), which every network of a study shares. What is read from units"
                + " counts only of networks that integrate the velocities that they are read with"
                + " (analysis.av_range_deg_per_s).",
            100 * criteria.supportedShare(),
            100 * criteria.confidence(),
            criteria.alpha(),
            100 * criteria.supportedShare()),
        List.of("Key", "Value"),
        criteria.values().entrySet().stream()
            .map(e -> List.of("criteria." + e.getKey(), String.valueOf(e.getValue())))
            .toList(),
        List.of());
  }
}
