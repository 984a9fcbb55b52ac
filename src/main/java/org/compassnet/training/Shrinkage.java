package org.compassnet.training;

import java.math.BigDecimal;
import java.math.MathContext;
import org.compassnet.config.LearningRateSchedule;
import org.compassnet.config.Optimiser;
import org.compassnet.config.TrainingConfig;
import org.compassnet.files.Text;
import org.compassnet.network.CosineSchedule;

/**
 * What weight decay amounts to. Decay is decoupled from the gradient (Loshchilov and Hutter 2019,
 * ICLR): at each update a parameter loses weight_decay x learning rate of itself. One without a
 * gradient is so multiplied with the product of 1 - weight_decay x learning rate over all updates.
 *
 * @param firstUpdate share of itself that a parameter loses at the first update
 * @param training share that it loses over the training, if no gradient moves it
 */
public record Shrinkage(double firstUpdate, double training) {

  private static final int HALVINGS = 60;

  /** Of a decay, in a configuration that people read. */
  private static final int DIGITS = 4;

  /** Of a training from its first update to its last. */
  public static Shrinkage of(TrainingConfig training) {
    double decay = training.optimiser() == Optimiser.ADAMW ? training.weightDecay() : 0;
    return new Shrinkage(decay * training.learningRate(), lost(training, decay));
  }

  /**
   * The weight decay by which a weight that no gradient holds loses a share of itself over a
   * training, whatever decay that has.
   *
   * @param share from 0 to below 1
   */
  public static double decay(TrainingConfig training, double share) {
    double low = 0;
    double high = 1 / training.learningRate();
    for (int halving = 0; halving < HALVINGS; halving++) {
      double middle = (low + high) / 2;
      if (lost(training, middle) < share) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return new BigDecimal(high).round(new MathContext(DIGITS)).doubleValue();
  }

  private static double lost(TrainingConfig training, double decay) {
    boolean cosine = training.learningRateSchedule() == LearningRateSchedule.COSINE;
    CosineSchedule schedule = new CosineSchedule(training.learningRate(), training.updates());
    double left = 1;
    for (int update = 0; update < training.updates(); update++) {
      left *= 1 - decay * (cosine ? schedule.valueAt(update, 0) : training.learningRate());
    }
    return 1 - left;
  }

  /** In words, such as {@code 0.001 % at an update, 4.9 % over the training}. */
  @Override
  public String toString() {
    return Text.text(
        "%.3g %% at the first update, %.3g %% over the training, of a weight that no gradient"
            + " holds",
        100 * firstUpdate, 100 * training);
  }
}
