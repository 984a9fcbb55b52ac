package org.compassnet.search;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import org.compassnet.config.UserError;
import org.compassnet.files.AtomicFile;
import org.compassnet.files.FolderLock;
import org.compassnet.search.CandidateResult.State;
import org.compassnet.training.MemoryNeed;
import org.compassnet.training.RunFolder;
import org.deeplearning4j.arbiter.optimize.api.Candidate;
import org.deeplearning4j.arbiter.optimize.api.OptimizationResult;
import org.deeplearning4j.arbiter.optimize.api.TaskCreator;
import org.deeplearning4j.arbiter.optimize.api.data.DataProvider;
import org.deeplearning4j.arbiter.optimize.api.data.DataSource;
import org.deeplearning4j.arbiter.optimize.api.score.ScoreFunction;
import org.deeplearning4j.arbiter.optimize.api.termination.TerminationCondition;
import org.deeplearning4j.arbiter.optimize.config.OptimizationConfiguration;
import org.deeplearning4j.arbiter.optimize.runner.CandidateInfo;
import org.deeplearning4j.arbiter.optimize.runner.CandidateStatus;
import org.deeplearning4j.arbiter.optimize.runner.IOptimizationRunner;
import org.deeplearning4j.arbiter.optimize.runner.LocalOptimizationRunner;
import org.deeplearning4j.arbiter.optimize.runner.listener.StatusListener;

/**
 * A search run by Arbiter: its runner asks for candidates, has as many made at a time as there may
 * be, and scores them. Results do not depend on the concurrency, nor on stops and resumptions.
 */
public final class Search {

  private final SearchConfig search;
  private final Path folder;
  private final Workers workers;
  private final SearchProgress progress;
  private final BooleanSupplier userStop;
  private final AtomicReference<Throwable> failure = new AtomicReference<>();
  private Ledger ledger;
  private Candidates candidates;
  private long deadline;

  private Search(
      SearchConfig search,
      Path folder,
      Workers workers,
      SearchProgress progress,
      BooleanSupplier stop) {
    this.search = search;
    this.folder = folder;
    this.workers = workers;
    this.progress = progress;
    this.userStop = stop;
  }

  /**
   * Runs a search to its end, its limits, or until it is stopped.
   *
   * @param folder of the search; holds a run folder for each candidate
   * @param resume whether to go on with the search in it
   * @param stop asked after every update; when true, states are saved and the search ends
   * @throws UserError if the folder is another search's, or holds one and is not resumed
   * @throws IOException if a file cannot be written; results so far are kept
   */
  public static SearchResult run(
      SearchConfig search,
      Path folder,
      boolean resume,
      Workers workers,
      SearchProgress progress,
      BooleanSupplier stop)
      throws IOException {
    if (search.concurrency() > 0) {
      int most = search.windowed() ? search.window() : search.candidates();
      int together = Math.min(search.concurrency(), Math.min(most, search.candidates()));
      workers.requireRoom(
          MemoryNeed.ofRun(search.base())
              .together("concurrency " + search.concurrency(), together));
    }
    try (FolderLock lock = FolderLock.take(folder)) {
      claim(search, folder, resume);
      return new Search(search, folder, workers, progress, stop).run();
    }
  }

  /** Makes the folder of a search, or finds its own. */
  private static void claim(SearchConfig search, Path folder, boolean resume) throws IOException {
    Path identity = folder.resolve("search.txt");
    if (!resume) {
      RunFolder.create(folder);
      AtomicFile.write(identity, search.identity());
      return;
    }
    if (!Files.isRegularFile(identity)) {
      throw new UserError(folder + ": no search in it; without --resume one is begun");
    }
    if (!Files.readString(identity).equals(search.identity())) {
      throw new UserError(
          identity
              + ": another search than that of the file; only limits and concurrency may change"
              + " before --resume. Give another --out");
    }
  }

  private SearchResult run() throws IOException {
    ledger = Ledger.open(search, folder);
    candidates = new Candidates(search, ledger, this::failed);
    double minutes = search.limits().minutes();
    deadline =
        Double.isInfinite(minutes) ? Long.MAX_VALUE : System.nanoTime() + (long) (minutes * 60e9);
    int concurrency =
        search.concurrency() > 0
            ? search.concurrency()
            : workers.slots(MemoryNeed.ofRun(search.base()));
    if (search.windowed()) {
      concurrency = Math.min(concurrency, search.window());
    }
    concurrency = Math.max(1, Math.min(concurrency, search.candidates()));
    progress.began(search, result(), concurrency);
    OptimizationConfiguration configuration =
        new OptimizationConfiguration.Builder()
            .candidateGenerator(candidates)
            .scoreFunction(search.score())
            .terminationConditions(new End())
            .build();
    new LocalOptimizationRunner(concurrency, configuration, new Tasks()).execute();
    rethrow(failure.get());
    SearchResult result = result();
    if (result.best().isPresent()) {
      Ledger.writeBest(search, folder, result.best().get());
    }
    return result;
  }

  private static void rethrow(Throwable failure) throws IOException {
    if (failure instanceof RuntimeException e) {
      throw e;
    }
    if (failure instanceof Error e) {
      throw e;
    }
    if (failure != null) {
      throw failure instanceof IOException e ? e : new IOException(failure);
    }
  }

  private SearchResult result() {
    return new SearchResult(search, ledger.results());
  }

  private boolean stopped() {
    return userStop.getAsBoolean()
        || failure.get() != null
        || (deadline != Long.MAX_VALUE && System.nanoTime() >= deadline);
  }

  private void failed(int index, String reason) {
    try {
      end(
          CandidateResult.of(
              index, new LinkedHashMap<>(), State.FAILED, String.valueOf(reason), 0));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private synchronized void end(CandidateResult result) throws IOException {
    ledger.end(result);
    progress.moved(result);
  }

  /** Arbiter's runner ends when nothing is left to draw and nothing runs. */
  private final class End implements TerminationCondition {
    @Override
    public void initialize(IOptimizationRunner runner) {}

    @Override
    public boolean terminate(IOptimizationRunner runner) {
      try {
        return stopped()
            || (candidates.exhausted()
                && ((LocalOptimizationRunner) runner).numCandidatesQueued() == 0);
      } catch (RuntimeException e) {
        failure.compareAndSet(null, e);
        return true;
      }
    }
  }

  /** The tasks that Arbiter runs. */
  private final class Tasks implements TaskCreator {
    @Override
    public Callable<OptimizationResult> create(
        Candidate candidate,
        DataProvider data,
        ScoreFunction score,
        List<StatusListener> listeners,
        IOptimizationRunner runner) {
      return () -> perform(candidate);
    }

    @Override
    public Callable<OptimizationResult> create(
        Candidate candidate,
        Class<? extends DataSource> data,
        Properties properties,
        ScoreFunction score,
        List<StatusListener> listeners,
        IOptimizationRunner runner) {
      return () -> perform(candidate);
    }
  }

  private OptimizationResult perform(Candidate<?> candidate) {
    long begun = System.currentTimeMillis();
    CandidateResult result = null;
    try {
      @SuppressWarnings("unchecked")
      LinkedHashMap<String, Object> parameters =
          (LinkedHashMap<String, Object>) candidate.getValue();
      result = make(candidate.getIndex(), parameters);
      if (result != null) {
        end(result);
      }
    } catch (Throwable e) {
      // Arbiter would count it and go on, whatever it is.
      failure.compareAndSet(null, e);
    }
    boolean done = result != null && result.state() == State.DONE;
    CandidateInfo info =
        new CandidateInfo(
            candidate.getIndex(),
            done ? CandidateStatus.Complete : CandidateStatus.Failed,
            done ? result.score() : null,
            begun,
            begun,
            System.currentTimeMillis(),
            candidate.getFlatParameters(),
            result == null ? "" : result.reason());
    return new OptimizationResult(
        candidate, done ? result.score() : null, candidate.getIndex(), result, info, null);
  }

  /** Null if the search was stopped before the candidate began. */
  private CandidateResult make(int index, LinkedHashMap<String, Object> parameters)
      throws IOException {
    if (stopped()) {
      return null;
    }
    CandidateJob job;
    try {
      int updates = search.config(index, parameters).training().updates();
      job = CandidateJob.of(search, index, parameters, ledger.bar(index, updates));
    } catch (UserError e) {
      return CandidateResult.of(index, parameters, State.FAILED, e.getMessage(), 0);
    }
    synchronized (this) {
      ledger.begin(index, parameters);
      progress.moved(CandidateResult.of(index, parameters, State.RUNNING, "", 0));
    }
    return workers.make(
        job,
        ledger.run(index),
        detail -> {
          synchronized (this) {
            progress.says(index, detail);
          }
        },
        this::stopped);
  }
}
