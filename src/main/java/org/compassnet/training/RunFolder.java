package org.compassnet.training;

import com.fasterxml.jackson.core.JacksonException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.compassnet.config.Config;
import org.compassnet.config.UserError;
import org.compassnet.files.AtomicFile;
import org.compassnet.files.EventFile;
import org.compassnet.files.Failure;
import org.compassnet.files.FolderLock;
import org.compassnet.network.HeadDirectionNetwork;

/** The folder of a run: where its files are, and how they are read. */
public record RunFolder(Path path) {

  private static final String START = "start.zip";

  /** Files that the program writes into the folder of a run. */
  private static final Set<String> FILES =
      Set.of(
          "config.yaml",
          "provenance.json",
          "metrics.csv",
          "validation.csv",
          "model.zip",
          "weights.npz",
          START,
          "evaluation.json",
          "outcome.json",
          "report.html",
          EventFile.NAME);

  /** Folders that it writes there. */
  private static final Set<String> FOLDERS =
      Set.of("analysis", "figures", "checkpoints", "snapshots");

  public Path config() {
    return path.resolve("config.yaml");
  }

  public Path provenance() {
    return path.resolve("provenance.json");
  }

  public Path metrics() {
    return path.resolve("metrics.csv");
  }

  public Path validation() {
    return path.resolve("validation.csv");
  }

  public Path model() {
    return path.resolve("model.zip");
  }

  /** The weights before and after training, for NumPy; runs of earlier versions have none. */
  public Path weights() {
    return path.resolve("weights.npz");
  }

  /** The network before its first update, where that is not the random one of the seed. */
  Path start() {
    return path.resolve(START);
  }

  public Path evaluation() {
    return path.resolve("evaluation.json");
  }

  /** Metrics for TensorBoard, which are there only if they were asked for. */
  Path events() {
    return path.resolve(EventFile.NAME);
  }

  public Path figures() {
    return path.resolve("figures");
  }

  public Path analysis() {
    return path.resolve("analysis");
  }

  public Path report() {
    return path.resolve("report.html");
  }

  /** The weights at points of the training, which are there only if they were asked for. */
  Path snapshots() {
    return path.resolve("snapshots");
  }

  Path lastCheckpoint() {
    return path.resolve("checkpoints").resolve("last.zip");
  }

  Path bestCheckpoint() {
    return path.resolve("checkpoints").resolve("best.zip");
  }

  /**
   * Makes the folder of a new run. What a process left that was killed before it began does not
   * count.
   *
   * @throws UserError if it holds something, is a file, or cannot be written
   */
  public static RunFolder create(Path path) {
    if (Files.exists(path) && !Files.isDirectory(path)) {
      throw new UserError(path + ": a file; a folder for the run is wanted");
    }
    try {
      if (Files.isDirectory(path) && !FolderLock.vacant(path, START)) {
        throw new UserError(path + ": not empty; give another folder");
      }
      Files.createDirectories(path);
      Files.deleteIfExists(path.resolve(START));
    } catch (IOException e) {
      throw new UserError(path + ": cannot be written: " + Failure.reason(e), e);
    }
    return new RunFolder(path);
  }

  /**
   * Keeps the folder to this process while it writes there; makes it if there is none, and removes
   * it again if nothing was put there. Whoever only reads needs no lock.
   *
   * @throws UserError if another process is in it
   */
  public FolderLock lock() {
    return FolderLock.take(path);
  }

  /**
   * An existing run.
   *
   * @throws UserError if the folder holds no run
   */
  public static RunFolder open(Path path) {
    RunFolder run = new RunFolder(path);
    if (!Files.isDirectory(path)) {
      throw new UserError(path + ": no such folder; the folder of a run is wanted");
    }
    if (!Files.isRegularFile(run.config())) {
      throw new UserError(path + ": no config.yaml in it; the folder of a run is wanted");
    }
    return run;
  }

  /**
   * Lets a file be written that is none of those that a run consists of.
   *
   * @throws UserError if the program itself keeps a file of this name there
   */
  public static void requireNotIn(Path file) {
    Path folder = file.toAbsolutePath().normalize().getParent();
    if (folder == null) {
      return;
    }
    try {
      folder = Files.exists(folder) ? folder.toRealPath() : folder;
    } catch (IOException e) {
      throw new UserError(file + ": cannot be written: " + Failure.reason(e), e);
    }
    boolean ofRun = isRun(folder) && FILES.contains(file.getFileName().toString());
    boolean inside = FOLDERS.contains(name(folder)) && isRun(folder.getParent());
    if (ofRun || inside) {
      throw new UserError(
          file + ": a place that a run's own files are kept in; another name is wanted");
    }
  }

  private static String name(Path folder) {
    return folder.getNameCount() == 0 ? "" : folder.getFileName().toString();
  }

  private static boolean isRun(Path folder) {
    return Files.isRegularFile(new RunFolder(folder).config());
  }

  /** The run's configuration. */
  public Config readConfig() {
    return Config.readWritten(config());
  }

  /**
   * Whether the run has ended with a network.
   *
   * @throws UserError if something else is in its place
   */
  public boolean hasModel() {
    if (Files.isDirectory(model())) {
      throw new UserError(model() + ": a folder; the file of a network is wanted");
    }
    return Files.isRegularFile(model());
  }

  /**
   * The run's trained network.
   *
   * @throws UserError if there is none yet, or the file is damaged or that of another configuration
   */
  public HeadDirectionNetwork readNetwork() {
    if (!hasModel()) {
      throw new UserError(
          path + ": no model.zip in it; the training has not ended (go on with train --resume)");
    }
    return ModelFile.readNetwork(model(), readConfig());
  }

  /**
   * The run's network before its first update: with the finished weights of another run where it
   * went on from one, and otherwise with the random ones of its seed.
   *
   * @param config the run's own configuration
   * @throws UserError if the file of the former is damaged, or missing
   */
  public HeadDirectionNetwork startingNetwork(Config config) {
    return wentOn() ? ModelFile.readNetwork(start(), config) : HeadDirectionNetwork.create(config);
  }

  /**
   * Whether the run went on from another's weights, which are in its folder then.
   *
   * @throws UserError if the provenance says so and they are not there: random ones are no
   *     substitute
   */
  boolean wentOn() {
    if (Files.isRegularFile(start())) {
      return true;
    }
    String source = Provenance.from(this);
    if (!source.isEmpty()) {
      throw new UserError(
          ("%s: missing; it holds the finished weights of %s, which the run began with;"
                  + " copy it from the run's original folder")
              .formatted(start(), source));
    }
    return false;
  }

  /** Writes model.zip: the network as ModelSerializer writes it, with checksums. */
  public void writeModel(HeadDirectionNetwork network) throws IOException {
    ModelFile.write(model(), network, null);
  }

  /** Writes evaluation.json. */
  public void writeEvaluation(Evaluation evaluation) throws IOException {
    writeJson(evaluation(), evaluation);
  }

  /** Writes a value as indented JSON. */
  public static void writeJson(Path file, Object value) throws IOException {
    String text;
    try {
      text = Config.json().writerWithDefaultPrettyPrinter().writeValueAsString(value);
    } catch (JacksonException e) {
      throw new IllegalStateException(e);
    }
    AtomicFile.write(file, text + "\n");
  }
}
