package org.compassnet.study;

import java.io.IOException;
import java.nio.file.Files;
import java.util.function.BooleanSupplier;
import org.compassnet.analysis.Analysis;
import org.compassnet.analysis.AnalysisFolder;
import org.compassnet.config.Config;
import org.compassnet.files.FolderLock;
import org.compassnet.network.CtRnnWeights;
import org.compassnet.network.HeadDirectionNetwork;
import org.compassnet.training.DivergenceException;
import org.compassnet.training.Progress;
import org.compassnet.training.RunFolder;
import org.compassnet.training.Snapshots;
import org.compassnet.training.Trainer;

/** What is done with every one of many networks: its training and its analysis, in a run folder. */
public final class NetworkRun {

  private NetworkRun() {}

  /**
   * Trains a network, from the start or from where its folder is.
   *
   * @param stop asked after every update; when true, the state is saved and the training ends
   * @return whether the training came to its end
   * @throws DivergenceException if the training went bad
   * @throws IOException if a file cannot be written
   */
  public static boolean train(Config config, RunFolder run, Progress progress, BooleanSupplier stop)
      throws IOException {
    if (Files.isDirectory(run.path())) {
      FolderLock.removeUnfinished(run.path());
    }
    if (Files.isRegularFile(run.model())) {
      return true;
    }
    Trainer trainer =
        Files.isRegularFile(run.config())
            ? Trainer.resume(run)
            : Trainer.start(config, RunFolder.create(run.path()));
    try (HeadDirectionNetwork network = trainer.network()) {
      return trainer.run(progress, stop) == Trainer.End.FINISHED;
    }
  }

  /**
   * Takes a trained network apart and writes its evaluation and its analysis.
   *
   * @throws IOException if a file cannot be written
   */
  public static Analysis analyze(Config config, RunFolder run) throws IOException {
    CtRnnWeights weights;
    CtRnnWeights start;
    try (HeadDirectionNetwork trained = run.readNetwork();
        HeadDirectionNetwork newborn = run.startingNetwork(config)) {
      weights = trained.weights();
      start = newborn.weights();
    }
    Analysis analysis = Analysis.of(config, weights, start, Snapshots.read(run), what -> {});
    run.writeEvaluation(analysis.integration().evaluation());
    AnalysisFolder.of(run).write(analysis);
    return analysis;
  }
}
