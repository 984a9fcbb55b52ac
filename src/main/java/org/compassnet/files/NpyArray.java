package org.compassnet.files;

import java.util.Arrays;

/**
 * An array as NumPy stores it: values in C order (last index fastest), in single or double
 * precision. It holds the array that it is given, no copy.
 */
public final class NpyArray {

  private final int[] shape;
  private final float[] single;
  private final double[] wide;

  private NpyArray(int[] shape, float[] single, double[] wide) {
    this.shape = shape;
    this.single = single;
    this.wide = wide;
    if (length(shape) != length()) {
      throw new IllegalArgumentException(length() + " values for shape " + shapeText());
    }
  }

  /** A float32 array of this shape. */
  public static NpyArray of(float[] values, int... shape) {
    return new NpyArray(shape, values, null);
  }

  /** A float64 array of this shape. */
  public static NpyArray of(double[] values, int... shape) {
    return new NpyArray(shape, null, values);
  }

  public int[] shape() {
    return shape.clone();
  }

  /** Number of values. */
  public int length() {
    return single != null ? single.length : wide.length;
  }

  /** Whether the values are float64. */
  public boolean doublePrecision() {
    return wide != null;
  }

  /** The value at an index in C order. */
  public double get(int index) {
    return single != null ? single[index] : wide[index];
  }

  /** The values in double precision; those of float32 are exact. */
  public double[] values() {
    if (wide != null) {
      return wide;
    }
    double[] values = new double[single.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = single[i];
    }
    return values;
  }

  /** The values in single precision. */
  public float[] toFloats() {
    if (single != null) {
      return single;
    }
    float[] narrow = new float[wide.length];
    for (int i = 0; i < narrow.length; i++) {
      narrow[i] = (float) wide[i];
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
