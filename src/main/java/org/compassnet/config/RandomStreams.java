package org.compassnet.config;

import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.simple.RandomSource;

/**
 * Named sub-streams of one root seed. A stream depends on the seed, its name and its indices alone,
 * so that a stream can be drawn again from the middle of a run and by any thread.
 */
public record RandomStreams(long seed) {

  /** The generator of the stream {@code name} at these indices, from its start. */
  public UniformRandomProvider stream(String name, long... indices) {
    long key = mix(seed ^ 0x636f6d7061737340L);
    for (int i = 0; i < name.length(); i++) {
      key = mix(key ^ name.charAt(i));
    }
    for (long index : indices) {
      key = mix(key + 0x9e3779b97f4a7c15L * (index + 1));
    }
    long[] state = new long[4];
    for (int i = 0; i < state.length; i++) {
      key += 0x9e3779b97f4a7c15L;
      state[i] = mix(key);
    }
    return RandomSource.XO_SHI_RO_256_PP.create(state);
  }

  /** The finaliser of SplitMix64 (Steele, Lea and Flood 2014), a bijection of 64-bit words. */
  private static long mix(long z) {
    z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
    z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
    return z ^ (z >>> 31);
  }
}
