package org.compassnet.analysis;

import static org.compassnet.files.Text.text;

import java.util.stream.IntStream;

/**
 * What becomes of directions kept at rest, without noise, from states of the manifold on.
 *
 * @param timeS times, in rising order
 * @param meanErrorRad mean absolute distance from each start's own direction, in the network
 * @param greatestErrorRad the greatest of these distances
 * @param fromFlowRad the mean that the flow on the manifold alone would make of the same starts
 */
public record MemoryCourse(
    double[] timeS, double[] meanErrorRad, double[] greatestErrorRad, double[] fromFlowRad) {

  /**
   * Follows the network, and beside it the flow.
   *
   * @param states to begin with, x [starts, units]
   * @param seconds for how long
   * @param looks how often the directions are read
   */
  static MemoryCourse of(
      Specimen specimen,
      LinearReadout readout,
      double[][] states,
      CircleFlow flow,
      double seconds,
      int looks) {
    SlowManifold.Rates rates = new SlowManifold.Rates(specimen);
    int starts = states.length;
    int every = Math.max(1, specimen.steps(seconds) / looks);
    double[] start =
        IntStream.range(0, starts)
            .mapToDouble(k -> readout.directionRad(rates.of(states[k])))
            .toArray();
    double[] carried = start.clone();
    double[] time = new double[looks];
    double[] mean = new double[looks];
    double[] greatest = new double[looks];
    double[] fromFlow = new double[looks];
    Probe probe = Probe.resting(specimen, states);
    for (int look = 0; look < looks; look++) {
      probe.run(every);
      time[look] = (look + 1) * every * specimen.stepS();
      for (int k = 0; k < starts; k++) {
        double[] r = rates.of(SlowManifold.state(probe.states(), k));
        double off = Math.abs(Angles.wrap(readout.directionRad(r) - start[k]));
        mean[look] += off / starts;
        greatest[look] = Math.max(greatest[look], off);
        for (int step = 0; step < every; step++) {
          carried[k] += flow.at(carried[k]) * specimen.stepS();
        }
        fromFlow[look] += Math.abs(Angles.wrap(carried[k] - start[k])) / starts;
      }
    }
    return new MemoryCourse(time, mean, greatest, fromFlow);
  }

  @Override
  public String toString() {
    int last = timeS.length - 1;
    return text(
        "after %.1f s at rest a mean error of %.1f deg (%.1f from the flow)",
        timeS[last], Math.toDegrees(meanErrorRad[last]), Math.toDegrees(fromFlowRad[last]));
  }
}
