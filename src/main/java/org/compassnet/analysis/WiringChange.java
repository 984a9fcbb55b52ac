package org.compassnet.analysis;

import org.apache.commons.rng.UniformRandomProvider;
import org.compassnet.network.CtRnnWeights;

/**
 * What training did to the wiring: the kernels and the velocity's weights of trained minus
 * untrained weights, by the trained network's classes and directions. Units are classed by what
 * their weights make of them, so that the untrained weights have some of the structure already;
 * only what was added is learned.
 *
 * @param added wiring of the difference of the weights
 * @param velocityShare how strongly the velocity reaches compass units beside shifters
 */
public record WiringChange(Connectivity added, VelocityShare velocityShare) implements Result {

  static WiringChange of(
      CtRnnWeights before,
      CtRnnWeights after,
      UnitTable table,
      Connectivity.Options options,
      UniformRandomProvider random) {
    return new WiringChange(
        Connectivity.of(after.minus(before), table, options, random),
        VelocityShare.of(before, after, table));
  }

  @Override
  public void tabulate(Tables tables) {
    added.tabulate(tables, "change", "_change");
  }

  @Override
  public String toString() {
    return "trained minus untrained weights\n" + added;
  }
}
