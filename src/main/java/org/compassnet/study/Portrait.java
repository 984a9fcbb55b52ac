package org.compassnet.study;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.compassnet.analysis.JointTuning;
import org.compassnet.analysis.Specimen;
import org.compassnet.analysis.UnitTable;
import org.compassnet.config.Config;
import org.compassnet.config.RandomStreams;
import org.compassnet.config.TimeStep;
import org.compassnet.network.HeadDirectionNetwork;
import org.compassnet.training.RunFolder;
import org.compassnet.training.Trainer;
import org.compassnet.trajectory.HeadDirectionTask;
import org.compassnet.trajectory.Trials;

/**
 * What one row of the paper's figure of the velocity conditions shows.
 *
 * @param velocitiesDegPerS angular velocities of some trials, while the head moves
 * @param strengths S_AV of the active units of all networks that learned
 * @param exampleSeed whose maps are shown; -1 without a network that learned
 * @param maps of the example; null without one
 * @param table its units; null without one
 */
public record Portrait(
    Condition condition,
    double[] velocitiesDegPerS,
    double[] strengths,
    long exampleSeed,
    JointTuning maps,
    UnitTable table) {

  private static final int TRIALS = 100;

  /** A portrait of every condition. */
  public static List<Portrait> of(Reproduction reproduction, Study study) {
    List<Portrait> portraits = new ArrayList<>();
    for (Condition condition : reproduction.conditions()) {
      List<Outcome> learned =
          reproduction.of(condition.name()).stream().filter(Outcome::learned).toList();
      double[] strengths =
          learned.stream()
              .flatMapToDouble(o -> Arrays.stream(o.curves().get("av_strengths")))
              .toArray();
      double[] velocities = velocities(condition.config());
      if (learned.isEmpty()) {
        portraits.add(new Portrait(condition, velocities, strengths, -1, null, null));
        continue;
      }
      long seed = learned.get(0).seed();
      Config config = condition.config(seed);
      try (HeadDirectionNetwork network =
          new RunFolder(study.run(condition.name(), seed)).readNetwork()) {
        Specimen specimen = Specimen.of(network.weights(), config);
        Trials trials =
            Trainer.evaluationTrials(config, config.analysis().trials(), config.task().steps());
        JointTuning maps = JointTuning.measure(specimen, trials).trueDirection();
        portraits.add(
            new Portrait(
                condition,
                velocities,
                strengths,
                seed,
                maps,
                UnitTable.of(
                    maps, specimen.weights(), config.task().timeStep(), config.analysis())));
      }
    }
    return portraits;
  }

  private static double[] velocities(Config config) {
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
