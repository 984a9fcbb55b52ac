package org.compassnet.search;

import static org.compassnet.files.Text.text;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.compassnet.config.Config;
import org.compassnet.search.CandidateResult.State;
import org.compassnet.search.CandidateRun.CandidateWatch;

/**
 * Makes a candidate of several networks, which differ in their seeds, one after the other; its
 * score and its numbers are their means, so that luck does not win. The first is held against the
 * bar of early stopping; if one has no score, the candidate has none.
 *
 * @param config of the first
 * @param folder of the candidate, with a run folder for each in it
 */
record Replicates(CandidateJob job, Config config, Path folder, CandidateWatch watch) {

  CandidateResult make(BooleanSupplier stop) throws IOException {
    List<CandidateResult> made = new ArrayList<>();
    for (int k = 0; k < job.replicates(); k++) {
      long seed = config.seed() + k;
      CandidateResult result = one(seed, k == 0 ? job.bar() : EarlyStopping.Bar.NONE, stop);
      made.add(result);
      if (result.state() != State.DONE) {
        return together(made, result.state(), reason(seed, result), Double.NaN);
      }
    }
    double score = made.stream().mapToDouble(CandidateResult::score).average().orElseThrow();
    return together(made, State.DONE, "", score);
  }

  private CandidateResult one(long seed, EarlyStopping.Bar bar, BooleanSupplier stop)
      throws IOException {
    Path run = folder.resolve(SearchConfig.replicate(seed));
    if (Files.isRegularFile(run.resolve(CandidateResult.FILE))) {
      return CandidateResult.read(run);
    }
    Config network = config.with(Map.of("seed", seed));
    CandidateResult result =
        new CandidateRun(
                job, network, bar, run, detail -> watch.says(text("seed %d, %s", seed, detail)))
            .make(stop);
    if (result.state().ended()) {
      result.write(run);
    }
    return result;
  }

  private static String reason(long seed, CandidateResult result) {
    return result.reason().isEmpty() ? "" : text("seed %d: %s", seed, result.reason());
  }

  private CandidateResult together(
      List<CandidateResult> made, State state, String reason, double score) {
    return new CandidateResult(
        job.index(),
        job.parameters(),
        state,
        reason,
        score,
        made.stream().mapToDouble(CandidateResult::score).filter(Double::isFinite).toArray(),
        state == State.DONE ? means(made) : new LinkedHashMap<>(),
        made.get(0).validation(),
        made.stream().mapToDouble(CandidateResult::seconds).sum());
  }

  private static LinkedHashMap<String, Double> means(List<CandidateResult> made) {
    LinkedHashMap<String, Double> means = new LinkedHashMap<>();
    for (String key : made.get(0).numbers().keySet()) {
      means.put(
          key,
          made.stream()
              .mapToDouble(result -> result.numbers().getOrDefault(key, Double.NaN))
              .average()
              .orElseThrow());
    }
    return means;
  }
}
