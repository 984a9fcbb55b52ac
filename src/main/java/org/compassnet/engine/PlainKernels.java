package org.compassnet.engine;

import java.util.Arrays;
import org.compassnet.config.Activation;
import org.compassnet.network.CounterGaussian;
import org.compassnet.network.Elementary;

/**
 * The kernels in plain Java, for a JVM without the Vector API's module: the same bits, some times
 * slower, and slow where the processor has no fused multiply-add.
 */
final class PlainKernels implements Kernels {

  @Override
  public String description() {
    return "plain Java";
  }

  @Override
  public Packed pack(float[] rows, int depth, int columns, int stride) {
    float[] packed = new float[depth * columns];
    for (int k = 0; k < depth; k++) {
      System.arraycopy(rows, k * stride, packed, k * columns, columns);
    }
    return new Packed(packed, depth, columns);
  }

  @Override
  public void multiply(
      float[] left,
      int leftAt,
      Packed right,
      int rows,
      float scale,
      float[] initial,
      int initialAt,
      float[] out,
      int outAt,
      int stride) {
    int columns = right.columns();
    float[] run = new float[columns];
    for (int i = 0; i < rows; i++) {
      int row = leftAt + i * stride;
      int to = outAt + i * stride;
      for (int k = 0; k < right.depth(); k += RUN) {
        int depth = Math.min(RUN, right.depth() - k);
        sumRun(left, row + k, 1, right.values(), k * columns, columns, depth, run);
        if (k == 0) {
          add(run, scale, initial, initialAt + i * stride, out, to);
        } else {
          add(run, 1f, out, to, out, to);
        }
      }
    }
  }

  @Override
  public void addTransposedProduct(
      float[] left,
      int leftAt,
      float[] right,
      int rightAt,
      int depth,
      int rows,
      int columns,
      float[] out,
      int stride) {
    float[] run = new float[columns];
    for (int k = 0; k < depth; k += RUN) {
      int count = Math.min(RUN, depth - k);
      for (int i = 0; i < rows; i++) {
        sumRun(
            left, leftAt + k * stride + i, stride, right, rightAt + k * stride, stride, count, run);
        add(run, 1f, out, i * stride, out, i * stride);
      }
    }
  }

  private static void sumRun(
      float[] a, int aAt, int aStep, float[] b, int bAt, int bStep, int depth, float[] run) {
    Arrays.fill(run, 0f);
    for (int k = 0; k < depth; k++) {
      addMultiple(a[aAt + k * aStep], b, bAt + k * bStep, run);
    }
  }

  private static void addMultiple(float factor, float[] b, int bAt, float[] run) {
    for (int j = 0; j < run.length; j++) {
      run[j] = Math.fma(factor, b[bAt + j], run[j]);
    }
  }

  private static void add(
      float[] run, float scale, float[] initial, int initialAt, float[] out, int outAt) {
    for (int j = 0; j < run.length; j++) {
      out[outAt + j] = Math.fma(scale, initial[initialAt + j], run[j]);
    }
  }

  @Override
  public void activate(
      Activation activation,
      int length,
      float[] x,
      float[] noise,
      int noiseAt,
      float[] r,
      int rAt,
      float[] slope,
      int slopeAt,
      float[] squares) {
    for (int i = 0; i < length; i++) {
      float v = x[i];
      float f;
      switch (activation) {
        case RETANH -> {
          f = Elementary.tanhOfPositive(v < 0 ? 0 : v);
          slope[slopeAt + i] = v > 0 ? Math.fma(-f, f, 1f) : 0f;
        }
        case RELU -> {
          f = v < 0 ? 0 : v;
          slope[slopeAt + i] = v > 0 ? 1f : 0f;
        }
        case TANH -> {
          f = Elementary.tanh(v);
          slope[slopeAt + i] = Math.fma(-f, f, 1f);
        }
        case SOFTPLUS -> {
          f = Elementary.softplus(v);
          slope[slopeAt + i] = Elementary.logistic(v);
        }
        default -> throw new IllegalArgumentException("no kernel for " + activation);
      }
      float rate = f + noise[noiseAt + i];
      r[rAt + i] = rate;
      squares[i] = Math.fma(rate, rate, squares[i]);
    }
  }

  @Override
  public void addScaled(int length, float factor, float[] values, int at, float[] into) {
    for (int i = 0; i < length; i++) {
      into[i] = Math.fma(factor, values[at + i], into[i]);
    }
  }

  @Override
  public void stepBack(
      int length,
      float keep,
      float[] gradient,
      int gradientAt,
      float[] slope,
      int slopeAt,
      float[] drive,
      float[] into,
      int intoAt) {
    for (int i = 0; i < length; i++) {
      into[intoAt + i] = Math.fma(keep, gradient[gradientAt + i], slope[slopeAt + i] * drive[i]);
    }
  }

  @Override
  public void gaussians(
      int[] key,
      int update,
      int trial,
      int block,
      int units,
      float sd,
      int[] words,
      float[] into,
      int at,
      int stepStride) {
    CounterGaussian.fill(key, update, trial, block, units, sd, into, at, stepStride);
  }
}
