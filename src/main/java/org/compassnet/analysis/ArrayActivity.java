package org.compassnet.analysis;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * An activity whose rates are at hand, such as that of recorded cells.
 *
 * @param rates [samples, units] in C order: spikes per second, spikes per bin, or what else is to
 *     be averaged
 * @param units number of units
 * @param headDirectionRad of each sample; NaN where it was lost
 * @param angularVelocityDegPerS of each sample, CCW positive; NaN where it is not known
 * @param timeS of each sample, in s
 * @param decodedRad direction decoded from each sample's rates, or null
 * @param weight of each sample in a mean; 0 leaves it out
 */
public record ArrayActivity(
    float[] rates,
    int units,
    double[] headDirectionRad,
    double[] angularVelocityDegPerS,
    double[] timeS,
    double[] decodedRad,
    double[] weight)
    implements Activity {

  /** Few enough blocks that each may have its own sums. */
  private static final int MOST_BLOCKS = 32;

  private static final int LEAST_PER_BLOCK = 4096;

  /** Samples that are handed over together. */
  private static final int TOGETHER = 512;

  public ArrayActivity {
    int samples = timeS.length;
    requireLength("rates", rates.length, (long) samples * units);
    requireLength("headDirectionRad", headDirectionRad.length, samples);
    requireLength("angularVelocityDegPerS", angularVelocityDegPerS.length, samples);
    requireLength("weight", weight.length, samples);
    if (decodedRad != null) {
      requireLength("decodedRad", decodedRad.length, samples);
    }
  }

  private static void requireLength(String name, int length, long wanted) {
    if (length != wanted) {
      throw new IllegalArgumentException(
          name + " must hold " + wanted + " values: it holds " + length);
    }
  }

  /**
   * Rates with what the head did, every sample of the same weight.
   *
   * @param rates [samples, units]
   * @param timeS in rising order, in s
   * @throws IllegalArgumentException if the arrays are not of the same number of samples
   */
  public static ArrayActivity of(
      double[][] rates,
      double[] headDirectionRad,
      double[] angularVelocityDegPerS,
      double[] timeS) {
    int units = rates.length == 0 ? 0 : rates[0].length;
    float[] flat = new float[Math.multiplyExact(rates.length, units)];
    for (int k = 0; k < rates.length; k++) {
      requireLength("rates[" + k + "]", rates[k].length, units);
      for (int i = 0; i < units; i++) {
        flat[k * units + i] = (float) rates[k][i];
      }
    }
    double[] ones = new double[timeS.length];
    Arrays.fill(ones, 1);
    return new ArrayActivity(
        flat, units, headDirectionRad, angularVelocityDegPerS, timeS, null, ones);
  }

  /** The same with other weights, such as 0 outside of an epoch, or a bootstrap's counts. */
  public ArrayActivity withWeight(double[] other) {
    return new ArrayActivity(
        rates, units, headDirectionRad, angularVelocityDegPerS, timeS, decodedRad, other);
  }

  /** The same with a direction decoded from each sample, in rad. */
  public ArrayActivity withDecoded(double[] other) {
    return new ArrayActivity(
        rates, units, headDirectionRad, angularVelocityDegPerS, timeS, other, weight);
  }

  @Override
  public int samples() {
    return timeS.length;
  }

  private int perBlock() {
    return Math.max(LEAST_PER_BLOCK, (samples() - 1) / MOST_BLOCKS + 1);
  }

  @Override
  public int blocks() {
    return (samples() - 1) / perBlock() + 1;
  }

  @Override
  public double rmsAngularVelocityDegPerS() {
    double squares = 0;
    double total = 0;
    for (int k = 0; k < samples(); k++) {
      double av = angularVelocityDegPerS[k];
      if (!Double.isNaN(av)) {
        squares += weight[k] * av * av;
        total += weight[k];
      }
    }
    return squares > 0 ? Math.sqrt(squares / total) : 0;
  }

  @Override
  public Optional<String> undecoded() {
    return decodedRad == null ? Optional.of("no decoded direction is given") : Optional.empty();
  }

  @Override
  public void forEach(Reader reader) {
    IntStream.range(0, blocks()).parallel().forEach(block -> read(block, reader));
  }

  private void read(int block, Reader reader) {
    int end = Math.min(samples(), (block + 1) * perBlock());
    for (int from = block * perBlock(); from < end; from += TOGETHER) {
      int to = Math.min(end, from + TOGETHER);
      reader.accept(
          block,
          new Samples(
              to - from,
              IntStream.range(from, to).toArray(),
              Arrays.copyOfRange(headDirectionRad, from, to),
              Arrays.copyOfRange(angularVelocityDegPerS, from, to),
              Arrays.copyOfRange(timeS, from, to),
              decodedRad == null ? null : Arrays.copyOfRange(decodedRad, from, to),
              Arrays.copyOfRange(weight, from, to),
              Arrays.copyOfRange(rates, from * units, to * units),
              units));
    }
  }

  @Override
  public String toString() {
    return "activity of " + units + " units, " + samples() + " samples";
  }
}
