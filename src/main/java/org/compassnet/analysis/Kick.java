package org.compassnet.analysis;

import static org.compassnet.files.Text.text;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.distribution.ZigguratSampler;

/**
 * States pushed off the ring, each in a random direction at right angles to it, and what becomes of
 * them with the head at rest.
 *
 * @param options how they were kicked
 * @param timeS from the kick on
 * @param distance mean distance of the rates from the nearest state of the ring, over the ring's
 *     radius
 * @param restDistance the same for states that were not kicked: what is left by the ring's grain
 * @param returned share of the first step's distance that is gone after {@link Options#returnTau}
 * @param displacementDeg mean absolute difference of the decoded direction, kicked or not, at the
 *     end
 */
public record Kick(
    Options options,
    double[] timeS,
    double[] distance,
    double[] restDistance,
    double returned,
    double displacementDeg)
    implements Result {

  /** Size of a kick in states x, over the ring's radius, unless another is asked for. */
  public static final double SIZE = 0.5;

  /** Time constants after which a state should be back, unless others are asked for. */
  public static final double RETURN_TAU = 4;

  /**
   * How states are kicked.
   *
   * @param ring the states that are kicked
   * @param size of a kick in states x, over the ring's radius
   * @param returnTau time constants after which a state should be back
   * @param followTau time constants that are followed
   */
  public record Options(Ring.Options ring, double size, double returnTau, double followTau) {

    public Options {
      if (!(size > 0)) {
        throw new IllegalArgumentException("size must be > 0: " + size);
      }
      if (!(returnTau > 0 && followTau >= returnTau)) {
        throw new IllegalArgumentException(
            "0 < returnTau <= followTau must hold: " + returnTau + ", " + followTau);
      }
    }

    /** Half of the radius; back after 4 time constants, followed for 10. */
    public static Options defaults() {
      return new Options(Ring.Options.defaults(), SIZE, RETURN_TAU, 10);
    }

    public Options withRing(Ring.Options other) {
      return new Options(other, size, returnTau, followTau);
    }

    public Options withSize(double radii) {
      return new Options(ring, radii, returnTau, followTau);
    }

    public Options withReturnTau(double timeConstants) {
      return new Options(ring, size, timeConstants, followTau);
    }

    public Options withFollowTau(double timeConstants) {
      return new Options(ring, size, returnTau, timeConstants);
    }
  }

  /** With the usual options. */
  public static Kick of(Specimen specimen) {
    return of(specimen, Options.defaults());
  }

  /** Kicks the states that the network settles in, in the default seed's directions. */
  public static Kick of(Specimen specimen, Options options) {
    return of(specimen, Ring.of(specimen, options.ring()), options, Defaults.random("kick"));
  }

  /**
   * Kicks the states of a ring.
   *
   * @param random of the kicks' directions
   * @throws CannotAnalyze if all directions settle in one state, or no kick reaches the rates
   */
  public static Kick of(
      Specimen specimen, Ring ring, Options options, UniformRandomProvider random) {
    double size = options.size() * Ring.radius(ring.states());
    if (!(size > 0)) {
      throw new CannotAnalyze("all directions settle in one state: there is no ring to leave");
    }
    ZigguratSampler.NormalizedGaussian normal = ZigguratSampler.NormalizedGaussian.of(random);
    double[][] kicked = new double[ring.starts()][];
    for (int k = 0; k < kicked.length; k++) {
      double[] kick = normal.samples(specimen.units()).toArray();
      removeAlong(ring.tangent(k), kick);
      double norm = Math.sqrt(Arrays.stream(kick).map(v -> v * v).sum());
      double[] state = ring.states()[k].clone();
      for (int i = 0; i < state.length; i++) {
        state[i] += size * kick[i] / norm;
      }
      kicked[k] = state;
    }
    Followed with = follow(specimen, ring, kicked, options.followTau());
    Followed without = follow(specimen, ring, ring.states(), options.followTau());
    int steps = with.distance.length;
    double[] time = new double[steps];
    Arrays.setAll(time, t -> (t + 1) * specimen.stepS());
    double displacement =
        IntStream.range(0, kicked.length)
            .mapToDouble(k -> Math.abs(Angles.wrap(with.decoded[k] - without.decoded[k])))
            .average()
            .orElse(Double.NaN);
    int due = Math.min(steps, specimen.stepsOfTau(options.returnTau())) - 1;
    double off = with.distance[0] - without.distance[0];
    if (off == 0 || Double.isNaN(off)) {
      throw new CannotAnalyze("a kick of the states leaves all rates as they were");
    }
    return new Kick(
        options,
        time,
        with.distance,
        without.distance,
        1 - (with.distance[due] - without.distance[due]) / off,
        Math.toDegrees(displacement));
  }

  private static void removeAlong(double[] unit, double[] vector) {
    double product = 0;
    for (int i = 0; i < vector.length; i++) {
      product += unit[i] * vector[i];
    }
    if (Double.isFinite(product)) {
      for (int i = 0; i < vector.length; i++) {
        vector[i] -= product * unit[i];
      }
    }
  }

  private record Followed(double[] distance, double[] decoded) {}

  private static Followed follow(
      Specimen specimen, Ring ring, double[][] states, double followTau) {
    Probe probe = Probe.resting(specimen, states);
    int steps = specimen.stepsOfTau(followTau);
    double radius = Ring.radius(ring.rates());
    double[][] distance = new double[states.length][steps];
    Probe.Piece piece =
        probe.run(
            specimen.weights(),
            steps,
            (first, count, step, rates, stride) -> {
              double[] rate = new double[specimen.units()];
              for (int k = 0; k < count; k++) {
                int from = k * stride;
                Arrays.setAll(rate, i -> rates[from + i]);
                double[] nearest = ring.rates()[Ring.nearest(ring.rates(), rate)];
                distance[first + k][step] = Math.sqrt(Ring.squaredDistance(nearest, rate)) / radius;
              }
            });
    return new Followed(
        IntStream.range(0, steps)
            .mapToDouble(t -> Arrays.stream(distance).mapToDouble(d -> d[t]).average().orElse(0))
            .toArray(),
        IntStream.range(0, states.length).mapToDouble(k -> piece.decoded(k, steps - 1)).toArray());
  }

  @Override
  public void summarize(Numbers numbers, Analysis analysis) {
    numbers
        .in("attractor")
        .put("kick_returned", returned)
        .put("kick_displacement_deg", displacementDeg);
  }

  @Override
  public void tabulate(Tables tables) {
    tables.columns(
        "kick.csv",
        new String[] {"time_s", "distance", "distance_unkicked"},
        timeS,
        distance,
        restDistance);
  }

  @Override
  public String toString() {
    return text(
        "%.0f %% of a kick is gone after %.0f time constants; the direction ends %.1f deg away",
        100 * returned, options.returnTau(), displacementDeg);
  }
}
