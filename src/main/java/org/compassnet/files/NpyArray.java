package org.compassnet.files;

import java.util.Arrays;

/**
 * An array as NumPy stores it: values in C order (last index fastest), in single or double
 * precision.
 *
 * @param doublePrecision whether the file holds float64; values read from float32 are exact here
 */
public record NpyArray(int[] shape, double[] values, boolean doublePrecision) {

  public NpyArray {
    if (length(shape) != values.length) {
      throw new IllegalArgumentException(
          values.length + " values for shape " + Arrays.toString(shape));
    }
  }

  /** A float32 array of this shape. */
  public static NpyArray of(float[] values, int... shape) {
    double[] wide = new double[values.length];
    for (int i = 0; i < wide.length; i++) {
      wide[i] = values[i];
    }
    return new NpyArray(shape, wide, false);
  }

  /** The values in single precision. */
  public float[] toFloats() {
    float[] narrow = new float[values.length];
    for (int i = 0; i < narrow.length; i++) {
      narrow[i] = (float) values[i];
    }
    return narrow;
  }

  static int length(int[] shape) {
    long length = 1;
    for (int size : shape) {
      length = Math.multiplyExact(length, size);
    }
    return Math.toIntExact(length);
  }

  /** The shape as NumPy prints it. */
  public String shapeText() {
    return Arrays.toString(shape);
  }
}
