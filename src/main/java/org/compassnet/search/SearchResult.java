package org.compassnet.search;

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
}
