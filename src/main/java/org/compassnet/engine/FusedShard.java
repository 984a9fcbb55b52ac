package org.compassnet.engine;

import java.util.Arrays;
import org.compassnet.config.NoiseKind;
import org.compassnet.network.CtRnnWeights;
import org.compassnet.network.Noise;
import org.compassnet.network.RateObserver;
import org.compassnet.network.SeededNoise;
import org.compassnet.network.States;
import org.compassnet.trajectory.TimeSeries;

/**
 * Some trials of a pass forward, in one thread.
 *
 * <p>All matrices have rows of one stride, a multiple of the lanes, so that one loop runs over a
 * whole step without gaps. A row of the history H at step t is {@code [r[t] | u[t+1] | 1]}, so that
 * one product with {@code [dt/tau (W_rec | W_in | b); W_out | 0]} takes the states from step t to
 * t+1 and gives, in the columns beyond the units, the readout of step t.
 *
 * <p>A pass backward needs H and the slopes f'(x) of every step. Where they would take too much
 * room they are kept for a segment of the steps at a time; of the others only the states and rates
 * in which they begin are kept, and {@link #restore} computes them again, to the same bits.
 */
final class FusedShard {

  private final FusedModel model;
  private final Kernels kernels;
  private final int units;
  private final int inputs;
  private final int outputs;
  private final int stride;
  private final int trials;
  private final int rows;
  private final int step;
  private final int segment;
  private final float keep;
  private final float alpha;

  private final float[] x;
  private final float[] readout;
  private final float[] none;
  private final float[] noise;
  private final int[] words;
  private final RateSums sums;
  private final float[] history;
  private final float[] slopes;
  private final float[][] savedStates;
  private final float[][] savedRates;

  private Pass pass;
  private int firstTrial;
  private int[] noiseKey;
  private long noiseNanos;
  private long forwardNanos;

  /**
   * What a pass is given.
   *
   * @param matrix of {@link FusedModel#forwardMatrix}
   * @param noise the noise, or null for none
   * @param absolutes whether the sum of |r| is wanted
   */
  record Pass(
      CtRnnWeights weights,
      Kernels.Packed matrix,
      TimeSeries inputs,
      Noise noise,
      boolean absolutes) {

    int steps() {
      return inputs.steps();
    }
  }

  /** A shard that keeps nothing. */
  FusedShard(FusedModel model, Kernels kernels, int trials) {
    this(model, kernels, trials, 1, 0);
  }

  /**
   * A shard that keeps what the pass backward needs.
   *
   * @param segment steps kept at a time, counted with step 0: all of them, or a multiple of {@link
   *     FusedGradient#BLOCK_STEPS}
   * @param segments how many there are
   */
  FusedShard(FusedModel model, Kernels kernels, int trials, int segment, int segments) {
    this.model = model;
    this.kernels = kernels;
    this.units = model.units();
    this.inputs = model.inputs();
    this.outputs = model.outputs();
    this.stride = model.stride();
    this.trials = trials;
    this.rows = Kernels.paddedRows(trials);
    this.step = rows * stride;
    this.segment = segment;
    this.alpha = (float) model.dynamics().dtOverTau();
    this.keep = (float) (1 - model.dynamics().dtOverTau());
    x = new float[step];
    readout = new float[step];
    none = new float[step];
    noise = new float[Noise.STEPS_TOGETHER * step];
    words = new int[Noise.STEPS_TOGETHER * Kernels.paddedColumns(units)];
    sums = new RateSums(trials, rows, units, stride);
    history = new float[Math.multiplyExact(segment, step)];
    slopes = new float[history.length];
    savedStates = new float[segments][segments > 1 ? trials * stride : 0];
    savedRates = new float[segments][segments > 1 ? trials * stride : 0];
  }

  FusedModel model() {
    return model;
  }

  Kernels kernels() {
    return kernels;
  }

  int firstTrial() {
    return firstTrial;
  }

  int trials() {
    return trials;
  }

  /** Trials, and rows of zeros up to what the products want. */
  int rows() {
    return rows;
  }

  /** Steps of the last pass, and step 0. */
  int steps() {
    return pass.steps() + 1;
  }

  /** Steps whose history is at hand at a time. */
  int segment() {
    return segment;
  }

  /** H of the segment at hand, [segment, rows, stride]. */
  float[] history() {
    return history;
  }

  /** f'(x) of the segment at hand, [segment, rows, stride]. */
  float[] slopes() {
    return slopes;
  }

  long noiseNanos() {
    return noiseNanos;
  }

  long forwardNanos() {
    return forwardNanos;
  }

  /** Puts trials into their first state, r[0] = f(x[0]). */
  private void begin(Pass next, int first, States states) {
    pass = next;
    firstTrial = first;
    noiseKey = next.noise() instanceof SeededNoise seeded ? seeded.key() : null;
    noiseNanos = 0;
    Arrays.fill(x, 0);
    for (int s = 0; s < trials; s++) {
      if (states == null) {
        System.arraycopy(next.weights().x0(), 0, x, s * stride, units);
      } else {
        System.arraycopy(states.values(), states.at(first + s), x, s * stride, units);
      }
    }
    activate(none, 0, 0);
    sums.clear();
  }

  /**
   * A pass that keeps nothing.
   *
   * @param states of all trials, overwritten with those after the last step; or null for x0
   * @param y outputs of all trials, overwritten for these
   */
  void run(Pass next, int first, States states, TimeSeries y, RateObserver observer) {
    begin(next, first, states);
    for (int t = 0; t <= pass.steps(); t++) {
      advance(t, 0, y);
      if (t < pass.steps()) {
        activateWithNoise(t + 1, 0);
        if (observer != null) {
          observer.rates(firstTrial, trials, t, history, stride);
        }
      }
    }
    if (states != null) {
      for (int s = 0; s < trials; s++) {
        System.arraycopy(x, s * stride, states.values(), states.at(first + s), units);
      }
    }
  }

  /** A pass whose history, or what restores it, is kept; the last segment's is at hand then. */
  void forward(Pass next, int first, TimeSeries y) {
    long start = System.nanoTime();
    begin(next, first, null);
    for (int k = 0; k < savedStates.length; k++) {
      System.arraycopy(x, 0, savedStates[k], 0, savedStates[k].length);
      System.arraycopy(history, 0, savedRates[k], 0, savedRates[k].length);
      int to = Math.min(steps(), (k + 1) * segment);
      compute(k * segment, to, y);
      if (to < steps()) {
        activateWithNoise(to, 0);
      }
    }
    forwardNanos = System.nanoTime() - start;
  }

  /** Brings the history of segment {@code k}, not the last one, to hand again. */
  void restore(int k) {
    Arrays.fill(x, 0);
    System.arraycopy(savedStates[k], 0, x, 0, savedStates[k].length);
    activate(none, 0, 0);
    System.arraycopy(savedRates[k], 0, history, 0, savedRates[k].length);
    compute(k * segment, (k + 1) * segment, null);
  }

  /**
   * The history of steps {@code from} to {@code to - 1}, from the rates in its first row on. Then x
   * is that of step {@code to}, but for its noise.
   *
   * @param y takes the readouts; null if they are known
   */
  private void compute(int from, int to, TimeSeries y) {
    for (int t = from; t < to; t++) {
      int at = (t - from) * step;
      advance(t, at, y);
      if (t + 1 < to) {
        activateWithNoise(t + 1, at + step);
      }
    }
  }

  /**
   * The product of step t, which takes x to step t+1 (but not beyond the last) and reads r[t] out.
   */
  private void advance(int t, int at, TimeSeries y) {
    boolean last = t == pass.steps();
    for (int s = 0; s < trials; s++) {
      int row = at + s * stride + units;
      if (last) {
        Arrays.fill(history, row, row + inputs, 0f);
      } else {
        TimeSeries u = pass.inputs();
        System.arraycopy(u.values(), u.at(firstTrial + s, t), history, row, inputs);
      }
      history[row + inputs] = 1f;
      Arrays.fill(x, s * stride + units, s * stride + units + outputs, 0f);
    }
    float[] into = last ? readout : x;
    kernels.multiply(history, at, pass.matrix(), rows, last ? 0f : keep, x, 0, into, 0, stride);
    if (y != null && t > 0) {
      for (int s = 0; s < trials; s++) {
        System.arraycopy(
            into, s * stride + units, y.values(), y.at(firstTrial + s, t - 1), outputs);
      }
    }
  }

  /** Rates and slopes of step t, with its noise, to row {@code at}. */
  private void activateWithNoise(int t, int at) {
    if (pass.noise() == null) {
      activate(none, 0, at);
    } else {
      addNoise(t, at);
    }
    if (pass.absolutes()) {
      sums.addAbsolutes(history, at);
    }
  }

  private void addNoise(int t, int at) {
    // Noise counts the steps from 0: that of step 1 is the first.
    int number = t - 1;
    if (number % Noise.STEPS_TOGETHER == 0) {
      drawNoise(number / Noise.STEPS_TOGETHER);
    }
    int noiseAt = number % Noise.STEPS_TOGETHER * step;
    if (model.dynamics().noiseKind() == NoiseKind.STATE) {
      kernels.addScaled(trials * stride, alpha, noise, noiseAt, x);
      activate(none, 0, at);
    } else {
      activate(noise, noiseAt, at);
    }
  }

  private void drawNoise(int block) {
    long start = System.nanoTime();
    if (pass.noise() instanceof SeededNoise seeded) {
      // The numbers that its own fill would give.
      for (int s = 0; s < trials; s++) {
        kernels.gaussians(
            noiseKey,
            (int) seeded.update(),
            firstTrial + s,
            block,
            units,
            seeded.sd(),
            words,
            noise,
            s * stride,
            step);
      }
    } else {
      pass.noise().fill(firstTrial, trials, block, units, noise, stride, step);
    }
    noiseNanos += System.nanoTime() - start;
  }

  private void activate(float[] added, int addedAt, int at) {
    kernels.activate(
        model.dynamics().activation(),
        trials * stride,
        x,
        added,
        addedAt,
        history,
        at,
        slopes,
        at,
        sums.squares());
  }

  /** What the rates of the last pass sum up to; before any is restored. */
  RateSums sums() {
    return sums;
  }
}
