package org.compassnet.cells;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.IntStream;
import org.compassnet.analysis.ArrayActivity;
import org.compassnet.analysis.JointTuning;

/**
 * The awake part of a recording as an activity in which the bins of one block of time that fall
 * into one bin of the joint maps are a single sample, of their mean rates and their number as its
 * weight: the maps are the same, and a bootstrap over blocks reads a few times fewer samples.
 *
 * @param activity rates in Hz; directions and velocities are middles of the maps' bins
 * @param block of each sample
 * @param bins that each sample stands for
 */
record JointSamples(ArrayActivity activity, int[] block, double[] bins) {

  private record Place(int block, int hd, int av) {}

  /** The place of the velocity 0, which is on the edge of two bins. */
  private static final int AT_REST = -1;

  static JointSamples of(
      CellRecording recording, HeadTurns turns, TimeBlocks blocks, JointTuning.Options options) {
    SpikeCounts counts = recording.awake();
    int cells = counts.cells();
    double range = options.avRangeDegPerS();
    Map<Place, float[]> sums = new LinkedHashMap<>();
    for (int bin = 0; bin < counts.bins(); bin++) {
      double velocity = turns.velocityDegPerS()[bin];
      if (Math.abs(velocity) < range) {
        int av = (int) Math.floor((velocity / range + 1) / 2 * options.avBins());
        int hd = TuningCurve.bin(recording.headDirectionRad()[bin], options.hdBins());
        Place place = new Place(blocks.of()[bin], hd, velocity == 0 ? AT_REST : av);
        float[] sum = sums.computeIfAbsent(place, made -> new float[1 + cells]);
        sum[0]++;
        for (int cell = 0; cell < cells; cell++) {
          sum[1 + cell] += counts.at(bin, cell);
        }
      }
    }
    int n = sums.size();
    float[] rates = new float[Math.multiplyExact(n, cells)];
    double[] direction = new double[n];
    double[] velocity = new double[n];
    double[] time = new double[n];
    double[] bins = new double[n];
    int[] block = new int[n];
    int k = 0;
    for (Map.Entry<Place, float[]> entry : sums.entrySet()) {
      Place place = entry.getKey();
      float[] sum = entry.getValue();
      block[k] = place.block();
      bins[k] = sum[0];
      time[k] = place.block() * blocks.lengthS();
      direction[k] = TuningCurve.centreRad(place.hd(), options.hdBins());
      velocity[k] =
          place.av() == AT_REST ? 0 : range * (2 * (place.av() + 0.5) / options.avBins() - 1);
      for (int cell = 0; cell < cells; cell++) {
        rates[k * cells + cell] = (float) (sum[1 + cell] / (sum[0] * counts.binS()));
      }
      k++;
    }
    ArrayActivity activity = new ArrayActivity(rates, cells, direction, velocity, time, null, bins);
    return new JointSamples(activity, block, bins);
  }

  /** Maps where blocks count so often. */
  JointTuning maps(int[] times, JointTuning.Options options) {
    double[] weight = new double[block.length];
    Arrays.setAll(weight, k -> bins[k] * times[block[k]]);
    return JointTuning.of(activity.withWeight(weight), options);
  }

  /** The samples of one half of the blocks. */
  JointSamples half(int half) {
    int cells = activity.units();
    int[] kept = IntStream.range(0, block.length).filter(k -> block[k] % 2 == half).toArray();
    float[] rates = new float[kept.length * cells];
    for (int k = 0; k < kept.length; k++) {
      System.arraycopy(activity.rates(), kept[k] * cells, rates, k * cells, cells);
    }
    return new JointSamples(
        new ArrayActivity(
            rates,
            cells,
            pick(activity.headDirectionRad(), kept),
            pick(activity.angularVelocityDegPerS(), kept),
            pick(activity.timeS(), kept),
            null,
            pick(bins, kept)),
        Arrays.stream(kept).map(k -> block[k]).toArray(),
        pick(bins, kept));
  }

  private static double[] pick(double[] values, int[] kept) {
    return Arrays.stream(kept).mapToDouble(k -> values[k]).toArray();
  }
}
