package org.compassnet.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.commons.rng.sampling.distribution.ZigguratSampler;
import org.apache.commons.rng.simple.RandomSource;
import org.compassnet.config.Config;
import org.compassnet.network.CtRnnWeights;
import org.junit.jupiter.api.Test;

/** Whether the velocity spares compass units is told by the magnitude of its weights on them. */
class VelocityShareTest {

  private static final Connectivity.Options FEW = Connectivity.Options.defaults().withShuffles(0);

  /** Units in this order: compass, CCW, CW. */
  private static UnitTable table(int compass, int ccw, int cw) {
    List<Unit> units =
        IntStream.range(0, compass + ccw + cw)
            .mapToObj(
                i ->
                    new Unit(
                        i,
                        i < compass
                            ? UnitClass.COMPASS
                            : i < compass + ccw ? UnitClass.CCW : UnitClass.CW,
                        0,
                        1,
                        1,
                        0,
                        0,
                        1,
                        0))
            .toList();
    return new UnitTable(units, UnitTable.Options.defaults());
  }

  private static CtRnnWeights weights(double... velocity) {
    int n = velocity.length;
    float[] wIn = new float[3 * n];
    for (int i = 0; i < n; i++) {
      wIn[3 * i] = (float) velocity[i];
    }
    return new CtRnnWeights(n, wIn, new float[n * n], new float[n], new float[2 * n], new float[n]);
  }

  @Test
  void weightsOfEitherSignCount() {
    UnitTable table = table(2, 2, 1);
    CtRnnWeights network = weights(3, -3, 10, 20, -30);
    assertThat(VelocityShare.of(network, table)).isCloseTo(3 / 20.0, within(1e-9));
    assertThat(VelocityInput.of(network, table, UnitClass.COMPASS).mean()).isZero();
    assertThat(VelocityShare.of(weights(3, -3), table(2, 0, 0))).isNaN();
  }

  /** Shifters' weights alike and unchanged: what is left is the error of a mean over two units. */
  @Test
  void theChangeAndItsErrorByHand() {
    VelocityShare share =
        VelocityShare.of(weights(8, -8, 10, -10), weights(1, -3, 10, -10), table(2, 1, 1));
    assertThat(share.before()).isCloseTo(0.8, within(1e-9));
    assertThat(share.after()).isCloseTo(0.2, within(1e-9));
    assertThat(share.sem()).isCloseTo(Math.sqrt((0.01 + 0.01) / 1 / 2), within(1e-7));
    assertThat(share.fell()).isTrue();
    assertThat(
            VelocityShare.of(weights(1, -3, 10, -10), weights(8, -8, 10, -10), table(2, 1, 1))
                .fell())
        .isFalse();
  }

  /** Training that makes all weights twice as large has changed nothing between the classes. */
  @Test
  void aCommonFactorIsNoChange() {
    CtRnnWeights network = weights(1, -3, 4, 10, 20, -7, -30);
    VelocityShare share = VelocityShare.of(network, network.withVelocityScaled(2), table(3, 2, 2));
    assertThat(share.after()).isCloseTo(share.before(), within(1e-9));
    assertThat(share.sem()).isCloseTo(0, within(1e-9));
    assertThat(share.fell()).isFalse();
  }

  /** A second draw of the same weights has fallen about as seldom as two standard errors say. */
  @Test
  void chanceSeldomLowersIt() {
    ZigguratSampler.NormalizedGaussian gauss =
        ZigguratSampler.NormalizedGaussian.of(RandomSource.XO_RO_SHI_RO_128_PP.create(5));
    UnitTable table = table(30, 30, 30);
    int repeats = 2000;
    int fell = 0;
    for (int k = 0; k < repeats; k++) {
      CtRnnWeights before =
          weights(IntStream.range(0, 90).mapToDouble(i -> gauss.sample()).toArray());
      CtRnnWeights after =
          weights(IntStream.range(0, 90).mapToDouble(i -> gauss.sample()).toArray());
      fell += VelocityShare.of(before, after, table).fell() ? 1 : 0;
    }
    assertThat(fell / (double) repeats).isBetween(0.012, 0.04);
  }

  /**
   * A hand-built ring whose compass units hear the velocity, half of them as CCW and half as CW
   * shifters do: on average it has no weight on them, and it does not spare them.
   */
  @Test
  void weightsThatCancelAreNotSpared() {
    CtRnnWeights heard = ring(0.3);
    UnitTable table = HandBuiltRing.table();
    assertThat(VelocityInput.of(heard, table, UnitClass.COMPASS).mean()).isCloseTo(0, within(1e-6));
    assertThat(Connectivity.of(heard, table, FEW, Defaults.random("test")).compassInputShare())
        .isCloseTo(0.3, within(1e-6));
    assertThat(judged(heard, Phenomenon.VELOCITY_INPUTS).holds()).isTrue();
    Finding.Judgement spared = judged(heard, Phenomenon.COMPASS_UNITS_SPARED);
    assertThat(spared.holds()).isFalse();
    assertThat(spared.evidence())
        .startsWith(
            "weights on compass units 30 % as large as on shifters, on the same units before"
                + " training 100 %");
    assertThat(judged(ring(0.19), Phenomenon.COMPASS_UNITS_SPARED).holds()).isTrue();
  }

  /** The ring with such a share of the shifters' weight on compass units, of either sign. */
  private static CtRnnWeights ring(double share) {
    CtRnnWeights ring = HandBuiltRing.weights();
    float[] wIn = ring.wIn().clone();
    for (int i = 0; i < HandBuiltRing.N; i++) {
      wIn[3 * i] = (float) (share * HandBuiltRing.VELOCITY_WEIGHT * (i % 2 == 0 ? 1 : -1));
    }
    return new CtRnnWeights(ring.units(), wIn, ring.wRec(), ring.b(), ring.wOut(), ring.x0());
  }

  /** With a start whose velocity weights are all alike. */
  private static Finding.Judgement judged(CtRnnWeights trained, Phenomenon phenomenon) {
    float[] wIn = trained.wIn().clone();
    Arrays.fill(wIn, 1);
    CtRnnWeights start =
        new CtRnnWeights(
            trained.units(), wIn, trained.wRec(), trained.b(), trained.wOut(), trained.x0());
    UnitTable table = HandBuiltRing.table();
    return new WiringJudge(
            Connectivity.of(trained, table, FEW, Defaults.random("test")),
            WiringChange.of(start, trained, table, FEW, Defaults.random("test")),
            Config.defaults().criteria())
        .judge(phenomenon);
  }
}
