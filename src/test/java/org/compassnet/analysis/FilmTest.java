package org.compassnet.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.compassnet.config.Config;
import org.compassnet.network.CtRnnWeights;
import org.compassnet.training.Snapshot;
import org.compassnet.training.TrialSource;
import org.compassnet.trajectory.Trials;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * A training made by hand, of which everything is known: the ring's units begin 60 deg away from
 * their last directions, are there, go back once more and return to stay; its velocity weights are
 * 0 at the start and right from then on.
 */
class FilmTest {

  private static final int N = HandBuiltRing.N;
  private static final int MOVED = 4;
  private static final double MOVED_DEG = 360.0 * MOVED / N;

  private static Film film;
  private static Film still;

  private static Film of(CtRnnWeights... weights) {
    Config config =
        HandBuiltRing.config().with(Map.of("task.velocity.pause_fraction", 0, "task.steps", 150));
    int[] updates = {0, 10, 20, 40, 80};
    Snapshot[] snapshots = new Snapshot[weights.length];
    Arrays.setAll(snapshots, k -> new Snapshot(updates[k], weights[k]));
    Trials trials = new TrialSource(config).evaluation(300, 150);
    Tuning.Options tuning = Tuning.Options.of(config.analysis());
    // Coarse maps, which few trials fill.
    JointTuning.Options maps = tuning.maps().withHdBins(24).withAvBins(10);
    return Film.of(
        Specimen.of(HandBuiltRing.weights(), config),
        List.of(snapshots),
        trials,
        tuning.withMaps(maps),
        Film.Options.of(config.criteria()),
        Defaults.random("film"));
  }

  @BeforeAll
  static void make() {
    CtRnnWeights last = HandBuiltRing.weights();
    CtRnnWeights moved = moved(last);
    film = of(moved.withVelocityScaled(0), last, moved, last, last);
    still = of(last, last.withVelocityScaled(0), last.withVelocityScaled(0));
  }

  /** Unit k of a class is what unit k + MOVED of it was. */
  private static CtRnnWeights moved(CtRnnWeights ring) {
    int units = ring.units();
    int inputs = ring.inputs();
    float[] wIn = new float[units * inputs];
    float[] wRec = new float[units * units];
    float[] wOut = new float[2 * units];
    for (int i = 0; i < units; i++) {
      int from = origin(i);
      System.arraycopy(ring.wIn(), from * inputs, wIn, i * inputs, inputs);
      for (int j = 0; j < units; j++) {
        wRec[i * units + j] = ring.wRec()[from * units + origin(j)];
      }
      wOut[i] = ring.wOut()[from];
      wOut[units + i] = ring.wOut()[units + from];
    }
    return new CtRnnWeights(units, wIn, wRec, ring.b(), wOut, ring.x0());
  }

  private static int origin(int unit) {
    return unit < 3 * N ? unit / N * N + (unit % N + MOVED) % N : unit;
  }

  @Test
  void classesOfTheLastFrameAreThoseOfTheRing() {
    assertThat(film.last().units())
        .allSatisfy(u -> assertThat(u.type()).isEqualTo(HandBuiltRing.type(u.unit())));
  }

  @Test
  void everyMovedUnitIsAsFarAwayAsItWasMoved() {
    FilmFrame away = film.frames().get(2);
    assertThat(film.distancesDeg(away)).hasSize(3 * N);
    assertThat(Arrays.stream(film.distancesDeg(away)).boxed())
        .allSatisfy(d -> assertThat(d).isCloseTo(MOVED_DEG, within(5.0)));
    assertThat(film.settledShare(away)).isZero();
    assertThat(film.distancesDeg(film.frames().get(1))).containsOnly(0);
    assertThat(away.distanceDeg()).hasSize(HandBuiltRing.UNITS);
    assertThat(away.distanceDeg()[HandBuiltRing.UNITS - 1]).as("silent").isNaN();
  }

  /** They were there after 10 updates, but not to stay. */
  @Test
  void directionsSettleWhenTheyStay() {
    assertThat(film.directionsSettled()).isEqualTo(new Film.When(20, 40));
    assertThat(film.directionsSettled()).hasToString("between updates 20 and 40");
    assertThat(still.directionsSettled().there()).isNotNegative();
  }

  @Test
  void velocityWeightsSplitWhereTheyStopBeingOneValue() {
    assertThat(film.frames().get(0).dip().p()).isGreaterThan(0.5);
    assertThat(film.frames().get(0).sidesTold()).isEqualTo(0.5);
    assertThat(film.velocityWeightsSplit()).contains(new Film.When(0, 10));
    assertThat(film.sidesTold()).contains(new Film.When(0, 10));
  }

  /** A network that loses its velocity weights has no shifters to tell by them at the end. */
  @Test
  void whatIsNotThereAtTheEndHasNeverCome() {
    assertThat(still.velocityWeightsSplit()).isEmpty();
    assertThat(still.sidesTold()).isEmpty();
    assertThat(still.toString()).contains("split never");
  }

  @Test
  void shareOfPairsInOrderCountsTiesHalf() {
    assertThat(FilmFrame.sidesTold(new double[] {1, 2}, new double[] {0, 1})).isEqualTo(3.5 / 4);
    assertThat(FilmFrame.sidesTold(new double[] {-1}, new double[] {1})).isZero();
    assertThat(FilmFrame.sidesTold(new double[0], new double[] {1})).isNaN();
  }

  @Test
  void kernelsAreThoseOfTheRingUnderItsLastDirections() {
    Connectivity wiring = film.frames().get(4).wiring().orElseThrow();
    assertThat(wiring.kernel(UnitClass.COMPASS, UnitClass.COMPASS).fit().amplitude())
        .isCloseTo(HandBuiltRing.J1 / N, within(0.02));
    assertThat(wiring.kernel(UnitClass.CCW, UnitClass.COMPASS).fit().shiftDeg())
        .isCloseTo(90, within(5.0));
  }

  @Test
  void untunedUnitsMakeNoFilm() {
    CtRnnWeights last = HandBuiltRing.weights();
    float[] silent = last.b().clone();
    Arrays.fill(silent, -100);
    assertThatThrownBy(() -> of(last, last.withBias(silent)))
        .isInstanceOf(CannotAnalyze.class)
        .hasMessageContaining("no compass unit and no shifter at the end");
  }
}
