package org.compassnet.report;

import static org.compassnet.files.Text.sentence;
import static org.compassnet.files.Text.text;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.compassnet.analysis.UnitClass;
import org.compassnet.config.Version;
import org.compassnet.files.AtomicFile;
import org.compassnet.study.AnalysedRun;
import org.compassnet.study.ComparedRun;
import org.compassnet.study.RunComparison;

/** Runs side by side on one page. */
public final class RunComparisonReport {

  private static final String DASH = "\u2013";
  private static final List<String> FIGURES =
      List.of("learning_curves", "errors_and_classes", "strengths", "kernels", "lesions", "drift");

  private static final String LEARNING =
      "Updates are each run's own: one that went on from another begins at 0 again.";

  private final Path folder;
  private final RunComparison comparison;
  private final List<ComparedRun> runs;
  private final Map<String, Plate> plates = new LinkedHashMap<>();

  private RunComparisonReport(Path folder, RunComparison comparison, boolean fonts) {
    this.folder = folder;
    this.comparison = comparison;
    this.runs = comparison.runs();
    if (fonts) {
      RunCurves curves = new RunCurves(comparison);
      RunPanels panels = new RunPanels(comparison);
      FIGURES.stream()
          .filter(this::hasContent)
          .forEach(name -> plates.put(name, plate(name, curves, panels)));
    }
  }

  /**
   * Writes figures/ and report.html. Without fonts, no figures.
   *
   * @return the page
   */
  public static Path write(Path folder, RunComparison comparison) throws IOException {
    boolean fonts = Figure.fontsAreThere();
    RunComparisonReport report = new RunComparisonReport(folder, comparison, fonts);
    Path figures = folder.resolve("figures");
    for (Plate plate : report.plates.values()) {
      plate.figure().write(figures, plate.name());
    }
    Path page = folder.resolve("report.html");
    AtomicFile.write(page, report.page(fonts));
    // What an earlier comparison drew and this one could not.
    for (String name : FIGURES) {
      if (!report.plates.containsKey(name)) {
        Files.deleteIfExists(figures.resolve(name + ".png"));
        Files.deleteIfExists(figures.resolve(name + ".svg"));
      }
    }
    return page;
  }

  /** Whether any run has what a figure shows. */
  private boolean hasContent(String name) {
    return switch (name) {
      case "learning_curves" -> runs.stream().anyMatch(run -> !run.metrics().isEmpty());
      case "strengths" -> any(a -> true);
      case "kernels" -> any(a -> !a.kernels().isEmpty());
      case "lesions" -> any(a -> !a.bumps().isEmpty());
      case "drift" -> any(a -> a.drift().isPresent() || a.memory().isPresent());
      default -> true;
    };
  }

  private boolean any(Predicate<AnalysedRun> results) {
    return runs.stream().anyMatch(run -> run.analysis().filter(results).isPresent());
  }

  private Plate plate(String name, RunCurves curves, RunPanels panels) {
    return switch (name) {
      case "learning_curves" ->
          new Plate(
              name,
              curves.learningCurves(),
              "a, the error of every update, with the noise of training; it jumps where a"
                  + " curriculum makes the trials longer. b, the angular error on validation trials"
                  + " of the whole length.");
      case "errors_and_classes" ->
          new Plate(
              name,
              panels.errorsAndClasses(),
              "a, angular error of the last evaluation, mean and 95th percentile (p95). b, the"
                  + " units of each class; CCW and CW are shifters.");
      case "strengths" ->
          new Plate(
              name,
              panels.strengths(),
              "How far the units' rates depend on angular velocity (S_AV), stacked by class, in"
                  + " percent of the run's units, on one scale. The line is the threshold from"
                  + " which a unit is a shifter. Inactive units are left out.");
      case "kernels" ->
          new Plate(
              name,
              panels.kernels(),
              "Mean weight onto compass units over the difference of preferred directions (PD),"
                  + " that of the receiving unit less that of the sending one, a row per run on one"
                  + " scale; in grey the same pairs of units before that run's training.");
      case "lesions" ->
          new Plate(
              name,
              curves.bumps(comparison.lesions()),
              "What is left of the bump at rest after each cut, which is not taken back, on one"
                  + " scale: 1 is the bump before the cut, 0 is none that tells the direction.");
      case "drift" ->
          new Plate(
              name,
              curves.drift(),
              "The head at rest: a, how fast the decoded direction drifts, by direction; b, how far"
                  + " it is from where it began.");
      default -> throw new IllegalArgumentException(name);
    };
  }

  private String page(boolean fonts) throws IOException {
    Origin origin = Origin.of(runs.stream().map(ComparedRun::folder).toList());
    List<String> names = runs.stream().map(ComparedRun::name).toList();
    Map<String, String> titles = new LinkedHashMap<>();
    titles.put("runs", "The runs");
    titles.put("differences", "Settings");
    titles.put("learning", "Learning");
    titles.put("errors", "Errors");
    titles.put("units", "Units");
    titles.put("kernels", "Kernels");
    titles.put("lesions", "Lesions");
    titles.put("drift", "Drift");
    titles.put("pages", "Their reports");
    titles.put("origin", "Origin");
    Map<String, List<String>> differences = comparison.differences();
    return new ReportPage(fonts)
        .begin(names.size() + " runs side by side", String.join(", ", names) + ".")
        .contents(titles)
        .facts("runs", titles.get("runs"), facts(), List.of())
        .table(
            "differences",
            titles.get("differences"),
            differences.isEmpty()
                ? "All keys of the configuration are alike."
                : "Keys of the configuration that are not alike in all of them.",
            header("Key"),
            rows(differences),
            List.of())
        .table(
            "learning",
            titles.get("learning"),
            LEARNING,
            List.of(),
            List.of(),
            drawn("learning_curves"))
        .table(
            "errors",
            titles.get("errors"),
            "Angular errors in deg, of each run's last evaluation on trials of its own task: where"
                + " the velocities or the lengths of the trials differ, so does what is asked of"
                + " the network.",
            header(""),
            errors(),
            drawn("errors_and_classes"))
        .table(
            "units",
            titles.get("units"),
            "Units of each class, by the rules of each run's own configuration.",
            header("Class"),
            counts(),
            drawn("strengths"))
        .table(
            "kernels",
            titles.get("kernels"),
            notMeasured("connectivity"),
            List.of(),
            List.of(),
            drawn("kernels"))
        .table(
            "lesions",
            titles.get("lesions"),
            Stream.of(notMeasured("lesions"), noDirection())
                .filter(words -> !words.isEmpty())
                .collect(Collectors.joining(" ")),
            header("Lesion"),
            lesions(),
            drawn("lesions"))
        .table(
            "drift",
            titles.get("drift"),
            Stream.of(notMeasured("drift"), notMeasured("memory"))
                .filter(words -> !words.isEmpty())
                .distinct()
                .collect(Collectors.joining(" ")),
            List.of(),
            List.of(),
            drawn("drift"))
        .table(
            "pages",
            titles.get("pages"),
            "Each run's own report, where it is there.",
            List.of("Run"),
            names.stream().map(List::of).toList(),
            runs.stream().map(this::link).toList(),
            List.of())
        .origin(origin.facts(), configurations())
        .end("CompassNet " + Version.number());
  }

  private Map<String, String> configurations() {
    Map<String, String> configurations = new LinkedHashMap<>();
    for (ComparedRun run : runs) {
      configurations.put("The whole configuration of " + run.name(), Origin.yaml(run.config()));
    }
    return configurations;
  }

  /** A run's own page from this one, if it is there. */
  private String link(ComparedRun run) {
    Path page = run.folder().report().toAbsolutePath().normalize();
    return Files.isRegularFile(page)
        ? folder.toAbsolutePath().normalize().relativize(page).toString().replace('\\', '/')
        : "";
  }

  private List<Plate> drawn(String name) {
    return plates.containsKey(name) ? List.of(plates.get(name)) : List.of();
  }

  private Map<String, String> facts() {
    Map<String, String> facts = new LinkedHashMap<>();
    for (ComparedRun run : runs) {
      facts.put(
          run.name(),
          text(
              "%s, seed %d, %d units, %s updates, began with %s%s",
              run.config().name(),
              run.config().seed(),
              run.config().network().units(),
              run.updates(),
              run.began(),
              run.todo().isEmpty() ? "" : ". " + sentence(run.todo())));
    }
    return facts;
  }

  /** Why a measurement is missing, run by run; empty where it is there in all. */
  private String notMeasured(String measurement) {
    return runs.stream()
        .map(
            run ->
                run.analysis()
                    .map(a -> a.omitted().getOrDefault(measurement, ""))
                    .map(why -> why.isEmpty() ? "" : "not measured: " + why)
                    .map(words -> words.isEmpty() ? "" : run.name() + ": " + words + ".")
                    .orElse(run.name() + ": " + run.todo() + "."))
        .filter(words -> !words.isEmpty())
        .collect(Collectors.joining(" "));
  }

  /** Which runs no lesion tells anything of, and why; empty if it does of all. */
  private String noDirection() {
    return runs.stream()
        .flatMap(
            run ->
                run.analysis().stream()
                    .flatMap(a -> a.lesions().values().stream())
                    .flatMap(lesion -> lesion.whyNot().stream())
                    .map(why -> run.name() + ": " + why + "."))
        .distinct()
        .collect(Collectors.joining(" "));
  }

  private List<String> header(String first) {
    return Stream.concat(Stream.of(first), runs.stream().map(ComparedRun::name)).toList();
  }

  private static List<List<String>> rows(Map<String, List<String>> values) {
    return values.entrySet().stream()
        .map(e -> Stream.concat(Stream.of(e.getKey()), e.getValue().stream()).toList())
        .toList();
  }

  private List<String> row(String title, Function<ComparedRun, String> value) {
    return Stream.concat(Stream.of(title), runs.stream().map(value)).toList();
  }

  private List<List<String>> errors() {
    List<List<String>> rows = new ArrayList<>();
    rows.add(error("Mean", e -> text("%.2f", e.mean())));
    rows.add(error("Median", e -> text("%.2f", e.median())));
    rows.add(error("95th percentile", e -> text("%.2f", e.p95())));
    rows.add(error("At the end", e -> text("%.2f", e.finalMean())));
    rows.add(error("Normalized error", e -> text("%.4f", e.normalized())));
    rows.add(error("Trials", e -> text("%d of %d steps", e.trials(), e.steps())));
    return rows;
  }

  private List<String> error(String title, Function<ComparedRun.Errors, String> value) {
    return row(title, run -> run.errors().map(value).orElse(DASH));
  }

  private List<List<String>> counts() {
    List<List<String>> rows = new ArrayList<>();
    for (UnitClass type : UnitClass.values()) {
      rows.add(
          row(
              sentence(type.label()),
              run -> run.analysis().map(a -> String.valueOf(a.counts().get(type))).orElse(DASH)));
    }
    rows.add(row("All", run -> String.valueOf(run.config().network().units())));
    return rows;
  }

  private List<List<String>> lesions() {
    return comparison.lesions().stream()
        .map(
            name ->
                row(
                    sentence(name),
                    run ->
                        run.analysis()
                            .flatMap(a -> Optional.ofNullable(a.lesions().get(name)))
                            .map(AnalysedRun.Lesion::words)
                            .orElse(DASH)))
        .toList();
  }
}
