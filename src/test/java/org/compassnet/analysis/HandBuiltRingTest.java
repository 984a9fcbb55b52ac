package org.compassnet.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.compassnet.network.CtRnnModel;
import org.compassnet.network.CtRnnWeights;
import org.compassnet.network.Dynamics;
import org.compassnet.trajectory.Trials;
import org.hipparchus.linear.MatrixUtils;
import org.hipparchus.linear.RealMatrix;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The fixture is what it says, by the network's equations in double precision. */
class HandBuiltRingTest {

  private static final int N = HandBuiltRing.N;
  private static final int UNITS = HandBuiltRing.UNITS;
  private static final int STABLE = 1;
  private static final double STEP_S = HandBuiltRing.STEP_MS / 1000;

  private final CtRnnWeights weights = HandBuiltRing.weights();

  @Test
  void shiftersAreMirrorImages() {
    for (int i = 0; i < N; i++) {
      for (int j = 0; j < N; j++) {
        int mirroredI = (N - i) % N;
        int mirroredJ = (N - j) % N;
        assertThat(weight(i, N + j)).isEqualTo(weight(mirroredI, 2 * N + mirroredJ));
        assertThat(weight(N + i, j)).isEqualTo(weight(2 * N + mirroredI, mirroredJ));
        assertThat(weight(N + i, N + j)).isEqualTo(weight(2 * N + mirroredI, 2 * N + mirroredJ));
      }
    }
  }

  @Test
  void everyWeightIsItsKernel() {
    for (int post = 0; post < 3 * N; post++) {
      for (int pre = 0; pre < 3 * N; pre++) {
        HandBuiltRing.KernelTruth kernel =
            HandBuiltRing.kernel(HandBuiltRing.type(pre), HandBuiltRing.type(post));
        double d = HandBuiltRing.PREFERRED_RAD[post] - HandBuiltRing.PREFERRED_RAD[pre];
        assertThat((double) weight(post, pre))
            .isCloseTo(
                kernel.offset() + kernel.amplitude() * Math.cos(d - kernel.shiftRad()),
                within(1e-7));
      }
    }
  }

  @Test
  void eigenvaluesAreThoseOfTheMatrix() {
    double[][] matrix = new double[UNITS][UNITS];
    for (int i = 0; i < UNITS; i++) {
      for (int j = 0; j < UNITS; j++) {
        matrix[i][j] = weight(i, j);
      }
    }
    assertEigenvalues(matrix, HandBuiltRing.eigenvalues());
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 11, 24, 25, 37, 47})
  void fixedPointsStayAndHaveTheirJacobian(int halfSpacing) {
    Run run = new Run(weights, HandBuiltRing.fixedPoint(halfSpacing));
    double[] before = run.x.clone();
    run.step(0);
    for (int i = 0; i < UNITS; i++) {
      assertThat(run.x[i]).isCloseTo(before[i], within(1e-6));
    }
    assertThat(run.phase()).isCloseTo(HandBuiltRing.fixedPointRad(halfSpacing), within(1e-9));
    double[][] jacobianPlusIdentity = new double[UNITS][UNITS];
    for (int i = 0; i < UNITS; i++) {
      for (int j = 0; j < UNITS; j++) {
        jacobianPlusIdentity[i][j] = before[j] > 0 ? weight(i, j) : 0;
      }
    }
    double[] expected = HandBuiltRing.jacobianEigenvalues(halfSpacing);
    assertEigenvalues(jacobianPlusIdentity, Arrays.stream(expected).map(v -> v + 1).toArray());
    if (halfSpacing % 2 == STABLE) {
      assertThat(expected[0]).isBetween(-0.01, -0.001);
      assertThat(expected[1]).isCloseTo(-0.7062413, within(1e-6));
    } else {
      assertThat(expected[0]).isCloseTo(0.2333333, within(1e-6));
      assertThat(expected[1]).isCloseTo(-0.6256366, within(1e-6));
    }
  }

  @Test
  void theBumpStaysForTwentyThousandSteps() {
    for (double start : new double[] {0.005, 1, -2.5}) {
      Run run = cued(start);
      double place = nearestStablePlace(start);
      double last = Math.abs(start - place);
      for (int block = 0; block < 20; block++) {
        run.steps(0, 1000);
        double away = Math.abs(Math.IEEEremainder(run.phase() - place, 2 * Math.PI));
        assertThat(away).isLessThan(last + 1e-9);
        last = away;
        assertThat(run.length()).isCloseTo(1, within(5e-3));
      }
      assertThat(last).isLessThan(1e-3);
    }
  }

  @Test
  void aWeakPulseOfVelocityTurnsTheBumpByTheGainThere() {
    Run run = new Run(weights, HandBuiltRing.fixedPoint(STABLE));
    double before = run.phase();
    run.step(1e-4);
    run.steps(0, 30);
    // The place pulls back by 0.05 % a step.
    assertThat((run.phase() - before) / 1e-4)
        .isCloseTo(HandBuiltRing.gainAt(STABLE), within(0.015));
  }

  @Test
  void gainsAreThoseOfTheScriptToEitherSide() {
    for (int i = 0; i < HandBuiltRing.GAINS.length; i++) {
      double velocity = Math.toRadians(HandBuiltRing.GAIN_DEG_PER_S[i]) * STEP_S;
      double ccw = speed(weights, velocity, 4000) / velocity;
      double cw = speed(weights, -velocity, 4000) / -velocity;
      assertThat(ccw).isCloseTo(HandBuiltRing.GAINS[i], within(2e-3));
      assertThat(cw).isCloseTo(ccw, within(2e-3));
    }
  }

  @Test
  void withoutOneKindOfShiftersTheBumpDriftsAsTheScriptSays() {
    double withoutCw = speed(without(UnitClass.CW), 0, 8000);
    double withoutCcw = speed(without(UnitClass.CCW), 0, 8000);
    assertThat(Math.toDegrees(withoutCw) / STEP_S)
        .isCloseTo(HandBuiltRing.LESION_DRIFT_DEG_PER_S, within(0.02));
    assertThat(withoutCcw).isCloseTo(-withoutCw, within(1e-6));
  }

  @Test
  void withoutAnyShiftersTheBumpIsTheSameAndDoesNotTurn() {
    Run run = new Run(without(UnitClass.CCW, UnitClass.CW), HandBuiltRing.fixedPoint(STABLE));
    double before = run.phase();
    run.steps(0.05, 1000);
    assertThat(run.phase()).isCloseTo(before, within(1e-9));
    assertThat(run.length()).isCloseTo(1, within(1e-6));
  }

  @Test
  void theBumpFormsAgainWhenTheCompassUnitsAreRestored() {
    Run cut = new Run(without(UnitClass.COMPASS), HandBuiltRing.fixedPoint(STABLE));
    cut.steps(0, 100);
    assertThat(cut.length()).isEqualTo(0);
    Run restored = new Run(weights, cut.x);
    assertThat(restored.length()).isLessThan(1e-4);
    restored.steps(0, 100);
    assertThat(restored.length()).isCloseTo(0.9906, within(1e-3));
  }

  private float weight(int post, int pre) {
    return weights.wRec()[post * UNITS + pre];
  }

  /**
   * The few eigenvalues that are not 0 are fixed by their sums of powers, the traces of the
   * matrix's powers. A solver of eigenvalues may not converge here: 0 has a multiplicity of 67.
   */
  private static void assertEigenvalues(double[][] matrix, double[] expected) {
    RealMatrix m = MatrixUtils.createRealMatrix(matrix);
    RealMatrix power = m;
    for (int k = 1; k <= 10; k++) {
      int exponent = k;
      double sum = Arrays.stream(expected).map(v -> Math.pow(v, exponent)).sum();
      double size = Arrays.stream(expected).map(v -> Math.pow(Math.abs(v), exponent)).sum();
      assertThat(power.getTrace()).isCloseTo(sum, within(1e-6 * size));
      power = power.multiply(m);
    }
  }

  private CtRnnWeights without(UnitClass... classes) {
    float[] wRec = weights.wRec().clone();
    float[] wOut = weights.wOut().clone();
    for (int j = 0; j < UNITS; j++) {
      if (Arrays.asList(classes).contains(HandBuiltRing.type(j))) {
        for (int i = 0; i < UNITS; i++) {
          wRec[i * UNITS + j] = 0;
        }
        wOut[j] = 0;
        wOut[UNITS + j] = 0;
      }
    }
    return new CtRnnWeights(UNITS, weights.wIn(), wRec, weights.b(), wOut, weights.x0());
  }

  /** Mean velocity of the bump in rad/step, begun at rest, settled for 400 steps. */
  private static double speed(CtRnnWeights weights, double velocity, int steps) {
    Run run = new Run(weights, HandBuiltRing.fixedPoint(STABLE));
    run.steps(velocity, 400);
    double turned = 0;
    double last = run.phase();
    for (int t = 0; t < steps; t++) {
      run.step(velocity);
      double phase = run.phase();
      turned += Math.IEEEremainder(phase - last, 2 * Math.PI);
      last = phase;
    }
    return turned / steps;
  }

  private Run cued(double direction) {
    Run run = new Run(weights, new double[UNITS]);
    for (int t = 0; t < 10; t++) {
      run.model.step(
          run.x, run.r, new double[] {0, Math.sin(direction), Math.cos(direction)}, null);
    }
    run.steps(0, 100);
    return run;
  }

  private static double nearestStablePlace(double direction) {
    return IntStream.range(0, 2 * N)
        .filter(h -> h % 2 == STABLE)
        .mapToDouble(HandBuiltRing::fixedPointRad)
        .boxed()
        .min(
            (p, q) ->
                Double.compare(
                    Math.abs(Math.IEEEremainder(p - direction, 2 * Math.PI)),
                    Math.abs(Math.IEEEremainder(q - direction, 2 * Math.PI))))
        .orElseThrow();
  }

  /** A network at work without a cue. */
  private static final class Run {
    private final CtRnnModel model;
    private final double[] x;
    private final double[] r;

    Run(CtRnnWeights weights, double[] state) {
      model = new CtRnnModel(weights, Dynamics.of(HandBuiltRing.config()));
      x = state.clone();
      r = Arrays.stream(x).map(model::rate).toArray();
    }

    void step(double velocity) {
      double[] u = new double[Trials.INPUTS];
      u[0] = velocity;
      model.step(x, r, u, null);
    }

    void steps(double velocity, int steps) {
      for (int t = 0; t < steps; t++) {
        step(velocity);
      }
    }

    double phase() {
      double[] y = model.readout(r);
      return Math.atan2(y[0], y[1]);
    }

    double length() {
      double[] y = model.readout(r);
      return Math.hypot(y[0], y[1]);
    }
  }
}
