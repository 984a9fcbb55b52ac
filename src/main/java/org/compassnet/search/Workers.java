package org.compassnet.search;

import java.io.IOException;
import java.nio.file.Path;
import java.util.function.BooleanSupplier;
import org.compassnet.config.UserError;
import org.compassnet.training.MemoryNeed;

/** Where candidates are made: on the threads of this machine, or on a cluster. */
public interface Workers extends AutoCloseable {

  /** Candidates that can be made at a time. */
  int slots();

  /** Candidates of such a need that can be made at a time. */
  default int slots(MemoryNeed need) {
    return slots();
  }

  /**
   * @param need of all candidates that are to be made at a time
   * @throws UserError if there is no room for them
   */
  default void requireRoom(MemoryNeed need) {}

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
      public int slots(MemoryNeed need) {
        return need.atATime(slots());
      }

      @Override
      public void requireRoom(MemoryNeed need) {
        need.require();
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
