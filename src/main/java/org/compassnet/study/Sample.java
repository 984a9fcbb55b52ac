package org.compassnet.study;

import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * One number of several networks.
 *
 * @param values those that were measured
 * @param mean with its interval; NaN without values
 */
public record Sample(double[] values, Statistics.Interval mean) {

  /** Of a number that some networks may not have: NaN. */
  static Sample of(
      List<NetworkSummary> networks, ToDoubleFunction<NetworkSummary> number, double confidence) {
    double[] values = networks.stream().mapToDouble(number).filter(Double::isFinite).toArray();
    return new Sample(values, Statistics.mean(values, confidence));
  }

  /** Of an effect: its interval holds nothing that the effect cannot be. */
  static Sample of(List<NetworkSummary> networks, Effect effect, double confidence) {
    Sample sample = of(networks, n -> n.number(effect), confidence);
    return new Sample(sample.values, sample.mean.within(effect.least(), effect.most()));
  }

  /** The mean of values that are angles in deg, round the circle; NaN without any. */
  public double meanAngleDeg() {
    if (values.length == 0) {
      return Double.NaN;
    }
    double sine = Arrays.stream(values).map(deg -> Math.sin(Math.toRadians(deg))).sum();
    double cosine = Arrays.stream(values).map(deg -> Math.cos(Math.toRadians(deg))).sum();
    return Math.toDegrees(Math.atan2(sine, cosine));
  }

  /** The greatest of the values; NaN without any. */
  public double max() {
    return Arrays.stream(values).max().orElse(Double.NaN);
  }
}
