package org.compassnet.config;

/**
 * How a trained network is taken apart.
 *
 * @param trials noise-free trials of the tuning maps
 * @param avRangeDegPerS the greatest angular velocity of the maps, and twice the standard deviation
 *     of the velocities that units are read with, the same for every network
 * @param inactiveRate a unit whose map never reaches this rate is inactive
 * @param hdThreshold a compass unit's least tuning strength to head direction
 * @param avThreshold tuning strength to angular velocity from which a unit is a shifter
 * @param shuffles of preferred directions, for the null of the connectivity
 * @param randomCuts cuts of as many units as a lesion's, whichever they are, for its null
 * @param dynamics whether memory, diffusion, long trials, fixed points and population are measured,
 *     which is most of the time
 */
public record AnalysisConfig(
    int trials,
    double avRangeDegPerS,
    double inactiveRate,
    double hdThreshold,
    double avThreshold,
    int shuffles,
    int randomCuts,
    boolean dynamics) {

  // What it tells of chance is known to one in a million then.
  private static final int MOST_RANDOM = 1_000_000;

  public AnalysisConfig {
    Check.atLeast("analysis.trials", trials, 1);
    Check.positive("analysis.av_range_deg_per_s", avRangeDegPerS);
    Check.notNegative("analysis.inactive_rate", inactiveRate);
    Check.within("analysis.hd_threshold", hdThreshold, 0, 1);
    Check.within("analysis.av_threshold", avThreshold, 0, 1);
    Check.within("analysis.shuffles", shuffles, 1, MOST_RANDOM);
    Check.within("analysis.random_cuts", randomCuts, 1, MOST_RANDOM);
  }
}
