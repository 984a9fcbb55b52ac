package org.compassnet.analysis;

import static org.compassnet.files.Text.text;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/** A closed curve of states, given by decoded direction, that the network at rest carries along. */
final class CarriedCurve {

  /** Knots of the spline nearer than this share of their usual distance tell rounding. */
  private static final double LEAST_APART = 0.25;

  private final Specimen specimen;
  private final SlowManifold.Options options;
  private final SlowManifold.Rates rates;
  private final double[] directionRad;
  private final double leastLength;
  private LinearReadout readout;
  private double[][] states;
  private double greatestLength;
  private double change = Double.POSITIVE_INFINITY;

  /**
   * The curve through some states.
   *
   * @throws CannotAnalyze if their directions do not go round
   */
  CarriedCurve(
      Specimen specimen, LinearReadout readout, double[][] states, SlowManifold.Options options) {
    this.specimen = specimen;
    this.options = options;
    this.rates = new SlowManifold.Rates(specimen);
    this.directionRad = Angles.evenlySpaced(options.trajectories());
    double[][] firing = rates.of(states);
    this.readout = readout.centredOn(firing);
    this.states = evenly(states, firing, 0);
    // The network's output should be 1 long; a population vector is what it was at the start.
    double whole = readout.centred() ? Arrays.stream(lengths()).average().orElse(0) : 1;
    this.leastLength = options.leastReadout() * whole;
  }

  double[] directionRad() {
    return directionRad;
  }

  double[][] states() {
    return states;
  }

  LinearReadout readout() {
    return readout;
  }

  /** How far it was carried the last time, over its radius. */
  double change() {
    return change;
  }

  /**
   * Carries the curve until it is carried onto itself.
   *
   * @return for how long, in tau
   * @throws CannotAnalyze if it falls apart, shrinks to nothing or does not settle
   */
  double settle() {
    int steps = specimen.stepsOfTau(options.carryTau());
    int rounds = Math.max(1, (int) Math.round(options.mostTau() / options.carryTau()));
    double tau = 0;
    for (int round = 0; round < rounds && change > options.settled(); round++) {
      tau = (round + 1) * options.carryTau();
      carry(steps, tau);
      if (!(greatestLength >= leastLength)) {
        throw new CannotAnalyze(
            text(
                "no slow manifold: within %.0f tau at rest the output that tells the direction"
                    + " vanishes",
                tau));
      }
    }
    if (change > options.unsettled()) {
      throw new CannotAnalyze(
          text(
              "no slow manifold: after %.0f tau at rest the states still move by %.2f of their"
                  + " radius in %.0f tau",
              tau, change, options.carryTau()));
    }
    return tau;
  }

  private void carry(int steps, double tau) {
    Probe probe = Probe.resting(specimen, states);
    probe.run(steps);
    double[][] carried = SlowManifold.states(probe.states());
    double[][] firing = rates.of(carried);
    readout = readout.centredOn(firing);
    greatestLength = Arrays.stream(firing).mapToDouble(readout::length).max().orElse(0);
    double[][] next = evenly(carried, firing, tau);
    double radius = Ring.radius(next);
    double most = 0;
    for (int k = 0; k < next.length; k++) {
      most = Math.max(most, Ring.squaredDistance(next[k], states[k]));
    }
    change = Math.sqrt(most) / radius;
    states = next;
  }

  /**
   * States at evenly spaced directions, by the spline through those whose directions are nearest.
   */
  private double[][] evenly(double[][] from, double[][] firing, double tau) {
    double[] direction = Arrays.stream(firing).mapToDouble(readout::directionRad).toArray();
    int[] order =
        IntStream.range(0, from.length)
            .boxed()
            .sorted(Comparator.comparingDouble(k -> direction[k]))
            .mapToInt(k -> k)
            .toArray();
    double[] sorted = Arrays.stream(order).mapToDouble(k -> direction[k]).toArray();
    double gap = Math.toDegrees(Tiling.largestGap(sorted));
    if (!(gap <= options.largestGapDeg())) {
      throw new CannotAnalyze(
          text(
              "no slow manifold: after %.0f tau at rest the decoded directions of %d states leave a"
                  + " gap of %.0f deg",
              tau, from.length, gap));
    }
    int[] chosen = spread(sorted);
    PeriodicSpline spline =
        new PeriodicSpline(
            Arrays.stream(chosen).mapToDouble(k -> sorted[k]).toArray(),
            Arrays.stream(chosen).mapToObj(k -> from[order[k]]).toArray(double[][]::new));
    return Arrays.stream(directionRad).mapToObj(spline::at).toArray(double[][]::new);
  }

  /** Those that lie far enough from the last that was taken, around the circle. */
  private int[] spread(double[] sorted) {
    double least = LEAST_APART * 2 * Math.PI / directionRad.length;
    int[] chosen = new int[sorted.length];
    int count = 0;
    for (int k = 0; k < sorted.length; k++) {
      boolean far = count == 0 || sorted[k] - sorted[chosen[count - 1]] >= least;
      boolean closes = count > 0 && sorted[0] + 2 * Math.PI - sorted[k] < least;
      if (far && !closes) {
        chosen[count++] = k;
      }
    }
    return Arrays.copyOf(chosen, count);
  }

  /** Length of the readout of each state. */
  double[] lengths() {
    return Arrays.stream(states).mapToDouble(x -> readout.length(rates.of(x))).toArray();
  }

  /**
   * What one step of the network turns each state's decoded direction by, in rad/s: the flow, which
   * tends to the readout of the vector field as a step becomes short.
   */
  double[] turns() {
    VectorField field = new VectorField(specimen, ConstantInput.atRest());
    double share = specimen.dynamics().dtOverTau();
    return Arrays.stream(states)
        .mapToDouble(
            x -> {
              double[] f = field.at(x);
              double[] after = new double[x.length];
              Arrays.setAll(after, i -> x[i] + share * f[i]);
              return Angles.wrap(
                      readout.directionRad(rates.of(after)) - readout.directionRad(rates.of(x)))
                  / specimen.stepS();
            })
        .toArray();
  }
}
