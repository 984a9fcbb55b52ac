package org.compassnet.network;

import java.util.Objects;
import java.util.stream.IntStream;
import org.compassnet.config.TimeStep;

/**
 * The weights of a network, for an angular velocity in rad/step. Arrays are in C order; rows are
 * postsynaptic.
 *
 * @param units number of units
 * @param wIn W_in [units, inputs]: from angular velocity, sine and cosine of the cue
 * @param wRec W_rec [units, units]
 * @param b [units]
 * @param wOut W_out [outputs, units]: to sine and cosine of the head direction
 * @param x0 state before the first step [units]
 * @param bOut b_out [outputs], zeros for none
 */
public record CtRnnWeights(
    int units, float[] wIn, float[] wRec, float[] b, float[] wOut, float[] x0, float[] bOut) {

  public static final String W_IN = "W_in";
  public static final String W_REC = "W_rec";
  public static final String B = "b";
  public static final String W_OUT = "W_out";
  public static final String X0 = "x0";
  public static final String B_OUT = "b_out";

  public CtRnnWeights {
    if (units < 1) {
      throw new IllegalArgumentException(units + " units");
    }
    requireLength(W_IN, wIn, wIn.length / units * units);
    requireLength(W_REC, wRec, units * units);
    requireLength(B, b, units);
    requireLength(W_OUT, wOut, wOut.length / units * units);
    requireLength(X0, x0, units);
    requireLength(B_OUT, bOut, wOut.length / units);
  }

  /** Weights without an output bias. */
  public CtRnnWeights(int units, float[] wIn, float[] wRec, float[] b, float[] wOut, float[] x0) {
    this(units, wIn, wRec, b, wOut, x0, new float[wOut.length / units]);
  }

  /** The same with other recurrent and output weights [units, units] and [outputs, units]. */
  public CtRnnWeights with(float[] otherRec, float[] otherOut) {
    return new CtRnnWeights(units, wIn, otherRec, b, otherOut, x0, bOut);
  }

  /** The same with another bias [units]. */
  public CtRnnWeights withBias(float[] other) {
    return new CtRnnWeights(units, wIn, wRec, other, wOut, x0, bOut);
  }

  /**
   * The network that some of the units make on their own, as if the others were silent.
   *
   * @param kept their indices, rising
   */
  public CtRnnWeights among(int[] kept) {
    return new CtRnnWeights(
        kept.length,
        among(wIn, units, inputs(), kept, all(inputs())),
        among(wRec, units, units, kept, kept),
        among(b, units, 1, kept, all(1)),
        among(wOut, outputs(), units, all(outputs()), kept),
        among(x0, units, 1, kept, all(1)),
        bOut);
  }

  private static int[] all(int count) {
    return IntStream.range(0, count).toArray();
  }

  /** Some rows and columns of a matrix [rows, columns]. */
  private static float[] among(
      float[] matrix, int rows, int columns, int[] someRows, int[] someColumns) {
    float[] some = new float[someRows.length * someColumns.length];
    int to = 0;
    for (int row : someRows) {
      Objects.checkIndex(row, rows);
      for (int column : someColumns) {
        some[to++] = matrix[row * columns + column];
      }
    }
    return some;
  }

  /** Whether the outputs have a bias other than 0. */
  public boolean hasOutputBias() {
    for (float bias : bOut) {
      if (bias != 0) {
        return true;
      }
    }
    return false;
  }

  /**
   * The difference of the weights of two networks of the same size.
   *
   * @throws IllegalArgumentException if they are not
   */
  public CtRnnWeights minus(CtRnnWeights other) {
    return new CtRnnWeights(
        units,
        minus(W_IN, wIn, other.wIn),
        minus(W_REC, wRec, other.wRec),
        minus(B, b, other.b),
        minus(W_OUT, wOut, other.wOut),
        minus(X0, x0, other.x0),
        minus(B_OUT, bOut, other.bOut));
  }

  private static float[] minus(String name, float[] a, float[] b) {
    if (a.length != b.length) {
      throw new IllegalArgumentException(name + ": " + a.length + " and " + b.length + " values");
    }
    float[] difference = new float[a.length];
    for (int i = 0; i < a.length; i++) {
      difference[i] = a[i] - b[i];
    }
    return difference;
  }

  /** Weight of the angular velocity on a unit, per rad/step. */
  public float velocityWeight(int unit) {
    return wIn[unit * inputs()];
  }

  /** Number of inputs: 3 for the head-direction task. */
  public int inputs() {
    return wIn.length / units;
  }

  /** Number of outputs: 2 for the head-direction task. */
  public int outputs() {
    return wOut.length / units;
  }

  private static void requireLength(String name, float[] values, int length) {
    if (values.length != length || length == 0) {
      throw new IllegalArgumentException(
          name + ": " + values.length + " values; " + Math.max(1, length) + " are wanted");
    }
  }

  /** Whether any unit connects to itself. */
  public boolean hasSelfConnections() {
    for (int i = 0; i < units; i++) {
      if (wRec[i * units + i] != 0) {
        return true;
      }
    }
    return false;
  }

  /**
   * The same network for another duration of a step: an angular velocity of so many deg/s is
   * another number of rad/step then.
   */
  public CtRnnWeights atStep(TimeStep now, TimeStep other) {
    return now.equals(other) ? this : withVelocityScaled(now.ms() / other.ms());
  }

  /** The same weights with the velocity column of W_in times {@code factor}. */
  public CtRnnWeights withVelocityScaled(double factor) {
    float[] scaled = wIn.clone();
    for (int i = 0; i < scaled.length; i += inputs()) {
      scaled[i] = (float) (scaled[i] * factor);
    }
    return new CtRnnWeights(units, scaled, wRec, b, wOut, x0, bOut);
  }

  @Override
  public String toString() {
    return String.format(
        "weights of %1$d units: W_in [%1$d, %2$d], W_rec [%1$d, %1$d], b [%1$d], W_out [%3$d,"
            + " %1$d], x0 [%1$d]",
        units, inputs(), outputs());
  }
}
