package org.compassnet.study;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.compassnet.analysis.Histogram;
import org.compassnet.analysis.JointTuning;
import org.compassnet.analysis.NetworkActivity;
import org.compassnet.analysis.Specimen;
import org.compassnet.analysis.Unit;
import org.compassnet.analysis.UnitClass;
import org.compassnet.analysis.UnitTable;
import org.compassnet.config.Config;
import org.compassnet.config.RandomStreams;
import org.compassnet.config.TimeStep;
import org.compassnet.network.HeadDirectionNetwork;
import org.compassnet.training.RunFolder;
import org.compassnet.training.TrialSource;
import org.compassnet.trajectory.HeadDirectionTask;
import org.compassnet.trajectory.Trials;

/**
 * What one row of the paper's figure of the velocity conditions shows.
 *
 * @param velocities angular velocities in deg/s of some trials while the head moves, in percent
 * @param strengths S_AV of the active units of all networks that learned, in percent
 * @param example one of these networks; empty if none learned
 */
public record Portrait(
    Condition condition, Histogram velocities, Histogram strengths, Optional<Example> example) {

  private static final int TRIALS = 100;
  private static final double FASTEST_DEG_PER_S = 720;
  private static final int VELOCITY_BINS = 60;
  private static final int STRENGTH_BINS = 20;
  private static final int EXAMPLE_UNITS = 15;

  /**
   * A network to look at.
   *
   * @param units some of its units, evenly from all classes
   */
  public record Example(JointTuning maps, List<Unit> units) {

    static Example of(JointTuning maps, UnitTable table) {
      List<Unit> active =
          Arrays.stream(table.sorted())
              .mapToObj(table::get)
              .filter(unit -> unit.type() != UnitClass.INACTIVE)
              .toList();
      int shown = Math.min(EXAMPLE_UNITS, active.size());
      return new Example(
          maps,
          IntStream.range(0, shown)
              .mapToObj(k -> active.get((int) ((k + 0.5) * active.size() / shown)))
              .toList());
    }
  }

  /** A portrait of every condition. */
  public static List<Portrait> of(Reproduction reproduction, Study study) {
    List<Portrait> portraits = new ArrayList<>();
    for (Condition condition : reproduction.conditions()) {
      List<NetworkSummary> learned = reproduction.learned(condition.name());
      double[] strengths =
          learned.stream().flatMapToDouble(n -> Arrays.stream(n.avStrengths())).toArray();
      double[] velocities = velocitiesDegPerS(condition.config());
      portraits.add(
          new Portrait(
              condition,
              Histogram.within(velocities, -FASTEST_DEG_PER_S, FASTEST_DEG_PER_S, VELOCITY_BINS)
                  .percentOf(velocities.length),
              Histogram.clamped(strengths, 0, 1, STRENGTH_BINS).percentOf(strengths.length),
              learned.stream().findFirst().map(n -> example(condition, n.seed(), study))));
    }
    return portraits;
  }

  private static Example example(Condition condition, long seed, Study study) {
    Config config = condition.config(seed);
    try (HeadDirectionNetwork network =
        new RunFolder(study.run(condition.name(), seed)).readNetwork()) {
      Specimen specimen = Specimen.of(network.weights(), config);
      Trials trials =
          new TrialSource(config).evaluation(config.analysis().trials(), config.task().steps());
      JointTuning maps = JointTuning.of(NetworkActivity.of(specimen, trials));
      return Example.of(maps, UnitTable.of(maps, UnitTable.Options.of(config.analysis())));
    }
  }

  private static double[] velocitiesDegPerS(Config config) {
    Trials trials =
        new HeadDirectionTask(config.task())
            .trials(TRIALS, new RandomStreams(config.seed()).stream("trajectories.portrait"));
    TimeStep step = config.task().timeStep();
    List<Double> velocities = new ArrayList<>();
    for (int k = 0; k < trials.trials(); k++) {
      for (int t = config.task().cueSteps(); t < trials.steps(); t++) {
        double velocity = trials.angularVelocity(k, t);
        if (velocity != 0) {
          velocities.add(step.degPerS(velocity));
        }
      }
    }
    return velocities.stream().mapToDouble(v -> v).toArray();
  }
}
