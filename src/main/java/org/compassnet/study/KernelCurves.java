package org.compassnet.study;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.compassnet.analysis.Kernel;
import org.compassnet.analysis.UnitClass;

/**
 * Mean weights from a class onto compass units over the difference of direction, of many networks.
 *
 * @param networks a curve for each that has the units [24]
 * @param mean of these curves
 * @param meanBefore of the same units before training
 */
public record KernelCurves(List<double[]> networks, double[] mean, double[] meanBefore) {

  private static final double SHOWN = 0.9;

  /** Of those networks that have units to take a mean over: one of a class is none. */
  static KernelCurves of(List<NetworkSummary> all, UnitClass from) {
    List<NetworkSummary> networks =
        all.stream()
            .filter(n -> !(n.number(Effect.count(from)) < 2))
            .filter(n -> !(n.number(Effect.N_COMPASS) < 2))
            .toList();
    List<double[]> trained =
        networks.stream()
            .map(n -> n.kernel(from, UnitClass.COMPASS))
            .flatMap(Optional::stream)
            .toList();
    List<double[]> before =
        networks.stream()
            .map(n -> n.kernelBefore(from, UnitClass.COMPASS))
            .flatMap(Optional::stream)
            .toList();
    return new KernelCurves(trained, mean(trained), mean(before));
  }

  private static double[] mean(List<double[]> curves) {
    return IntStream.range(0, Kernel.BINS)
        .mapToDouble(
            i ->
                curves.stream()
                    .mapToDouble(c -> c[i])
                    .filter(Double::isFinite)
                    .average()
                    .orElse(Double.NaN))
        .toArray();
  }

  /** Middles of the bins in deg. */
  public static double[] differencesDeg() {
    return IntStream.range(0, Kernel.BINS)
        .mapToDouble(i -> -180 + (i + 0.5) * 360 / Kernel.BINS)
        .toArray();
  }

  /** The greatest magnitude that 90 % of a network's curve are within; 0 without any. */
  public double magnitude() {
    return networks.stream().mapToDouble(KernelCurves::magnitude).max().orElse(0);
  }

  private static double magnitude(double[] curve) {
    double[] sorted =
        Arrays.stream(curve).filter(Double::isFinite).map(Math::abs).sorted().toArray();
    return sorted.length == 0 ? 0 : sorted[(int) (SHOWN * (sorted.length - 1))];
  }

  /** Whether any network has the units. */
  public boolean isEmpty() {
    return networks.isEmpty();
  }
}
