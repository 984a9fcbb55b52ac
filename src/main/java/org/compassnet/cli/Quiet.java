package org.compassnet.cli;

import picocli.CommandLine.Option;

/** Whether a command that takes its time says how far it is. */
final class Quiet {

  @Option(names = "--quiet", description = "print no progress, only what comes out")
  private boolean quiet;

  /** The progress that is shown: this one, or where quiet is wanted one that says nothing. */
  <P> P or(P progress, P nothing) {
    return quiet ? nothing : progress;
  }
}
