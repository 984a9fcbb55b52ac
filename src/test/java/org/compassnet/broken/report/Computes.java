package org.compassnet.broken.report;

import java.util.Arrays;
import java.util.stream.DoubleStream;

/** Measures what it should have been given. */
final class Computes {

  private Computes() {}

  static double mean(double[] values) {
    return DoubleStream.of(values).average().orElse(Double.NaN);
  }

  static double median(double[] values) {
    Arrays.sort(values);
    return values[values.length / 2];
  }
}
