package org.compassnet.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Map;
import java.util.stream.IntStream;
import org.compassnet.config.Config;
import org.compassnet.network.CtRnnWeights;
import org.compassnet.trajectory.Trials;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Networks whose slow manifold, and the flow on it, are known by their making. */
class ContinuousAttractorTest {

  private static final int N = HandBuiltRing.N;
  private static final double DT = HandBuiltRing.STEP_MS / 1000;

  /** Weight of the rings of tanh units below. */
  private static final double J = 4;

  private static final SlowManifold.Options FEW =
      SlowManifold.Options.defaults().withTrajectories(256).withMemory(32, 4).withSpectra(8);

  private static ContinuousAttractor handBuilt;

  @BeforeAll
  static void find() {
    Config config =
        HandBuiltRing.config().with(Map.of("task.velocity.pause_fraction", 0, "task.steps", 200));
    Specimen ring = Specimen.of(HandBuiltRing.weights(), config);
    // A fixed point, stable or not, at every 20th direction, with its eigenvalues.
    handBuilt =
        ContinuousAttractor.of(
            ring,
            Attempt.of(() -> Tuning.of(ring).table()),
            SlowManifold.Options.defaults()
                .withTrajectories(40 * N)
                .withSpectra(2 * N)
                .withMemory(2 * N + 16, 4));
  }

  /**
   * Tanh units with evenly spaced preferred directions, W = J/n cos(PD_post - PD_pre - turn): a
   * population's state is always q cos(PD - phi), up to what n directions cannot tell from it.
   */
  private static Specimen ring(int n, double turnRad, double weight, double bias) {
    float[] wIn = new float[n * Trials.INPUTS];
    float[] wRec = new float[n * n];
    float[] b = new float[n];
    float[] wOut = new float[Trials.OUTPUTS * n];
    for (int i = 0; i < n; i++) {
      double pd = 2 * Math.PI * i / n;
      b[i] = (float) (bias * Math.cos(pd));
      wIn[i * Trials.INPUTS + 1] = (float) Math.sin(pd);
      wIn[i * Trials.INPUTS + 2] = (float) Math.cos(pd);
      wOut[i] = (float) (2.0 / n * Math.sin(pd));
      wOut[n + i] = (float) (2.0 / n * Math.cos(pd));
      for (int j = 0; j < n; j++) {
        wRec[i * n + j] = (float) (weight / n * Math.cos(pd - 2 * Math.PI * j / n - turnRad));
      }
    }
    Config config =
        Config.of(
            Map.of(
                "task.step_ms",
                HandBuiltRing.STEP_MS,
                "task.steps",
                200,
                "network.units",
                n,
                "network.activation",
                "tanh",
                "network.tau_ms",
                HandBuiltRing.STEP_MS / HandBuiltRing.DT_OVER_TAU,
                "network.self_connections",
                true,
                "network.learn_initial_state",
                false));
    return Specimen.of(new CtRnnWeights(n, wIn, wRec, b, wOut, new float[n]), config);
  }

  /** What holds for every flow and every network that follows it. */
  private static void assertTheBoundHolds(SlowManifold manifold, double roundingRad) {
    MemoryCourse course = manifold.memory();
    for (int k = 0; k < course.timeS().length; k++) {
      double bound = manifold.flow().boundRad(course.timeS()[k]);
      assertThat(course.greatestErrorRad()[k]).isLessThanOrEqualTo(1.001 * bound + roundingRad);
      assertThat(course.meanErrorRad()[k]).isLessThanOrEqualTo(course.greatestErrorRad()[k]);
      assertThat(course.fromFlowRad()[k]).isLessThanOrEqualTo(1.001 * bound);
    }
  }

  @Test
  void handBuiltRingHasItsFixedPointsAndTheyAlternate() {
    CircleFlow flow = handBuilt.intact().flow();
    assertThat(flow.fixedPoints()).hasSize(2 * N);
    boolean last = flow.fixedPoints().get(2 * N - 1).stable();
    for (DriftField.Zero zero : flow.fixedPoints()) {
      double half = zero.directionRad() / (Math.PI / N);
      assertThat(half).isCloseTo(Math.rint(half), within(0.02));
      assertThat(zero.stable()).isEqualTo(Math.floorMod(Math.round(half), 2L) == 1);
      assertThat(zero.stable()).isNotEqualTo(last);
      last = zero.stable();
    }
    assertThat(flow.turns()).isFalse();
    assertThat(flow.periodS()).isNaN();
  }

  /** All basins are alike, of 15 deg: a direction is 3.75 deg from the middle on average. */
  @Test
  void capacityOfTheHandBuiltRingIsThatOfEqualBasins() {
    CircleFlow flow = handBuilt.intact().flow();
    assertThat(flow.places()).hasSize(N);
    assertThat(flow.places())
        .allSatisfy(p -> assertThat(p.share()).isCloseTo(1.0 / N, within(2e-3)));
    assertThat(flow.capacityNats()).isCloseTo(Math.log(N), within(1e-3));
    assertThat(Math.toDegrees(flow.asymptoticErrorRad())).isCloseTo(90.0 / N, within(0.1));
    assertThat(Math.toDegrees(flow.greatestErrorRad())).isCloseTo(180.0 / N, within(0.5));
  }

  @Test
  void manifoldOfTheHandBuiltRingPassesThroughItsFixedPointsWithTheirEigenvalues() {
    SlowManifold manifold = handBuilt.intact();
    for (int k = 0; k < 2 * N; k++) {
      int half = (int) Math.rint(manifold.spectra().directionRad()[k] / (Math.PI / N));
      double[] truth = HandBuiltRing.fixedPoint(Math.floorMod(half, 2 * N));
      double[] state = manifold.states()[20 * k];
      for (int i = 0; i < truth.length; i++) {
        assertThat(state[i]).isCloseTo(truth[i], within(2e-3));
      }
      // At the saddles a unit begins to fire: which side's Jacobian it is depends on rounding.
      if (Math.floorMod(half, 2) == 1) {
        double[] eigenvalues = HandBuiltRing.jacobianEigenvalues(Math.floorMod(half, 2 * N));
        assertThat(manifold.spectra().first()[k]).isCloseTo(eigenvalues[0], within(2e-3));
        assertThat(manifold.spectra().second()[k]).isCloseTo(eigenvalues[1], within(2e-3));
      }
    }
    for (double length : manifold.readoutLength()) {
      assertThat(length).isCloseTo(1, within(0.02));
    }
    assertThat(manifold.spectra().hyperbolicity()).isGreaterThan(5);
  }

  @Test
  void memoryOnTheHandBuiltRingIsWithinTheBoundAndIsThatOfTheFlow() {
    SlowManifold manifold = handBuilt.intact();
    assertTheBoundHolds(manifold, 1e-4);
    MemoryCourse course = manifold.memory();
    for (int k = 0; k < course.timeS().length; k++) {
      assertThat(Math.toDegrees(course.meanErrorRad()[k]))
          .isCloseTo(Math.toDegrees(course.fromFlowRad()[k]), within(0.1));
      assertThat(course.meanErrorRad()[k])
          .isLessThanOrEqualTo(manifold.flow().asymptoticErrorRad() + 1e-3);
    }
  }

  /** Without its CW shifters the bump turns, by the script at a known speed: a limit cycle. */
  @Test
  void ringWithoutOneKindOfShiftersIsALimitCycleOfKnownPeriod() {
    double period = 360 / HandBuiltRing.LESION_DRIFT_DEG_PER_S;
    SlowManifold cwCut = handBuilt.after(LesionKind.CW_CUT);
    SlowManifold ccwCut = handBuilt.after(LesionKind.CCW_CUT);
    assertThat(cwCut.flow().fixedPoints()).isEmpty();
    assertThat(cwCut.flow().turns()).isTrue();
    assertThat(cwCut.flow().periodS()).isCloseTo(period, within(0.01 * period));
    assertThat(ccwCut.flow().periodS()).isCloseTo(-period, within(0.01 * period));
    assertThat(cwCut.flow().capacityNats()).isZero();
    assertThat(cwCut.flow().asymptoticErrorRad()).isEqualTo(Math.PI / 2);
    assertTheBoundHolds(cwCut, 1e-3);
    assertTheBoundHolds(ccwCut, 1e-3);
  }

  /** The shifters cancel at rest: the compass units hold the bump alone. */
  @Test
  void ringWithoutShiftersKeepsWhatItKept() {
    SlowManifold both = handBuilt.after(LesionKind.BOTH_CUT);
    assertThat(both.flow().capacityNats()).isCloseTo(Math.log(N), within(1e-2));
    assertThat(both.flow().supRadPerS())
        .isCloseTo(handBuilt.intact().flow().supRadPerS(), within(1e-3));
    assertTheBoundHolds(both, 1e-3);
  }

  @Test
  void withoutCompassUnitsNoManifoldIsLeftAndThatIsSaid() {
    assertThat(handBuilt.find(LesionKind.COMPASS_CUT).orElseThrow().manifold().succeeded())
        .isFalse();
    assertThat(handBuilt.omitted()).isEmpty();
    assertThatThrownBy(() -> handBuilt.after(LesionKind.COMPASS_CUT))
        .isInstanceOf(CannotAnalyze.class)
        .hasMessageContaining("no slow manifold");
  }

  /** 40 directions tell a cosine through tanh from all else to 1e-20: every direction stays. */
  @Test
  void perfectRingStandsStillAndKeepsAsMuchAsItsStatesTell() {
    SlowManifold ring = SlowManifold.of(ring(40, 0, J, 0), FEW);
    assertThat(Math.toDegrees(ring.flow().supRadPerS())).isLessThan(1e-4);
    assertThat(ring.flow().fixedPoints()).isEmpty();
    assertThat(ring.flow().turns()).isFalse();
    assertThat(ring.flow().capacityNats()).isCloseTo(Math.log(256), within(1e-9));
    assertThat(ring.flow().asymptoticErrorRad()).isLessThan(2 * Math.PI / 256);
    for (int k = 0; k < ring.spectra().first().length; k++) {
      assertThat(ring.spectra().first()[k]).isCloseTo(0, within(1e-5));
      assertThat(ring.spectra().second()[k]).isLessThan(-0.1);
    }
    assertTheBoundHolds(ring, 1e-3);
  }

  /** Six units: by symmetry fixed points at the preferred directions and midway between them. */
  @Test
  void coarseRingHasAsManyStablePointsAsUnits() {
    SlowManifold ring = SlowManifold.of(ring(6, 0, J, 0), FEW);
    assertThat(ring.flow().count(true)).isEqualTo(6);
    assertThat(ring.flow().count(false)).isEqualTo(6);
    for (DriftField.Zero zero : ring.flow().fixedPoints()) {
      double steps = zero.directionRad() / (Math.PI / 6);
      assertThat(steps).isCloseTo(Math.rint(steps), within(1e-3));
    }
    assertThat(ring.flow().capacityNats()).isCloseTo(Math.log(6), within(1e-4));
    assertTheBoundHolds(ring, 1e-3);
  }

  /**
   * With h = dt/tau, a step takes z = q e^{i phi} to (1 - h + h c e^{i turn}) z, c the gain. It
   * keeps its length where |1 - h + h c e^{i turn}| = 1, and turns by that number's angle.
   */
  @Test
  void turningRingIsALimitCycleOfThePeriodThatAStepMakes() {
    double turn = 0.2;
    double h = HandBuiltRing.DT_OVER_TAU;
    double half = (1 - h) / h * Math.cos(turn);
    double c = -half + Math.sqrt(half * half + (2 * h - h * h) / (h * h));
    double perStep = Math.atan2(h * c * Math.sin(turn), 1 - h + h * c * Math.cos(turn));
    SlowManifold ring = SlowManifold.of(ring(40, turn, J, 0), FEW);
    assertThat(ring.flow().turns()).isTrue();
    assertThat(ring.flow().periodS()).isCloseTo(2 * Math.PI / perStep * DT, within(1e-4));
    assertThat(ring.flow().supRadPerS()).isCloseTo(perStep / DT, within(1e-4));
    assertThat(ring.flow().capacityNats()).isZero();
    assertThat(ring.flow().greatestErrorRad()).isEqualTo(Math.PI);
    assertTheBoundHolds(ring, 1e-3);
    // No room between bound and error while the start is less than half a turn away.
    int look = 10;
    assertThat(ring.memory().meanErrorRad()[look])
        .isCloseTo(ring.flow().boundRad(ring.memory().timeS()[look]), within(1e-3));
  }

  /** Signed rates tell no classes: the manifold is there, and why nothing was cut. */
  @Test
  void networkWithoutClassesHasItsManifoldAlone() {
    ContinuousAttractor ring =
        ContinuousAttractor.of(
            ring(6, 0, J, 0),
            Attempt.of(
                () -> {
                  throw new CannotAnalyze("no classes");
                }),
            FEW);
    assertThat(ring.intact().states()).hasDimensions(256, 6);
    assertThat(ring.omitted()).containsValue("no classes");
    assertThat(ring.find(LesionKind.BOTH_CUT)).isEmpty();
    assertThatThrownBy(() -> ring.after(LesionKind.BOTH_CUT)).isInstanceOf(CannotAnalyze.class);
  }

  @Test
  void networkWithOneFixedPointHasNoManifold() {
    assertThatThrownBy(() -> SlowManifold.of(ring(12, 0, 0, 1), FEW))
        .isInstanceOf(CannotAnalyze.class)
        .hasMessageContaining("no slow manifold")
        .hasMessageContaining("gap");
    assertThatThrownBy(() -> SlowManifold.of(ring(12, 0, 0, 0), FEW))
        .isInstanceOf(CannotAnalyze.class)
        .hasMessageContaining("no slow manifold")
        .hasMessageContaining("vanishes");
  }

  /** Zeros at given places: phi = -prod sin((alpha - z)/2), whose basins end at every other one. */
  @Test
  void basinsOfAKnownFlowAreTheArcsBetweenItsSaddles() {
    double[] zeros = {-2, -1, 0.5, 2.5};
    double[] at = Angles.evenlySpaced(1024);
    double[] phi =
        Arrays.stream(at)
            .map(
                a ->
                    -Arrays.stream(zeros)
                        .map(z -> Math.sin((a - z) / 2))
                        .reduce(1, (x, y) -> x * y))
            .toArray();
    CircleFlow flow = new CircleFlow(at, phi);
    boolean firstStable = flow.fixedPoints().get(0).stable();
    double[] stable = firstStable ? new double[] {-2, 0.5} : new double[] {-1, 2.5};
    double arc = firstStable ? 3.5 : 2.5;
    double share = arc / (2 * Math.PI);
    assertThat(flow.fixedPoints().stream().mapToDouble(DriftField.Zero::directionRad).toArray())
        .containsExactly(zeros, within(1e-4));
    double[] shares = new double[2];
    for (CircleFlow.Place place : flow.places()) {
      int k = Math.abs(place.directionRad() - stable[0]) < 0.1 ? 0 : 1;
      assertThat(place.directionRad()).isCloseTo(stable[k], within(1e-4));
      shares[k] = place.share();
    }
    assertThat(shares[firstStable ? 1 : 0]).isCloseTo(share, within(1e-4));
    assertThat(shares[0] + shares[1]).isCloseTo(1, within(1e-12));
    assertThat(flow.capacityNats())
        .isCloseTo(-share * Math.log(share) - (1 - share) * Math.log(1 - share), within(1e-4));
  }

  /** T = integral of d alpha / (2 + sin alpha) = 2 pi / sqrt 3. */
  @Test
  void periodOfAnUnevenTurnIsTheIntegral() {
    double[] at = Angles.evenlySpaced(1024);
    CircleFlow flow = new CircleFlow(at, Arrays.stream(at).map(a -> 2 + Math.sin(a)).toArray());
    assertThat(flow.periodS()).isCloseTo(2 * Math.PI / Math.sqrt(3), within(1e-9));
    assertThat(flow.supRadPerS()).isCloseTo(3, within(1e-9));
    assertThat(flow.at(0.4)).isCloseTo(2 + Math.sin(0.4), within(1e-5));
    assertThat(flow.boundRad(0.5)).isCloseTo(1.5, within(1e-9));
    assertThat(flow.boundRad(5)).isEqualTo(Math.PI);
  }

  /** A flow that stands still on half of the circle and leads there on the other. */
  @Test
  void stillPartsOfAFlowAreToldAsFinelyAsTheyAreGiven() {
    double[] at = Angles.evenlySpaced(1000);
    CircleFlow flow =
        new CircleFlow(at, Arrays.stream(at).map(a -> a > 0 ? 0 : a < -1.5 ? -1.0 : 1.0).toArray());
    assertThat(flow.places().size()).isBetween(498, 502);
    // Of 1: half of it in 500 equal parts; the rest in two, at the ends of the still half.
    assertThat(flow.places().stream().mapToDouble(CircleFlow.Place::share).sum())
        .isCloseTo(1, within(1e-12));
    double low = (Math.PI - 1.5) / (2 * Math.PI);
    double high = 1.5 / (2 * Math.PI);
    double truth = -low * Math.log(low) - high * Math.log(high) + 0.5 * Math.log(1000);
    assertThat(flow.capacityNats()).isCloseTo(truth, within(0.02));
  }

  /** Of period 2 pi, a spline of few knots is close to the function to the fourth power. */
  @Test
  void periodicSplineIsTheFunctionBetweenItsKnotsAndOverTheSeam() {
    double[] knots =
        IntStream.range(0, 40)
            .mapToDouble(k -> -3 + 2 * Math.PI * (k + 0.3 * Math.sin(k)) / 40)
            .toArray();
    double[][] values =
        Arrays.stream(knots)
            .mapToObj(a -> new double[] {Math.sin(2 * a + 0.3), 1 / (2 + Math.cos(a)), 5})
            .toArray(double[][]::new);
    PeriodicSpline spline = new PeriodicSpline(knots, values);
    for (double a = -10; a < 10; a += 0.0137) {
      double[] point = spline.at(a);
      assertThat(point[0]).isCloseTo(Math.sin(2 * a + 0.3), within(3e-4));
      assertThat(point[1]).isCloseTo(1 / (2 + Math.cos(a)), within(3e-4));
      assertThat(point[2]).isCloseTo(5, within(1e-12));
    }
    for (int k = 0; k < knots.length; k++) {
      assertThat(spline.at(knots[k])).containsExactly(values[k], within(1e-12));
    }
    assertThatThrownBy(() -> new PeriodicSpline(new double[] {0, 1, 1}, new double[3][1]))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
