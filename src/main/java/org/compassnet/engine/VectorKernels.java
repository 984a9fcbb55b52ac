package org.compassnet.engine;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;
import org.compassnet.config.Activation;
import org.compassnet.network.CounterGaussian;
import org.compassnet.network.Elementary;

/**
 * The kernels with the JDK's Vector API. Lanes run over the columns (the units), so that no sum
 * crosses lanes and their number does not show in the result.
 *
 * <p>Products hold {@link Kernels#ROWS} rows of one to three vectors in registers. Their methods
 * are written out: the compiler keeps local variables in registers, not elements of an array. The
 * other loops call the Vector API alone and no methods of their own: beyond some size of what it
 * has put in line, the compiler does so with the API's methods only, and a vector that is given to
 * a method or comes from one is an object on the heap.
 */
final class VectorKernels implements Kernels {

  private static final VectorSpecies<Float> F =
      FloatVector.SPECIES_PREFERRED.length() <= ALIGNMENT
          ? FloatVector.SPECIES_PREFERRED
          : FloatVector.SPECIES_512;
  private static final VectorSpecies<Integer> I = F.withLanes(int.class).check(int.class);
  private static final int L = F.length();

  /**
   * Vectors across a block: 15 sums, 3 factors and 1 need 19 registers, which x86 has from AVX-512
   * on.
   */
  private static final int WIDEST =
      L == 16 || System.getProperty("os.arch").equals("aarch64") ? 3 : 2;

  private static final int[] LANE_NUMBERS = new int[ALIGNMENT];

  static {
    for (int i = 0; i < ALIGNMENT; i++) {
      LANE_NUMBERS[i] = i;
    }
  }

  @Override
  public String description() {
    return "Vector API, " + L + " lanes";
  }

  /** Vectors of the next panel when so many are left: no panel of one beside one of three. */
  private static int width(int left) {
    return left == 4 || WIDEST == 2 ? Math.min(2, left) : Math.min(3, left);
  }

  private static int vectors(int columns) {
    return (columns + L - 1) / L;
  }

  /** Panel after panel; a panel's rows follow one another. */
  @Override
  public Packed pack(float[] rows, int depth, int columns, int stride) {
    float[] packed = new float[depth * vectors(columns) * L];
    int to = 0;
    for (int v = 0; v < vectors(columns); ) {
      int width = width(vectors(columns) - v);
      for (int k = 0; k < depth; k++) {
        System.arraycopy(rows, k * stride + v * L, packed, to, width * L);
        to += width * L;
      }
      v += width;
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
    int vectors = vectors(right.columns());
    int depth = right.depth();
    for (int v = 0; v < vectors; ) {
      int width = width(vectors - v);
      int column = v * L;
      for (int k = 0; k < depth; k += RUN) {
        panel(
            width,
            left,
            leftAt + k,
            stride,
            1,
            right.values(),
            column * depth + k * width * L,
            width * L,
            Math.min(RUN, depth - k),
            rows,
            k == 0 ? scale : 1f,
            k == 0 ? initial : out,
            (k == 0 ? initialAt : outAt) + column,
            out,
            outAt + column,
            stride);
      }
      v += width;
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
    int vectors = vectors(columns);
    for (int k = 0; k < depth; k += RUN) {
      for (int v = 0; v < vectors; ) {
        int width = width(vectors - v);
        int column = v * L;
        panel(
            width,
            left,
            leftAt + k * stride,
            1,
            stride,
            right,
            rightAt + k * stride + column,
            stride,
            Math.min(RUN, depth - k),
            rows,
            1f,
            out,
            column,
            out,
            column,
            stride);
        v += width;
      }
    }
  }

  private static void panel(
      int width,
      float[] a,
      int aAt,
      int aRow,
      int aStep,
      float[] b,
      int bAt,
      int bStep,
      int depth,
      int rows,
      float scale,
      float[] initial,
      int initialAt,
      float[] out,
      int outAt,
      int stride) {
    for (int i = 0; i < rows; i += ROWS) {
      int at = aAt + i * aRow;
      int in = initialAt + i * stride;
      int to = outAt + i * stride;
      switch (width) {
        case 3 ->
            block3(a, at, aRow, aStep, b, bAt, bStep, depth, scale, initial, in, out, to, stride);
        case 2 ->
            block2(a, at, aRow, aStep, b, bAt, bStep, depth, scale, initial, in, out, to, stride);
        default ->
            block1(a, at, aRow, aStep, b, bAt, bStep, depth, scale, initial, in, out, to, stride);
      }
    }
  }

  /** {@link Kernels#ROWS} rows of 3 vectors: the sums stay in registers for a whole run. */
  private static void block3(
      float[] a,
      int aAt,
      int aRow,
      int aStep,
      float[] b,
      int bAt,
      int bStep,
      int depth,
      float scale,
      float[] initial,
      int initialAt,
      float[] out,
      int outAt,
      int stride) {
    FloatVector s00 = FloatVector.zero(F), s01 = s00, s02 = s00;
    FloatVector s10 = s00, s11 = s00, s12 = s00;
    FloatVector s20 = s00, s21 = s00, s22 = s00;
    FloatVector s30 = s00, s31 = s00, s32 = s00;
    FloatVector s40 = s00, s41 = s00, s42 = s00;
    for (int k = 0, p = aAt, q = bAt; k < depth; k++, p += aStep, q += bStep) {
      FloatVector b0 = FloatVector.fromArray(F, b, q);
      FloatVector b1 = FloatVector.fromArray(F, b, q + L);
      FloatVector b2 = FloatVector.fromArray(F, b, q + 2 * L);
      FloatVector v = FloatVector.broadcast(F, a[p]);
      s00 = v.fma(b0, s00);
      s01 = v.fma(b1, s01);
      s02 = v.fma(b2, s02);
      v = FloatVector.broadcast(F, a[p + aRow]);
      s10 = v.fma(b0, s10);
      s11 = v.fma(b1, s11);
      s12 = v.fma(b2, s12);
      v = FloatVector.broadcast(F, a[p + 2 * aRow]);
      s20 = v.fma(b0, s20);
      s21 = v.fma(b1, s21);
      s22 = v.fma(b2, s22);
      v = FloatVector.broadcast(F, a[p + 3 * aRow]);
      s30 = v.fma(b0, s30);
      s31 = v.fma(b1, s31);
      s32 = v.fma(b2, s32);
      v = FloatVector.broadcast(F, a[p + 4 * aRow]);
      s40 = v.fma(b0, s40);
      s41 = v.fma(b1, s41);
      s42 = v.fma(b2, s42);
    }
    FloatVector c = FloatVector.broadcast(F, scale);
    int in = initialAt;
    int to = outAt;
    c.fma(FloatVector.fromArray(F, initial, in), s00).intoArray(out, to);
    c.fma(FloatVector.fromArray(F, initial, in + L), s01).intoArray(out, to + L);
    c.fma(FloatVector.fromArray(F, initial, in + 2 * L), s02).intoArray(out, to + 2 * L);
    in += stride;
    to += stride;
    c.fma(FloatVector.fromArray(F, initial, in), s10).intoArray(out, to);
    c.fma(FloatVector.fromArray(F, initial, in + L), s11).intoArray(out, to + L);
    c.fma(FloatVector.fromArray(F, initial, in + 2 * L), s12).intoArray(out, to + 2 * L);
    in += stride;
    to += stride;
    c.fma(FloatVector.fromArray(F, initial, in), s20).intoArray(out, to);
    c.fma(FloatVector.fromArray(F, initial, in + L), s21).intoArray(out, to + L);
    c.fma(FloatVector.fromArray(F, initial, in + 2 * L), s22).intoArray(out, to + 2 * L);
    in += stride;
    to += stride;
    c.fma(FloatVector.fromArray(F, initial, in), s30).intoArray(out, to);
    c.fma(FloatVector.fromArray(F, initial, in + L), s31).intoArray(out, to + L);
    c.fma(FloatVector.fromArray(F, initial, in + 2 * L), s32).intoArray(out, to + 2 * L);
    in += stride;
    to += stride;
    c.fma(FloatVector.fromArray(F, initial, in), s40).intoArray(out, to);
    c.fma(FloatVector.fromArray(F, initial, in + L), s41).intoArray(out, to + L);
    c.fma(FloatVector.fromArray(F, initial, in + 2 * L), s42).intoArray(out, to + 2 * L);
  }

  /** {@link Kernels#ROWS} rows of 2 vectors: the sums stay in registers for a whole run. */
  private static void block2(
      float[] a,
      int aAt,
      int aRow,
      int aStep,
      float[] b,
      int bAt,
      int bStep,
      int depth,
      float scale,
      float[] initial,
      int initialAt,
      float[] out,
      int outAt,
      int stride) {
    FloatVector s00 = FloatVector.zero(F), s01 = s00;
    FloatVector s10 = s00, s11 = s00;
    FloatVector s20 = s00, s21 = s00;
    FloatVector s30 = s00, s31 = s00;
    FloatVector s40 = s00, s41 = s00;
    for (int k = 0, p = aAt, q = bAt; k < depth; k++, p += aStep, q += bStep) {
      FloatVector b0 = FloatVector.fromArray(F, b, q);
      FloatVector b1 = FloatVector.fromArray(F, b, q + L);
      FloatVector v = FloatVector.broadcast(F, a[p]);
      s00 = v.fma(b0, s00);
      s01 = v.fma(b1, s01);
      v = FloatVector.broadcast(F, a[p + aRow]);
      s10 = v.fma(b0, s10);
      s11 = v.fma(b1, s11);
      v = FloatVector.broadcast(F, a[p + 2 * aRow]);
      s20 = v.fma(b0, s20);
      s21 = v.fma(b1, s21);
      v = FloatVector.broadcast(F, a[p + 3 * aRow]);
      s30 = v.fma(b0, s30);
      s31 = v.fma(b1, s31);
      v = FloatVector.broadcast(F, a[p + 4 * aRow]);
      s40 = v.fma(b0, s40);
      s41 = v.fma(b1, s41);
    }
    FloatVector c = FloatVector.broadcast(F, scale);
    int in = initialAt;
    int to = outAt;
    c.fma(FloatVector.fromArray(F, initial, in), s00).intoArray(out, to);
    c.fma(FloatVector.fromArray(F, initial, in + L), s01).intoArray(out, to + L);
    in += stride;
    to += stride;
    c.fma(FloatVector.fromArray(F, initial, in), s10).intoArray(out, to);
    c.fma(FloatVector.fromArray(F, initial, in + L), s11).intoArray(out, to + L);
    in += stride;
    to += stride;
    c.fma(FloatVector.fromArray(F, initial, in), s20).intoArray(out, to);
    c.fma(FloatVector.fromArray(F, initial, in + L), s21).intoArray(out, to + L);
    in += stride;
    to += stride;
    c.fma(FloatVector.fromArray(F, initial, in), s30).intoArray(out, to);
    c.fma(FloatVector.fromArray(F, initial, in + L), s31).intoArray(out, to + L);
    in += stride;
    to += stride;
    c.fma(FloatVector.fromArray(F, initial, in), s40).intoArray(out, to);
    c.fma(FloatVector.fromArray(F, initial, in + L), s41).intoArray(out, to + L);
  }

  /** {@link Kernels#ROWS} rows of one vector: the sums stay in registers for a whole run. */
  private static void block1(
      float[] a,
      int aAt,
      int aRow,
      int aStep,
      float[] b,
      int bAt,
      int bStep,
      int depth,
      float scale,
      float[] initial,
      int initialAt,
      float[] out,
      int outAt,
      int stride) {
    FloatVector s00 = FloatVector.zero(F);
    FloatVector s10 = s00;
    FloatVector s20 = s00;
    FloatVector s30 = s00;
    FloatVector s40 = s00;
    for (int k = 0, p = aAt, q = bAt; k < depth; k++, p += aStep, q += bStep) {
      FloatVector b0 = FloatVector.fromArray(F, b, q);
      FloatVector v = FloatVector.broadcast(F, a[p]);
      s00 = v.fma(b0, s00);
      v = FloatVector.broadcast(F, a[p + aRow]);
      s10 = v.fma(b0, s10);
      v = FloatVector.broadcast(F, a[p + 2 * aRow]);
      s20 = v.fma(b0, s20);
      v = FloatVector.broadcast(F, a[p + 3 * aRow]);
      s30 = v.fma(b0, s30);
      v = FloatVector.broadcast(F, a[p + 4 * aRow]);
      s40 = v.fma(b0, s40);
    }
    FloatVector c = FloatVector.broadcast(F, scale);
    int in = initialAt;
    int to = outAt;
    c.fma(FloatVector.fromArray(F, initial, in), s00).intoArray(out, to);
    in += stride;
    to += stride;
    c.fma(FloatVector.fromArray(F, initial, in), s10).intoArray(out, to);
    in += stride;
    to += stride;
    c.fma(FloatVector.fromArray(F, initial, in), s20).intoArray(out, to);
    in += stride;
    to += stride;
    c.fma(FloatVector.fromArray(F, initial, in), s30).intoArray(out, to);
    in += stride;
    to += stride;
    c.fma(FloatVector.fromArray(F, initial, in), s40).intoArray(out, to);
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
    switch (activation) {
      case RETANH -> retanh(length, x, noise, noiseAt, r, rAt, slope, slopeAt, squares);
      case RELU -> relu(length, x, noise, noiseAt, r, rAt, slope, slopeAt, squares);
      case TANH -> tanh(length, x, noise, noiseAt, r, rAt, slope, slopeAt, squares);
      case SOFTPLUS -> softplus(length, x, noise, noiseAt, r, rAt, slope, slopeAt, squares);
    }
  }

  private static void retanh(
      int length,
      float[] x,
      float[] noise,
      int noiseAt,
      float[] r,
      int rAt,
      float[] slope,
      int slopeAt,
      float[] squares) {
    FloatVector zero = FloatVector.zero(F);
    for (int i = 0; i < length; i += L) {
      FloatVector v = FloatVector.fromArray(F, x, i);
      v.blend(zero, v.compare(VectorOperators.LT, zero)).mul(-2f).intoArray(slope, slopeAt + i);
    }
    expOfNegative(length, slope, slopeAt);
    FloatVector one = FloatVector.broadcast(F, 1f);
    for (int i = 0; i < length; i += L) {
      FloatVector e = FloatVector.fromArray(F, slope, slopeAt + i);
      FloatVector far = one.sub(e).div(one.add(e));
      FloatVector state = FloatVector.fromArray(F, x, i);
      FloatVector v = state.blend(zero, state.compare(VectorOperators.LT, zero));
      FloatVector y = v.mul(v);
      FloatVector t = FloatVector.broadcast(F, Elementary.TANH_4);
      t = t.fma(y, FloatVector.broadcast(F, Elementary.TANH_3));
      t = t.fma(y, FloatVector.broadcast(F, Elementary.TANH_2));
      t = t.fma(y, FloatVector.broadcast(F, Elementary.TANH_1));
      t = t.fma(y, FloatVector.broadcast(F, Elementary.TANH_0));
      FloatVector near = v.mul(y).fma(t, v);
      FloatVector f = near.blend(far, v.compare(VectorOperators.GT, Elementary.TANH_BOUND));
      zero.blend(f.neg().fma(f, one), state.compare(VectorOperators.GT, zero))
          .intoArray(slope, slopeAt + i);
      FloatVector rate = f.add(FloatVector.fromArray(F, noise, noiseAt + i));
      rate.intoArray(r, rAt + i);
      rate.fma(rate, FloatVector.fromArray(F, squares, i)).intoArray(squares, i);
    }
  }

  private static void tanh(
      int length,
      float[] x,
      float[] noise,
      int noiseAt,
      float[] r,
      int rAt,
      float[] slope,
      int slopeAt,
      float[] squares) {
    for (int i = 0; i < length; i += L) {
      FloatVector.fromArray(F, x, i).abs().mul(-2f).intoArray(slope, slopeAt + i);
    }
    expOfNegative(length, slope, slopeAt);
    FloatVector one = FloatVector.broadcast(F, 1f);
    for (int i = 0; i < length; i += L) {
      FloatVector e = FloatVector.fromArray(F, slope, slopeAt + i);
      FloatVector far = one.sub(e).div(one.add(e));
      FloatVector state = FloatVector.fromArray(F, x, i);
      FloatVector v = state.abs();
      FloatVector y = v.mul(v);
      FloatVector t = FloatVector.broadcast(F, Elementary.TANH_4);
      t = t.fma(y, FloatVector.broadcast(F, Elementary.TANH_3));
      t = t.fma(y, FloatVector.broadcast(F, Elementary.TANH_2));
      t = t.fma(y, FloatVector.broadcast(F, Elementary.TANH_1));
      t = t.fma(y, FloatVector.broadcast(F, Elementary.TANH_0));
      FloatVector near = v.mul(y).fma(t, v);
      FloatVector size = near.blend(far, v.compare(VectorOperators.GT, Elementary.TANH_BOUND));
      IntVector sign = state.reinterpretAsInts().and(0x80000000);
      FloatVector f = size.reinterpretAsInts().or(sign).reinterpretAsFloats();
      f.neg().fma(f, one).intoArray(slope, slopeAt + i);
      FloatVector rate = f.add(FloatVector.fromArray(F, noise, noiseAt + i));
      rate.intoArray(r, rAt + i);
      rate.fma(rate, FloatVector.fromArray(F, squares, i)).intoArray(squares, i);
    }
  }

  private static void relu(
      int length,
      float[] x,
      float[] noise,
      int noiseAt,
      float[] r,
      int rAt,
      float[] slope,
      int slopeAt,
      float[] squares) {
    FloatVector one = FloatVector.broadcast(F, 1f);
    FloatVector zero = FloatVector.zero(F);
    for (int i = 0; i < length; i += L) {
      FloatVector v = FloatVector.fromArray(F, x, i);
      zero.blend(one, v.compare(VectorOperators.GT, zero)).intoArray(slope, slopeAt + i);
      FloatVector f = v.blend(zero, v.compare(VectorOperators.LT, zero));
      FloatVector rate = f.add(FloatVector.fromArray(F, noise, noiseAt + i));
      rate.intoArray(r, rAt + i);
      rate.fma(rate, FloatVector.fromArray(F, squares, i)).intoArray(squares, i);
    }
  }

  /** {@link Elementary#softplus} and {@link Elementary#logistic}. */
  private static void softplus(
      int length,
      float[] x,
      float[] noise,
      int noiseAt,
      float[] r,
      int rAt,
      float[] slope,
      int slopeAt,
      float[] squares) {
    FloatVector zero = FloatVector.zero(F);
    for (int i = 0; i < length; i += L) {
      FloatVector v = FloatVector.fromArray(F, x, i);
      v.blend(v.neg(), v.compare(VectorOperators.GT, zero)).intoArray(slope, slopeAt + i);
    }
    expOfNegative(length, slope, slopeAt);
    FloatVector one = FloatVector.broadcast(F, 1f);
    FloatVector half = FloatVector.broadcast(F, 0.5f);
    for (int i = 0; i < length; i += L) {
      FloatVector y = FloatVector.fromArray(F, slope, slopeAt + i);
      FloatVector v = FloatVector.fromArray(F, x, i);
      VectorMask<Float> positive = v.compare(VectorOperators.GT, zero);
      y.blend(one, positive).div(one.add(y)).intoArray(slope, slopeAt + i);
      VectorMask<Float> large = y.compare(VectorOperators.GT, Elementary.SQRT_TWO - 1f);
      FloatVector f = y.blend(half.fma(y, half.neg()), large);
      FloatVector l = FloatVector.broadcast(F, Elementary.LOG_8);
      l = l.fma(f, FloatVector.broadcast(F, Elementary.LOG_7));
      l = l.fma(f, FloatVector.broadcast(F, Elementary.LOG_6));
      l = l.fma(f, FloatVector.broadcast(F, Elementary.LOG_5));
      l = l.fma(f, FloatVector.broadcast(F, Elementary.LOG_4));
      l = l.fma(f, FloatVector.broadcast(F, Elementary.LOG_3));
      l = l.fma(f, FloatVector.broadcast(F, Elementary.LOG_2));
      l = l.fma(f, FloatVector.broadcast(F, Elementary.LOG_1));
      l = l.fma(f, FloatVector.broadcast(F, Elementary.LOG_0));
      l = f.mul(f).fma(l, f);
      l = l.blend(l.add(Elementary.LN2_LOW).add(Elementary.LN2_HIGH), large);
      FloatVector rate =
          l.blend(v.add(l), positive).add(FloatVector.fromArray(F, noise, noiseAt + i));
      rate.intoArray(r, rAt + i);
      rate.fma(rate, FloatVector.fromArray(F, squares, i)).intoArray(squares, i);
    }
  }

  /** {@link Elementary#expOfNegative} in place. */
  private static void expOfNegative(int length, float[] values, int at) {
    FloatVector bound = FloatVector.broadcast(F, Elementary.EXP_BOUND);
    for (int i = at; i < at + length; i += L) {
      FloatVector x = FloatVector.fromArray(F, values, i);
      x = x.blend(bound, x.compare(VectorOperators.LT, bound));
      FloatVector rounded =
          x.fma(
              FloatVector.broadcast(F, Elementary.LOG2_E),
              FloatVector.broadcast(F, Elementary.ROUND));
      FloatVector n = rounded.sub(Elementary.ROUND);
      FloatVector v = n.fma(FloatVector.broadcast(F, -Elementary.LN2_HIGH), x);
      v = n.fma(FloatVector.broadcast(F, -Elementary.LN2_LOW), v);
      FloatVector e = FloatVector.broadcast(F, Elementary.EXP_4);
      e = e.fma(v, FloatVector.broadcast(F, Elementary.EXP_3));
      e = e.fma(v, FloatVector.broadcast(F, Elementary.EXP_2));
      e = e.fma(v, FloatVector.broadcast(F, Elementary.EXP_1));
      e = e.fma(v, FloatVector.broadcast(F, Elementary.EXP_0));
      e = v.mul(v).fma(e, v).add(1f);
      IntVector exponent = rounded.reinterpretAsInts().sub(Elementary.ROUND_BITS);
      IntVector half = exponent.lanewise(VectorOperators.ASHR, 1);
      IntVector rest = exponent.sub(half);
      // 2^k, made of its bits, for both halves.
      e = e.mul(half.add(127).lanewise(VectorOperators.LSHL, 23).reinterpretAsFloats());
      e = e.mul(rest.add(127).lanewise(VectorOperators.LSHL, 23).reinterpretAsFloats());
      e.intoArray(values, i);
    }
  }

  @Override
  public void addScaled(int length, float factor, float[] values, int at, float[] into) {
    FloatVector f = FloatVector.broadcast(F, factor);
    for (int i = 0; i < length; i += L) {
      f.fma(FloatVector.fromArray(F, values, at + i), FloatVector.fromArray(F, into, i))
          .intoArray(into, i);
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
    FloatVector k = FloatVector.broadcast(F, keep);
    for (int i = 0; i < length; i += L) {
      FloatVector through =
          FloatVector.fromArray(F, slope, slopeAt + i).mul(FloatVector.fromArray(F, drive, i));
      k.fma(FloatVector.fromArray(F, gradient, gradientAt + i), through)
          .intoArray(into, intoAt + i);
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
    int n = (units + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
    threefry(key[0], key[1], key[2], key[3], block, trial, update, n, words);
    for (int pair = 0; pair < 4; pair += 2) {
      int to = at + pair * stepStride;
      radii(words, pair * n, n, sd, into, to);
      turn(words, (pair + 1) * n, n, into, to, stepStride);
    }
  }

  /** {@link CounterGaussian} for the units, into four arrays in one. */
  private static void threefry(
      int k0, int k1, int k2, int k3, int c1, int c2, int c3, int n, int[] words) {
    int k4 = CounterGaussian.PARITY ^ k0 ^ k1 ^ k2 ^ k3;
    for (int i = 0; i < n; i += L) {
      IntVector x0 = IntVector.fromArray(I, LANE_NUMBERS, 0).add(i + k0);
      IntVector x1 = IntVector.broadcast(I, c1 + k1);
      IntVector x2 = IntVector.broadcast(I, c2 + k2);
      IntVector x3 = IntVector.broadcast(I, c3 + k3);
      x0 = x0.add(x1);
      x1 = x1.lanewise(VectorOperators.ROL, 10).lanewise(VectorOperators.XOR, x0);
      x2 = x2.add(x3);
      x3 = x3.lanewise(VectorOperators.ROL, 26).lanewise(VectorOperators.XOR, x2);
      x0 = x0.add(x3);
      x3 = x3.lanewise(VectorOperators.ROL, 11).lanewise(VectorOperators.XOR, x0);
      x2 = x2.add(x1);
      x1 = x1.lanewise(VectorOperators.ROL, 21).lanewise(VectorOperators.XOR, x2);
      x0 = x0.add(x1);
      x1 = x1.lanewise(VectorOperators.ROL, 13).lanewise(VectorOperators.XOR, x0);
      x2 = x2.add(x3);
      x3 = x3.lanewise(VectorOperators.ROL, 27).lanewise(VectorOperators.XOR, x2);
      x0 = x0.add(x3);
      x3 = x3.lanewise(VectorOperators.ROL, 23).lanewise(VectorOperators.XOR, x0);
      x2 = x2.add(x1);
      x1 = x1.lanewise(VectorOperators.ROL, 5).lanewise(VectorOperators.XOR, x2);
      x0 = x0.add(k1);
      x1 = x1.add(k2);
      x2 = x2.add(k3);
      x3 = x3.add(k4 + 1);
      x0 = x0.add(x1);
      x1 = x1.lanewise(VectorOperators.ROL, 6).lanewise(VectorOperators.XOR, x0);
      x2 = x2.add(x3);
      x3 = x3.lanewise(VectorOperators.ROL, 20).lanewise(VectorOperators.XOR, x2);
      x0 = x0.add(x3);
      x3 = x3.lanewise(VectorOperators.ROL, 17).lanewise(VectorOperators.XOR, x0);
      x2 = x2.add(x1);
      x1 = x1.lanewise(VectorOperators.ROL, 11).lanewise(VectorOperators.XOR, x2);
      x0 = x0.add(x1);
      x1 = x1.lanewise(VectorOperators.ROL, 25).lanewise(VectorOperators.XOR, x0);
      x2 = x2.add(x3);
      x3 = x3.lanewise(VectorOperators.ROL, 10).lanewise(VectorOperators.XOR, x2);
      x0 = x0.add(x3);
      x3 = x3.lanewise(VectorOperators.ROL, 18).lanewise(VectorOperators.XOR, x0);
      x2 = x2.add(x1);
      x1 = x1.lanewise(VectorOperators.ROL, 20).lanewise(VectorOperators.XOR, x2);
      x0 = x0.add(k2);
      x1 = x1.add(k3);
      x2 = x2.add(k4);
      x3 = x3.add(k0 + 2);
      x0 = x0.add(x1);
      x1 = x1.lanewise(VectorOperators.ROL, 10).lanewise(VectorOperators.XOR, x0);
      x2 = x2.add(x3);
      x3 = x3.lanewise(VectorOperators.ROL, 26).lanewise(VectorOperators.XOR, x2);
      x0 = x0.add(x3);
      x3 = x3.lanewise(VectorOperators.ROL, 11).lanewise(VectorOperators.XOR, x0);
      x2 = x2.add(x1);
      x1 = x1.lanewise(VectorOperators.ROL, 21).lanewise(VectorOperators.XOR, x2);
      x0 = x0.add(x1);
      x1 = x1.lanewise(VectorOperators.ROL, 13).lanewise(VectorOperators.XOR, x0);
      x2 = x2.add(x3);
      x3 = x3.lanewise(VectorOperators.ROL, 27).lanewise(VectorOperators.XOR, x2);
      x0 = x0.add(x3);
      x3 = x3.lanewise(VectorOperators.ROL, 23).lanewise(VectorOperators.XOR, x0);
      x2 = x2.add(x1);
      x1 = x1.lanewise(VectorOperators.ROL, 5).lanewise(VectorOperators.XOR, x2);
      x0 = x0.add(k3);
      x1 = x1.add(k4);
      x2 = x2.add(k0);
      x3 = x3.add(k1 + 3);
      x0 = x0.add(x1);
      x1 = x1.lanewise(VectorOperators.ROL, 6).lanewise(VectorOperators.XOR, x0);
      x2 = x2.add(x3);
      x3 = x3.lanewise(VectorOperators.ROL, 20).lanewise(VectorOperators.XOR, x2);
      x0.intoArray(words, i);
      x1.intoArray(words, n + i);
      x2.intoArray(words, 2 * n + i);
      x3.intoArray(words, 3 * n + i);
    }
  }

  /** {@link CounterGaussian}: the lengths of pairs of numbers, to the first step's place. */
  private static void radii(int[] words, int from, int n, float sd, float[] into, int at) {
    for (int i = 0; i < n; i += L) {
      IntVector word = IntVector.fromArray(I, words, from + i).lanewise(VectorOperators.LSHR, 1);
      FloatVector u =
          ((FloatVector) word.convertShape(VectorOperators.I2F, F, 0))
              .fma(FloatVector.broadcast(F, 0x1p-31f), FloatVector.broadcast(F, 0x1p-32f));
      // As Elementary.log.
      IntVector bits = u.reinterpretAsInts();
      IntVector exponent = bits.sub(Elementary.SQRT_HALF_BITS).lanewise(VectorOperators.ASHR, 23);
      FloatVector f =
          bits.sub(exponent.lanewise(VectorOperators.LSHL, 23)).reinterpretAsFloats().sub(1f);
      FloatVector l = FloatVector.broadcast(F, Elementary.LOG_8);
      l = l.fma(f, FloatVector.broadcast(F, Elementary.LOG_7));
      l = l.fma(f, FloatVector.broadcast(F, Elementary.LOG_6));
      l = l.fma(f, FloatVector.broadcast(F, Elementary.LOG_5));
      l = l.fma(f, FloatVector.broadcast(F, Elementary.LOG_4));
      l = l.fma(f, FloatVector.broadcast(F, Elementary.LOG_3));
      l = l.fma(f, FloatVector.broadcast(F, Elementary.LOG_2));
      l = l.fma(f, FloatVector.broadcast(F, Elementary.LOG_1));
      l = l.fma(f, FloatVector.broadcast(F, Elementary.LOG_0));
      l = f.mul(f).fma(l, f);
      FloatVector e = (FloatVector) exponent.convertShape(VectorOperators.I2F, F, 0);
      l = e.fma(FloatVector.broadcast(F, Elementary.LN2_LOW), l);
      l = e.fma(FloatVector.broadcast(F, Elementary.LN2_HIGH), l);
      l.mul(-2f).lanewise(VectorOperators.SQRT).mul(sd).intoArray(into, at + i);
    }
  }

  /**
   * {@link CounterGaussian}: from the lengths and the words of the angles to two steps' numbers.
   */
  private static void turn(int[] words, int from, int n, float[] into, int at, int stepStride) {
    for (int i = 0; i < n; i += L) {
      IntVector word = IntVector.fromArray(I, words, from + i);
      FloatVector v =
          ((FloatVector)
                  word.lanewise(VectorOperators.LSHL, 1).convertShape(VectorOperators.I2F, F, 0))
              .mul(0x1p-31f);
      FloatVector radius = FloatVector.fromArray(F, into, at + i);
      FloatVector w = v.mul(v);
      FloatVector s = FloatVector.broadcast(F, Elementary.SIN_4);
      s = s.fma(w, FloatVector.broadcast(F, Elementary.SIN_3));
      s = s.fma(w, FloatVector.broadcast(F, Elementary.SIN_2));
      s = s.fma(w, FloatVector.broadcast(F, Elementary.SIN_1));
      s = s.fma(w, FloatVector.broadcast(F, Elementary.SIN_0));
      radius.mul(v.mul(s)).intoArray(into, at + i);
      FloatVector c = FloatVector.broadcast(F, Elementary.COS_4);
      c = c.fma(w, FloatVector.broadcast(F, Elementary.COS_3));
      c = c.fma(w, FloatVector.broadcast(F, Elementary.COS_2));
      c = c.fma(w, FloatVector.broadcast(F, Elementary.COS_1));
      c = c.fma(w, FloatVector.broadcast(F, Elementary.COS_0));
      c = c.fma(w, FloatVector.broadcast(F, 1f));
      radius
          .mul(c)
          .reinterpretAsInts()
          .lanewise(VectorOperators.XOR, word.and(0x80000000))
          .reinterpretAsFloats()
          .intoArray(into, at + stepStride + i);
    }
  }
}
