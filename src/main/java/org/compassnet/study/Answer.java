package org.compassnet.study;

import org.compassnet.config.Keyword;

/** What networks say of a claim or of a question. */
public enum Answer implements Keyword {
  SUPPORTED,
  NOT_SUPPORTED,
  UNDECIDED;

  /** As a text writes it. */
  public String words() {
    return keyword().replace('_', ' ');
  }
}
