package org.compassnet.cells;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.compassnet.analysis.UnitClass;

/**
 * Which units of a network have a counterpart among recorded cells, see {@link CellSpace}.
 *
 * @param units those that are tuned to direction
 */
public record Counterparts(List<Neighbour> units) {

  public Counterparts {
    units = List.copyOf(units);
  }

  /**
   * A unit and the cell nearest to it.
   *
   * @param unit its index among the units that were given spikes
   * @param distance to the nearest cell, in units of the noise
   * @param found whether that is a counterpart
   */
  public record Neighbour(int unit, UnitClass type, double distance, boolean found) {}

  /**
   * How many of some units have no counterpart.
   *
   * @param without one
   * @param of so many
   */
  public record Count(int without, int of) {

    /** Share without a counterpart; NaN of none. */
    public double share() {
      return of == 0 ? Double.NaN : (double) without / of;
    }

    Count plus(Count other) {
      return new Count(without + other.without, of + other.of);
    }
  }

  /** Of all units. */
  public Count count() {
    return new Count((int) units.stream().filter(u -> !u.found()).count(), units.size());
  }

  /** Of the units of each class that has some. */
  public Map<UnitClass, Count> byClass() {
    Map<UnitClass, Count> counts = new EnumMap<>(UnitClass.class);
    for (Neighbour unit : units) {
      counts.merge(unit.type(), new Count(unit.found() ? 0 : 1, 1), Count::plus);
    }
    return counts;
  }
}
