package org.compassnet.network;

import org.apache.commons.rng.UniformRandomProvider;

/**
 * Normal numbers in single precision, two from every 64 random bits: the ziggurat of Marsaglia and
 * Tsang (Journal of Statistical Software 5(8), 2000) with 256 layers, on the generator
 * xoroshiro128++ of Blackman and Vigna. A layer takes 8 bits and the value 24 others, so that the
 * two are independent, as Doornik asks for.
 *
 * <p>Training draws one number for each unit, trial and step. For anything that is not drawn by the
 * million, use the samplers of Commons RNG.
 */
final class GaussianStream {

  private static final int LAYERS = 256;
  private static final double TAIL = 3.6541528853610088;
  private static final double AREA = 4.92867323399e-3;
  private static final double VALUES = 1 << 23;

  // Below the bound a value is inside its layer's rectangle; its number is value x width.
  private static final int[] BOUND = new int[LAYERS];
  private static final float[] WIDTH = new float[LAYERS];
  private static final double[] DENSITY = new double[LAYERS];

  static {
    double x = TAIL;
    double base = AREA / Math.exp(-0.5 * x * x);
    BOUND[0] = (int) (x / base * VALUES);
    WIDTH[0] = (float) (base / VALUES);
    DENSITY[0] = 1;
    WIDTH[LAYERS - 1] = (float) (x / VALUES);
    DENSITY[LAYERS - 1] = Math.exp(-0.5 * x * x);
    for (int i = LAYERS - 2; i >= 1; i--) {
      double outer = x;
      x = Math.sqrt(-2 * Math.log(AREA / outer + Math.exp(-0.5 * outer * outer)));
      BOUND[i + 1] = (int) (x / outer * VALUES);
      WIDTH[i] = (float) (x / VALUES);
      DENSITY[i] = Math.exp(-0.5 * x * x);
    }
    BOUND[1] = 0;
  }

  private long s0;
  private long s1;

  /** A stream whose state is the next two numbers of {@code seed}. */
  GaussianStream(UniformRandomProvider seed) {
    s0 = seed.nextLong();
    // A state of zeros would stay there.
    s1 = seed.nextLong() | 1;
  }

  /** Fills {@code length} elements with N(0, sd^2). */
  void fill(float[] into, int from, int length, float sd) {
    long a = s0;
    long b = s1;
    int end = from + length;
    for (int i = from; i < end; i += 2) {
      long sum = a + b;
      long bits = Long.rotateLeft(sum, 17) + a;
      b ^= a;
      a = Long.rotateLeft(a, 49) ^ b ^ (b << 21);
      b = Long.rotateLeft(b, 28);

      int low = (int) bits;
      int layer = low & (LAYERS - 1);
      int value = low >> 8;
      if (Math.abs(value) < BOUND[layer]) {
        into[i] = sd * (value * WIDTH[layer]);
      } else {
        s0 = a;
        s1 = b;
        into[i] = sd * outside(value, layer);
        a = s0;
        b = s1;
      }
      if (i + 1 == end) {
        break;
      }
      int high = (int) (bits >>> 32);
      layer = high & (LAYERS - 1);
      value = high >> 8;
      if (Math.abs(value) < BOUND[layer]) {
        into[i + 1] = sd * (value * WIDTH[layer]);
      } else {
        s0 = a;
        s1 = b;
        into[i + 1] = sd * outside(value, layer);
        a = s0;
        b = s1;
      }
    }
    s0 = a;
    s1 = b;
  }

  /** The rest of the algorithm, for the 1 in 80 values that are not inside their rectangle. */
  private float outside(int firstValue, int firstLayer) {
    int value = firstValue;
    int layer = firstLayer;
    while (true) {
      if (Math.abs(value) < BOUND[layer]) {
        return value * WIDTH[layer];
      }
      if (layer == 0) {
        return value < 0 ? -tail() : tail();
      }
      double x = value * WIDTH[layer];
      double height = DENSITY[layer] + uniform() * (DENSITY[layer - 1] - DENSITY[layer]);
      if (height < StrictMath.exp(-0.5 * x * x)) {
        return (float) x;
      }
      int bits = (int) next();
      layer = bits & (LAYERS - 1);
      value = bits >> 8;
    }
  }

  private float tail() {
    while (true) {
      double x = -StrictMath.log(uniform()) / TAIL;
      double y = -StrictMath.log(uniform());
      if (2 * y > x * x) {
        return (float) (TAIL + x);
      }
    }
  }

  /** In (0, 1). */
  private double uniform() {
    return ((next() >>> 12) + 0.5) * 0x1p-52;
  }

  private long next() {
    long bits = Long.rotateLeft(s0 + s1, 17) + s0;
    s1 ^= s0;
    s0 = Long.rotateLeft(s0, 49) ^ s1 ^ (s1 << 21);
    s1 = Long.rotateLeft(s1, 28);
    return bits;
  }
}
