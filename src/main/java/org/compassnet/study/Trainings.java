package org.compassnet.study;

import java.io.IOException;
import java.util.function.BooleanSupplier;
import org.compassnet.config.Config;
import org.compassnet.training.DivergenceException;
import org.compassnet.training.Progress;
import org.compassnet.training.RunFolder;

/** Where the networks of a study are trained: here, or on a cluster. */
public interface Trainings {

  /** On this machine. */
  Trainings LOCAL = NetworkRun::train;

  /**
   * Trains a network, from the start or from where its folder is. Called from several threads.
   *
   * @param stop when true, the training ends soon, to go on later
   * @return whether the training came to its end
   * @throws DivergenceException if the training went bad
   * @throws IOException if a file cannot be written
   */
  boolean train(Config config, RunFolder run, Progress progress, BooleanSupplier stop)
      throws IOException;
}
