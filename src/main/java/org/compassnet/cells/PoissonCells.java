package org.compassnet.cells;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.distribution.PoissonSampler;
import org.compassnet.analysis.JointTuning;

/**
 * Units of a network as if they had been recorded: Poisson spikes at a cell's mean rate, along the
 * course of a recording's head, with its breaks and its uneven sampling. A network's exact rates
 * against cells' noisy ones would compare the noise; these go through the same statistics as the
 * cells.
 */
public final class PoissonCells {

  private PoissonCells() {}

  /** Mean rates of a recording's cells over the tracked time, in Hz. */
  public static double[] meanRatesHz(CellRecording recording) {
    SpikeCounts counts = recording.awake();
    double[] means = new double[counts.cells()];
    int tracked = 0;
    for (int bin = 0; bin < counts.bins(); bin++) {
      if (Double.isFinite(recording.headDirectionRad()[bin])) {
        tracked++;
        for (int cell = 0; cell < means.length; cell++) {
          means[cell] += counts.at(bin, cell);
        }
      }
    }
    double seconds = tracked * counts.binS();
    return Arrays.stream(means).map(spikes -> spikes / seconds).toArray();
  }

  /**
   * What units of known maps fire along a recording's course: the mean rate of the map's bin at
   * each direction and velocity, of the direction alone where the map is empty or ends.
   *
   * @param maps in any unit of rate
   * @return [bins, units] in C order; NaN where the direction is lost
   */
  public static float[] ratesAlong(JointTuning maps, CellRecording course, HeadTurns turns) {
    int units = maps.units();
    double[][] byDirection =
        IntStream.range(0, units).mapToObj(maps::hdCurve).toArray(double[][]::new);
    float[] rates = new float[course.awake().bins() * units];
    double range = maps.avRangeDegPerS();
    for (int bin = 0; bin < course.awake().bins(); bin++) {
      double direction = course.headDirectionRad()[bin];
      double velocity = turns.velocityDegPerS()[bin];
      int hd = Double.isFinite(direction) ? TuningCurve.bin(direction, maps.hdBins()) : -1;
      int av = (int) Math.floor((velocity / range + 1) / 2 * maps.avBins());
      boolean inMap = !Double.isNaN(velocity) && av >= 0 && av < maps.avBins();
      for (int unit = 0; unit < units; unit++) {
        double rate = inMap && hd >= 0 ? maps.maps()[unit][av][hd] : Double.NaN;
        if (Double.isNaN(rate) && hd >= 0) {
          rate = byDirection[unit][hd];
        }
        rates[bin * units + unit] = (float) rate;
      }
    }
    return rates;
  }

  /**
   * Spikes of units whose rates along a course are known up to a factor.
   *
   * @param rates [bins, units] in C order, in any unit, none below 0; NaN counts no spikes
   * @param meanHz mean rate that each unit is given over the tracked time, such as those of the
   *     recording's cells; a unit that is silent stays so
   * @param course whose time, direction and breaks are taken
   */
  public static CellRecording of(
      float[] rates, double[] meanHz, CellRecording course, UniformRandomProvider random) {
    int units = meanHz.length;
    int bins = course.awake().bins();
    if (rates.length != (long) bins * units) {
      throw new IllegalArgumentException(
          "rates must hold " + bins + " x " + units + " values: " + rates.length);
    }
    double[] sum = new double[units];
    int[] known = new int[units];
    for (int i = 0; i < rates.length; i++) {
      if (rates[i] < 0) {
        throw new IllegalArgumentException("rates must be >= 0: " + rates[i]);
      }
      if (Float.isFinite(rates[i])) {
        sum[i % units] += rates[i];
        known[i % units]++;
      }
    }
    float[] counts = new float[rates.length];
    double binS = course.awake().binS();
    for (int i = 0; i < rates.length; i++) {
      int unit = i % units;
      double expected = rates[i] * meanHz[unit] * binS * known[unit] / sum[unit];
      counts[i] = expected > 0 ? PoissonSampler.of(random, expected).sample() : 0;
    }
    List<String> names = IntStream.range(0, units).mapToObj(unit -> "unit " + unit).toList();
    return new CellRecording(
        "Poisson spikes along " + course.source(),
        names,
        new SpikeCounts(counts, units, course.awake().timeS(), binS),
        course.headDirectionRad(),
        Map.of(),
        List.of());
  }
}
