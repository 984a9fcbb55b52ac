package org.compassnet.analysis;

import java.util.Arrays;
import java.util.Map;
import java.util.stream.IntStream;
import org.compassnet.config.Config;
import org.compassnet.network.CtRnnWeights;
import org.compassnet.trajectory.Trials;

/**
 * A ring attractor made by hand, of which everything is known beforehand.
 *
 * <p>Rectified linear units: {@link #N} compass units, N CCW and N CW shifters, of the same
 * preferred directions, in this order; then {@link #SILENT} units without connections. With d =
 * PD_post - PD_pre, every weight is (c0 + c1 cos(d - phi1)) / N:
 *
 * <pre>
 *   compass -> compass              J0 + J1 cos(d)
 *   shifter -> compass              K cos(d -+ 90 deg), minus for CCW
 *   compass -> shifter              M0 + M1 cos(d)
 *   shifter -> shifter, same turn   S0 + S1 cos(d)
 * </pre>
 *
 * The state of a population is then always a constant and one cosine over the ring. At rest the
 * pushes of the two kinds of shifters are opposite and cancel: the bump is the one that the compass
 * units hold alone. The shifters' inhibition of their like makes them follow velocity and bump
 * faster than the time constant. Without it, a bump turning steadily by w rad per time constant
 * needs {@code w^2 < 1 - j}, with j the gain of compass -> compass, wherever the shifters help to
 * hold it.
 *
 * <p>The values without a closed form are those of {@code hand_built_ring.py}.
 */
public final class HandBuiltRing {

  /** Units of each class. */
  public static final int N = 24;

  static final int SILENT = 4;
  public static final int UNITS = 3 * N + SILENT;

  static final double J0 = -4.8;
  static final double J1 = 5.92;
  static final double K = 7;
  static final double M0 = -6;
  static final double M1 = 12;
  static final double S0 = -14;
  static final double S1 = -8;

  static final double COMPASS_BIAS = 1;
  static final double SHIFTER_BIAS = 6.5;

  /** Weight of the angular velocity, per rad/step: + on CCW shifters, - on CW ones. */
  static final double VELOCITY_WEIGHT = 47;

  /** Weight of the cue on compass units: times (sin PD, cos PD). */
  static final double CUE_WEIGHT = 1.5;

  /** Peak of the shifter -> compass kernel ahead of its turn. */
  static final double PUSH_RAD = Math.PI / 2;

  static final double DT_OVER_TAU = 0.1;
  static final double STEP_MS = 25;

  /** Preferred directions in (-pi, pi]; silent units have none, and are left out. */
  public static final double[] PREFERRED_RAD =
      IntStream.range(0, 3 * N)
          .mapToDouble(i -> Math.IEEEremainder(2 * Math.PI * (i % N) / N, 2 * Math.PI))
          .toArray();

  /** Velocities of {@link #GAINS}. */
  static final double[] GAIN_DEG_PER_S = {10, 30, 60, 90, 120, 150, 180, 210, 230, 260};

  /** Bump velocity over constant angular velocity, to either side. From the script. */
  static final double[] GAINS = {
    1.003869, 0.998060, 0.993537, 0.994504, 1.008970, 1.036055, 1.055918, 1.027171, 0.974328,
    0.872781
  };

  /** Velocity of the bump at rest without CW shifters; without CCW ones the negative. Script. */
  static final double LESION_DRIFT_DEG_PER_S = 148.266264;

  /** Gain at +-90 deg/s about that drift, of either lesion. Script. */
  static final double LESION_GAIN = 0.208964;

  /** Length of bump and output without one kind of shifters, over that of the intact. Script. */
  static final double LESION_LENGTH = 1.62;

  /** Mean angular error of 500-step trials without pauses, after the cue. Script, 400 trials. */
  static final double MEAN_ERROR_DEG = 6.7;

  /** S_AV of shifters, and of compass units, in those trials. Script. */
  static final double SHIFTER_AV_STRENGTH = 0.80;

  static final double COMPASS_AV_STRENGTH = 0.05;

  private HandBuiltRing() {}

  public static UnitClass type(int unit) {
    return unit < N
        ? UnitClass.COMPASS
        : unit < 2 * N ? UnitClass.CCW : unit < 3 * N ? UnitClass.CW : UnitClass.INACTIVE;
  }

  /** Its units, with the classes, directions and strengths that they are built with. */
  static UnitTable table() {
    return new UnitTable(
        IntStream.range(0, UNITS).mapToObj(HandBuiltRing::unit).toList(),
        UnitTable.Options.defaults());
  }

  private static Unit unit(int i) {
    UnitClass type = type(i);
    if (type == UnitClass.INACTIVE) {
      return new Unit(i, type, Double.NaN, 0, 0, 0, 0, 0, 0);
    }
    boolean compass = type == UnitClass.COMPASS;
    double av = compass ? COMPASS_AV_STRENGTH : SHIFTER_AV_STRENGTH;
    double asymmetry = compass ? 0 : type == UnitClass.CCW ? 1 : -1;
    return new Unit(i, type, PREFERRED_RAD[i], 1, 1, av, asymmetry, 1, 0);
  }

  /** The first unit of a class, of which there are {@link #N}, or {@link #SILENT} inactive ones. */
  static int first(UnitClass type) {
    return IntStream.range(0, UNITS).filter(i -> type(i) == type).findFirst().orElseThrow();
  }

  /**
   * Weights from one class to another: offset + amplitude cos(PD_post - PD_pre - shiftRad), with
   * the weight of a unit to itself.
   */
  record KernelTruth(double offset, double amplitude, double shiftRad) {}

  /** Closed form by construction; offset and amplitude 0 where there are no connections. */
  static KernelTruth kernel(UnitClass from, UnitClass to) {
    boolean shifterFrom = from == UnitClass.CCW || from == UnitClass.CW;
    boolean shifterTo = to == UnitClass.CCW || to == UnitClass.CW;
    if (from == UnitClass.COMPASS && to == UnitClass.COMPASS) {
      return new KernelTruth(J0 / N, J1 / N, 0);
    }
    if (shifterFrom && to == UnitClass.COMPASS) {
      return new KernelTruth(0, K / N, from == UnitClass.CCW ? PUSH_RAD : -PUSH_RAD);
    }
    if (from == UnitClass.COMPASS && shifterTo) {
      return new KernelTruth(M0 / N, M1 / N, 0);
    }
    if (shifterFrom && from == to) {
      return new KernelTruth(S0 / N, -S1 / N, Math.PI);
    }
    return new KernelTruth(0, 0, 0);
  }

  public static Config config() {
    return Config.of(
        Map.of(
            "name",
            "hand-built-ring",
            "task.step_ms",
            STEP_MS,
            "network.units",
            UNITS,
            "network.activation",
            "relu",
            "network.tau_ms",
            STEP_MS / DT_OVER_TAU,
            "network.noise.sd",
            0.02,
            "network.self_connections",
            true,
            "network.learn_initial_state",
            false));
  }

  /** The weights. The output is scaled to length 1 at rest. */
  public static CtRnnWeights weights() {
    float[] wIn = new float[UNITS * Trials.INPUTS];
    float[] wRec = new float[UNITS * UNITS];
    float[] b = new float[UNITS];
    float[] wOut = new float[Trials.OUTPUTS * UNITS];
    double scale = 1 / (N * bump(1).cosineRate);
    for (int i = 0; i < UNITS; i++) {
      switch (type(i)) {
        case COMPASS -> {
          b[i] = (float) COMPASS_BIAS;
          wIn[i * Trials.INPUTS + 1] = (float) (CUE_WEIGHT * sine(i));
          wIn[i * Trials.INPUTS + 2] = (float) (CUE_WEIGHT * cosine(i));
          wOut[i] = (float) (scale * sine(i));
          wOut[UNITS + i] = (float) (scale * cosine(i));
        }
        case CCW, CW -> {
          b[i] = (float) SHIFTER_BIAS;
          wIn[i * Trials.INPUTS] =
              (float) (type(i) == UnitClass.CCW ? VELOCITY_WEIGHT : -VELOCITY_WEIGHT);
        }
        default -> b[i] = -1;
      }
      for (int j = 0; j < 3 * N && i < 3 * N; j++) {
        wRec[i * UNITS + j] = (float) weight(i, j);
      }
    }
    return new CtRnnWeights(UNITS, wIn, wRec, b, wOut, new float[UNITS]);
  }

  private static double weight(int post, int pre) {
    int apart = post % N - pre % N;
    UnitClass from = type(pre);
    UnitClass to = type(post);
    if (to == UnitClass.COMPASS) {
      return switch (from) {
        case COMPASS -> (J0 + J1 * cosine(apart)) / N;
        case CCW -> K * cosine(apart - N / 4) / N;
        default -> K * cosine(apart + N / 4) / N;
      };
    }
    if (from == UnitClass.COMPASS) {
      return (M0 + M1 * cosine(apart)) / N;
    }
    return from == to ? (S0 + S1 * cosine(apart)) / N : 0;
  }

  /** cos(2 pi k / N), exactly even in k, so that CCW and CW weights are mirror images. */
  private static double cosine(int k) {
    int folded = Math.floorMod(k, N);
    return Math.cos(2 * Math.PI * Math.min(folded, N - folded) / N);
  }

  private static double sine(int k) {
    return cosine(k - N / 4);
  }

  /**
   * Eigenvalues of W_rec, all real, in falling order.
   *
   * <p>W_rec maps Fourier modes 0 and 1 of the ring onto themselves and all else to 0. A kernel has
   * the eigenvalue c0 on mode 0 and (c1/2) e^{-+ i phi1} on modes +-1. The shifters' sum hears the
   * compass but reaches it with a push of 0; their difference pushes it but does not hear it: the
   * blocks are triangular. Mode 0: J0, S0, S0. Each of modes +-1: J1/2, S1/2, S1/2. The last two
   * share one eigenvector, so a numerical solver finds them to the square root of its precision.
   */
  static double[] eigenvalues() {
    double[] values = new double[UNITS];
    double[] others = {J1 / 2, J1 / 2, S1 / 2, S1 / 2, S1 / 2, S1 / 2, J0, S0, S0};
    System.arraycopy(others, 0, values, 0, others.length);
    return IntStream.range(0, UNITS)
        .mapToObj(i -> values[i])
        .sorted((p, q) -> Double.compare(q, p))
        .mapToDouble(v -> v)
        .toArray();
  }

  /** Where the bump of {@link #fixedPoint} is, in rad: half a spacing apart. */
  static double fixedPointRad(int halfSpacing) {
    return Math.IEEEremainder(Math.PI * halfSpacing / N, 2 * Math.PI);
  }

  /**
   * The state [units] at rest with the bump at {@code halfSpacing} pi / N: on a compass unit's
   * preferred direction where even (unstable), midway between two where odd (stable). Between them
   * a bump at rest moves from the former to the latter.
   *
   * <p>Compass units have x = p + q cos(PD - phi). With g_k the mean over the ring of cos^k(PD -
   * phi) of active units,
   *
   * <pre>
   *   p = b + J0 (g0 p + g1 q),   q = J1 (g1 p + g2 q)
   * </pre>
   *
   * on the set of active units that agrees with its solution; then the shifters likewise, with M0
   * and M1 times the compass units' mean and cosine rate added to the right sides.
   */
  static double[] fixedPoint(int halfSpacing) {
    Bump compass = bump(halfSpacing);
    Bump shifters = shifters(halfSpacing, compass);
    double[] x = new double[UNITS];
    for (int i = 0; i < UNITS; i++) {
      x[i] =
          switch (type(i)) {
            case COMPASS -> compass.state(i);
            case CCW, CW -> shifters.state(i % N);
            default -> -1;
          };
    }
    return x;
  }

  /**
   * Eigenvalues of the Jacobian -I + W_rec diag(f') at {@link #fixedPoint}, all real, in falling
   * order: first the slow one along the ring, then the gap.
   *
   * <p>Triangular as in {@link #eigenvalues}. With the g_k of its active units, a population with
   * weights c0 + c1 cos(d) has -1 + c1 (g0 - g2) for the displacement, sin(PD - phi), and -1 +
   * those of [[c0 g0, c0 g1], [c1 g1, c1 g2]] for the constant and cos(PD - phi); the rest is -1.
   */
  static double[] jacobianEigenvalues(int halfSpacing) {
    double[] values = new double[UNITS];
    Arrays.fill(values, -1);
    Bump compass = bump(halfSpacing);
    double[] ofCompass = compass.eigenvalues(J0, J1);
    double[] ofShifters = shifters(halfSpacing, compass).eigenvalues(S0, S1);
    System.arraycopy(ofCompass, 0, values, 0, 3);
    System.arraycopy(ofShifters, 0, values, 3, 3);
    System.arraycopy(ofShifters, 0, values, 6, 3);
    Arrays.sort(values);
    return IntStream.range(0, UNITS).mapToDouble(i -> values[UNITS - 1 - i]).toArray();
  }

  /**
   * What a weak pulse of velocity turns the bump by, over its angle, at {@link #fixedPoint}. It
   * varies along the ring, as units fall silent or begin to fire; {@link #GAINS} are means over it.
   *
   * <p>A velocity v changes the active CCW shifters' states by e0 + e1 cos(PD - phi), e0 = a v + S0
   * (h0 e0 + h1 e1), e1 = S1 (h1 e0 + h2 e1), h_k being the g_k of shifters, and the CW ones' by
   * the opposite. Together they push the compass units by 2 K (h1 e0 + h2 e1) sin(PD - phi) per
   * time constant, where a turn by dphi is q sin(PD - phi) dphi.
   */
  static double gainAt(int halfSpacing) {
    Bump compass = bump(halfSpacing);
    double[] h = shifters(halfSpacing, compass).g;
    double[] e = solve(S0, S1, h, VELOCITY_WEIGHT, 0);
    return DT_OVER_TAU * 2 * K * (h[1] * e[0] + h[2] * e[1]) / compass.q;
  }

  private static Bump bump(int halfSpacing) {
    return Bump.of(halfSpacing, J0, J1, COMPASS_BIAS, 0);
  }

  private static Bump shifters(int halfSpacing, Bump compass) {
    return Bump.of(
        halfSpacing, S0, S1, SHIFTER_BIAS + M0 * compass.meanRate, M1 * compass.cosineRate);
  }

  /** One population's state p + q cos(PD - phi), and what its active units sum to. */
  private record Bump(
      double phi, double p, double q, double[] g, double meanRate, double cosineRate) {

    static Bump of(int halfSpacing, double c0, double c1, double constant, double cosine) {
      double phi = fixedPointRad(halfSpacing);
      for (int active = N - 1 + Math.floorMod(halfSpacing, 2); active > 0; active -= 2) {
        double reach = (active / 2.0) * 2 * Math.PI / N;
        double[] g = moments(phi, reach);
        double[] x = solve(c0, c1, g, constant, cosine);
        double edge = Math.acos(Math.max(-1, Math.min(1, -x[0] / x[1])));
        // The outermost active unit fires and the next does not; without a cosine there is no bump.
        if (x[1] > 1e-6 && edge > reach - Math.PI / N && edge <= reach + Math.PI / N) {
          return new Bump(phi, x[0], x[1], g, g[0] * x[0] + g[1] * x[1], g[1] * x[0] + g[2] * x[1]);
        }
      }
      throw new IllegalStateException("no bump at half spacing " + halfSpacing);
    }

    /** Mean over the ring of cos^k, k = 0, 1, 2, of units within reach of phi. */
    private static double[] moments(double phi, double reach) {
      double[] g = new double[3];
      for (int i = 0; i < N; i++) {
        double away = Math.IEEEremainder(PREFERRED_RAD[i] - phi, 2 * Math.PI);
        if (Math.abs(away) < reach) {
          for (int k = 0; k < 3; k++) {
            g[k] += Math.pow(Math.cos(away), k) / N;
          }
        }
      }
      return g;
    }

    double state(int i) {
      return p + q * Math.cos(PREFERRED_RAD[i] - phi);
    }

    double[] eigenvalues(double c0, double c1) {
      double half = (c0 * g[0] + c1 * g[2]) / 2;
      double determinant = c0 * c1 * (g[0] * g[2] - g[1] * g[1]);
      double root = Math.sqrt(half * half - determinant);
      return new double[] {c1 * (g[0] - g[2]) - 1, half + root - 1, half - root - 1};
    }
  }

  /** Solves p = constant + c0 (g0 p + g1 q), q = cosine + c1 (g1 p + g2 q). */
  private static double[] solve(double c0, double c1, double[] g, double constant, double cosine) {
    double a = 1 - c0 * g[0];
    double b = -c0 * g[1];
    double c = -c1 * g[1];
    double d = 1 - c1 * g[2];
    double determinant = a * d - b * c;
    return new double[] {
      (constant * d - b * cosine) / determinant, (a * cosine - c * constant) / determinant
    };
  }
}
