package org.compassnet.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.compassnet.analysis.FixedPoints.Fate;
import org.compassnet.analysis.FixedPoints.Options;
import org.compassnet.config.Config;
import org.compassnet.network.CtRnnModel;
import org.compassnet.network.CtRnnWeights;
import org.junit.jupiter.api.Test;

/** Small networks whose fixed points, and what becomes of states near them, are known. */
class FixedPointsTest {

  /** Two units with this W_rec (row = postsynaptic), bias and weight of the angular velocity. */
  private static Specimen pair(String activation, float[] wRec, float[] b, float velocityWeight) {
    Config config =
        HandBuiltRing.config().with(Map.of("network.units", 2, "network.activation", activation));
    float[] wIn = {velocityWeight, 0, 1, -velocityWeight, 1, 0};
    float[] wOut = {1, 0, 0, 1};
    return Specimen.of(new CtRnnWeights(2, wIn, wRec, b, wOut, new float[2]), config);
  }

  private static final double[][] STARTS = {{0.3, 0.1}, {-0.2, 0.4}, {0.05, -0.1}, {0.2, 0.2}};

  /**
   * J has the eigenvalues -0.05 +- 3i: in continuous time the origin is stable, but a step of 0.1
   * tau takes (1 - 0.005, 0.3) times the state, which is longer by 1.0392 each time.
   */
  @Test
  void aSpiralThatTheSimulationOrbitsForEverIsNotStable() {
    Specimen spiral = pair("tanh", new float[] {0.95f, -3, 3, 0.95f}, new float[2], 0);
    FixedPoints found = FixedPoints.of(spiral, STARTS, Options.defaults());
    assertThat(found.points()).hasSize(1);
    FixedPoints.Point origin = found.points().get(0);
    assertThat(origin.fixed()).isTrue();
    assertThat(origin.eigenvalues()[0][0]).isCloseTo(-0.05, within(1e-6));
    assertThat(origin.eigenvalues()[1][0]).isCloseTo(3, within(1e-6));
    assertThat(origin.stableInContinuousTime()).isTrue();
    assertThat(origin.multiplier()).isCloseTo(Math.hypot(0.995, 0.3), within(1e-6));
    assertThat(origin.stable()).isFalse();
    assertThat(origin.toString()).startsWith("unstable fixed point");

    CtRnnModel model = new CtRnnModel(spiral.weights(), spiral.dynamics());
    double[] x = {1e-3, 0};
    double[] r = Arrays.stream(x).map(model::rate).toArray();
    for (int t = 0; t < 5000; t++) {
      model.step(x, r, new double[3], null);
    }
    assertThat(Math.hypot(x[0], x[1])).isBetween(0.1, 10.0);
  }

  /**
   * The same weights in steps of a tenth: {@code |1 - 0.0005 + 0.03i| < 1}, and the simulation
   * stays.
   */
  @Test
  void inFinerStepsTheSpiralIsStable() {
    Specimen coarse = pair("tanh", new float[] {0.95f, -3, 3, 0.95f}, new float[2], 0);
    Specimen fine =
        new Specimen(
            coarse.weights(),
            coarse.network(),
            HandBuiltRing.config().with(Map.of("task.step_ms", 2.5)).task(),
            coarse.engine());
    FixedPoints.Point origin = FixedPoints.of(fine, STARTS, Options.defaults()).points().get(0);
    assertThat(origin.multiplier()).isCloseTo(Math.hypot(0.9995, 0.03), within(1e-6));
    assertThat(origin.stable()).isTrue();
  }

  /** Rectified units with r = x: x = 0.5 x + b + w v, so x = 2 (b + w v), J = -0.5. */
  @Test
  void atAConstantTurnThePointMovesWithTheInput() {
    Specimen linear = pair("relu", new float[] {0.5f, 0, 0, 0.5f}, new float[] {1, 1}, 5);
    for (double turn : new double[] {0, 60, -90}) {
      FixedPoints found = FixedPoints.of(linear, STARTS, Options.defaults().withTurnDegPerS(turn));
      double push = 5 * Math.toRadians(turn) * linear.stepS();
      FixedPoints.Point point = found.points().get(0);
      assertThat(point.state()[0]).isCloseTo(2 * (1 + push), within(1e-6));
      assertThat(point.state()[1]).isCloseTo(2 * (1 - push), within(1e-6));
      assertThat(point.eigenvalues()[0][0]).isCloseTo(-0.5, within(1e-9));
      assertThat(point.multiplier()).isCloseTo(0.95, within(1e-9));
      assertThat(found.input().turnDegPerS()).isEqualTo(turn);
    }
    Options cued = Options.defaults().withInput(ConstantInput.atRest().withCue(Math.PI / 2));
    double[] state = FixedPoints.of(linear, STARTS, cued).points().get(0).state();
    // Of sine 1 and cosine 0 the second unit hears the former.
    assertThat(state[0]).isCloseTo(2, within(1e-6));
    assertThat(state[1]).isCloseTo(4, within(1e-6));
  }

  /**
   * x = 2 tanh x. Newton's steps converge in a few iterations only with the Jacobian of where they
   * are.
   */
  @Test
  void aDescentTakesTheJacobianOfItsState() {
    Specimen bistable = pair("tanh", new float[] {2, 0, 0, 2}, new float[2], 0);
    double[][] starts = {{1.2, 1.2}, {3, -1.2}, {-1.1, 4}};
    FixedPoints found =
        FixedPoints.of(
            bistable,
            starts,
            Options.defaults().withIterations(10).withTolerances(1e-18, 1e-18, 1e-18));
    assertThat(found.failed()).isZero();
    assertThat(found.points()).hasSize(3);
    for (FixedPoints.Point point : found.points()) {
      assertThat(Math.abs(point.state()[0])).isCloseTo(1.915008048154, within(1e-8));
      assertThat(Math.abs(point.state()[1])).isCloseTo(1.915008048154, within(1e-8));
    }
  }

  @Test
  void everyStartHasItsFate() {
    Specimen linear = pair("relu", new float[] {0.5f, 0, 0, 0.5f}, new float[] {1, 1}, 0);
    double[][] starts = {{0.3, 0.1}, {1, 1}, {5, 2}, {Double.NaN, 0}};
    FixedPoints found = FixedPoints.of(linear, starts, Options.defaults());
    assertThat(found.fates())
        .containsEntry(Fate.FOUND, 1)
        .containsEntry(Fate.MERGED, 2)
        .containsEntry(Fate.DIVERGED, 1);
    assertThat(found.failed()).isEqualTo(1);
    assertThat(found.starts().get(3).failed()).isTrue();
    assertThat(found.starts().get(0).point()).isZero();
    assertThat(found.points().get(0).starts()).isEqualTo(3);
    assertThat(found.points().get(0).tangentCosine()).isNaN();

    Specimen curved = pair("tanh", new float[] {2, -0.5f, 0.5f, 2}, new float[] {0.3f, 0}, 0);
    FixedPoints early =
        FixedPoints.of(
            curved,
            STARTS,
            Options.defaults().withIterations(1).withTolerances(1e-18, 1e-18, 1e-20));
    assertThat(early.fates()).containsOnlyKeys(Fate.DID_NOT_CONVERGE);
    assertThat(early.toString()).contains("4 did not converge").doesNotContain("NaN");
  }

  /** x' = x + 1 where x > 0 and 1 - x elsewhere: nothing is fixed, and q has its least at 0. */
  @Test
  void whereNothingIsFixedTheSearchIsStuckAndSaysAtWhichSpeed() {
    Specimen running = pair("relu", new float[] {2, 0, 0, 2}, new float[] {1, 1}, 0);
    FixedPoints found = FixedPoints.of(running, STARTS, Options.defaults());
    assertThat(found.points()).isEmpty();
    assertThat(found.starts()).allMatch(s -> s.fate() == Fate.STUCK && s.q() >= 1 - 1e-9);
    assertThat(found.toString())
        .isEqualTo(
            "0 points from 4 starts: 0 fixed (0 of them stable), 0 slow; 0 on the ring; 4 stuck");
  }

  /** At rest the ring has a stable point between any two units; a fast turn leaves none. */
  @Test
  void aTurningRingHasNoFixedPoints() {
    Specimen ring = Specimen.of(HandBuiltRing.weights(), HandBuiltRing.config());
    Ring states = Ring.of(ring, Ring.Options.defaults().withStarts(48));
    List<FixedPoints> turns = FixedPoints.whileTurning(ring, states, Options.defaults(), 0, 120);
    FixedPoints rest = turns.get(0);
    FixedPoints turning = turns.get(1);
    assertThat(rest.stableDirectionsRad()).hasSizeGreaterThan(HandBuiltRing.N / 2);
    for (FixedPoints.Point point : rest.onRing()) {
      if (point.stable()) {
        int half = (int) Math.rint(point.directionRad() / (Math.PI / HandBuiltRing.N));
        double[] truth =
            HandBuiltRing.jacobianEigenvalues(Math.floorMod(half, 2 * HandBuiltRing.N));
        double slowest = 1 + HandBuiltRing.DT_OVER_TAU * truth[0];
        assertThat(point.multiplier()).isCloseTo(slowest, within(1e-3));
      }
    }
    assertThat(turning.input().turnDegPerS()).isEqualTo(120);
    assertThat(turning.onRing()).isEmpty();
    assertThat(turning.failed()).isPositive();
  }

  @Test
  void tolerancesThatCannotHoldAreRefused() {
    assertThatThrownBy(() -> Options.defaults().withTolerances(1e-6, 1e-12, 1e-20))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("convergedQ <= fixedQ <= slowQ");
    assertThat(List.of(Fate.DID_NOT_CONVERGE.words(), Fate.STUCK.words()))
        .containsExactly("did not converge", "stuck");
  }
}
