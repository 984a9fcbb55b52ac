package org.compassnet.network;

import org.compassnet.trajectory.TimeSeries;

/**
 * What a network did.
 *
 * @param outputs [trials, steps, outputs]
 * @param rates [trials, steps, units], noise included
 */
public record Simulation(TimeSeries outputs, TimeSeries rates) {

  @Override
  public String toString() {
    return rates.channels()
        + " units in "
        + rates.trials()
        + " trials of "
        + rates.steps()
        + " steps";
  }
}
