package org.compassnet.training;

import static org.compassnet.files.Text.text;

/** A training went bad. The message tells the update, the numbers, and what to try. */
public final class DivergenceException extends RuntimeException {

  /** One that was met on another machine. */
  public DivergenceException(String message) {
    super(message);
  }

  DivergenceException(Metrics metrics, int lastGoodUpdate) {
    super(
        text(
            "training diverged at update %d: error %s, %sgradient norm %s, learning rate %s, %d"
                + " steps; %s; try a lower training.learning_rate"
                + " or training.clip_norm, or shorter stages of training.curriculum%s",
            metrics.update(),
            (float) metrics.error(),
            metrics.penalty() > 0 ? text("penalty %s, ", (float) metrics.penalty()) : "",
            (float) metrics.gradientNorm(),
            (float) metrics.learningRate(),
            metrics.steps(),
            lastGoodUpdate > 0
                ? "the checkpoint of update " + lastGoodUpdate + " is kept"
                : "there is no checkpoint yet",
            metrics.penalty() > metrics.error() ? ", or lower weights of penalties" : ""));
  }
}
