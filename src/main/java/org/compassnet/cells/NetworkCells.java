package org.compassnet.cells;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.CombinationSampler;
import org.apache.commons.rng.sampling.PermutationSampler;
import org.compassnet.analysis.CannotAnalyze;
import org.compassnet.analysis.JointTuning;
import org.compassnet.analysis.Tuning;
import org.compassnet.analysis.Unit;
import org.compassnet.analysis.UnitClass;

/**
 * A network's units recorded as cells were: Poisson spikes by the units' maps, along the course of
 * the cells' session, at the mean rates that the cells have.
 */
public final class NetworkCells {

  /** Of more active units so many are drawn; of a session of many hours, fewer. */
  public static final int MOST_UNITS = 100;

  private static final int LEAST_UNITS = 10;

  /** Counts in memory: a session of more bins has room for fewer units. */
  private static final int MOST_COUNTS = 50_000_000;

  private NetworkCells() {}

  /**
   * Records a network's active units. The mean rates of the active cells are dealt to them at
   * random, each as often as any other.
   *
   * @param tuning of the network
   * @param cells whose course and rates are taken
   * @param turns how their head turned
   * @throws CannotAnalyze if no unit or no cell is active
   */
  public static CellRecording of(
      Tuning tuning, CellRecording cells, HeadTurns turns, UniformRandomProvider random) {
    int[] active = active(tuning);
    double[] rates =
        Arrays.stream(PoissonCells.meanRatesHz(cells)).filter(r -> r >= Cell.INACTIVE_HZ).toArray();
    if (rates.length == 0) {
      throw new CannotAnalyze("no cell has a mean rate of " + Cell.INACTIVE_HZ + " Hz");
    }
    int room = Math.max(LEAST_UNITS, MOST_COUNTS / Math.max(1, cells.awake().bins()));
    int[] drawn = drawn(active.length, Math.min(MOST_UNITS, room), random);
    int[] units = Arrays.stream(drawn).map(k -> active[k]).toArray();
    JointTuning all = tuning.byTrueDirection();
    JointTuning maps =
        new JointTuning(
            all.minSamples(),
            all.hdEdgesRad(),
            all.avEdgesDegPerS(),
            all.occupancy(),
            Arrays.stream(units).mapToObj(unit -> all.maps()[unit]).toArray(double[][][]::new));
    CellRecording spikes =
        PoissonCells.of(
            PoissonCells.ratesAlong(maps, cells, turns),
            dealt(rates, units.length, random),
            cells,
            random);
    return new CellRecording(
        spikes.source(),
        Arrays.stream(units).mapToObj(unit -> "unit " + unit).toList(),
        spikes.awake(),
        spikes.headDirectionRad(),
        spikes.sleep(),
        spikes.taken());
  }

  /**
   * The units that can be recorded.
   *
   * @throws CannotAnalyze if there are none
   */
  public static int[] active(Tuning tuning) {
    int[] active =
        tuning.table().units().stream()
            .filter(unit -> unit.type() != UnitClass.INACTIVE)
            .mapToInt(Unit::unit)
            .toArray();
    if (active.length == 0) {
      throw new CannotAnalyze("no unit of the network is active");
    }
    return active;
  }

  /** So many places at most, at random and in rising order. */
  private static int[] drawn(int of, int most, UniformRandomProvider random) {
    if (of <= most) {
      return IntStream.range(0, of).toArray();
    }
    int[] some = new CombinationSampler(random, of, most).sample();
    Arrays.sort(some);
    return some;
  }

  private static double[] dealt(double[] rates, int units, UniformRandomProvider random) {
    double[] dealt = new double[units];
    int[] order = PermutationSampler.natural(rates.length);
    for (int unit = 0; unit < units; unit++) {
      if (unit % rates.length == 0) {
        PermutationSampler.shuffle(random, order);
      }
      dealt[unit] = rates[order[unit % rates.length]];
    }
    return dealt;
  }

  /** A recording of some of its cells, at random: so many at most. */
  static CellRecording some(CellRecording recording, int most, UniformRandomProvider random) {
    SpikeCounts awake = recording.awake();
    int[] kept = drawn(awake.cells(), most, random);
    float[] counts = new float[awake.bins() * kept.length];
    List<String> names = new ArrayList<>();
    for (int k = 0; k < kept.length; k++) {
      names.add(recording.names().get(kept[k]));
      for (int bin = 0; bin < awake.bins(); bin++) {
        counts[bin * kept.length + k] = awake.at(bin, kept[k]);
      }
    }
    return new CellRecording(
        recording.source(),
        names,
        new SpikeCounts(counts, kept.length, awake.timeS(), awake.binS()),
        recording.headDirectionRad(),
        Map.of(),
        recording.taken());
  }
}
