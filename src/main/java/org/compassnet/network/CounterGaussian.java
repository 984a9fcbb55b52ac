package org.compassnet.network;

/**
 * Gaussian numbers of counters.
 *
 * <p>The words are those of Threefry 4x32 with 13 rounds (Salmon, Moraes, Dror and Shaw 2011, who
 * found it to pass TestU01's BigCrush from 12 rounds on), of the counter (unit, step / 4, trial,
 * update) under a key of 128 bits. The four words of a counter become the numbers of four steps
 * that follow one another, by Box and Muller's transform of the first and the last two. A radius
 * has 31 bits, so that numbers reach 6.6 standard deviations.
 */
public final class CounterGaussian {

  /** The key's fifth word is the exclusive or of this and the others. */
  public static final int PARITY = 0x1BD11BDA;

  private static final int ROUNDS = 13;
  private static final int[] ROTATIONS = {
    10, 26, 11, 21, 13, 27, 23, 5, 6, 20, 17, 11, 25, 10, 18, 20
  };

  private CounterGaussian() {}

  /**
   * The numbers of one trial's units, in four steps that follow one another.
   *
   * @param key four words
   * @param block number of the step, divided by four
   * @param into from {@code at}, for each step {@code stepStride} apart
   */
  public static void fill(
      int[] key,
      int update,
      int trial,
      int block,
      int units,
      float sd,
      float[] into,
      int at,
      int stepStride) {
    int[] words = new int[4];
    for (int i = 0; i < units; i++) {
      words[0] = i;
      words[1] = block;
      words[2] = trial;
      words[3] = update;
      threefry(key, words);
      for (int pair = 0; pair < 4; pair += 2) {
        float radius = radius(words[pair]) * sd;
        int to = at + pair * stepStride + i;
        into[to] = radius * sine(words[pair + 1]);
        into[to + stepStride] = radius * cosine(words[pair + 1]);
      }
    }
  }

  /**
   * The four words of a counter.
   *
   * @param words the counter's four words, overwritten
   */
  static void threefry(int[] key, int[] words) {
    int[] k = {key[0], key[1], key[2], key[3], PARITY ^ key[0] ^ key[1] ^ key[2] ^ key[3]};
    for (int i = 0; i < 4; i++) {
      words[i] += k[i];
    }
    for (int r = 0; r < ROUNDS; r++) {
      int left = r % 2 == 0 ? 1 : 3;
      int right = 4 - left;
      int at = 2 * (r % 8);
      words[0] += words[left];
      words[left] = Integer.rotateLeft(words[left], ROTATIONS[at]) ^ words[0];
      words[2] += words[right];
      words[right] = Integer.rotateLeft(words[right], ROTATIONS[at + 1]) ^ words[2];
      if (r % 4 == 3) {
        int s = r / 4 + 1;
        for (int i = 0; i < 4; i++) {
          words[i] += k[(s + i) % 5];
        }
        words[3] += s;
      }
    }
  }

  /** The length of a pair of numbers, the root of -2 ln u, from a u of 31 bits. */
  private static float radius(int word) {
    float u = Math.fma((float) (word >>> 1), 0x1p-31f, 0x1p-32f);
    return (float) Math.sqrt(Elementary.log(u) * -2f);
  }

  /** The sine of an angle from 31 bits. */
  private static float sine(int word) {
    return Elementary.sinHalfPi((float) (word << 1) * 0x1p-31f);
  }

  /** The cosine, with the sign of the bit that is left. */
  private static float cosine(int word) {
    float c = Elementary.cosHalfPi((float) (word << 1) * 0x1p-31f);
    return Float.intBitsToFloat(Float.floatToRawIntBits(c) ^ (word & 0x80000000));
  }
}
