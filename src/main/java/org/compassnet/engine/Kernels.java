package org.compassnet.engine;

import org.compassnet.config.Activation;
import org.compassnet.network.CounterGaussian;
import org.compassnet.network.Elementary;

/**
 * The inner loops of the fused engine, written once with the JDK's Vector API and once in plain
 * Java, to the same bits: each element of a result is computed by the same operations in the same
 * order, whatever the number of lanes and wherever it runs.
 *
 * <p>The order of a sum of products is: runs of {@link #RUN} terms, each from zero, term by term
 * with fused multiply-add; the runs are then added one after the other to {@code scale * initial}.
 * Elementary functions are those of {@link Elementary}.
 *
 * <p>Arrays hold matrices in rows; lengths and row strides are multiples of {@link #ALIGNMENT}, so
 * that no loop has a rest.
 */
interface Kernels {

  /** Terms that are summed before their sum is added to the others. */
  int RUN = 128;

  /** Row strides are multiples of this, the most lanes that are used. */
  int ALIGNMENT = 16;

  /** Rows of a product that are computed together; products have a multiple of this many rows. */
  int ROWS = 5;

  /** The next multiple of {@link #ROWS}. */
  static int paddedRows(int rows) {
    return (rows + ROWS - 1) / ROWS * ROWS;
  }

  /** The next multiple of {@link #ALIGNMENT}. */
  static int paddedColumns(int columns) {
    return (columns + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
  }

  /**
   * The kernels for this machine, or those that the property {@value KernelChoice#PROPERTY} names.
   */
  static Kernels best() {
    return KernelChoice.KERNELS;
  }

  /** {@code vector} or {@code plain}, and the lanes. */
  String description();

  /** The right factor [depth, columns] of products, in the order in which they read it. */
  record Packed(float[] values, int depth, int columns) {}

  /**
   * Packs rows of {@code stride} floats. Columns from {@code columns} up to the next multiple of
   * {@link #ALIGNMENT} are read too.
   */
  Packed pack(float[] rows, int depth, int columns, int stride);

  /**
   * {@code out[i, j] = scale * initial[i, j] + sum over k of left[i, k] * right[k, j]}.
   *
   * @param left [rows, right.depth()], from {@code leftAt}, rows {@code stride} apart
   * @param initial [rows, columns], from {@code initialAt}, rows {@code stride} apart; may be
   *     {@code out} itself
   * @param out [rows, columns] from {@code outAt}, rows {@code stride} apart; columns up to the
   *     stride may be overwritten
   * @param rows a multiple of {@link #ROWS}
   */
  void multiply(
      float[] left,
      int leftAt,
      Packed right,
      int rows,
      float scale,
      float[] initial,
      int initialAt,
      float[] out,
      int outAt,
      int stride);

  /**
   * {@code out[i, j] += sum over k of left[k, i] * right[k, j]}: the gradient of weights from those
   * of what they drive and what drives them.
   *
   * @param left [depth, rows] from {@code leftAt}
   * @param right [depth, columns] from {@code rightAt}
   * @param out [rows, columns] from 0; all rows are {@code stride} apart
   * @param rows a multiple of {@link #ROWS}
   */
  void addTransposedProduct(
      float[] left,
      int leftAt,
      float[] right,
      int rightAt,
      int depth,
      int rows,
      int columns,
      float[] out,
      int stride);

  /**
   * Rates, slopes and squares of states: {@code r = f(x) + noise}, {@code slope = f'(x)}, {@code
   * squares += r^2}.
   */
  void activate(
      Activation activation,
      int length,
      float[] x,
      float[] noise,
      int noiseAt,
      float[] r,
      int rAt,
      float[] slope,
      int slopeAt,
      float[] squares);

  /** {@code into += factor * values}, from {@code at} of the values. */
  void addScaled(int length, float factor, float[] values, int at, float[] into);

  /** One step back through the nonlinearity: {@code into = keep * gradient + slope * drive}. */
  void stepBack(
      int length,
      float keep,
      float[] gradient,
      int gradientAt,
      float[] slope,
      int slopeAt,
      float[] drive,
      float[] into,
      int intoAt);

  /**
   * Gaussian numbers of four steps that follow one another, for the units of one trial: those of
   * {@link CounterGaussian#fill}.
   *
   * @param key four words
   * @param block number of the step, divided by four
   * @param units how many, rounded up to a multiple of {@link #ALIGNMENT}
   * @param words room for 4 * units integers
   * @param into from {@code at}, for each step {@code stepStride} apart
   */
  void gaussians(
      int[] key,
      int update,
      int trial,
      int block,
      int units,
      float sd,
      int[] words,
      float[] into,
      int at,
      int stepStride);
}
