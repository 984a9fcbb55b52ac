package org.compassnet.network;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.compassnet.config.TimeStep;
import org.compassnet.config.UserError;
import org.compassnet.files.NpyArray;
import org.compassnet.files.Npz;
import org.compassnet.trajectory.Trials;

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
 */
public record CtRnnWeights(
    int units, float[] wIn, float[] wRec, float[] b, float[] wOut, float[] x0) {

  public static final String W_IN = "W_in";
  public static final String W_REC = "W_rec";
  public static final String B = "b";
  public static final String W_OUT = "W_out";
  public static final String X0 = "x0";

  public CtRnnWeights {
    if (units < 1) {
      throw new IllegalArgumentException(units + " units");
    }
    requireLength(W_IN, wIn, wIn.length / units * units);
    requireLength(W_REC, wRec, units * units);
    requireLength(B, b, units);
    requireLength(W_OUT, wOut, wOut.length / units * units);
    requireLength(X0, x0, units);
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
        minus(X0, x0, other.x0));
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

  /**
   * Reads {@code W_in, W_rec, b, W_out, x0} from an npz archive. {@code x0} may be missing: 0.
   *
   * @throws UserError for a missing array, a wrong shape or a value that is not finite
   */
  public static CtRnnWeights read(Path file) {
    Map<String, NpyArray> arrays = Npz.read(file);
    NpyArray wRec = Npz.require(arrays, W_REC, file);
    if (wRec.shape().length != 2 || wRec.shape()[0] != wRec.shape()[1] || wRec.shape()[0] < 1) {
      throw new UserError(
          file + ": W_rec: shape " + wRec.shapeText() + "; allowed: [units, units]");
    }
    int units = wRec.shape()[0];
    arrays.putIfAbsent(X0, NpyArray.of(new float[units], units));
    return new CtRnnWeights(
        units,
        array(arrays, W_IN, file, units, Trials.INPUTS),
        array(arrays, W_REC, file, units, units),
        array(arrays, B, file, units),
        array(arrays, W_OUT, file, Trials.OUTPUTS, units),
        array(arrays, X0, file, units));
  }

  private static float[] array(Map<String, NpyArray> arrays, String name, Path file, int... shape) {
    NpyArray array = Npz.require(arrays, name, file);
    if (!Arrays.equals(array.shape(), shape)) {
      throw new UserError(
          file
              + ": "
              + name
              + ": shape "
              + array.shapeText()
              + "; allowed: "
              + Arrays.toString(shape)
              + " (W_rec is of "
              + shape[shape.length == 2 ? 1 : 0]
              + " units)");
    }
    float[] values = array.toFloats();
    for (int i = 0; i < values.length; i++) {
      if (!Float.isFinite(values[i])) {
        throw new UserError(
            file + ": " + name + ": element " + i + " is " + values[i] + "; finite numbers wanted");
      }
    }
    return values;
  }

  /** Writes the five arrays as an npz archive that NumPy opens. */
  public void write(Path file) throws IOException {
    Map<String, NpyArray> arrays = new LinkedHashMap<>();
    arrays.put(W_IN, NpyArray.of(wIn, units, inputs()));
    arrays.put(W_REC, NpyArray.of(wRec, units, units));
    arrays.put(B, NpyArray.of(b, units));
    arrays.put(W_OUT, NpyArray.of(wOut, outputs(), units));
    arrays.put(X0, NpyArray.of(x0, units));
    Npz.write(file, arrays);
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
  CtRnnWeights withVelocityScaled(double factor) {
    float[] scaled = wIn.clone();
    for (int i = 0; i < scaled.length; i += inputs()) {
      scaled[i] = (float) (scaled[i] * factor);
    }
    return new CtRnnWeights(units, scaled, wRec, b, wOut, x0);
  }

  @Override
  public String toString() {
    return String.format(
        "weights of %1$d units: W_in [%1$d, %2$d], W_rec [%1$d, %1$d], b [%1$d], W_out [%3$d,"
            + " %1$d], x0 [%1$d]",
        units, inputs(), outputs());
  }
}
