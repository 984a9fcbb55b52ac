package org.compassnet.analysis;

/**
 * What an analysis asks of a network is not there; the message says what, and what there is. Like a
 * UserError, it is its one line and has no stack trace.
 */
public final class CannotAnalyze extends RuntimeException {

  public CannotAnalyze(String reason) {
    super(reason, null, false, false);
  }
}
