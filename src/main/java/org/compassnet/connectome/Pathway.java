package org.compassnet.connectome;

import org.compassnet.analysis.UnitClass;
import org.compassnet.config.Keyword;

/**
 * Connections that fly and network both have: EPG cells of the ellipsoid body beside compass units,
 * PEN cells beside shifters. Those of the left bridge stand beside the CCW shifters, since the
 * positive sense of the fly's ring is here the one that they push to; which turn of the animal that
 * is, is left open.
 */
public enum Pathway implements Keyword {
  LOCAL_EXCITATION("EPG to EPG", UnitClass.COMPASS, UnitClass.COMPASS, "synapses"),
  /** Signed as an inhibition, for Delta7 cells release glutamate. */
  LONG_RANGE_INHIBITION(
      "EPG to Delta7 to EPG", UnitClass.COMPASS, UnitClass.COMPASS, "synapses squared"),
  LEFT_TO_COMPASS("PEN left to EPG", UnitClass.CCW, UnitClass.COMPASS, "synapses"),
  RIGHT_TO_COMPASS("PEN right to EPG", UnitClass.CW, UnitClass.COMPASS, "synapses"),
  COMPASS_TO_LEFT("EPG to PEN left", UnitClass.COMPASS, UnitClass.CCW, "synapses"),
  COMPASS_TO_RIGHT("EPG to PEN right", UnitClass.COMPASS, UnitClass.CW, "synapses");

  private final String cells;
  private final UnitClass from;
  private final UnitClass to;
  private final String unit;

  Pathway(String cells, UnitClass from, UnitClass to, String unit) {
    this.cells = cells;
    this.from = from;
    this.to = to;
    this.unit = unit;
  }

  /** The fly's cells, as a sentence writes them. */
  public String cells() {
    return cells;
  }

  /** Class of the network's presynaptic units. */
  public UnitClass from() {
    return from;
  }

  /** Class of the network's postsynaptic units. */
  public UnitClass to() {
    return to;
  }

  /** The network's units, as a sentence writes them. */
  public String units() {
    return from.plural() + " to " + to.plural();
  }

  /** What the fly's numbers count. */
  public String unit() {
    return unit;
  }
}
