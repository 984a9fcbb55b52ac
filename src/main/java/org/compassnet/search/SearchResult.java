package org.compassnet.search;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.compassnet.search.CandidateResult.State;

/**
 * A search and its candidates so far.
 *
 * @param candidates by index
 */
public record SearchResult(SearchConfig search, List<CandidateResult> candidates) {

  public SearchResult {
    candidates = List.copyOf(candidates);
  }

  /** Those with a score, the best first; of equals the earliest. */
  public List<CandidateResult> ranked() {
    Comparator<CandidateResult> byScore = Comparator.comparingDouble(CandidateResult::score);
    return candidates.stream()
        .filter(c -> c.state() == State.DONE)
        .sorted(search.score().minimize() ? byScore : byScore.reversed())
        .toList();
  }

  /** The best so far. */
  public Optional<CandidateResult> best() {
    return ranked().stream().findFirst();
  }

  /** Number of candidates in a state. */
  public long count(State state) {
    return candidates.stream().filter(c -> c.state() == state).count();
  }

  /** Whether all candidates of the search have ended. */
  public boolean complete() {
    return candidates.stream().filter(c -> c.state().ended()).count() >= search.candidates();
  }

  /** Share of all updates that stopping candidates early has saved. */
  public double savedShare() {
    return candidates.stream()
            .filter(c -> c.state() == State.STOPPED_EARLY)
            .mapToDouble(c -> 1 - (double) c.updates() / search.base().training().updates())
            .sum()
        / Math.max(1, candidates.size());
  }

  /**
   * The best score after so many candidates.
   *
   * @param index of a candidate
   */
  public record Best(int index, double score) {}

  /**
   * How the best score became better: two corners for each step of a line, from the first candidate
   * with a score to the last candidate of all.
   */
  public List<Best> bestSoFar() {
    List<Best> steps = new ArrayList<>();
    double best = Double.NaN;
    for (CandidateResult candidate :
        ranked().stream().sorted(Comparator.comparingInt(CandidateResult::index)).toList()) {
      if (search.score().better(candidate.score(), best)) {
        if (!Double.isNaN(best)) {
          steps.add(new Best(candidate.index(), best));
        }
        best = candidate.score();
        steps.add(new Best(candidate.index(), best));
      }
    }
    steps.add(new Best(candidates.stream().mapToInt(CandidateResult::index).max().orElse(1), best));
    return steps;
  }
}
