package org.compassnet.analysis;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * The tuned units that an intervention leaves, with their parts in the population vector, the mean
 * of rate x e^{i PD}.
 *
 * @param units their indices
 * @param sine what a rate of 1 adds to the vector's sine part
 * @param cosine what it adds to the cosine part
 */
record TunedUnits(int[] units, double[] sine, double[] cosine) {

  /**
   * The active units of a table that have a preferred direction.
   *
   * @param silenced units whose output reaches nothing, to be left out
   */
  static TunedUnits of(UnitTable table, int... silenced) {
    int[] gone = silenced.clone();
    Arrays.sort(gone);
    Unit[] kept =
        table.units().stream()
            .filter(u -> u.type() != UnitClass.INACTIVE)
            .filter(u -> Double.isFinite(u.preferredDirectionRad()))
            .filter(u -> Arrays.binarySearch(gone, u.unit()) < 0)
            .toArray(Unit[]::new);
    int n = Math.max(1, kept.length);
    double[] preferredRad = Arrays.stream(kept).mapToDouble(Unit::preferredDirectionRad).toArray();
    return new TunedUnits(
        IntStream.range(0, kept.length).map(k -> kept[k].unit()).toArray(),
        Arrays.stream(preferredRad).map(pd -> Math.sin(pd) / n).toArray(),
        Arrays.stream(preferredRad).map(pd -> Math.cos(pd) / n).toArray());
  }

  /**
   * The same units by their places among those that are left of the network.
   *
   * @param kept indices of all that are left, rising; these are among them
   */
  TunedUnits among(int[] kept) {
    return new TunedUnits(
        Arrays.stream(units).map(unit -> Arrays.binarySearch(kept, unit)).toArray(), sine, cosine);
  }
}
