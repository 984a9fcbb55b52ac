package org.compassnet.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.compassnet.analysis.UnitClass.CCW;
import static org.compassnet.analysis.UnitClass.COMPASS;
import static org.compassnet.analysis.UnitClass.CW;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.compassnet.config.Config;
import org.compassnet.network.CtRnnWeights;
import org.junit.jupiter.api.Test;

/** A wiring that shows all, with one number at a time brought to where it must not be enough. */
class WiringJudgeTest {

  /** Compass units excite near and inhibit far; shifters push ahead and inhibit behind. */
  private static final Connectivity RING =
      wiring(near(0.1, -0.1, 0.01, 0), ccw(0.1, -0.1, 0.01), cw(0.1, -0.1, 0.01));

  private static final VelocityShare SPARED = new VelocityShare(0.4, 0.1, 0.1);

  private static Kernel near(double near, double far, double p, double shiftDeg) {
    return kernel(COMPASS, shiftDeg, new Kernel.Quarters(0, 0, 1, near, far, p));
  }

  private static Kernel ccw(double ahead, double behind, double p) {
    return kernel(CCW, 90, new Kernel.Quarters(ahead, behind, p, 0, 0, 1));
  }

  private static Kernel cw(double ahead, double behind, double p) {
    return kernel(CW, -90, new Kernel.Quarters(behind, ahead, p, 0, 0, 1));
  }

  private static Kernel kernel(UnitClass from, double shiftDeg, Kernel.Quarters quarters) {
    Kernel.CosineFit fit = new Kernel.CosineFit(0, 0.1, Math.toRadians(shiftDeg), 1, 0.01);
    return new Kernel(from, COMPASS, 99, null, fit, quarters);
  }

  private static Connectivity wiring(Kernel... kernels) {
    return new Connectivity(List.of(kernels), inputs(5, 2.4, -5, 2.4), 0.1);
  }

  private static List<VelocityInput> inputs(double ccw, double ccwSem, double cw, double cwSem) {
    return List.of(
        new VelocityInput(COMPASS, 9, 0, 1),
        new VelocityInput(CCW, 9, ccw, ccwSem),
        new VelocityInput(CW, 9, cw, cwSem));
  }

  /** The ring with another kernel in the place of one. */
  private static Connectivity with(Kernel other) {
    return wiring(
        RING.kernels().stream()
            .map(kernel -> kernel.from() == other.from() ? other : kernel)
            .toArray(Kernel[]::new));
  }

  private static Connectivity with(List<VelocityInput> inputs) {
    return new Connectivity(RING.kernels(), inputs, 0.1);
  }

  private static boolean shown(
      Phenomenon phenomenon, Connectivity trained, Connectivity added, VelocityShare share) {
    return new WiringJudge(trained, new WiringChange(added, share), Config.defaults().criteria())
        .judge(phenomenon)
        .holds();
  }

  /** Not shown if the trained wiring is like this, nor if what training added is. */
  private static void fails(Phenomenon phenomenon, Connectivity wiring) {
    assertThat(shown(phenomenon, wiring, RING, SPARED)).isFalse();
    failsAdded(phenomenon, wiring);
  }

  private static void failsAdded(Phenomenon phenomenon, Connectivity added) {
    assertThat(shown(phenomenon, RING, added, SPARED)).isFalse();
  }

  @Test
  void theRingShowsAll() {
    assertThat(
            Stream.of(
                Phenomenon.LOCAL_EXCITATION,
                Phenomenon.DISPLACEMENT,
                Phenomenon.LAGGING_INHIBITION,
                Phenomenon.VELOCITY_INPUTS,
                Phenomenon.COMPASS_UNITS_SPARED))
        .allMatch(phenomenon -> shown(phenomenon, RING, RING, SPARED));
  }

  private static WiringChange change(CtRnnWeights before) {
    return WiringChange.of(
        before,
        HandBuiltRing.weights(),
        HandBuiltRing.table(),
        Connectivity.Options.defaults().withShuffles(39),
        Defaults.random("test"));
  }

  /** A ring that was there before training is nothing learned; of another start it is. */
  @Test
  void onlyWhatWasAddedIsShown() {
    CtRnnWeights ring = HandBuiltRing.weights();
    CtRnnWeights start =
        new CtRnnWeights(
            ring.units(),
            filled(3 * ring.units(), 1),
            filled(ring.units() * ring.units(), 0.1f),
            ring.b(),
            ring.wOut(),
            ring.x0());
    Connectivity trained =
        Connectivity.of(
            ring,
            HandBuiltRing.table(),
            Connectivity.Options.defaults().withShuffles(39),
            Defaults.random("test"));
    for (Phenomenon phenomenon :
        List.of(
            Phenomenon.LOCAL_EXCITATION,
            Phenomenon.DISPLACEMENT,
            Phenomenon.LAGGING_INHIBITION,
            Phenomenon.VELOCITY_INPUTS,
            Phenomenon.COMPASS_UNITS_SPARED)) {
      WiringChange learned = change(start);
      WiringChange none = change(ring);
      assertThat(shown(phenomenon, trained, learned.added(), learned.velocityShare())).isTrue();
      assertThat(shown(phenomenon, trained, none.added(), none.velocityShare())).isFalse();
    }
  }

  private static float[] filled(int length, float value) {
    float[] values = new float[length];
    Arrays.fill(values, value);
    return values;
  }

  @Test
  void localExcitation() {
    Phenomenon local = Phenomenon.LOCAL_EXCITATION;
    for (Kernel kernel :
        List.of(
            near(-0.01, -0.1, 0.01, 0),
            near(0.1, 0.01, 0.01, 0),
            near(0.1, -0.1, 0.05, 0),
            near(0.1, -0.1, 0.01, 31),
            near(0.1, -0.1, 0.01, -31))) {
      assertThat(shown(local, with(kernel), RING, SPARED)).as(kernel.toString()).isFalse();
    }
    assertThat(shown(local, with(near(0.1, -0.1, 0.049, -29)), RING, SPARED)).isTrue();
    failsAdded(local, with(near(0.1, -0.1, 0.05, 0)));
    failsAdded(local, with(near(-0.1, 0.1, 0.01, 0)));
    // Training may add inhibition everywhere, as long as there is less of it nearby.
    assertThat(shown(local, RING, with(near(-0.1, -0.2, 0.01, 0)), SPARED)).isTrue();
  }

  @Test
  void displacement() {
    Phenomenon displaced = Phenomenon.DISPLACEMENT;
    fails(displaced, with(ccw(-0.1, 0.1, 0.01)));
    fails(displaced, with(cw(-0.1, 0.1, 0.01)));
    fails(displaced, with(ccw(0.1, -0.1, 0.05)));
    fails(displaced, with(cw(0.1, -0.1, 0.05)));
    Connectivity excites = with(ccw(0.2, 0.1, 0.049));
    assertThat(shown(displaced, excites, excites, SPARED)).isTrue();
  }

  @Test
  void laggingInhibition() {
    Phenomenon lagging = Phenomenon.LAGGING_INHIBITION;
    fails(lagging, with(ccw(0.2, 0.01, 0.01)));
    fails(lagging, with(cw(0.2, 0.01, 0.01)));
    fails(lagging, with(ccw(0.1, -0.1, 0.05)));
    fails(lagging, with(cw(-0.2, -0.1, 0.01)));
  }

  @Test
  void velocityInputs() {
    Phenomenon inputs = Phenomenon.VELOCITY_INPUTS;
    fails(inputs, with(inputs(5, 2.6, -5, 2.4)));
    fails(inputs, with(inputs(5, 2.4, -5, 2.6)));
    fails(inputs, with(inputs(-5, 2.4, 5, 2.4)));
    fails(inputs, with(inputs(5, 2.4, 5, 2.4)));
  }

  @Test
  void compassUnitsSpared() {
    Phenomenon spared = Phenomenon.COMPASS_UNITS_SPARED;
    assertThat(shown(spared, RING, RING, new VelocityShare(0.5, 0.2, 0.1))).isFalse();
    assertThat(shown(spared, RING, RING, new VelocityShare(0.4, 0.199, 0.1))).isTrue();
    // No less than the same units' before training, or not surely less.
    assertThat(shown(spared, RING, RING, new VelocityShare(0.1, 0.1, 0))).isFalse();
    assertThat(shown(spared, RING, RING, new VelocityShare(0.3, 0.1, 0.11))).isFalse();
    assertThatThrownBy(() -> shown(spared, RING, RING, new VelocityShare(Double.NaN, 0.1, 0.1)))
        .isInstanceOf(CannotAnalyze.class)
        .hasMessage("the velocity has no weight on shifters, after training or before");
  }
}
