package org.compassnet.search;

import java.io.IOException;
import java.nio.file.Path;
import java.util.function.BooleanSupplier;

/** Where candidates are made: on the threads of this machine, or on a cluster. */
public interface Workers extends AutoCloseable {

  /** Candidates that can be made at a time. */
  int slots();

  /**
   * Makes a candidate and leaves its run folder here. Called from several threads.
   *
   * @param stop when true, the candidate ends soon, interrupted
   * @throws IOException if a file cannot be written
   */
  CandidateResult make(
      CandidateJob job, Path folder, CandidateRun.CandidateWatch watch, BooleanSupplier stop)
      throws IOException;

  @Override
  default void close() {}

  /** This machine. */
  static Workers local() {
    return new Workers() {
      @Override
      public int slots() {
        return Runtime.getRuntime().availableProcessors();
      }

      @Override
      public CandidateResult make(
          CandidateJob job, Path folder, CandidateRun.CandidateWatch watch, BooleanSupplier stop)
          throws IOException {
        return CandidateRun.of(job, folder, watch, stop);
      }
    };
  }
}
