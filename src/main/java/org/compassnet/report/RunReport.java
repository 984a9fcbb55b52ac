package org.compassnet.report;

import static org.compassnet.files.Text.text;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.compassnet.analysis.Analysis;
import org.compassnet.analysis.Finding;
import org.compassnet.analysis.Finding.Outcome;
import org.compassnet.config.Config;
import org.compassnet.config.NetworkConfig;
import org.compassnet.config.PenaltySchedule;
import org.compassnet.config.TaskConfig;
import org.compassnet.config.TrainingConfig;
import org.compassnet.config.TrainingConfig.ActivityPenalty;
import org.compassnet.config.TrainingConfig.OutgoingPenalty;
import org.compassnet.config.VelocityConfig;
import org.compassnet.config.Version;
import org.compassnet.files.AtomicFile;
import org.compassnet.training.Evaluation;
import org.compassnet.training.Metrics;
import org.compassnet.training.RunFolder;
import org.compassnet.training.Shrinkage;
import org.compassnet.training.StartingWeights;

/** Figures and report of an analysed run. */
public final class RunReport {

  private final RunFolder folder;
  private final RunFolder into;
  private final Analysis analysis;
  private final Config config;
  private final boolean trainedHere;

  private RunReport(RunFolder folder, Analysis analysis, RunFolder into) {
    this.folder = folder;
    this.into = into;
    this.analysis = analysis;
    this.config = analysis.config();
    // Weights from elsewhere come without a history.
    this.trainedHere = Files.isRegularFile(folder.metrics());
  }

  /** Writes all figures, as png and svg, and report.html. Without fonts, only the page's words. */
  public static void write(RunFolder folder, Analysis analysis) throws IOException {
    write(folder, analysis, folder);
  }

  /**
   * The same for an analysis with other settings than the run's own.
   *
   * @param into where figures and page go
   */
  public static void write(RunFolder folder, Analysis analysis, RunFolder into) throws IOException {
    new RunReport(folder, analysis, into).write();
  }

  private void write() throws IOException {
    Story story = new Story(analysis);
    boolean fonts = Figure.fontsAreThere();
    List<Plate> run = fonts ? runPlates() : List.of();
    List<Section> sections = story.sections();
    if (fonts) {
      Plate.write(
          into.figures(),
          Stream.concat(run.stream(), sections.stream().flatMap(s -> s.plates().stream()))
              .toList());
    }
    AtomicFile.write(into.report(), page(story, sections, run, fonts));
    // What an earlier analysis drew and this one could not.
    for (Section section : sections) {
      for (String name : section.undrawn()) {
        Files.deleteIfExists(into.figures().resolve(name + ".png"));
        Files.deleteIfExists(into.figures().resolve(name + ".svg"));
      }
    }
  }

  private List<Plate> runPlates() {
    List<Plate> plates = new ArrayList<>();
    plates.add(
        new Plate(
            "example_trial",
            Figures.example(analysis),
            "A trial that the network had not seen: a, true and decoded head direction; b, the"
                + " angular velocity, which is all it is told after the cue."));
    if (trainedHere) {
      plates.add(
          new Plate(
              "learning_curve",
              TrainingFigures.learningCurve(folder),
              "a, error and penalty of every update; b, the angular error on validation"
                  + " trials of the whole length."
                  + steps()));
    }
    return plates;
  }

  /** Where the curriculum makes the trials longer, which the error shows as jumps. */
  private String steps() {
    List<TrainingConfig.Stage> stages = config.training().curriculum();
    return stages.size() < 2
        ? ""
        : text(
            " The error jumps where the curriculum makes the trials longer: %s.",
            stages.stream()
                .map(stage -> text("%d steps from update %d", stage.steps(), stage.update()))
                .collect(Collectors.joining(", ")));
  }

  private String page(Story story, List<Section> sections, List<Plate> run, boolean fonts)
      throws IOException {
    Map<String, String> titles = new LinkedHashMap<>();
    titles.put("findings", "At a glance");
    titles.put("run", "The run");
    sections.forEach(s -> titles.put(s.id(), s.title()));
    titles.put("explore", "Explore the units");
    titles.put("methods", "Methods");
    titles.put("origin", "Origin");
    ReportPage page = new ReportPage(fonts);
    page.begin(config.name() + ", seed " + config.seed() + others(), lead(story.findings(), fonts))
        .contents(titles)
        .glance(sections)
        .facts("run", "The run", facts(), run);
    sections.forEach(section -> page.section(section, config.criteria()));
    return page.part("explorer.html")
        .part("methods.html")
        .origin(
            Origin.of(List.of(folder)).facts(),
            Map.of("The whole configuration (config.yaml)", Origin.yaml(config)))
        .end(ExplorerData.json(analysis), "CompassNet " + Version.number());
  }

  /** Settings of this analysis that are not the run's own. */
  private String others() {
    if (into.equals(folder)) {
      return "";
    }
    Map<String, String> own = folder.readConfig().values();
    String others =
        config.values().entrySet().stream()
            .filter(e -> !e.getValue().equals(own.get(e.getKey())))
            .map(e -> e.getKey() + " " + e.getValue())
            .collect(Collectors.joining(", "));
    return others.isEmpty() ? "" : ", analysed with " + others;
  }

  private String lead(List<Finding> findings, boolean fonts) {
    Evaluation evaluation = analysis.integration().evaluation();
    StringBuilder lead = new StringBuilder();
    lead.append(
        text(
            "This network of %d units keeps its direction with a mean error of %.1f deg (normalized"
                + " error %.4f). It shows %d of the %d findings of the paper that could be"
                + " measured.",
            config.network().units(),
            evaluation.angularErrorDeg().mean(),
            evaluation.normalizedError(),
            findings.stream().filter(Finding::shown).count(),
            findings.stream().filter(f -> f.outcome() != Outcome.NOT_MEASURED).count()));
    list(lead, " Not shown: ", findings, Outcome.NOT_SHOWN);
    list(lead, " Not measured: ", findings, Outcome.NOT_MEASURED);
    if (!fonts) {
      lead.append(" The figures are missing: Java finds no fonts on this machine.");
    }
    return lead.toString();
  }

  private static void list(
      StringBuilder lead, String title, List<Finding> findings, Outcome outcome) {
    List<String> titles =
        findings.stream()
            .filter(f -> f.outcome() == outcome)
            .map(f -> f.phenomenon().title())
            .map(t -> t.substring(0, 1).toLowerCase(Locale.ROOT) + t.substring(1))
            .toList();
    if (!titles.isEmpty()) {
      lead.append(title).append(String.join("; ", titles)).append('.');
    }
  }

  private Map<String, String> facts() throws IOException {
    Map<String, String> facts = new LinkedHashMap<>();
    NetworkConfig network = config.network();
    TaskConfig task = config.task();
    facts.put("Network", network.units() + " units, " + network.activation().keyword());
    facts.put(
        "Trials",
        text("%d steps of %.0f ms, cue of %d steps", task.steps(), task.stepMs(), task.cueSteps()));
    facts.put("Angular velocity", velocity(task.velocity()));
    facts.put(
        "Noise in training",
        text("%s noise, sd %s", network.noise().kind().keyword(), network.noise().sd()));
    facts.put("Activity penalty", activityPenalty());
    if (config.training().outgoingPenalty().charges()) {
      facts.put("Penalty of outgoing weights", outgoingPenalty());
    }
    facts.put("Training", training());
    if (trainedHere) {
      facts.put("Weight decay", Shrinkage.of(config.training()).toString());
    }
    Evaluation evaluation = analysis.integration().evaluation();
    facts.put(
        "Error",
        text(
            "%.2f deg mean, %.2f median, %.2f p95, %.2f at the end (%d fresh noise-free trials)",
            evaluation.angularErrorDeg().mean(),
            evaluation.angularErrorDeg().median(),
            evaluation.angularErrorDeg().p95(),
            evaluation.angularErrorDeg().finalMean(),
            evaluation.trials()));
    StartingWeights.originOf(folder)
        .ifPresent(
            origin ->
                facts.put(
                    "Before training",
                    origin
                        + ": this training went on from them, and wherever this page says before"
                        + " training it means them. Wiring that is not shown here is not what this"
                        + " training added; those weights may have had it"));
    if (!trainedHere) {
      facts.put(
          "Before training",
          "these weights came from elsewhere: what stands for their beginning is the random network"
              + " of this configuration's seed");
    }
    return facts;
  }

  private static String velocity(VelocityConfig velocity) {
    return switch (velocity.kind()) {
      case MOMENTUM ->
          text(
              "momentum process, sigma %s rad/step, momentum %s, pauses in %.0f %% of the trials",
              velocity.sigmaRadPerStep(), velocity.momentum(), 100 * velocity.pauseFraction());
      case ORNSTEIN_UHLENBECK ->
          text(
              "Ornstein-Uhlenbeck process, sd %s rad/step, %s ms",
              velocity.sigmaRadPerStep(), velocity.correlationTimeMs());
      case GAUSSIAN_PROCESS ->
          text(
              "Gaussian process, sd %s deg/s, length scale %s ms, pauses in %.0f %% of the trials",
              velocity.sdDegPerS(), velocity.lengthScaleMs(), 100 * velocity.pauseFraction());
      case ZERO_INFLATED ->
          text(
              "momentum process, sigma %s rad/step, momentum %s, in bouts of %s s between rests of"
                  + " %s s (means)",
              velocity.sigmaRadPerStep(),
              velocity.momentum(),
              velocity.boutMeanS(),
              velocity.restMeanS());
      case CONSTANT -> text("constant, %s deg/s", velocity.constantDegPerS());
      case RECORDED -> "recorded";
    };
  }

  private String activityPenalty() {
    ActivityPenalty penalty = config.training().activityPenalty();
    String words = penalty.weight() + (penalty.anneal() ? ", annealed" : "");
    return words
        + (penalty.l1Weight() > 0 ? ", L1 " + penalty.l1Weight() : "")
        + (penalty.groupWeight() > 0 ? ", groups " + penalty.groupWeight() : "")
        + schedule(penalty.schedule());
  }

  private String outgoingPenalty() {
    OutgoingPenalty penalty = config.training().outgoingPenalty();
    return text("L1 %s, groups %s", penalty.l1Weight(), penalty.groupWeight())
        + schedule(penalty.schedule());
  }

  private static String schedule(List<PenaltySchedule.Point> points) {
    return points.isEmpty()
        ? ""
        : points.stream()
            .map(p -> p.factor() + " at update " + p.update())
            .collect(Collectors.joining(", ", "; times ", ""));
  }

  private String training() {
    if (!trainedHere) {
      return "elsewhere; the weights were imported";
    }
    List<Metrics> metrics = Metrics.read(folder.metrics());
    return text(
        "%d updates of %d trials, %.0f s",
        metrics.size(),
        config.training().batchTrials(),
        metrics.isEmpty() ? 0 : metrics.get(metrics.size() - 1).seconds());
  }
}
