package org.compassnet.study;

import static org.compassnet.files.Text.text;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.BooleanSupplier;
import org.compassnet.analysis.Analysis;
import org.compassnet.analysis.Specimen;
import org.compassnet.config.Config;
import org.compassnet.config.RandomStreams;
import org.compassnet.config.UserError;
import org.compassnet.network.CtRnnWeights;
import org.compassnet.network.HeadDirectionNetwork;
import org.compassnet.network.UnboundedRates;
import org.compassnet.study.StudyProgress.Stage;
import org.compassnet.training.DivergenceException;
import org.compassnet.training.Evaluation;
import org.compassnet.training.Metrics;
import org.compassnet.training.Progress;
import org.compassnet.training.Provenance;
import org.compassnet.training.RunFolder;
import org.compassnet.trajectory.HeadDirectionTask;
import org.compassnet.trajectory.Trials;

/**
 * Trains and analyses a network for every condition and seed, as many at a time as there are
 * workers. Each has a run folder of its own; one that has an outcome is not made again, and one
 * that was interrupted goes on. The outcomes do not depend on the number of workers.
 */
public final class Study {

  private static final int CROSS_TRIALS = 300;
  private static final int PROGRESS_UPDATES = 20;

  private final List<Condition> conditions;
  private final List<Long> seeds;
  private final Path folder;
  private final StudyProgress progress;
  private final BooleanSupplier stop;
  private final AfterAnalysis afterAnalysis;
  private final Trainings trainings;
  private Map<String, Trials> crossTrials;

  /** What else is made of an analysed network, such as its report. */
  public interface AfterAnalysis {
    void accept(RunFolder run, Analysis analysis) throws IOException;
  }

  /**
   * @param folder holds a run folder for each network
   * @param stop asked after every update; when true, states are saved and the study ends
   */
  public Study(
      List<Condition> conditions,
      List<Long> seeds,
      Path folder,
      StudyProgress progress,
      BooleanSupplier stop,
      AfterAnalysis afterAnalysis) {
    this(conditions, seeds, folder, progress, stop, afterAnalysis, Trainings.LOCAL);
  }

  /**
   * @param trainings where networks are trained; they are analysed here
   */
  public Study(
      List<Condition> conditions,
      List<Long> seeds,
      Path folder,
      StudyProgress progress,
      BooleanSupplier stop,
      AfterAnalysis afterAnalysis,
      Trainings trainings) {
    this.trainings = trainings;
    this.conditions = conditions;
    this.seeds = seeds;
    this.folder = folder;
    this.progress =
        (network, stage, detail) -> {
          synchronized (this) {
            progress.changed(network, stage, detail);
          }
        };
    this.stop = stop;
    this.afterAnalysis = afterAnalysis;
  }

  /** Name of a network: condition and seed. */
  public static String network(String condition, long seed) {
    return condition + "-seed" + seed;
  }

  /** Folder of a network's run. */
  public Path run(String condition, long seed) {
    return folder.resolve(network(condition, seed));
  }

  private record Job(Condition condition, long seed) {}

  /**
   * Makes what is not there yet.
   *
   * @param workers networks at a time
   * @return the outcomes by seed, conditions in their order; without those that were stopped
   * @throws UserError if a folder holds another run than the study's, with nothing changed
   * @throws IOException if a file cannot be written; outcomes so far are kept
   */
  public List<NetworkSummary> run(int workers) throws IOException {
    List<Job> jobs = new ArrayList<>();
    for (long seed : seeds) {
      for (Condition condition : conditions) {
        requireOwnRun(condition, seed);
        jobs.add(new Job(condition, seed));
        progress.changed(network(condition.name(), seed), Stage.WAITING, "");
      }
    }
    crossTrials = crossTrials();
    ExecutorService pool = Executors.newFixedThreadPool(Math.max(1, workers));
    try {
      List<Future<NetworkSummary>> futures =
          jobs.stream().map(job -> pool.submit(() -> outcome(job))).toList();
      List<NetworkSummary> outcomes = new ArrayList<>();
      for (Future<NetworkSummary> future : futures) {
        outcomes.add(future.get());
      }
      return outcomes.stream().filter(Objects::nonNull).toList();
    } catch (ExecutionException e) {
      throw rethrown(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    } finally {
      pool.shutdownNow();
    }
  }

  private static IOException rethrown(Throwable cause) {
    if (cause instanceof RuntimeException e) {
      throw e;
    }
    if (cause instanceof Error e) {
      throw e;
    }
    return cause instanceof IOException e ? e : new IOException(cause);
  }

  private void requireOwnRun(Condition condition, long seed) {
    RunFolder run = new RunFolder(run(condition.name(), seed));
    if (Files.isRegularFile(run.config()) && !run.readConfig().equals(condition.config(seed))) {
      throw new UserError(
          run.config()
              + ": another configuration than that of the study; give another --out, or remove "
              + run.path());
    }
    requireOrigin(run, condition, seed);
  }

  private static Optional<NetworkSummary> kept(RunFolder run) {
    return Files.isRegularFile(run.path().resolve(NetworkSummary.FILE))
        ? Optional.of(NetworkSummary.read(run))
        : Optional.empty();
  }

  /** A network in a folder of the study that this study would not have made is not its own. */
  private static void requireOrigin(RunFolder run, Condition condition, long seed) {
    Optional<NetworkSummary> kept = kept(run);
    if (!Files.isRegularFile(run.config())
        && (kept.isPresent() || Files.isRegularFile(run.model()))) {
      throw new UserError(
          run.path() + ": a network without config.yaml; remove it, or give another --out");
    }
    if (kept.isPresent()) {
      NetworkSummary network = kept.get();
      if (!network.condition().equals(condition.name()) || network.seed() != seed) {
        throw new UserError(
            run.path().resolve(NetworkSummary.FILE)
                + text(
                    ": of %s, and not of %s; remove it, or give another --out",
                    network(network.condition(), network.seed()), network(condition.name(), seed)));
      }
    }
    Provenance.requireOwn(run, seed);
  }

  /** Trials of every condition, the same for all networks. */
  private Map<String, Trials> crossTrials() {
    Map<String, Trials> trials = new LinkedHashMap<>();
    for (Condition condition : conditions) {
      trials.put(
          condition.name(),
          new HeadDirectionTask(condition.config().task())
              .trials(
                  CROSS_TRIALS,
                  new RandomStreams(condition.config().seed()).stream("trajectories.cross")));
    }
    return trials;
  }

  /** Null if the study was stopped before the network was done. */
  private NetworkSummary outcome(Job job) throws IOException {
    String network = network(job.condition.name(), job.seed);
    RunFolder run = new RunFolder(run(job.condition.name(), job.seed));
    Optional<NetworkSummary> kept = kept(run).filter(NetworkSummary::isOfToday);
    if (kept.isPresent()) {
      NetworkSummary crossed = crossed(kept.get(), job, run);
      progress.changed(network, stage(crossed), said(crossed));
      return crossed;
    }
    if (stop.getAsBoolean()) {
      return null;
    }
    NetworkSummary made;
    try {
      if (!train(network, job, run)) {
        progress.changed(network, Stage.STOPPED, "saved");
        return null;
      }
      progress.changed(network, Stage.ANALYZING, "");
      made = analyze(job, run);
    } catch (DivergenceException | UnboundedRates e) {
      made = NetworkSummary.failed(job.condition.name(), job.seed, e.getMessage());
    }
    made.write(run);
    progress.changed(network, stage(made), said(made));
    return made;
  }

  private static Stage stage(NetworkSummary outcome) {
    return outcome.state() == NetworkSummary.State.FAILED ? Stage.FAILED : Stage.DONE;
  }

  private static String said(NetworkSummary outcome) {
    if (outcome.state() == NetworkSummary.State.FAILED) {
      return outcome.reason();
    }
    return text(
        "%s, %.1f deg; %.0f compass, %.0f CCW, %.0f CW",
        outcome.learned() ? "learned" : "did not learn",
        outcome.number(Effect.MEAN_ANGULAR_ERROR_DEG),
        outcome.number(Effect.N_COMPASS),
        outcome.number(Effect.N_CCW),
        outcome.number(Effect.N_CW));
  }

  /** Whether the training came to its end. */
  private boolean train(String network, Job job, RunFolder run) throws IOException {
    Config config = job.condition.config(job.seed);
    return trainings.train(config, run, new Watch(network, config.training().updates()), stop);
  }

  private NetworkSummary analyze(Job job, RunFolder run) throws IOException {
    Analysis analysis = NetworkRun.analyze(job.condition.config(job.seed), run);
    CtRnnWeights weights = analysis.trained().weights();
    afterAnalysis.accept(run, analysis);
    Map<String, Double> errors = new LinkedHashMap<>();
    crossTrials.keySet().forEach(name -> errors.put(name, error(job, weights, name)));
    return NetworkSummary.of(job.condition.name(), job.seed, analysis).withErrorsDegOn(errors);
  }

  /**
   * Mean angular error of a network on a condition's trials; NaN if its rates grow without bound.
   */
  private double error(Job job, CtRnnWeights weights, String condition) {
    Trials trials = crossTrials.get(condition);
    Specimen specimen = Specimen.of(weights, job.condition.config());
    try {
      return specimen.follow(trials).evaluation().angularErrorDeg().mean();
    } catch (UnboundedRates e) {
      return Double.NaN;
    }
  }

  /** A kept outcome with its errors on conditions that have come in since. */
  private NetworkSummary crossed(NetworkSummary kept, Job job, RunFolder run) throws IOException {
    List<String> missing =
        crossTrials.keySet().stream().filter(name -> !kept.hasErrorOn(name)).toList();
    if (missing.isEmpty() || kept.state() == NetworkSummary.State.FAILED) {
      return kept;
    }
    Map<String, Double> errors = new LinkedHashMap<>();
    try (HeadDirectionNetwork network = run.readNetwork()) {
      CtRnnWeights weights = network.weights();
      missing.forEach(name -> errors.put(name, error(job, weights, name)));
    }
    NetworkSummary crossed = kept.withErrorsDegOn(errors);
    crossed.write(run);
    return crossed;
  }

  /** Passes a training's progress on, now and then. */
  private final class Watch implements Progress {
    private final String network;
    private final int updates;
    private double angularErrorDeg = Double.NaN;

    Watch(String network, int updates) {
      this.network = network;
      this.updates = updates;
    }

    @Override
    public void started(int fromUpdate, int all) {
      say(fromUpdate);
    }

    @Override
    public void updated(Metrics metrics) {
      if (metrics.update() % PROGRESS_UPDATES == 0) {
        say(metrics.update());
      }
    }

    @Override
    public void validated(int update, Evaluation evaluation) {
      angularErrorDeg = evaluation.angularErrorDeg().mean();
    }

    private void say(int update) {
      progress.changed(
          network,
          Stage.TRAINING,
          Double.isNaN(angularErrorDeg)
              ? text("%d/%d", update, updates)
              : text("%d/%d, %.1f deg", update, updates, angularErrorDeg));
    }
  }
}
