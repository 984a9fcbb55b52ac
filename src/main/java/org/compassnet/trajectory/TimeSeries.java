package org.compassnet.trajectory;

import static org.compassnet.files.Text.text;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import org.compassnet.config.UserError;
import org.compassnet.files.NpyArray;
import org.compassnet.files.Npz;

/**
 * Values over time, of inputs, outputs, rates or noise: [trials, steps, channels] in C order, in
 * single precision. It is the one layout of the program; what Deeplearning4j wants is made of it by
 * {@link ChannelsFirst}.
 */
public final class TimeSeries {

  /** Largest magnitude of a number that is read: beyond it, single precision loses what is 1. */
  public static final double LARGEST = 1e6;

  private final int trials;
  private final int steps;
  private final int channels;
  private final float[] values;

  /**
   * Zeros.
   *
   * @throws IllegalArgumentException if there is no trial, step or channel, or more values than one
   *     array holds
   */
  public TimeSeries(int trials, int steps, int channels) {
    this(new float[length(trials, steps, channels)], trials, steps, channels);
  }

  private TimeSeries(float[] values, int trials, int steps, int channels) {
    this.trials = trials;
    this.steps = steps;
    this.channels = channels;
    this.values = values;
  }

  /**
   * Values that are at hand.
   *
   * @param values [trials, steps, channels] in C order; the array itself, not a copy
   * @throws IllegalArgumentException if their number is another
   */
  public static TimeSeries of(float[] values, int trials, int steps, int channels) {
    int length = length(trials, steps, channels);
    if (values.length != length) {
      throw new IllegalArgumentException(
          values.length + " values for " + shape(trials, steps, channels) + ": " + length);
    }
    return new TimeSeries(values, trials, steps, channels);
  }

  private static int length(int trials, int steps, int channels) {
    long length = (long) trials * steps;
    if (trials < 1
        || steps < 1
        || channels < 1
        || length > Integer.MAX_VALUE
        || length * channels > Integer.MAX_VALUE) {
      throw new IllegalArgumentException(
          shape(trials, steps, channels)
              + ": at least one of each, and fewer than 2^31 values are wanted");
    }
    return (int) (length * channels);
  }

  private static String shape(int trials, int steps, int channels) {
    return "[" + trials + " trials, " + steps + " steps, " + channels + " channels]";
  }

  public int trials() {
    return trials;
  }

  public int steps() {
    return steps;
  }

  public int channels() {
    return channels;
  }

  /** The value of a channel at a step of a trial, each counted from 0. */
  public float get(int trial, int step, int channel) {
    return values[at(trial, step) + channel];
  }

  /** Replaces a value. */
  public void set(int trial, int step, int channel, float value) {
    values[at(trial, step) + channel] = value;
  }

  /** Where the channels of a step of a trial begin in {@link #values}. */
  public int at(int trial, int step) {
    return (trial * steps + step) * channels;
  }

  /** All values in C order; the array itself, for loops in which time counts. */
  public float[] values() {
    return values;
  }

  /**
   * A copy of the trials from one index to before another.
   *
   * @throws IllegalArgumentException if there are no such trials
   */
  public TimeSeries trials(int from, int to) {
    if (from < 0 || to > trials || from >= to) {
      throw new IllegalArgumentException("trials " + from + " to " + to + " of " + trials);
    }
    return of(Arrays.copyOfRange(values, at(from, 0), at(to, 0)), to - from, steps, channels);
  }

  /**
   * A copy of the steps from one index to before another.
   *
   * @throws IllegalArgumentException if there are no such steps
   */
  public TimeSeries steps(int from, int to) {
    if (from < 0 || to > steps || from >= to) {
      throw new IllegalArgumentException("steps " + from + " to " + to + " of " + steps);
    }
    TimeSeries some = new TimeSeries(trials, to - from, channels);
    for (int trial = 0; trial < trials; trial++) {
      System.arraycopy(values, at(trial, from), some.values, some.at(trial, 0), some.at(1, 0));
    }
    return some;
  }

  /** As an array of a file, of shape [trials, steps, channels]. */
  public NpyArray toArray() {
    return NpyArray.of(values, trials, steps, channels);
  }

  /**
   * Reads an array of a file.
   *
   * @param name of the array, and of what it holds
   * @param channels how many there must be
   * @throws UserError if it is missing, has another shape, or a value that is not finite or beyond
   *     {@link #LARGEST}
   */
  public static TimeSeries read(
      Map<String, NpyArray> arrays, String name, Path file, int channels) {
    NpyArray array = Npz.require(arrays, name, file);
    int[] shape = array.shape();
    if (shape.length != 3 || shape[2] != channels || shape[0] < 1 || shape[1] < 1) {
      throw new UserError(
          String.format(
              "%s: %s: shape %s; allowed: [trials, steps, %d]",
              file, name, array.shapeText(), channels));
    }
    for (int i = 0; i < array.length(); i++) {
      if (!(Math.abs(array.get(i)) <= LARGEST)) {
        throw new UserError(
            text(
                "%s: %s: element %s is %s; allowed: finite numbers up to %.0f in magnitude",
                file, name, place(i, shape), String.valueOf(array.get(i)), LARGEST));
      }
    }
    return of(array.toFloats(), shape[0], shape[1], channels);
  }

  /** The index of an element as NumPy takes it: {@code [trial, step, channel]}. */
  private static String place(int element, int[] shape) {
    int step = element / shape[2];
    return Arrays.toString(new int[] {step / shape[1], step % shape[1], element % shape[2]});
  }

  /** Whether the shape is this one. */
  public boolean hasShape(int ofTrials, int ofSteps, int ofChannels) {
    return trials == ofTrials && steps == ofSteps && channels == ofChannels;
  }

  @Override
  public String toString() {
    return trials + " trials x " + steps + " steps x " + channels + " channels";
  }
}
