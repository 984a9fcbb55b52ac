package org.compassnet.analysis;

import java.util.Arrays;
import org.hipparchus.stat.StatUtils;

/** The median of what is finite: units that have no such number do not count. */
public final class Median {

  private Median() {}

  /** NaN without any finite value. */
  public static double of(double[] values) {
    return StatUtils.percentile(Arrays.stream(values).filter(Double::isFinite).toArray(), 50);
  }
}
