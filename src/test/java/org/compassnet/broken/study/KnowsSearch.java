package org.compassnet.broken.study;

import org.compassnet.broken.search.KnowsStudy;

/** Knows a later package. */
public final class KnowsSearch {

  /** From there. */
  public KnowsStudy search;
}
