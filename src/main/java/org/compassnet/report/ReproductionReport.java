package org.compassnet.report;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.compassnet.analysis.Findings;
import org.compassnet.config.Config;
import org.compassnet.config.CriteriaConfig;
import org.compassnet.config.Version;
import org.compassnet.files.AtomicFile;
import org.compassnet.study.Condition;
import org.compassnet.study.Effects;
import org.compassnet.study.Outcome;
import org.compassnet.study.Portrait;
import org.compassnet.study.Reproduction;
import org.compassnet.study.SettingsStudy;
import org.compassnet.study.Study;
import org.compassnet.study.Verdict;

/** The report of a reproduction: a verdict for each of the paper's questions. */
public final class ReproductionReport {

  private final Path folder;
  private final Reproduction reproduction;
  private final SettingsStudy settings;
  private final CriteriaConfig criteria;
  private final boolean fonts = Figure.fontsAreThere();

  private ReproductionReport(Path folder, Reproduction reproduction, SettingsStudy settings) {
    this.folder = folder;
    this.reproduction = reproduction;
    this.settings = settings;
    this.criteria = main().criteria();
  }

  /**
   * Writes figures/ and report.html.
   *
   * @param settings the study of single settings for the appendix, or null
   * @return the page
   */
  public static Path write(
      Path folder, Reproduction reproduction, Study study, SettingsStudy settings)
      throws IOException {
    return new ReproductionReport(folder, reproduction, settings).write(study);
  }

  private Config main() {
    return reproduction.conditions().stream()
        .filter(c -> c.name().equals(Reproduction.MAIN))
        .findFirst()
        .orElseThrow()
        .config();
  }

  private Path write(Study study) throws IOException {
    Map<Integer, List<Plate>> plates = new LinkedHashMap<>();
    for (int question = 1; question <= 5; question++) {
      plates.put(question, new ArrayList<>());
    }
    List<Plate> appendix = new ArrayList<>();
    if (fonts) {
      plates(plates, study);
      if (settings != null) {
        appendix.add(
            new Plate(
                "settings",
                StudyFigures.settings(
                    settings.conditions(), settings.outcomes(), criteria.confidence()),
                "The main condition with one setting changed at a time and a shorter training. Dots"
                    + " are networks, with mean and interval; the bars are mean counts of units."));
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

  private void plates(Map<Integer, List<Plate>> plates, Study study) {
    plates
        .get(1)
        .add(
            new Plate(
                "shares",
                StudyFigures.shares(reproduction.verdicts()),
                text(
                    "Share of the main condition's networks that show each finding, with its exact"
                        + " %.0f %% interval.",
                    100 * criteria.confidence())));
    plates
        .get(2)
        .add(
            new Plate(
                "kernels",
                StudyFigures.kernels(reproduction),
                "Mean weight onto compass units over the difference of preferred directions. Thin"
                    + " lines are networks, the thick one their mean, grey the same units before"
                    + " training."));
    plates
        .get(4)
        .add(
            new Plate(
                "conditions",
                StudyFigures.conditions(Portrait.of(reproduction, study)),
                "A row per condition. Left, angular velocities of the moving head. Middle, tuning to"
                    + " velocity of the units of all networks that learned, compass units in blue."
                    + " Right, units of one network, evenly from its classes (colour of the frame):"
                    + " head direction across, angular velocity up."));
    plates
        .get(4)
        .add(
            new Plate(
                "classes",
                StudyFigures.classes(reproduction, criteria.confidence()),
                "Units of each class by condition. Small dots are networks; beside them the mean"
                    + " with its interval."));
    plates
        .get(4)
        .add(
            new Plate(
                "cross",
                StudyFigures.cross(reproduction),
                "Networks of one condition tested on the trajectories of another."));
    plates
        .get(5)
        .add(
            new Plate(
                "gains",
                StudyFigures.gains(reproduction),
                "Decoded against true velocity in constant turns, a line a network; dashed, perfect"
                    + " integration."));
  }

  private String page(Map<Integer, List<Plate>> plates, List<Plate> appendix) {
    Map<String, String> titles = new LinkedHashMap<>();
    titles.put("findings", "At a glance");
    for (Verdict verdict : reproduction.verdicts()) {
      titles.put("question-" + verdict.question(), "Question " + verdict.question());
    }
    titles.put("networks", "Networks");
    if (settings != null) {
      titles.put("settings", "Settings");
    }
    titles.put("criteria", "Criteria");
    ReportPage page = new ReportPage(fonts);
    page.begin("Five questions, " + reproduction.outcomes().size() + " networks", lead())
        .contents(titles)
        .verdicts(reproduction.verdicts());
    for (Verdict verdict : reproduction.verdicts()) {
      page.question(
          verdict,
          verdict.claims().stream().map(this::numbers).toList(),
          note(verdict.question()),
          plates.get(verdict.question()));
    }
    networks(page);
    if (settings != null) {
      settings(page, appendix);
    }
    criteria(page);
    return page.end("CompassNet " + Version.number());
  }

  private String lead() {
    StringBuilder text = new StringBuilder();
    for (Condition condition : reproduction.conditions()) {
      List<Outcome> of = reproduction.of(condition.name());
      text.append(text.isEmpty() ? "Networks that learned the task: " : ", ")
          .append(
              text(
                  "%s %d of %d",
                  condition.name(), of.stream().filter(Outcome::learned).count(), of.size()));
    }
    text.append(
        ". Only these speak to the questions; the others are in the table of networks. Questions 1,"
            + " 2, 3 and 5 are asked of the main condition.");
    return text.toString();
  }

  /** What else a reader should know before taking an answer home. */
  private String note(int question) {
    List<Outcome> learned =
        reproduction.of(Reproduction.MAIN).stream().filter(Outcome::learned).toList();
    if (question != 1 || learned.isEmpty()) {
      return "";
    }
    return text(
        "Whether the classes are separate groups or the ends of a continuum is another matter: the dip"
            + " test finds more than one peak of S_AV in %d of %d networks (separability %.2f on"
            + " average; 0.75 is that of a uniform spread), and counts depend on the threshold: %.2f"
            + " here, where Otsu's split of all networks' units together is at %.2f.",
        learned.stream().filter(o -> o.shows("separate")).count(),
        learned.size(),
        learned.stream().mapToDouble(o -> o.number(Effects.SEPARABILITY)).average().orElse(0),
        main().analysis().avThreshold(),
        reproduction.pooledSeparability(Reproduction.MAIN).threshold());
  }

  /** One line of numbers for a claim. */
  private String numbers(Verdict.Judged claim) {
    if (claim.networks() == 0) {
      return "No network that learned speaks to it.";
    }
    StringBuilder text = new StringBuilder();
    if (claim.shown() >= 0) {
      text.append(
          text(
              "Shown by %d of %d networks (%.0f %% interval %.2f to %.2f; %.0f %% are wanted). ",
              claim.shown(),
              claim.networks(),
              100 * criteria.confidence(),
              claim.share().low(),
              claim.share().high(),
              100 * criteria.supportedShare()));
    } else {
      text.append(text("%d networks. ", claim.networks()));
    }
    boolean trend = claim.test().startsWith("permutations");
    text.append(
        trend
            ? text("Effect (%s), high minus low: %s", claim.unit(), number(claim.value()))
            : text(
                "Effect (%s): %s against %s, difference %s",
                claim.unit(),
                number(claim.value()),
                number(claim.reference()),
                number(claim.difference().value())));
    text.append(
        Double.isFinite(claim.difference().low())
            ? text(
                " (%s to %s)", number(claim.difference().low()), number(claim.difference().high()))
            : " (no interval with so few)");
    text.append(text("; p %s, %s.", Findings.p(claim.p()), claim.test()));
    return text.toString();
  }

  private static String number(double value) {
    return Double.isNaN(value)
        ? "not measured"
        : Math.abs(value) >= 10 ? text("%.1f", value) : text("%.3f", value);
  }

  private void networks(ReportPage page) {
    List<List<String>> rows = new ArrayList<>();
    for (Outcome outcome : reproduction.outcomes()) {
      rows.add(
          List.of(
              outcome.condition(),
              String.valueOf(outcome.seed()),
              outcome.state().keyword().replace('_', ' '),
              outcome.reason().isEmpty()
                  ? text("%.4f", outcome.number(Effects.ERROR))
                  : outcome.reason(),
              text("%.1f", outcome.number(Effects.ERROR_DEG)),
              count(outcome, "compass"),
              count(outcome, "ccw"),
              count(outcome, "cw"),
              count(outcome, "other"),
              count(outcome, "inactive"),
              text("%.2f", outcome.number(Effects.SEPARABILITY)),
              text(
                  "%d of %d",
                  outcome.findings().keySet().stream().filter(outcome::shows).count(),
                  outcome.findings().size())));
    }
    page.table(
        "networks",
        "Networks",
        "Every network that was trained. Each has a folder beside this page with a report of its own."
            + " All numbers are in networks.csv.",
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
        List.of());
  }

  private static String count(Outcome outcome, String type) {
    return text("%.0f", outcome.number("n_" + type));
  }

  private void settings(ReportPage page, List<Plate> plates) {
    List<List<String>> rows = new ArrayList<>();
    for (Condition condition : settings.conditions()) {
      List<Outcome> of = settings.of(condition.name());
      rows.add(
          List.of(
              condition.name(),
              text("%d of %d", of.stream().filter(Outcome::learned).count(), of.size()),
              mean(of, Effects.ERROR, "%.4f"),
              mean(of, "n_compass", "%.0f"),
              mean(of, "n_ccw", "%.0f"),
              mean(of, "n_cw", "%.0f"),
              mean(of, "n_inactive", "%.0f"),
              mean(of, Effects.SEPARABILITY, "%.2f"),
              mean(of, Effects.LESION_OUTPUT, "%.2f"),
              mean(of, Effects.LESION_BUMP, "%.2f")));
    }
    page.table(
        "settings",
        "Appendix: settings",
        text(
            "What single settings do, over %d networks each. The base is the main condition; all"
                + " train for %d updates unless the name says otherwise.",
            settings.outcomes().size() / Math.max(1, settings.conditions().size()),
            settings.conditions().get(0).config().training().updates()),
        List.of(
            "Setting",
            "Learned",
            "Error",
            "Compass",
            "CCW",
            "CW",
            "Inactive",
            "Separability",
            "Output, compass cut",
            "Bump, shifters cut"),
        rows,
        plates);
  }

  private static String mean(List<Outcome> outcomes, String effect, String format) {
    double mean =
        outcomes.stream()
            .mapToDouble(o -> o.number(effect))
            .filter(Double::isFinite)
            .average()
            .orElse(Double.NaN);
    return Double.isNaN(mean) ? "\u2013" : text(format, mean);
  }

  private void criteria(ReportPage page) {
    page.table(
        "criteria",
        "Criteria",
        text(
            "A claim is supported if at least %.0f %% of the networks that learned show its finding,"
                + " and its effect is beyond what it is compared with, by the %.0f %% interval of the"
                + " mean over networks and by an exact test over networks at p < %.2f. It is not"
                + " supported if the upper end of the share's interval is below %.0f %%, or the effect"
                + " lies beyond in the other sense. Otherwise it is undecided. A question is supported"
                + " if all its claims are, and not supported if one is not. The criteria stand in the"
                + " configuration (criteria.*), which every network of a study shares. No p is corrected"
                + " for the number of claims.",
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

  private static String text(String format, Object... values) {
    return String.format(Locale.ROOT, format, values);
  }
}
