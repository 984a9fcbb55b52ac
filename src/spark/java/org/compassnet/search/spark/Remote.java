package org.compassnet.search.spark;

import com.fasterxml.jackson.core.JacksonException;
import java.io.IOException;
import java.io.Serializable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.BooleanSupplier;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.function.Function;
import org.compassnet.config.Config;
import org.compassnet.search.CandidateJob;
import org.compassnet.search.CandidateResult;
import org.compassnet.search.CandidateRun;
import org.compassnet.study.NetworkRun;
import org.compassnet.training.DivergenceException;
import org.compassnet.training.Progress;
import org.compassnet.training.RunFolder;

/** What a worker does: it gets a run folder, works on it, and sends it back. */
final class Remote {

  private Remote() {}

  /**
   * A run folder on its way.
   *
   * @param files as {@link FolderZip} packs them
   * @param said the outcome: JSON of a candidate's result; for a training, whether it ended, or why
   *     it went bad
   */
  record Parcel(byte[] files, String said) implements Serializable {}

  /** Works on a folder of its own and returns what it says. */
  private interface Work {
    String in(Path folder, BooleanSupplier stop) throws IOException;
  }

  private static Parcel perform(byte[] files, Work work) throws IOException {
    TaskContext task = TaskContext.get();
    Path room = Files.createTempDirectory("compassnet");
    try {
      Path folder = room.resolve("run");
      FolderZip.unpack(files, folder);
      String said = work.in(folder, task::isInterrupted);
      return new Parcel(FolderZip.pack(folder), said);
    } finally {
      FolderZip.remove(room);
    }
  }

  /** A candidate of a search. */
  record Candidate(CandidateJob job) implements Function<byte[], Parcel> {
    @Override
    public Parcel call(byte[] files) throws IOException {
      return perform(
          files,
          (folder, stop) -> {
            CandidateResult result = CandidateRun.of(job, folder, detail -> {}, stop);
            try {
              return Config.json().writeValueAsString(result);
            } catch (JacksonException e) {
              throw new IllegalStateException(e);
            }
          });
    }
  }

  /** The training of a network of a study. */
  record Training(String configuration) implements Function<byte[], Parcel> {
    static final String FINISHED = "finished";
    static final String STOPPED = "stopped";

    @Override
    public Parcel call(byte[] files) throws IOException {
      return perform(
          files,
          (folder, stop) -> {
            try {
              Config config = Config.parse(configuration);
              return NetworkRun.train(config, new RunFolder(folder), Progress.NONE, stop)
                  ? FINISHED
                  : STOPPED;
            } catch (DivergenceException e) {
              return e.getMessage();
            }
          });
    }
  }
}
