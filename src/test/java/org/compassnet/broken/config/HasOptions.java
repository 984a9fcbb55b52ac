package org.compassnet.broken.config;

import picocli.CommandLine.Option;

/** A setting that knows the command line. */
final class HasOptions {

  @Option(names = "--units")
  int units;
}
