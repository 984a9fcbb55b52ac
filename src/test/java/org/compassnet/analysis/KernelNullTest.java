package org.compassnet.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.distribution.ZigguratSampler;
import org.apache.commons.rng.simple.RandomSource;
import org.compassnet.network.CtRnnWeights;
import org.junit.jupiter.api.Test;

/** Shuffled directions: what they say of a ring, and of weights and directions drawn at random. */
class KernelNullTest {

  private static final int SHUFFLES = 39;

  /** Of 40 orders of the directions that built is the first. */
  private static final double LEAST = 1.0 / (SHUFFLES + 1);

  private final UniformRandomProvider random = RandomSource.XO_RO_SHI_RO_128_PP.create(7);

  private static CtRnnWeights weights(float[] wRec) {
    int n = (int) Math.sqrt(wRec.length);
    return new CtRnnWeights(
        n, new float[3 * n], wRec, new float[n], new float[2 * n], new float[n]);
  }

  private Kernel ring(UnitClass from, float sign) {
    float[] wRec = HandBuiltRing.weights().wRec().clone();
    for (int i = 0; i < wRec.length; i++) {
      wRec[i] *= sign;
    }
    return Kernel.of(
        weights(wRec), HandBuiltRing.table(), from, UnitClass.COMPASS, SHUFFLES, random);
  }

  @Test
  void aRingIsBeyondShuffledDirections() {
    assertThat(ring(UnitClass.COMPASS, 1).quarters().pNear()).isEqualTo(LEAST);
    assertThat(ring(UnitClass.COMPASS, 1).fit().p()).isEqualTo(LEAST);
    assertThat(ring(UnitClass.CCW, 1).quarters().pSides()).isEqualTo(LEAST);
    assertThat(ring(UnitClass.CW, 1).quarters().pSides()).isEqualTo(LEAST);
    // The other way round: inhibition nearby is no excitation, and a push is one to either side.
    assertThat(ring(UnitClass.COMPASS, -1).quarters().pNear()).isEqualTo(1);
    assertThat(ring(UnitClass.CCW, -1).quarters().pSides()).isEqualTo(LEAST);
  }

  @Test
  void randomWeightsAreBeyondThemAtTheLevel() {
    ZigguratSampler.NormalizedGaussian gauss = ZigguratSampler.NormalizedGaussian.of(random);
    int n = 16;
    List<Kernel> kernels = new ArrayList<>();
    for (int k = 0; k < 400; k++) {
      float[] wRec = new float[4 * n * n];
      for (int i = 0; i < wRec.length; i++) {
        wRec[i] = (float) gauss.sample();
      }
      UnitTable table =
          new UnitTable(
              IntStream.range(0, 2 * n)
                  .mapToObj(
                      i ->
                          new Unit(
                              i,
                              i < n ? UnitClass.COMPASS : UnitClass.CCW,
                              (2 * random.nextDouble() - 1) * Math.PI,
                              1,
                              1,
                              0,
                              0,
                              1,
                              0))
                  .toList(),
              UnitTable.Options.defaults());
      UnitClass from = k % 2 == 0 ? UnitClass.COMPASS : UnitClass.CCW;
      kernels.add(Kernel.of(weights(wRec), table, from, UnitClass.COMPASS, SHUFFLES, random));
    }
    isAtTheLevel(kernels, kernel -> kernel.quarters().pSides());
    isAtTheLevel(kernels, kernel -> kernel.quarters().pNear());
    isAtTheLevel(kernels, kernel -> kernel.fit().p());
  }

  /** Of p from 1/40 to 1, all as likely: 2 of 40 are at most .05, and the mean is 41/80. */
  private static void isAtTheLevel(List<Kernel> kernels, ToDoubleFunction<Kernel> p) {
    double found =
        kernels.stream().filter(k -> p.applyAsDouble(k) <= 0.05).count() / (double) kernels.size();
    assertThat(found).isBetween(0.02, 0.09);
    assertThat(kernels.stream().mapToDouble(p).average().orElseThrow())
        .isCloseTo(41 / 80.0, within(0.05));
  }
}
