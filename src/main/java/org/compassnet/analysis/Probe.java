package org.compassnet.analysis;

import java.util.Arrays;
import org.compassnet.config.RandomStreams;
import org.compassnet.network.CtRnnWeights;
import org.compassnet.network.Noise;
import org.compassnet.network.RateObserver;
import org.compassnet.network.SeededNoise;
import org.compassnet.network.States;
import org.compassnet.trajectory.TimeSeries;
import org.compassnet.trajectory.Trials;

/**
 * Trials that are told their direction and then turn at a constant velocity, run piece by piece:
 * between two pieces weights and states may be changed.
 */
final class Probe {

  private final Specimen specimen;
  private final double[] directionRad;
  private final double[] velocityRadPerStep;
  private States states;
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
    this.states = States.initial(specimen.weights(), trials());
  }

  /** Trials with the head at rest. */
  static Probe atRest(Specimen specimen, double[] directionRad) {
    return new Probe(specimen, directionRad, new double[directionRad.length]);
  }

  /** Trials at rest and past their cue, in these states x [trials, units]. */
  static Probe resting(Specimen specimen, double[][] states) {
    Probe probe = atRest(specimen, new double[states.length]);
    probe.step = specimen.task().cueSteps();
    probe.states = States.of(states);
    return probe;
  }

  /** The first of these trials, to go on with from here on their own. */
  Probe first(int count) {
    Probe first =
        new Probe(
            specimen, Arrays.copyOf(directionRad, count), Arrays.copyOf(velocityRadPerStep, count));
    first.step = step;
    first.states = states.first(count);
    return first;
  }

  /** The same trials of a network with other weights. */
  Probe with(Specimen other) {
    Probe with = new Probe(other, directionRad, velocityRadPerStep);
    with.step = step;
    with.states = states.first(trials());
    return with;
  }

  /** The same trials of some of the units on their own, to go on with from here. */
  Probe among(int[] kept) {
    Probe among =
        new Probe(specimen.with(specimen.weights().among(kept)), directionRad, velocityRadPerStep);
    among.step = step;
    among.states = states.among(kept);
    return among;
  }

  int trials() {
    return directionRad.length;
  }

  /** The network that is run, as it is. */
  Specimen specimen() {
    return specimen;
  }

  /** Direction that a trial was told. */
  double startRad(int trial) {
    return directionRad[trial];
  }

  /** Steps made so far. */
  int step() {
    return step;
  }

  /** States x after the last step; to be changed in place. */
  States states() {
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
    return run(specimen.with(weights), steps, null, observer);
  }

  /** Steps with the noise of training. */
  Piece runWithNoise(int steps, RandomStreams streams, long index) {
    float sd = (float) specimen.network().noise().sd();
    return run(specimen, steps, new SeededNoise(streams, index, sd), null);
  }

  private Piece run(Specimen changed, int steps, Noise noise, RateObserver observer) {
    TimeSeries outputs = changed.simulator().run(inputs(steps), noise, states, observer);
    step += steps;
    return new Piece(outputs);
  }

  private TimeSeries inputs(int steps) {
    TimeSeries inputs = new TimeSeries(trials(), steps, Trials.INPUTS);
    int cue = Math.max(0, Math.min(steps, specimen.task().cueSteps() - step));
    for (int trial = 0; trial < trials(); trial++) {
      for (int t = 0; t < cue; t++) {
        inputs.set(trial, t, Trials.CUE, (float) Math.sin(directionRad[trial]));
        inputs.set(trial, t, Trials.CUE + 1, (float) Math.cos(directionRad[trial]));
      }
      for (int t = cue; t < steps; t++) {
        inputs.set(trial, t, Trials.ANGULAR_VELOCITY, (float) velocityRadPerStep[trial]);
      }
    }
    return inputs;
  }

  /**
   * The outputs of some steps.
   *
   * @param outputs [trials, steps, 2]
   */
  record Piece(TimeSeries outputs) {

    int steps() {
      return outputs.steps();
    }

    /** Decoded direction in rad. */
    double decoded(int trial, int step) {
      return Trials.direction(outputs, trial, step);
    }

    /** Length of the output vector. */
    double length(int trial, int step) {
      return Math.hypot(outputs.get(trial, step, 0), outputs.get(trial, step, 1));
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
