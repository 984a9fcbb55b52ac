package org.compassnet.analysis;

import static org.compassnet.files.Text.text;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.compassnet.network.CtRnnModel;
import org.compassnet.network.States;

/**
 * The closed curve of states that a network at rest settles on, given by decoded direction, with
 * the flow on it: an approximate continuous attractor. Sagodi, A., Martin-Sanchez, G., Sokol, P.
 * and Park, I. M. (2024), Back to the continuous attractor, NeurIPS, arXiv 2408.00109.
 *
 * <p>The curve is carried along by the network itself: many states around it are run for a little,
 * a periodic spline through them by their decoded directions gives states evenly spaced again, and
 * so on until it is carried onto itself. This is Hadamard's graph transform; what is across the
 * curve shrinks, and what flows along it cannot leave gaps. A curve that turns is found like one
 * that rests.
 *
 * @param directionRad decoded directions, evenly spaced, rising
 * @param states x [directions, units]
 * @param readoutLength length of the readout [directions]
 * @param flow of the decoded direction along the curve: what one step of the network turns it by,
 *     over the step's duration
 * @param spectra the Jacobian's leading eigenvalues along the curve
 * @param memory what becomes of directions kept on it
 * @param settledTau for how long it was carried, in tau
 * @param change how far the last time carried it, over its radius
 */
public record SlowManifold(
    double[] directionRad,
    double[][] states,
    double[] readoutLength,
    CircleFlow flow,
    Spectra spectra,
    MemoryCourse memory,
    double settledTau,
    double change) {

  /**
   * How a manifold is looked for.
   *
   * @param trajectories states that the curve is carried by
   * @param carryTau between two splines, in tau
   * @param mostTau after so long it must have settled, in tau
   * @param settled change of the curve between two splines, over its radius, at which it is done
   * @param unsettled change that is not settled at the end
   * @param largestGapDeg between the directions of neighbours, where there is still a curve
   * @param leastReadout outputs shorter than this, where 1 is asked for, tell no direction
   * @param spectra states whose Jacobian's eigenvalues are taken
   * @param probes states from which memory is followed
   * @param followTrials for so many trials' lengths
   */
  public record Options(
      int trajectories,
      double carryTau,
      double mostTau,
      double settled,
      double unsettled,
      double largestGapDeg,
      double leastReadout,
      int spectra,
      int probes,
      double followTrials) {

    public Options {
      if (trajectories < 16) {
        throw new IllegalArgumentException("trajectories must be >= 16: " + trajectories);
      }
      if (!(carryTau > 0 && carryTau <= mostTau)) {
        throw new IllegalArgumentException(
            "0 < carryTau <= mostTau must hold: " + carryTau + ", " + mostTau);
      }
      if (!(settled > 0 && settled <= unsettled)) {
        throw new IllegalArgumentException(
            "0 < settled <= unsettled must hold: " + settled + ", " + unsettled);
      }
      if (spectra < 1 || spectra > trajectories || probes < 1 || probes > trajectories) {
        throw new IllegalArgumentException(
            "1 <= spectra, probes <= trajectories must hold: " + spectra + ", " + probes);
      }
      if (!(followTrials > 0)) {
        throw new IllegalArgumentException("followTrials must be > 0: " + followTrials);
      }
    }

    /** 1024 states, carried by 2 tau at a time for 100 tau at most; memory of 128 directions. */
    public static Options defaults() {
      return new Options(1024, 2, 100, 1e-5, 1e-2, 45, 0.05, 32, 128, 4);
    }

    public Options withTrajectories(int count) {
      return new Options(
          count,
          carryTau,
          mostTau,
          settled,
          unsettled,
          largestGapDeg,
          leastReadout,
          Math.min(spectra, count),
          Math.min(probes, count),
          followTrials);
    }

    /** Carried by so much at a time, for so long at most, in tau. */
    public Options withTau(double carry, double most) {
      return new Options(
          trajectories,
          carry,
          most,
          settled,
          unsettled,
          largestGapDeg,
          leastReadout,
          spectra,
          probes,
          followTrials);
    }

    /** With the memory of other numbers of directions and trials' lengths. */
    public Options withMemory(int directions, double trials) {
      return new Options(
          trajectories,
          carryTau,
          mostTau,
          settled,
          unsettled,
          largestGapDeg,
          leastReadout,
          spectra,
          directions,
          trials);
    }

    public Options withSpectra(int count) {
      return new Options(
          trajectories,
          carryTau,
          mostTau,
          settled,
          unsettled,
          largestGapDeg,
          leastReadout,
          count,
          probes,
          followTrials);
    }
  }

  /** Samples of the memory's course. */
  private static final int LOOKS = 100;

  /**
   * The Jacobian's leading eigenvalues along the curve, in units of 1/tau. On a manifold that
   * attracts, the first belongs to the direction along it and is close to 0; all others shrink.
   *
   * @param directionRad decoded directions of the states
   * @param first greatest real parts
   * @param second next real parts
   */
  public record Spectra(double[] directionRad, double[] first, double[] second) {

    /** Time constant along the curve, 1/|Re|, in tau: the median over it. */
    public double alongTau() {
      return 1 / Median.of(Arrays.stream(first).map(Math::abs).toArray());
    }

    /**
     * Time constant across the curve, -1/Re of the next, in tau; infinite if it does not shrink.
     */
    public double acrossTau() {
      double median = Median.of(second);
      return median < 0 ? -1 / median : Double.POSITIVE_INFINITY;
    }

    /**
     * Normal hyperbolicity: how many times faster the curve attracts than states move apart or
     * together on it.
     */
    public double hyperbolicity() {
      return alongTau() / acrossTau();
    }
  }

  /** Rates of states in double precision. */
  static final class Rates {
    private final CtRnnModel model;

    Rates(Specimen specimen) {
      model = new CtRnnModel(specimen.weights(), specimen.dynamics());
    }

    double[] of(double[] state) {
      return Arrays.stream(state).map(model::rate).toArray();
    }

    double[][] of(double[][] states) {
      return Arrays.stream(states).map(this::of).toArray(double[][]::new);
    }
  }

  /** With the usual options. */
  public static SlowManifold of(Specimen specimen) {
    return of(specimen, Options.defaults());
  }

  /**
   * From states after cues evenly spaced over the circle, by the network's own readout.
   *
   * @throws CannotAnalyze if they settle on no closed curve
   */
  public static SlowManifold of(Specimen specimen, Options options) {
    double[] told = Angles.evenlySpaced(options.trajectories());
    Probe probe = Probe.atRest(specimen, told);
    probe.run(Math.max(1, specimen.task().cueSteps()));
    return of(specimen, LinearReadout.of(specimen), states(probe.states()), options);
  }

  /**
   * From any states around a curve.
   *
   * @param states x [states, units]
   * @throws CannotAnalyze if they settle on no closed curve
   */
  static SlowManifold of(
      Specimen specimen, LinearReadout readout, double[][] states, Options options) {
    CarriedCurve curve = new CarriedCurve(specimen, readout, states, options);
    double tau = curve.settle();
    CircleFlow flow = new CircleFlow(curve.directionRad(), curve.turns());
    return new SlowManifold(
        curve.directionRad(),
        curve.states(),
        curve.lengths(),
        flow,
        spectra(specimen, curve, options.spectra()),
        MemoryCourse.of(
            specimen,
            curve.readout(),
            IntStream.of(evenly(options.trajectories(), options.probes()))
                .mapToObj(k -> curve.states()[k])
                .toArray(double[][]::new),
            flow,
            options.followTrials() * specimen.task().steps() * specimen.stepS(),
            LOOKS),
        tau,
        curve.change());
  }

  private static Spectra spectra(Specimen specimen, CarriedCurve curve, int count) {
    VectorField field = new VectorField(specimen, ConstantInput.atRest());
    int[] at = evenly(curve.states().length, count);
    double[][][] all =
        IntStream.of(at)
            .parallel()
            .mapToObj(k -> field.spectrum(curve.states()[k]).eigenvalues())
            .toArray(double[][][]::new);
    return new Spectra(
        IntStream.of(at).mapToDouble(k -> curve.directionRad()[k]).toArray(),
        Arrays.stream(all).mapToDouble(e -> e[0][0]).toArray(),
        Arrays.stream(all).mapToDouble(e -> e[0][1]).toArray());
  }

  /** So many of the indices below a number, evenly spaced. */
  private static int[] evenly(int of, int count) {
    return IntStream.range(0, count).map(k -> (int) ((long) k * of / count)).toArray();
  }

  static double[][] states(States states) {
    return IntStream.range(0, states.trials())
        .mapToObj(k -> state(states, k))
        .toArray(double[][]::new);
  }

  static double[] state(States states, int trial) {
    return IntStream.range(0, states.units()).mapToDouble(i -> states.get(trial, i)).toArray();
  }

  @Override
  public String toString() {
    return text(
        "manifold of %d states, settled after %.0f tau: %s; %s; time constants along it %.1f tau,"
            + " across it %.1f",
        states.length, settledTau, flow, memory, spectra.alongTau(), spectra.acrossTau());
  }
}
