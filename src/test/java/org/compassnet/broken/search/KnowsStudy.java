package org.compassnet.broken.search;

import org.compassnet.broken.study.KnowsSearch;

/** Knows an earlier package, as it may; the other way closes a cycle. */
public final class KnowsStudy {

  /** From there. */
  public KnowsSearch study;
}
