package org.compassnet.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.Arrays;
import java.util.Random;
import org.compassnet.config.Activation;
import org.compassnet.network.Nonlinearity;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The two kinds of kernels against each other, to the bit, and against sums in double precision.
 */
class KernelsTest {

  private static final Kernels PLAIN = new PlainKernels();

  private static Kernels vector() {
    assumeTrue(ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent());
    return new VectorKernels();
  }

  private static float[] gaussian(int seed, int length) {
    Random random = new Random(seed);
    float[] values = new float[length];
    for (int i = 0; i < length; i++) {
      values[i] = (float) random.nextGaussian();
    }
    return values;
  }

  /** Roundings of half a unit in the last place of no more than the sizes' sum, at random. */
  private static double roundingOf(int terms, double sizes) {
    return 0x1p-24 * Math.sqrt(terms + 1.) * sizes;
  }

  @ParameterizedTest
  @CsvSource({"5, 1, 1", "10, 3, 17", "50, 104, 102", "15, 128, 48", "5, 129, 33", "20, 400, 70"})
  void productsHaveTheSameBitsAndAreRight(int rows, int depth, int columns) {
    int stride = Kernels.paddedColumns(Math.max(depth, columns));
    float[] left = gaussian(1, rows * stride);
    float[] right = gaussian(2, depth * stride);
    float[] initial = gaussian(3, rows * stride);
    float[] byLanes = new float[rows * stride];
    float[] plain = new float[rows * stride];
    Kernels vector = vector();
    vector.multiply(
        left,
        0,
        vector.pack(right, depth, columns, stride),
        rows,
        0.9f,
        initial,
        0,
        byLanes,
        0,
        stride);
    PLAIN.multiply(
        left,
        0,
        PLAIN.pack(right, depth, columns, stride),
        rows,
        0.9f,
        initial,
        0,
        plain,
        0,
        stride);
    for (int i = 0; i < rows; i++) {
      for (int j = 0; j < columns; j++) {
        double sum = (double) 0.9f * initial[i * stride + j];
        double sizes = Math.abs(sum);
        for (int k = 0; k < depth; k++) {
          double product = (double) left[i * stride + k] * right[k * stride + j];
          sum += product;
          sizes += Math.abs(product);
        }
        assertThat(byLanes[i * stride + j]).isEqualTo(plain[i * stride + j]);
        assertThat((double) plain[i * stride + j]).isCloseTo(sum, within(roundingOf(depth, sizes)));
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"5, 1, 1", "10, 3, 17", "105, 800, 104", "15, 129, 48"})
  void transposedProductsHaveTheSameBitsAndAreRight(int rows, int depth, int columns) {
    int stride = Kernels.paddedColumns(Math.max(rows, columns));
    float[] left = gaussian(1, depth * stride);
    float[] right = gaussian(2, depth * stride);
    float[] byLanes = gaussian(3, rows * stride);
    float[] plain = byLanes.clone();
    float[] before = byLanes.clone();
    vector().addTransposedProduct(left, 0, right, 0, depth, rows, columns, byLanes, stride);
    PLAIN.addTransposedProduct(left, 0, right, 0, depth, rows, columns, plain, stride);
    for (int i = 0; i < rows; i++) {
      for (int j = 0; j < columns; j++) {
        double sum = before[i * stride + j];
        double sizes = Math.abs(sum);
        for (int k = 0; k < depth; k++) {
          double product = (double) left[k * stride + i] * right[k * stride + j];
          sum += product;
          sizes += Math.abs(product);
        }
        assertThat(byLanes[i * stride + j]).isEqualTo(plain[i * stride + j]);
        assertThat((double) plain[i * stride + j]).isCloseTo(sum, within(roundingOf(depth, sizes)));
      }
    }
  }

  /** States of every exponent, both signs, infinities and a number that is none. */
  private static float[] everyExponent() {
    float[] x = new float[1 << 20];
    for (int i = 0; i < x.length; i++) {
      x[i] = Float.intBitsToFloat(i << 12 | i * 7 & 0xfff);
    }
    return x;
  }

  @Test
  void nonlinearitiesHaveTheSameBits() {
    float[] x = everyExponent();
    float[] noise = gaussian(4, x.length);
    for (Activation activation : Activation.values()) {
      float[][] byLanes = activate(vector(), activation, x, noise);
      float[][] plain = activate(PLAIN, activation, x, noise);
      for (int k = 0; k < plain.length; k++) {
        // Which of the numbers that are none comes out is left to the processor: Arrays.mismatch
        // takes them for equal.
        int differs = Arrays.mismatch(byLanes[k], plain[k]);
        assertThat(differs).as("%s of %s", activation, differs < 0 ? "" : x[differs]).isEqualTo(-1);
      }
    }
  }

  /**
   * Against the double precision of {@link Nonlinearity}; where a rate is small, so is its error.
   */
  @ParameterizedTest
  @EnumSource(Activation.class)
  void ratesAndSlopesAreThoseOfDoublePrecision(Activation activation) {
    Nonlinearity f = Nonlinearity.of(activation);
    float[] x = new float[4096];
    for (int i = 0; i < x.length; i++) {
      double t = (i - 2000) / 2000.0;
      x[i] = (float) (120 * t * t * t);
    }
    float[][] found = activate(PLAIN, activation, x, new float[x.length]);
    for (int i = 0; i < x.length; i++) {
      double rate = f.rate(x[i]);
      assertThat((double) found[0][i])
          .as("rate at %s", x[i])
          .isCloseTo(rate, within(2.5e-7 * Math.abs(rate) + 2e-38));
      // A slope 1 - r^2 is off by twice as much as r.
      assertThat((double) found[1][i])
          .as("slope at %s", x[i])
          .isCloseTo(f.slope(x[i]), within(5e-7));
    }
  }

  private static float[][] activate(
      Kernels kernels, Activation activation, float[] x, float[] noise) {
    float[] r = new float[x.length];
    float[] slope = new float[x.length];
    float[] squares = noise.clone();
    kernels.activate(activation, x.length, x, noise, 0, r, 0, slope, 0, squares);
    return new float[][] {r, slope, squares};
  }

  @Test
  void stepsBackAndSumsHaveTheSameBits() {
    int n = 1 << 12;
    float[] gradient = gaussian(5, n);
    float[] slope = gaussian(6, n);
    float[] drive = gaussian(7, n);
    float[] byLanes = new float[n];
    float[] plain = new float[n];
    vector().stepBack(n, 0.9f, gradient, 0, slope, 0, drive, byLanes, 0);
    PLAIN.stepBack(n, 0.9f, gradient, 0, slope, 0, drive, plain, 0);
    assertThat(byLanes).isEqualTo(plain);
    vector().addScaled(n, 0.1f, drive, 0, byLanes);
    PLAIN.addScaled(n, 0.1f, drive, 0, plain);
    assertThat(byLanes).isEqualTo(plain);
  }

  @Test
  void gaussianNumbersHaveTheSameBits() {
    int units = 97;
    int stride = Kernels.paddedColumns(units);
    float[] byLanes = new float[4 * stride];
    float[] plain = new float[4 * stride];
    int[] words = new int[4 * stride];
    for (int k = 0; k < 500; k++) {
      int[] key = {k, -k, 31 * k, 1 << k};
      vector().gaussians(key, k, 3 * k, 7 * k, units, 0.3f, words, byLanes, 0, stride);
      PLAIN.gaussians(key, k, 3 * k, 7 * k, units, 0.3f, words, plain, 0, stride);
      for (int t = 0; t < 4; t++) {
        for (int i = 0; i < units; i++) {
          assertThat(byLanes[t * stride + i]).isEqualTo(plain[t * stride + i]);
        }
      }
    }
  }
}
