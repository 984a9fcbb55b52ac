package org.compassnet.search;

/** Watches a search. Calls come from several threads, one at a time. */
public interface SearchProgress {

  /** Says nothing. */
  SearchProgress NONE =
      new SearchProgress() {
        @Override
        public void began(SearchConfig search, SearchResult kept, int concurrency) {}

        @Override
        public void moved(CandidateResult candidate) {}

        @Override
        public void says(int candidate, String detail) {}
      };

  /**
   * The search begins.
   *
   * @param kept what an earlier call has left
   */
  void began(SearchConfig search, SearchResult kept, int concurrency);

  /** A candidate has begun, ended, or was interrupted. */
  void moved(CandidateResult candidate);

  /** How far a running candidate is. */
  void says(int candidate, String detail);
}
