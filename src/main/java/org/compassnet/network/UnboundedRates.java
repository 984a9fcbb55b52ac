package org.compassnet.network;

import static org.compassnet.files.Text.text;

import org.compassnet.config.UserError;
import org.compassnet.trajectory.TimeSeries;

/** A network whose rates grow without bound, as units of relu or softplus can. */
public final class UnboundedRates extends UserError {

  /**
   * Rates and outputs beyond this are of a network that has lost itself: from here on single
   * precision does not resolve the 1 that is the length of the output asked for.
   */
  public static final float LIMIT = 1 << 24;

  private final int step;

  private UnboundedRates(String message, int step) {
    super(message);
    this.step = step;
  }

  /** Rates of a run of so many steps that are beyond the limit from a step on, counted from 1. */
  static UnboundedRates ofRates(int step, int steps) {
    return new UnboundedRates(
        text(
            "the rates grow without bound: they pass %.2g at step %d of %d",
            (double) LIMIT, step, steps),
        step);
  }

  /**
   * @param outputs of a run whose rates were not looked at, or do not pass the limit themselves
   * @throws UnboundedRates if they grow without bound
   */
  public static void requireBounded(TimeSeries outputs) {
    int first = outputs.steps();
    float[] values = outputs.values();
    for (int i = 0; i < values.length; i++) {
      if (beyond(values[i])) {
        first = Math.min(first, i / outputs.channels() % outputs.steps());
      }
    }
    if (first < outputs.steps()) {
      throw new UnboundedRates(
          text(
              "the outputs grow without bound: they pass %.2g at step %d of %d",
              (double) LIMIT, first + 1, outputs.steps()),
          first + 1);
    }
  }

  /** The same, of a file, a run or a stretch of it. */
  public UnboundedRates of(Object what) {
    return new UnboundedRates(what + ": " + getMessage(), step);
  }

  /** The first step of the run at which a rate or an output is beyond the limit, from 1. */
  public int step() {
    return step;
  }

  /** Whether a number is beyond the limit, or none. */
  static boolean beyond(float value) {
    return !(Math.abs(value) <= LIMIT);
  }
}
