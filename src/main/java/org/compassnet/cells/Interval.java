package org.compassnet.cells;

import static org.compassnet.files.Text.text;

import java.util.Arrays;
import org.compassnet.analysis.Angles;
import org.hipparchus.stat.StatUtils;

/** An interval of confidence; NaN to both sides where it is not known. */
public record Interval(double low, double high) {

  /** Confidence, in percent. */
  public static final double CONFIDENCE_PERCENT = 95;

  /**
   * The middle 95 % of a bootstrap's draws; not known if more than half of them are not defined.
   */
  static Interval of(double[] draws) {
    double[] defined = Arrays.stream(draws).filter(Double::isFinite).toArray();
    if (2 * defined.length < draws.length || defined.length == 0) {
      return new Interval(Double.NaN, Double.NaN);
    }
    double tail = (100 - CONFIDENCE_PERCENT) / 2;
    return new Interval(
        StatUtils.percentile(defined, tail), StatUtils.percentile(defined, 100 - tail));
  }

  /** The same of angles, about one of them; the interval may reach beyond a half turn. */
  static Interval ofAngles(double[] drawsRad, double aboutRad) {
    Interval distances =
        of(Arrays.stream(drawsRad).map(draw -> Angles.wrap(draw - aboutRad)).toArray());
    return new Interval(aboutRad + distances.low, aboutRad + distances.high);
  }

  public boolean contains(double value) {
    return value >= low && value <= high;
  }

  /** The interval times a factor above 0, such as that from rad to deg. */
  Interval times(double factor) {
    return new Interval(factor * low, factor * high);
  }

  @Override
  public String toString() {
    return Double.isNaN(low) ? "interval not known" : text("[%.3f, %.3f]", low, high);
  }
}
