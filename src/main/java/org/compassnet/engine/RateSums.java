package org.compassnet.engine;

import java.util.Arrays;

/**
 * Sums over the steps of what the penalties charge rates for: r^2 and |r| of each trial and unit.
 */
final class RateSums {

  private final int trials;
  private final int units;
  private final int stride;
  private final float[] squares;
  private final float[] absolutes;

  /**
   * Zeros.
   *
   * @param rows trials, and rows of zeros up to what the products want
   * @param stride from a row to the next
   */
  RateSums(int trials, int rows, int units, int stride) {
    this.trials = trials;
    this.units = units;
    this.stride = stride;
    squares = new float[rows * stride];
    absolutes = new float[rows * stride];
  }

  void clear() {
    Arrays.fill(squares, 0);
    Arrays.fill(absolutes, 0);
  }

  /** Sums of r^2 [rows, stride], which the activation itself adds to. */
  float[] squares() {
    return squares;
  }

  /** Adds |r| of a step's rates, from {@code at}. */
  void addAbsolutes(float[] rates, int at) {
    for (int i = 0; i < trials * stride; i++) {
      absolutes[i] += Math.abs(rates[at + i]);
    }
  }

  double ofSquares() {
    return sum(squares);
  }

  /** 0 where nothing was added. */
  double ofAbsolutes() {
    return sum(absolutes);
  }

  private double sum(float[] values) {
    double sum = 0;
    for (int s = 0; s < trials; s++) {
      for (int i = 0; i < units; i++) {
        sum += values[s * stride + i];
      }
    }
    return sum;
  }

  /** Adds the sums of r^2 over trials to those of each unit. */
  void addSquares(double[] perUnit) {
    for (int s = 0; s < trials; s++) {
      for (int i = 0; i < units; i++) {
        perUnit[i] += squares[s * stride + i];
      }
    }
  }
}
