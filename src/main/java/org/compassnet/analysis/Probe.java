package org.compassnet.analysis;

import java.util.Arrays;
import org.compassnet.config.RandomStreams;
import org.compassnet.network.CtRnnWeights;
import org.compassnet.network.Simulator;
import org.compassnet.network.Simulator.RateObserver;
import org.compassnet.trajectory.Trials;

/**
 * Trials that are told their direction and then turn at a constant velocity, run piece by piece:
 * between two pieces weights and states may be changed.
 */
final class Probe {

  private final Specimen specimen;
  private final double[] directionRad;
  private final double[] velocityRadPerStep;
  private final float[] states;
  private int step;

  /**
   * Trials before their first step.
   *
   * @param directionRad initial direction of each trial
   * @param velocityRadPerStep angular velocity of each trial after the cue
   */
  Probe(Specimen specimen, double[] directionRad, double[] velocityRadPerStep) {
    this.specimen = specimen;
    this.directionRad = directionRad;
    this.velocityRadPerStep = velocityRadPerStep;
    int units = specimen.units();
    this.states = new float[trials() * units];
    for (int trial = 0; trial < trials(); trial++) {
      System.arraycopy(specimen.weights().x0(), 0, states, trial * units, units);
    }
  }

  /** Trials with the head at rest. */
  static Probe atRest(Specimen specimen, double[] directionRad) {
    return new Probe(specimen, directionRad, new double[directionRad.length]);
  }

  /** Trials at rest and past their cue, in these states x [trials, units]. */
  static Probe resting(Specimen specimen, double[][] states) {
    Probe probe = atRest(specimen, new double[states.length]);
    probe.step = specimen.task().cueSteps();
    for (int trial = 0; trial < states.length; trial++) {
      for (int i = 0; i < specimen.units(); i++) {
        probe.states[trial * specimen.units() + i] = (float) states[trial][i];
      }
    }
    return probe;
  }

  int trials() {
    return directionRad.length;
  }

  /** Steps made so far. */
  int step() {
    return step;
  }

  /** States x [trials, units] after the last step; to be changed in place. */
  float[] states() {
    return states;
  }

  /** True direction of a trial after a number of steps from its start, in [-pi, pi]. */
  double trueDirection(int trial, int steps) {
    int moves = Math.max(0, steps - specimen.task().cueSteps());
    return Angles.wrap(directionRad[trial] + moves * velocityRadPerStep[trial]);
  }

  /** Noise-free steps with the specimen's own weights, unobserved. */
  Piece run(int steps) {
    return run(specimen.weights(), steps, null);
  }

  /** Noise-free steps with these weights. The observer counts steps from the piece's start. */
  Piece run(CtRnnWeights weights, int steps, RateObserver observer) {
    return piece(
        steps,
        Simulator.run(
            weights, specimen.dynamics(), inputs(steps), trials(), steps, states, observer));
  }

  /** Steps with the noise of training. */
  Piece runWithNoise(int steps, RandomStreams streams, long index) {
    return piece(
        steps,
        Simulator.runWithNoise(
            specimen.weights(),
            specimen.dynamics(),
            specimen.network().noise().sd(),
            inputs(steps),
            trials(),
            steps,
            streams,
            index,
            states,
            null));
  }

  private Piece piece(int steps, float[] outputs) {
    step += steps;
    return new Piece(steps, outputs);
  }

  private float[] inputs(int steps) {
    float[] inputs = new float[trials() * Trials.INPUTS * steps];
    int cue = Math.max(0, Math.min(steps, specimen.task().cueSteps() - step));
    for (int trial = 0; trial < trials(); trial++) {
      int velocity = trial * Trials.INPUTS * steps;
      int sine = velocity + steps;
      int cosine = sine + steps;
      Arrays.fill(inputs, velocity + cue, sine, (float) velocityRadPerStep[trial]);
      Arrays.fill(inputs, sine, sine + cue, (float) Math.sin(directionRad[trial]));
      Arrays.fill(inputs, cosine, cosine + cue, (float) Math.cos(directionRad[trial]));
    }
    return inputs;
  }

  /**
   * The outputs of some steps.
   *
   * @param outputs [trials, 2, steps]
   */
  record Piece(int steps, float[] outputs) {

    /** Decoded direction in rad. */
    double decoded(int trial, int step) {
      return Trials.direction(outputs, steps, trial, step);
    }

    /** Length of the output vector. */
    double length(int trial, int step) {
      int sine = trial * Trials.OUTPUTS * steps + step;
      return Math.hypot(outputs[sine], outputs[sine + steps]);
    }

    /** By how much the decoded direction turns between two steps, in rad, followed step by step. */
    double turned(int trial, int from, int to) {
      double turned = 0;
      for (int t = from + 1; t <= to; t++) {
        turned += Angles.wrap(decoded(trial, t) - decoded(trial, t - 1));
      }
      return turned;
    }
  }
}
