package org.compassnet.search;

import static org.compassnet.files.Text.text;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.compassnet.files.AtomicFile;
import org.compassnet.files.Csv;
import org.compassnet.search.CandidateResult.State;
import org.compassnet.study.Effect;

/**
 * What became of all candidates so far, kept in the folder of the search: a run folder and a
 * candidate.json each, and the table of all. Safe for threads.
 */
final class Ledger {

  private static final List<Effect> NUMBERS =
      List.of(
          Effect.MEAN_ANGULAR_ERROR_DEG,
          Effect.NORMALIZED_ERROR,
          Effect.SEPARABILITY,
          Effect.TUNED_SHARE,
          Effect.N_COMPASS,
          Effect.N_CCW,
          Effect.N_CW,
          Effect.N_INACTIVE,
          Effect.VELOCITY_WEIGHT_SEPARATION,
          Effect.LESIONS_BEYOND_CUTS,
          Effect.BUMP_WHILE_COMPASS_CUT,
          Effect.BUMP_WHILE_BOTH_CUT,
          Effect.COHERENCE_WHILE_BOTH_CUT,
          Effect.W_REC_CORRELATION,
          Effect.GAIN_SLOPE);

  private final SearchConfig search;
  private final Path folder;
  private final NavigableMap<Integer, CandidateResult> results = new TreeMap<>();

  private Ledger(SearchConfig search, Path folder) {
    this.search = search;
    this.folder = folder;
  }

  /** The ledger of a folder, with what ended in it before. */
  static Ledger open(SearchConfig search, Path folder) throws IOException {
    Ledger ledger = new Ledger(search, folder);
    for (int index = 0; index < search.candidates(); index++) {
      Path candidate = ledger.run(index);
      if (Files.isRegularFile(candidate.resolve(CandidateResult.FILE))) {
        CandidateResult kept = CandidateResult.read(candidate);
        if (kept.state().ended()) {
          ledger.results.put(index, kept);
        }
      }
    }
    ledger.write();
    return ledger;
  }

  Path run(int index) {
    return folder.resolve(SearchConfig.candidate(index));
  }

  /** Notes a candidate that begins. */
  synchronized void begin(int index, Map<String, Object> parameters) throws IOException {
    results.put(index, CandidateResult.of(index, parameters, State.RUNNING, "", 0));
    write();
  }

  /** Notes a candidate's end or interruption. */
  synchronized void end(CandidateResult result) throws IOException {
    if (result.state().ended()) {
      result.write(run(result.index()));
    }
    results.put(result.index(), result);
    write();
  }

  synchronized Optional<CandidateResult> ended(int index) {
    return Optional.ofNullable(results.get(index)).filter(r -> r.state().ended());
  }

  /** Whether all candidates before an index have ended. */
  synchronized boolean allEnded(int before) {
    return results.headMap(before).values().stream().filter(r -> r.state().ended()).count()
        >= before;
  }

  /** All results by index. */
  synchronized List<CandidateResult> results() {
    return new ArrayList<>(results.values());
  }

  /** What a candidate is held against: all that ended at least a window before it. */
  synchronized EarlyStopping.Bar bar(int index, int updates) {
    List<double[][]> curves =
        results.headMap(Math.max(0, index - search.window() + 1)).values().stream()
            .filter(r -> r.state() == State.DONE || r.state() == State.STOPPED_EARLY)
            .map(CandidateResult::validation)
            .filter(curve -> curve.length > 0)
            .toList();
    return search.earlyStopping().bar(curves, updates);
  }

  private void write() throws IOException {
    List<String> header = new ArrayList<>(List.of("candidate", "state", "reason"));
    search.spaces().forEach(space -> header.add(space.key()));
    header.add("score");
    if (search.replicates() > 1) {
      header.add("replicate_scores");
    }
    NUMBERS.forEach(effect -> header.add(effect.keyword()));
    header.addAll(List.of("validation_error_deg", "updates", "seconds"));
    Csv csv = new Csv(header.toArray(String[]::new));
    for (CandidateResult result : results.values()) {
      List<Object> row = new ArrayList<>();
      row.add(result.index());
      row.add(result.state().keyword());
      row.add(result.reason());
      search.spaces().forEach(space -> row.add(result.parameters().getOrDefault(space.key(), "")));
      row.add(result.score());
      if (search.replicates() > 1) {
        row.add(
            Arrays.stream(result.replicateScores())
                .mapToObj(score -> text("%.4g", score))
                .collect(Collectors.joining(" ")));
      }
      NUMBERS.forEach(effect -> row.add(result.number(effect)));
      row.add(result.validationErrorDeg());
      row.add(result.updates());
      row.add(result.seconds());
      csv.row(row.toArray());
    }
    csv.write(folder.resolve("results.csv"));
  }

  /** Writes best.yaml, the configuration to train the best candidate with in full. */
  static void writeBest(SearchConfig search, Path folder, CandidateResult best) throws IOException {
    AtomicFile.write(folder.resolve("best.yaml"), search.best(best.parameters()).toYaml());
  }
}
