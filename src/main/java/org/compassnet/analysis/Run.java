package org.compassnet.analysis;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.compassnet.config.Config;
import org.compassnet.config.UserError;
import org.compassnet.files.Failure;
import org.compassnet.files.FolderLock;
import org.compassnet.files.TextTable;
import org.compassnet.network.CtRnnWeights;
import org.compassnet.network.HeadDirectionNetwork;
import org.compassnet.training.Evaluation;
import org.compassnet.training.Metrics;
import org.compassnet.training.Progress;
import org.compassnet.training.RunFolder;
import org.compassnet.training.Snapshots;
import org.compassnet.training.Trainer;
import org.compassnet.training.TrialSource;
import org.compassnet.training.ValidationCurve;
import org.compassnet.trajectory.Stimulus;
import org.compassnet.trajectory.Trials;
import org.compassnet.trajectory.VelocityProcess;

/**
 * A trained network with all that belongs to it, a line for each step: train or open it, try it,
 * take it apart. Made for notebooks; the commands make the same calls.
 *
 * @param folder where its files are
 * @param weights for an angular velocity in rad/step
 */
public record Run(RunFolder folder, Config config, CtRnnWeights weights) {

  /**
   * Opens a run folder.
   *
   * @throws UserError if it holds no run, or one whose training has not ended
   */
  public static Run open(Path path) {
    RunFolder folder = RunFolder.open(path);
    try (HeadDirectionNetwork network = folder.readNetwork()) {
      return new Run(folder, folder.readConfig(), network.weights());
    }
  }

  /** As {@link #open(Path)}. */
  public static Run open(String path) {
    return open(Path.of(path));
  }

  /**
   * The run of a configuration in a folder: opened if its training has ended, gone on with if it
   * was stopped, trained and evaluated if there is none.
   *
   * @param progress watches the training, if there is any to make
   * @throws UserError if the folder holds the run of another configuration
   */
  public static Run trained(Config config, Path path, Progress progress) {
    RunFolder folder = new RunFolder(path);
    if (!Files.isRegularFile(folder.model())) {
      try (FolderLock lock = folder.lock()) {
        train(config, folder, progress);
      } catch (IOException e) {
        throw cannotBeWritten(path, e);
      }
    }
    requireOwn(config, folder);
    return open(path);
  }

  private static void requireOwn(Config config, RunFolder folder) {
    if (!folder.readConfig().equals(config)) {
      throw new UserError(
          folder.config() + ": another configuration than this one; give another folder");
    }
  }

  private static void train(Config config, RunFolder folder, Progress progress) throws IOException {
    boolean begun = Files.isRegularFile(folder.config());
    if (begun) {
      requireOwn(config, folder);
    }
    Trainer trainer =
        begun ? Trainer.resume(folder) : Trainer.start(config, RunFolder.create(folder.path()));
    BooleanSupplier interrupted = Thread.currentThread()::isInterrupted;
    try (HeadDirectionNetwork training = trainer.network()) {
      if (trainer.run(progress, interrupted) == Trainer.End.STOPPED) {
        throw new UserError(
            folder.path() + ": the training was stopped; the same call goes on with it");
      }
    }
    open(folder.path()).evaluate();
  }

  /** As {@link #trained(Config, Path, Progress)}. */
  public static Run trained(Config config, String path, Progress progress) {
    return trained(config, Path.of(path), progress);
  }

  /** What happened at each update; nothing where the weights came from elsewhere. */
  public List<Metrics> metrics() {
    return Files.isRegularFile(folder.metrics()) ? Metrics.read(folder.metrics()) : List.of();
  }

  /** Rows of update, normalized error and mean angular error in deg, of every validation. */
  public List<double[]> validations() {
    return ValidationCurve.read(folder.validation());
  }

  /** The network, to run and to take apart. */
  public Specimen specimen() {
    return Specimen.of(weights, config);
  }

  /**
   * The network before its training: with the random weights of its seed, or the finished ones of
   * the run that it went on from.
   */
  public Specimen untrained() {
    try (HeadDirectionNetwork network = folder.startingNetwork(config)) {
      return specimen().with(network.weights());
    }
  }

  /**
   * Evaluates the network on fresh trials, as the configuration says, and writes evaluation.json.
   */
  public Evaluation evaluate() {
    Evaluation evaluation =
        specimen().follow(trials(config.evaluation().trials(), config.task().steps())).evaluation();
    try {
      folder.writeEvaluation(evaluation);
    } catch (IOException e) {
      throw cannotBeWritten(folder.evaluation(), e);
    }
    return evaluation;
  }

  private static UserError cannotBeWritten(Path path, IOException e) {
    return new UserError(path + ": cannot be written: " + Failure.reason(e), e);
  }

  /** Fresh trials of the run's task, the same ones every time. */
  public Trials trials(int trials, int steps) {
    return new TrialSource(config).evaluation(trials, steps);
  }

  /** Fresh trials of another stimulus. */
  public Trials trials(int trials, int steps, VelocityProcess stimulus) {
    return new TrialSource(config).evaluation(trials, steps, stimulus);
  }

  /** A recording as trials one after the other, as many as it holds. */
  public Trials recorded(Path file) {
    return new TrialSource(config).recorded(file, config.task().steps(), Integer.MAX_VALUE);
  }

  /** A stimulus of one's own to be made: a direction, and velocities in deg/s. */
  public Stimulus stimulus() {
    return specimen().stimulus();
  }

  /** Outputs, decoded direction and rates of all units on these trials, without noise. */
  public Observation simulate(Trials trials) {
    return specimen().simulate(trials);
  }

  /**
   * The same with the output of some units cut.
   *
   * @throws CannotAnalyze if there is no such unit
   */
  public Observation simulateWithout(Trials trials, int... units) {
    return specimen().simulateWithout(trials, units);
  }

  /** Takes the network apart: everything that a report shows. Writes nothing. */
  public Analysis analyze() {
    return analyze(config);
  }

  /** Takes only so much apart as this configuration of the analysis says. */
  public Analysis analyze(Config other) {
    return Analysis.of(other, weights, untrained().weights(), Snapshots.read(folder), what -> {});
  }

  /** What can be asked of a run, a line each. */
  public Help help() {
    return Help.of(Run.class);
  }

  @Override
  public String toString() {
    List<double[]> validations = validations();
    TextTable table = new TextTable("run", config.name());
    table.row("seed", config.seed());
    table.row("units", config.network().units());
    table.row("trials", config.task().steps() + " steps of " + config.task().stepMs() + " ms");
    table.row("velocity", config.task().velocity().kind().keyword());
    table.row("updates", metrics().size());
    if (!validations.isEmpty()) {
      double[] last = validations.get(validations.size() - 1);
      table.row("last validation", "angular error " + TextTable.number(last[2]) + " deg");
    }
    return table.toString();
  }
}
