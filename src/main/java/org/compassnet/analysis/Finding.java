package org.compassnet.analysis;

import org.compassnet.config.Keyword;

/**
 * One thing that the paper shows, and whether this network shows it.
 *
 * @param id for files
 * @param title what is claimed
 * @param criterion when it counts as shown
 * @param evidence the numbers, or why there are none
 */
public record Finding(String id, String title, String criterion, Outcome outcome, String evidence) {

  /** Whether a claim holds. */
  public enum Outcome implements Keyword {
    SHOWN,
    NOT_SHOWN,
    NOT_MEASURED;

    /** As a text writes it. */
    public String words() {
      return keyword().replace('_', ' ');
    }

    static Outcome of(boolean holds) {
      return holds ? SHOWN : NOT_SHOWN;
    }
  }

  @Override
  public String toString() {
    return String.format("%-12s  %s (%s)", outcome.words(), title, evidence);
  }
}
