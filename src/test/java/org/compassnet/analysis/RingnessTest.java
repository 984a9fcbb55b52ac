package org.compassnet.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.distribution.ZigguratSampler;
import org.apache.commons.rng.simple.RandomSource;
import org.compassnet.config.Config;
import org.junit.jupiter.api.Test;

/** What clouds of shuffled rates say of a ring and of a cloud without any order. */
class RingnessTest {

  private static final Ringness.Options OPTIONS = new Ringness.Options(24, 19);

  private final UniformRandomProvider random = RandomSource.XO_RO_SHI_RO_128_PP.create(3);
  private final ZigguratSampler.NormalizedGaussian gauss =
      ZigguratSampler.NormalizedGaussian.of(random);

  @Test
  void aRingIsBeyondShuffledRates() {
    double[][] ring = new double[120][5];
    for (int k = 0; k < ring.length; k++) {
      for (int i = 0; i < 5; i++) {
        ring[k][i] = Math.cos(2 * Math.PI * (k / 120.0 - i / 5.0)) + 0.02 * gauss.sample();
      }
    }
    Ringness ringness = Ringness.of(ring, OPTIONS, random);
    assertThat(ringness.p()).isEqualTo(1 / 20.0);
    assertThat(ringness.shown(Config.defaults().criteria())).isFalse();
    Ringness more = Ringness.of(ring, OPTIONS.withShuffles(39), random);
    assertThat(more.shown(Config.defaults().criteria())).isTrue();
  }

  @Test
  void cloudsWithoutOrderAreBeyondThemAtTheLevel() {
    double[] p = new double[120];
    for (int c = 0; c < p.length; c++) {
      double[][] cloud = new double[60][3];
      for (double[] point : cloud) {
        Arrays.setAll(point, i -> gauss.sample());
      }
      p[c] = Ringness.of(cloud, OPTIONS, random).p();
    }
    assertThat(Arrays.stream(p).filter(x -> x <= 0.05).count()).isLessThan(15);
    assertThat(Arrays.stream(p).average().orElseThrow()).isBetween(0.42, 0.63);
  }
}
