package org.compassnet.analysis;

import java.util.Optional;

/**
 * What some units fired while a head turned: rates [samples, units] with the head's direction and
 * angular velocity, wherever they come from. Tuning, classes, population and topology are measured
 * of an activity, and know neither networks nor recordings.
 *
 * <p>The rates of a long simulation do not fit in memory, so an activity is not an array but
 * something that can be read again and again ({@link #forEach}), in blocks. Which samples are in a
 * block, and in which order, depends on the activity alone: sums that are made for each block and
 * added in the order of the blocks are the same to the last bit on any number of threads.
 *
 * @see ArrayActivity for rates that are there, such as those of recorded cells
 * @see NetworkActivity for a network that is run on trials
 */
public interface Activity {

  /** Number of units. */
  int units();

  /** Number of samples. */
  int samples();

  /** Number of blocks. */
  int blocks();

  /**
   * Root mean square of the angular velocities, by weight, in deg/s: their standard deviation, as
   * they have no mean to speak of. 0 without any.
   */
  double rmsAngularVelocityDegPerS();

  /**
   * Reads all samples.
   *
   * @param reader is called from several threads, but a block's samples come from one thread after
   *     the other and in their order
   */
  void forEach(Reader reader);

  /**
   * Why there is no decoded direction; empty if there is one. Of a network it is known once the
   * activity has been read.
   */
  Optional<String> undecoded();

  /** Takes samples. */
  interface Reader {
    /**
     * @param block from 0 to {@link #blocks()} - 1
     * @param samples some samples of the block, overwritten after the call
     */
    void accept(int block, Samples samples);
  }

  /**
   * Some samples.
   *
   * @param count number of samples; the arrays may be longer
   * @param index place of each sample in the activity, from 0, in the order of time
   * @param headDirectionRad of each sample; NaN where it is not known
   * @param angularVelocityDegPerS of each sample, CCW positive; NaN where it is not known
   * @param timeS of each sample, from the beginning of the recording or of its trial
   * @param decodedRad direction that the activity was decoded to, of each sample; null without
   * @param weight of each sample in a mean
   * @param rates [samples, units], rows {@code stride} apart
   */
  record Samples(
      int count,
      int[] index,
      double[] headDirectionRad,
      double[] angularVelocityDegPerS,
      double[] timeS,
      double[] decodedRad,
      double[] weight,
      float[] rates,
      int stride) {}
}
