package org.compassnet.analysis;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * The search for fixed and slow points of a field F: descents of q = |F|^2/2 from many states, by
 * Levenberg and Marquardt's method with the analytic Jacobian.
 *
 * <p>Where a rectified unit begins to fire, q has creases that a descent may come to rest in
 * without a minimum. So one that has not converged begins again a little ahead of its end along the
 * flow and a little behind, and the slowest of the ends counts.
 */
final class Descent {

  /** How far ahead of an end, and behind, another descent begins. */
  private static final double NUDGE = 0.05;

  private static final double FIRST_DAMPING = 1e-2;
  private static final double LEAST_DAMPING = 1e-10;
  private static final double MOST_DAMPING = 1e6;
  private static final double SMALLEST_STEP = 1e-11;

  /** How a descent ended. */
  enum End {
    /** q fell below what was asked for. */
    CONVERGED,
    /** No step leads further down: a minimum of q, or a crease. */
    STUCK,
    /** The iterations were used up. */
    OUT_OF_ITERATIONS,
    /** The start was not finite, or q overflows there. */
    DIVERGED
  }

  /** Where a descent ended: a state x [units], q there, and how. */
  record Found(double[] state, double q, End end) {}

  private final VectorField field;
  private final int iterations;
  private final double convergedQ;

  /**
   * @param iterations of each descent, of which there are up to three for a start
   * @param convergedQ q at which a descent ends
   */
  Descent(VectorField field, int iterations, double convergedQ) {
    this.field = field;
    this.iterations = iterations;
    this.convergedQ = convergedQ;
  }

  /** Where descents from these states [starts, units] end, in the same order. */
  Found[] from(double[][] starts) {
    return IntStream.range(0, starts.length)
        .parallel()
        .mapToObj(k -> from(starts[k]))
        .toArray(Found[]::new);
  }

  /** The slowest end of the descents from a state. */
  Found from(double[] start) {
    Found best = minimise(start);
    for (int nudge = 0; nudge < 2 && best.q > convergedQ; nudge++) {
      double[] f = field.at(best.state);
      double step = (nudge == 0 ? NUDGE : -NUDGE) / Math.sqrt(2 * VectorField.half(f));
      double[] from = best.state.clone();
      for (int i = 0; i < from.length; i++) {
        from[i] += step * f[i];
      }
      Found other = minimise(from);
      best = other.q < best.q ? other : best;
    }
    return best;
  }

  private Found minimise(double[] start) {
    double[] x = start.clone();
    double[] f = field.at(x);
    double q = VectorField.half(f);
    if (!Double.isFinite(q)) {
      return new Found(x, q, End.DIVERGED);
    }
    double[] slopes = field.slopes(x);
    NewtonSteps steps = field.newtonSteps(slopes);
    double damping = FIRST_DAMPING;
    for (int iteration = 0; iteration < iterations && q > convergedQ; iteration++) {
      double[] step = steps.step(slopes, f, damping);
      double[] trial = new double[x.length];
      for (int i = 0; i < x.length; i++) {
        trial[i] = x[i] + step[i];
      }
      double[] trialF = field.at(trial);
      double trialQ = VectorField.half(trialF);
      if (trialQ < q) {
        x = trial;
        slopes = field.slopes(x);
        f = trialF;
        q = trialQ;
        damping = Math.max(LEAST_DAMPING, damping / 5);
      } else {
        damping *= 4;
      }
      double largest = Arrays.stream(step).map(Math::abs).reduce(0, Math::max);
      if (largest < SMALLEST_STEP || damping > MOST_DAMPING) {
        return new Found(x, q, q > convergedQ ? End.STUCK : End.CONVERGED);
      }
    }
    return new Found(x, q, q > convergedQ ? End.OUT_OF_ITERATIONS : End.CONVERGED);
  }
}
