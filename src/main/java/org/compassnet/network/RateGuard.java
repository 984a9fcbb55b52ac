package org.compassnet.network;

import org.compassnet.trajectory.TimeSeries;

/**
 * Watches the rates of a run for growth without bound, and passes them on. It lets the run end: the
 * step that it names is the first of all trials', however the threads take turns.
 */
final class RateGuard implements RateObserver {

  private static final int NEVER = Integer.MAX_VALUE;

  private final int units;
  private final RateObserver next;
  private int firstStep = NEVER;

  /**
   * @param next takes the rates as well; or null
   */
  RateGuard(int units, RateObserver next) {
    this.units = units;
    this.next = next;
  }

  @Override
  public void rates(int firstTrial, int trials, int step, float[] rates, int stride) {
    for (int k = 0; k < trials; k++) {
      float most = 0;
      for (int i = k * stride; i < k * stride + units; i++) {
        most = Math.max(most, Math.abs(rates[i]));
      }
      if (UnboundedRates.beyond(most)) {
        met(step);
        break;
      }
    }
    if (next != null) {
      next.rates(firstTrial, trials, step, rates, stride);
    }
  }

  private synchronized void met(int step) {
    firstStep = Math.min(firstStep, step);
  }

  /**
   * @param outputs of the run, once it has ended
   * @throws UnboundedRates if rates or outputs grew without bound
   */
  void requireBounded(TimeSeries outputs) {
    if (firstStep != NEVER) {
      throw UnboundedRates.ofRates(firstStep + 1, outputs.steps());
    }
    UnboundedRates.requireBounded(outputs);
  }
}
