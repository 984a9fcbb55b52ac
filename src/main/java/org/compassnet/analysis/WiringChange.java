package org.compassnet.analysis;

/**
 * What training did to the wiring: the kernels and the velocity's weights of trained minus
 * untrained weights, by the trained network's classes and directions. Units are classed by what
 * their weights make of them, so that the untrained weights have some of the structure already;
 * only what was added is learned.
 *
 * @param added wiring of the difference of the weights
 */
public record WiringChange(Connectivity added) implements Result {

  @Override
  public void tabulate(Tables tables) {
    added.tabulate(tables, "change", "_change");
  }

  @Override
  public String toString() {
    return "trained minus untrained weights\n" + added;
  }
}
