package org.compassnet.files;

import java.util.Arrays;

/**
 * An array as NumPy stores it: values in C order (last index fastest), in single or double
 * precision or as integers of 32 bits. It holds the array that it is given, no copy.
 */
public final class NpyArray {

  private final int[] shape;
  private final float[] single;
  private final double[] wide;
  private final int[] whole;

  private NpyArray(int[] shape, float[] single, double[] wide, int[] whole) {
    this.shape = shape;
    this.single = single;
    this.wide = wide;
    this.whole = whole;
    if (length(shape) != length()) {
      throw new IllegalArgumentException(length() + " values for shape " + shapeText());
    }
  }

  /** A float32 array of this shape. */
  public static NpyArray of(float[] values, int... shape) {
    return new NpyArray(shape, values, null, null);
  }

  /** A float64 array of this shape. */
  public static NpyArray of(double[] values, int... shape) {
    return new NpyArray(shape, null, values, null);
  }

  /** An int32 array [values], such as indices. */
  public static NpyArray ofInts(int... values) {
    return new NpyArray(new int[] {values.length}, null, null, values);
  }

  public int[] shape() {
    return shape.clone();
  }

  /** Number of values. */
  public int length() {
    return single != null ? single.length : wide != null ? wide.length : whole.length;
  }

  /** Whether the values are float64. */
  public boolean doublePrecision() {
    return wide != null;
  }

  /** The type as NumPy writes it: {@code <f4}, {@code <f8} or {@code <i4}. */
  String type() {
    return single != null ? "<f4" : wide != null ? "<f8" : "<i4";
  }

  /** The value at an index in C order. */
  public double get(int index) {
    return single != null ? single[index] : wide != null ? wide[index] : whole[index];
  }

  /** The values in double precision; those of float32 and integers are exact. */
  public double[] values() {
    if (wide != null) {
      return wide;
    }
    double[] values = new double[length()];
    for (int i = 0; i < values.length; i++) {
      values[i] = get(i);
    }
    return values;
  }

  /** The values in single precision. */
  public float[] toFloats() {
    if (single != null) {
      return single;
    }
    float[] narrow = new float[length()];
    for (int i = 0; i < narrow.length; i++) {
      narrow[i] = (float) get(i);
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
