package org.compassnet.report;

import static org.compassnet.files.Text.p;
import static org.compassnet.files.Text.text;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.compassnet.analysis.Connectivity;
import org.compassnet.analysis.UnitClass;
import org.compassnet.config.Version;
import org.compassnet.files.AtomicFile;
import org.compassnet.search.CandidateResult;
import org.compassnet.search.CandidateResult.State;
import org.compassnet.search.EarlyStopping;
import org.compassnet.search.Importance;
import org.compassnet.search.SearchConfig;
import org.compassnet.search.SearchResult;
import org.compassnet.search.Space;
import org.compassnet.study.Effect;
import org.compassnet.training.RunFolder;

/** The report of a search: what is best, what matters, and every candidate. */
public final class SearchReport {

  private static final int BEST = 10;

  private final Path folder;
  private final SearchResult result;
  private final SearchConfig search;
  private final List<Importance> importances;
  private final boolean fonts = Figure.fontsAreThere();

  private SearchReport(Path folder, SearchResult result) {
    this.folder = folder;
    this.result = result;
    this.search = result.search();
    this.importances = Importance.of(result);
  }

  /**
   * Writes figures/ and report.html.
   *
   * @return the page
   * @throws IOException if a file cannot be written
   */
  public static Path write(Path folder, SearchResult result) throws IOException {
    return new SearchReport(folder, result).write();
  }

  private Path write() throws IOException {
    boolean drawn = fonts && !result.ranked().isEmpty();
    Plate importance = null;
    Plate scores = null;
    Plate parallel = null;
    Plate progress = null;
    if (drawn) {
      SearchFigures figures = new SearchFigures(result);
      importance =
          new Plate(
              "importance",
              figures.importance(importances),
              "Share of the variance of the candidates' ranks that lies between the lower, middle"
                  + " and upper third of a parameter's values, or between its choices, corrected"
                  + " for chance; blue where p < 0.05.");
      scores =
          new Plate(
              "scores",
              figures.scores(),
              "Score against each parameter, a dot for a candidate. On the grey strip at the worse"
                  + " end: those that were stopped early or failed, which have no score.");
      parallel =
          new Plate(
              "parallel",
              figures.parallel(),
              "Each candidate as a line through its values to its score; orange, the best; grey,"
                  + " those without a score.");
      progress =
          new Plate(
              "progress",
              figures.progress(),
              "Scores in the order in which candidates were drawn.");
      if (Double.isNaN(importances.get(0).effect())) {
        importance = null;
      }
      for (Plate plate : plates(importance, scores, parallel, progress)) {
        plate.figure().write(folder.resolve("figures"), plate.name());
      }
    }
    ReportPage page = new ReportPage(drawn);
    page.begin("Search " + search.name(), lead()).contents(titles());
    best(page);
    page.table(
        "importance",
        "What matters",
        matters(),
        List.of("Parameter", "Effect (share of variance)", "p", "Rank correlation", "In words"),
        importances.stream().map(SearchReport::row).toList(),
        plates(importance));
    page.table(
        "scores",
        "Score and parameters",
        scoreText(),
        List.of(),
        List.of(),
        plates(scores, parallel));
    page.table(
        "candidates",
        "All candidates",
        outcomeText(),
        header(true),
        result.candidates().stream().map(c -> row(c, true)).toList(),
        result.candidates().stream().map(this::link).toList(),
        plates(progress));
    page.table(
        "search",
        "The search",
        "What was searched. The file search.txt beside this page has every key.",
        List.of("What", "Value"),
        settings(),
        List.of());
    page.origin(
        Origin.of(
                result.candidates().stream()
                    .flatMap(c -> runs(c).stream())
                    .map(RunFolder::new)
                    .toList())
            .facts(),
        configurations());
    Path file = folder.resolve("report.html");
    AtomicFile.write(file, page.end("CompassNet " + Version.number()));
    return file;
  }

  private static List<Plate> plates(Plate... plates) {
    return Arrays.stream(plates).filter(p -> p != null).toList();
  }

  private static Map<String, String> titles() {
    Map<String, String> titles = new LinkedHashMap<>();
    titles.put("best", "The best");
    titles.put("importance", "What matters");
    titles.put("scores", "Score and parameters");
    titles.put("candidates", "All candidates");
    titles.put("search", "The search");
    titles.put("origin", "Origin");
    return titles;
  }

  private String lead() {
    return text(
        "%d of %d candidates: %d scored, %d stopped early, %d failed%s.",
        result.candidates().stream().filter(c -> c.state().ended()).count(),
        search.candidates(),
        result.count(State.DONE),
        result.count(State.STOPPED_EARLY),
        result.count(State.FAILED),
        result.complete() ? "" : "; the search has not ended");
  }

  private void best(ReportPage page) {
    List<CandidateResult> ranked = result.ranked();
    if (ranked.isEmpty()) {
      page.table(
          "best",
          "The best",
          "No candidate has a score. The reasons are in the table of all candidates.",
          List.of(),
          List.of(),
          List.of());
      return;
    }
    CandidateResult best = ranked.get(0);
    page.table(
        "best",
        "The best",
        text(
            "%s has the best score, %s %s. Its run folder is beside this page; analyze takes it"
                + " apart, and train best.yaml trains its configuration in full.",
            SearchConfig.candidate(best.index()),
            search.score().words(),
            SearchFigures.number(best.score())),
        header(false),
        ranked.stream().limit(BEST).map(c -> row(c, false)).toList(),
        ranked.stream().limit(BEST).map(this::link).toList(),
        List.of());
  }

  private Map<String, String> configurations() {
    Map<String, String> configurations = new LinkedHashMap<>();
    configurations.put(
        "The configuration that candidates are changes of", Origin.yaml(search.base()));
    configurations.put(
        "The configuration that the best one is trained with in full, but for what was searched",
        Origin.yaml(search.full()));
    return configurations;
  }

  /** The page of a candidate beside this one, if its network was taken apart. */
  private String link(CandidateResult candidate) {
    Path page = runs(candidate).get(0).resolve("report.html");
    return Files.isRegularFile(page)
        ? folder.relativize(page).toString().replace(File.separatorChar, '/')
        : "";
  }

  private List<Path> runs(CandidateResult candidate) {
    return search.runs(folder.resolve(SearchConfig.candidate(candidate.index())));
  }

  private List<String> header(boolean all) {
    List<String> header = new ArrayList<>(List.of("Candidate"));
    if (all) {
      header.add("State");
    }
    header.addAll(List.of("Score", "Error (deg)", "Separability", "Compass", "CCW", "CW"));
    search.spaces().forEach(space -> header.add(SpaceAxis.brief(space.key())));
    header.addAll(List.of("Normalized error", "Updates", "Time (s)"));
    if (all) {
      header.add("Reason");
    }
    return header;
  }

  private List<String> row(CandidateResult candidate, boolean all) {
    List<String> row = new ArrayList<>(List.of(String.valueOf(candidate.index())));
    if (all) {
      row.add(candidate.state().keyword().replace('_', ' '));
    }
    row.add(number(candidate.score()));
    row.add(number(candidate.number(Effect.MEAN_ANGULAR_ERROR_DEG)));
    row.add(number(candidate.number(Effect.SEPARABILITY)));
    for (UnitClass type : Connectivity.CLASSES) {
      row.add(number(candidate.number(Effect.count(type))));
    }
    for (Space space : search.spaces()) {
      Object value = candidate.parameters().get(space.key());
      row.add(
          value instanceof Double d
              ? SearchFigures.number(d)
              : value == null ? "\u2013" : String.valueOf(value));
    }
    row.add(number(candidate.number(Effect.NORMALIZED_ERROR)));
    row.add(String.valueOf(candidate.updates()));
    row.add(text("%.0f", candidate.seconds()));
    if (all) {
      row.add(candidate.reason());
    }
    return row;
  }

  private static String number(double value) {
    return Double.isNaN(value) ? "\u2013" : SearchFigures.number(value);
  }

  private String matters() {
    List<Importance> clear = importances.stream().filter(i -> i.p() < 0.05).toList();
    StringBuilder text = new StringBuilder();
    if (importances.stream().allMatch(i -> Double.isNaN(i.effect()))) {
      return "Too few candidates, or no difference between them, to tell what matters.";
    }
    if (clear.isEmpty()) {
      text.append("No parameter has a clear effect on the score with so many candidates. ");
    } else {
      for (Importance one : clear) {
        text.append(text.isEmpty() ? "" : "; ")
            .append(one.key())
            .append(": ")
            .append(SearchFigures.words(one));
      }
      text.append(". ");
    }
    return text.append(
            "Candidates are ranked, with all that were stopped early or failed in the last place."
                + " p is by permutations, after Holm over the parameters.")
        .toString();
  }

  private static List<String> row(Importance one) {
    return List.of(
        one.key(),
        Double.isNaN(one.effect()) ? "\u2013" : text("%.2f", one.effect()),
        Double.isNaN(one.p()) ? "\u2013" : p(one.p()).replaceFirst("^= ", ""),
        Double.isNaN(one.correlation()) ? "\u2013" : text("%.2f", one.correlation()),
        SearchFigures.words(one));
  }

  private String scoreText() {
    return search.score().weights().size() == 1
        ? text(
            "The score is the %s; %s is better.",
            search.score().words(), search.score().minimize() ? "less" : "more")
        : "The score is a weighted mean of costs (their weights are before their names): 0 is the"
            + " best that can be, 1 a network that knows nothing. Costs are the angular error"
            + " over 90 deg, the normalized error, and 1 less separability or share of tuned"
            + " units.";
  }

  private String outcomeText() {
    String early =
        search.earlyStopping().rule() == EarlyStopping.Rule.NONE
            ? "No candidate was stopped early (early_stopping.rule is none). "
            : text(
                "%d candidates were stopped early, because their validation error was more than"
                    + " %.2f times the median of earlier candidates at the same update; that saved"
                    + " %.0f %% of the updates. ",
                result.count(State.STOPPED_EARLY),
                search.earlyStopping().margin(),
                100 * result.savedShare());
    return early + "The same table with more digits is in results.csv.";
  }

  private List<List<String>> settings() {
    List<List<String>> rows = new ArrayList<>();
    rows.add(List.of("generator", search.generator().kind().keyword()));
    rows.add(List.of("seed", String.valueOf(search.seed())));
    rows.add(List.of("score", search.score().words()));
    rows.add(
        List.of(
            "networks of a candidate",
            text("%d, from seed %d", search.replicates(), search.base().seed())));
    for (Space space : search.spaces()) {
      rows.add(List.of(space.key(), words(space)));
    }
    rows.add(List.of("network.units", String.valueOf(search.base().network().units())));
    rows.add(List.of("training.updates", String.valueOf(search.base().training().updates())));
    return rows;
  }

  private static String words(Space space) {
    if (space instanceof Space.Real real) {
      return number(real.from())
          + " to "
          + number(real.to())
          + (real.logarithmic() ? ", log uniform" : "");
    }
    if (space instanceof Space.Whole whole) {
      return whole.from() + " to " + whole.to() + ", integer";
    }
    return String.join(
        ", ", ((Space.Choice) space).values().stream().map(String::valueOf).toList());
  }
}
