package org.compassnet.analysis;

import org.compassnet.config.Config;
import org.compassnet.training.TrialSource;

/**
 * One trial to look at, which the network had not seen.
 *
 * @param trial its number in the response; the first ones hold a pause
 */
public record ExampleTrial(Response response, int trial) implements Result {

  private static final int TRIALS = 4;

  static ExampleTrial of(Specimen specimen, Config config) {
    return new ExampleTrial(
        specimen.follow(new TrialSource(config).evaluation(TRIALS, config.task().steps())),
        TRIALS - 1);
  }

  @Override
  public String toString() {
    return "trial " + trial + " of " + response;
  }
}
