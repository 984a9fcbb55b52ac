package org.compassnet.analysis;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.IntStream;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.distribution.ZigguratSampler;

/**
 * States pushed off the ring, each in a random direction at right angles to it, and what becomes of
 * them with the head at rest.
 *
 * @param timeS from the kick on
 * @param distance mean distance of the rates from the nearest state of the ring, over the ring's
 *     radius
 * @param restDistance the same for states that were not kicked: what is left by the ring's grain
 * @param returned share of the first step's distance that is gone after {@link #RETURN_TAU}
 * @param displacementDeg mean absolute difference of the decoded direction, kicked or not, at the
 *     end
 */
public record Kick(
    double[] timeS,
    double[] distance,
    double[] restDistance,
    double returned,
    double displacementDeg)
    implements Result {

  /** Size of a kick in states x, over the ring's radius. */
  public static final double SIZE = 0.5;

  /** Time constants after which a state should be back. */
  public static final double RETURN_TAU = 4;

  private static final double FOLLOW_TAU = 10;

  static Kick of(Specimen specimen, Ring ring, UniformRandomProvider random) {
    double size = SIZE * Ring.radius(ring.states());
    if (!(size > 0)) {
      throw new CannotAnalyze("all directions settle in one state: there is no ring to leave");
    }
    ZigguratSampler.NormalizedGaussian normal = ZigguratSampler.NormalizedGaussian.of(random);
    double[][] kicked = new double[Ring.STARTS][];
    for (int k = 0; k < Ring.STARTS; k++) {
      double[] kick = normal.samples(specimen.units()).toArray();
      removeAlong(ring.tangent(k), kick);
      double norm = Math.sqrt(Arrays.stream(kick).map(v -> v * v).sum());
      double[] state = ring.states()[k].clone();
      for (int i = 0; i < state.length; i++) {
        state[i] += size * kick[i] / norm;
      }
      kicked[k] = state;
    }
    Followed with = follow(specimen, ring, kicked);
    Followed without = follow(specimen, ring, ring.states());
    int steps = with.distance.length;
    double[] time = new double[steps];
    Arrays.setAll(time, t -> (t + 1) * specimen.stepS());
    double displacement =
        IntStream.range(0, Ring.STARTS)
            .mapToDouble(k -> Math.abs(Angles.wrap(with.decoded[k] - without.decoded[k])))
            .average()
            .orElse(Double.NaN);
    int due = Math.min(steps, specimen.stepsOfTau(RETURN_TAU)) - 1;
    double off = with.distance[0] - without.distance[0];
    return new Kick(
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

  private static Followed follow(Specimen specimen, Ring ring, double[][] states) {
    Probe probe = Probe.resting(specimen, states);
    int steps = specimen.stepsOfTau(FOLLOW_TAU);
    double radius = Ring.radius(ring.rates());
    double[][] distance = new double[Ring.STARTS][steps];
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
        IntStream.range(0, Ring.STARTS).mapToDouble(k -> piece.decoded(k, steps - 1)).toArray());
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
    return String.format(
        Locale.ROOT,
        "%.0f %% of a kick is gone after %.0f time constants; the direction ends %.1f deg away",
        100 * returned,
        RETURN_TAU,
        displacementDeg);
  }
}
