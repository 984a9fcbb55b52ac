package org.compassnet.training;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.compassnet.config.Config;
import org.compassnet.config.TrainingConfig;
import org.compassnet.config.UserError;
import org.compassnet.files.AtomicFile;
import org.compassnet.network.HeadDirectionNetwork;
import org.compassnet.network.Penalties;
import org.compassnet.network.Penalty;
import org.compassnet.network.UnboundedRates;
import org.compassnet.network.WeightsFile;
import org.compassnet.trajectory.HeadDirectionTask;
import org.compassnet.trajectory.Trials;
import org.deeplearning4j.optimize.api.TrainingListener;

/**
 * Trains a network into a run folder, from the start or from the last checkpoint. A run that was
 * stopped and resumed gives the same bits as one that was not.
 */
public final class Trainer {

  /**
   * An error this much above the best constant's (about 0.5) is no error any more, but divergence.
   */
  private static final double DIVERGED = 1e3;

  private final Config config;
  private final RunFolder folder;
  private final TrialSource source;
  private final HeadDirectionNetwork network;
  private final List<Metrics> metrics;
  private final List<double[]> validations;
  private final Trials validationTrials;
  private final Snapshots snapshots;
  private Checkpoint.State state;
  private boolean logged;

  /** How a training ended. */
  public enum End {
    FINISHED,
    STOPPED
  }

  private Trainer(
      Config config,
      RunFolder folder,
      HeadDirectionNetwork network,
      Checkpoint.State state,
      List<Metrics> metrics,
      List<double[]> validations) {
    this.config = config;
    this.folder = folder;
    this.network = network;
    this.state = state;
    this.metrics = metrics;
    this.validations = validations;
    this.source = new TrialSource(config);
    this.validationTrials = source.validation();
    this.snapshots = new Snapshots(folder, config);
    setPenalties();
  }

  /** Those of the next update. */
  private void setPenalties() {
    network.setPenalties(Penalties.at(config.training(), state.update(), state.penaltyWeight()));
  }

  /**
   * A training from its start: the weights of {@link StartingWeights} if they are in the folder, or
   * random ones. Writes the configuration and the provenance.
   *
   * @throws UserError if the memory has no room for it, or its recorded trajectory cannot be read
   */
  public static Trainer start(Config config, RunFolder folder) throws IOException {
    MemoryNeed.ofTraining(config).require();
    // Reads a recorded trajectory, so that a bad one leaves nothing behind.
    new HeadDirectionTask(config.task());
    HeadDirectionNetwork network = folder.startingNetwork(config);
    Trainer trainer =
        new Trainer(
            config,
            folder,
            network,
            new Checkpoint.State(
                0, config.training().activityPenalty().weight(), Double.POSITIVE_INFINITY, 0, 0),
            new ArrayList<>(),
            new ArrayList<>());
    writeOrigin(config, folder, network);
    trainer.snapshots.keep(0, network);
    return trainer;
  }

  /**
   * Writes the run of a network that was not trained here: configuration, provenance, weights,
   * model.
   */
  public static void writeUntrained(Config config, RunFolder folder, HeadDirectionNetwork network)
      throws IOException {
    writeOrigin(config, folder, network);
    WeightsFile.write(folder.weights(), network.weights(), config);
    folder.writeModel(network);
  }

  private static void writeOrigin(Config config, RunFolder folder, HeadDirectionNetwork network)
      throws IOException {
    AtomicFile.write(folder.config(), config.toYaml());
    RunFolder.writeJson(
        folder.provenance(), Provenance.of(config, network, StartingWeights.originOf(folder)));
  }

  /**
   * A training from its last checkpoint; from the start where there is none yet.
   *
   * @throws UserError if the folder holds no run, or a damaged one
   */
  public static Trainer resume(RunFolder folder) throws IOException {
    Config config = folder.readConfig();
    if (!Files.exists(folder.lastCheckpoint())) {
      return start(config, folder);
    }
    // It is wanted at the end, which may be hours away.
    folder.wentOn();
    MemoryNeed.ofTraining(config).require();
    Checkpoint.State state = Checkpoint.readState(folder.lastCheckpoint(), config);
    List<Metrics> metrics = Metrics.read(folder.metrics());
    metrics.removeIf(row -> row.update() > state.update());
    requireRows(folder, metrics, state);
    new Snapshots(folder, config).requireUpTo(state.update());
    List<double[]> validations = ValidationCurve.read(folder.validation());
    validations.removeIf(row -> row[0] > state.update());
    HeadDirectionNetwork network = ModelFile.readNetwork(folder.lastCheckpoint(), config);
    requireUpdates(folder.lastCheckpoint(), network, state.update());
    return new Trainer(config, folder, network, state, metrics, validations);
  }

  private static void requireRows(RunFolder folder, List<Metrics> metrics, Checkpoint.State state) {
    boolean complete = metrics.size() == state.update();
    for (int i = 0; complete && i < metrics.size(); i++) {
      complete = metrics.get(i).update() == i + 1;
    }
    if (!complete) {
      throw new UserError(
          folder.metrics()
              + ": not the rows of updates 1 to "
              + state.update()
              + ", which "
              + folder.lastCheckpoint()
              + " has made");
    }
  }

  private static void requireUpdates(Path file, HeadDirectionNetwork network, int updates) {
    int made = network.network().getIterationCount();
    if (made != updates) {
      network.close();
      throw new UserError(
          file + ": a network after " + made + " updates in a checkpoint after " + updates);
    }
  }

  /** The network being trained. */
  public HeadDirectionNetwork network() {
    return network;
  }

  public Config config() {
    return config;
  }

  /** Adds a Deeplearning4j listener, such as the training page's. */
  public void addListener(TrainingListener listener) {
    network.network().addListeners(listener);
  }

  /**
   * Writes error, penalty, gradient, learning rate and validations for TensorBoard too, as they
   * come. A run that began so goes on so.
   */
  public void logForTensorBoard() {
    logged = true;
  }

  private TensorBoardLog log() throws IOException {
    return logged || Files.exists(folder.events())
        ? TensorBoardLog.begin(folder.events(), Provenance.startedS(folder), metrics, validations)
        : null;
  }

  /**
   * Makes the updates that are left, then writes weights.npz and model.zip: the network of the best
   * validation.
   *
   * @param stop asked after every update; when true, the state is saved and the loop ends
   * @throws DivergenceException if error, penalty or gradient are no numbers any more in single
   *     precision; the last good checkpoint is intact
   * @throws IOException if a file cannot be written
   */
  public End run(Progress progress, BooleanSupplier stop) throws IOException {
    try (TensorBoardLog log = log()) {
      return run(progress, stop, log);
    }
  }

  /**
   * @param log may be null
   */
  private End run(Progress progress, BooleanSupplier stop, TensorBoardLog log) throws IOException {
    TrainingConfig training = config.training();
    long begun = System.nanoTime();
    double before = state.seconds();
    TrialBatches batches = new TrialBatches(config, source);
    progress.started(state.update(), training.updates());
    try {
      while (state.update() < training.updates()) {
        int update = state.update();
        network.fit(batches.of(update));
        double seconds = before + (System.nanoTime() - begun) / 1e9;
        Metrics row =
            new Metrics(
                update + 1,
                batches.steps(),
                network.error(),
                network.penalty(),
                network.gradientNorm(),
                network.learningRate(),
                seconds);
        requireFinite(row);
        double penaltyWeight = state.penaltyWeight();
        double activity = network.penalties().get(Penalty.SQUARED_RATES);
        if (training.activityPenalty().anneal() && activity >= row.error() / 2) {
          penaltyWeight *= 2.0 / 3;
        }
        metrics.add(row);
        state =
            new Checkpoint.State(
                update + 1,
                penaltyWeight,
                state.bestAngularErrorDeg(),
                state.bestUpdate(),
                seconds);
        setPenalties();
        snapshots.keep(state.update(), network);
        progress.updated(row);
        if (log != null) {
          log.add(row);
        }
        boolean last = state.update() == training.updates();
        if (last || state.update() % training.validation().everyUpdates() == 0) {
          validate(progress);
          if (log != null) {
            log.add(validations.get(validations.size() - 1), seconds);
          }
          save();
        }
        if (!last && stop.getAsBoolean()) {
          save();
          return End.STOPPED;
        }
      }
      finish();
      return End.FINISHED;
    } finally {
      progress.ended();
    }
  }

  private void requireFinite(Metrics row) {
    // In single precision, as the weights and metrics.csv are: 1e39 is no number there.
    boolean finite =
        Float.isFinite((float) row.error())
            && Float.isFinite((float) row.gradientNorm())
            && Float.isFinite((float) row.penalty())
            && row.error() < DIVERGED;
    if (!finite) {
      int good =
          Files.exists(folder.lastCheckpoint())
              ? Checkpoint.readState(folder.lastCheckpoint(), config).update()
              : 0;
      throw new DivergenceException(row, good);
    }
  }

  private void validate(Progress progress) throws IOException {
    Evaluation evaluation = evaluated();
    double angularError = evaluation.angularErrorDeg().mean();
    validations.add(new double[] {state.update(), evaluation.normalizedError(), angularError});
    progress.validated(state.update(), evaluation);
    if (angularError <= state.bestAngularErrorDeg()) {
      state =
          new Checkpoint.State(
              state.update(), state.penaltyWeight(), angularError, state.update(), state.seconds());
      Checkpoint.write(folder.bestCheckpoint(), network, state);
    }
  }

  /** A network that loses itself in the longer trials of the validation may still come round. */
  private Evaluation evaluated() {
    try {
      return Evaluation.of(network, validationTrials);
    } catch (UnboundedRates e) {
      return Evaluation.lost(validationTrials);
    }
  }

  /** Metrics first: a crash between the files leaves rows too many, which resume removes. */
  private void save() throws IOException {
    Metrics.write(folder.metrics(), metrics);
    ValidationCurve.write(folder.validation(), validations);
    Checkpoint.write(folder.lastCheckpoint(), network, state);
  }

  /**
   * A model that is there already, of a run that had ended, is left as it is. The weights come
   * first: where there is a model, the run has ended and all else is there.
   */
  private void finish() throws IOException {
    Checkpoint.State kept = Checkpoint.readState(folder.bestCheckpoint(), config);
    try (HeadDirectionNetwork best = ModelFile.readNetwork(folder.bestCheckpoint(), config)) {
      requireUpdates(folder.bestCheckpoint(), best, kept.update());
      if (kept.update() != state.bestUpdate()) {
        throw new UserError(
            "%s: a network after %d updates; the best of this run was that after %d"
                .formatted(folder.bestCheckpoint(), kept.update(), state.bestUpdate()));
      }
      try (HeadDirectionNetwork newborn = folder.startingNetwork(config)) {
        WeightsFile.write(folder.weights(), best.weights(), newborn.weights(), config);
      }
      if (!Files.exists(folder.model()) || !holds(folder.model(), best)) {
        folder.writeModel(best);
      }
    }
  }

  private boolean holds(Path file, HeadDirectionNetwork best) {
    try (HeadDirectionNetwork there = ModelFile.readNetwork(file, config)) {
      return there.network().params().equals(best.network().params());
    } catch (UserError e) {
      // Damaged, and its origin is at hand.
      return false;
    }
  }
}
