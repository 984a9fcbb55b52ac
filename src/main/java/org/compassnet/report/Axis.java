package org.compassnet.report;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/**
 * One axis: what it measures, with its unit, its range, and where its ticks are.
 *
 * @param ticks values that are labelled
 */
record Axis(String label, double min, double max, boolean logarithmic, double[] ticks) {

  private static final String SUPERSCRIPT =
      "\u2070\u00b9\u00b2\u00b3\u2074\u2075\u2076\u2077\u2078\u2079";

  /** Between the labels of two ticks, in pixels. */
  private static final double LEAST_GAP = 4;

  /** More ticks of one axis no figure has room for. */
  private static final int MOST_TICKS = 1000;

  /** No axis reaches farther, in decades: the ratio of its ends is a number still. */
  private static final int FARTHEST_DECADE = 150;

  /**
   * An axis has a length, whatever the data: where its ends are one and the same, or no numbers, it
   * is drawn around what is known of them. A figure of constant data is dull, and no error.
   */
  Axis {
    double[] ends = drawable(min, max, logarithmic);
    min = ends[0];
    max = ends[1];
  }

  private static double[] drawable(double min, double max, boolean logarithmic) {
    double most = Math.pow(10, FARTHEST_DECADE);
    if (logarithmic) {
      double low = min > 0 && Double.isFinite(min) ? Math.min(most / 10, min) : 0.1;
      return new double[] {low, max > low && max <= most ? max : 10 * low};
    }
    double low = Double.isFinite(min) ? min : Double.isFinite(max) ? Math.min(0, max) : 0;
    double high = Double.isFinite(max) ? max : Math.max(1, low);
    low = Math.max(-most, Math.min(most, low));
    high = Math.max(-most, Math.min(most, high));
    if (high - low > 1e-12 * Math.max(Math.abs(low), Math.abs(high)) && high - low > 1 / most) {
      return new double[] {low, high};
    }
    double room = low == 0 || Math.abs(low) < 1 / most ? 1 : Math.max(1e-3, Math.abs(low));
    // What is to be as far to either side of 0 is from -0 to 0 where there is nothing.
    boolean eitherSide = low == 0 && Double.compare(low, 0) < 0;
    return new double[] {eitherSide ? -room : Math.min(low, high), Math.max(low, high) + room};
  }

  /** An axis with at most eight ticks at round values. */
  static Axis linear(String label, double min, double max) {
    return rounded(label, min, max, 8);
  }

  /** An axis with at most so many ticks, or one more, at round values; quarters of a full turn. */
  static Axis rounded(String label, double min, double max, int ticks) {
    if (min == -180 && max == 180) {
      return linear(label, min, max, 90);
    }
    double[] ends = drawable(min, max, false);
    double rough = (ends[1] - ends[0]) / ticks;
    double power = Math.pow(10, Math.floor(Math.log10(rough)));
    double step =
        DoubleStream.of(1, 2, 5, 10)
            .map(m -> m * power)
            .filter(s -> s >= rough * 0.999)
            .findFirst()
            .orElse(10 * power);
    return new Axis(label, ends[0], ends[1], false, multiples(ends[0], ends[1], step));
  }

  /**
   * An axis with a tick at every multiple of {@code step}; at round values where that would be more
   * than a figure has room for.
   */
  static Axis linear(String label, double min, double max, double step) {
    double[] ends = drawable(min, max, false);
    return (ends[1] - ends[0]) / step > MOST_TICKS
        ? rounded(label, min, max, 8)
        : new Axis(label, ends[0], ends[1], false, multiples(ends[0], ends[1], step));
  }

  /** An axis that holds the values, from 0 if they are not negative, with a little room. */
  static Axis around(String label, double... values) {
    double low = DoubleStream.of(values).filter(Double::isFinite).min().orElse(0);
    double high = DoubleStream.of(values).filter(Double::isFinite).max().orElse(1);
    if (high - low < 1e-12 * Math.max(1, Math.abs(high))) {
      double[] ends = drawable(low, low, false);
      low = ends[0];
      high = ends[1];
    }
    double room = 0.05 * (high - low);
    boolean fromZero = low >= 0 && low < 0.5 * high;
    return linear(label, fromZero ? 0 : low - room, high + room);
  }

  /** An axis as far to either side of 0 as the values, with a little room. */
  static Axis symmetric(String label, double... values) {
    double end = reach(values);
    return linear(label, -end, end);
  }

  /** The greatest magnitude of the finite values and a tenth more; 1 where all are 0. */
  static double reach(double... values) {
    double most = DoubleStream.of(values).filter(Double::isFinite).map(Math::abs).max().orElse(0);
    most = Math.min(most, Math.pow(10, FARTHEST_DECADE));
    return most == 0 ? 1 : Math.max(1e-6, 1.1 * most);
  }

  /** A logarithmic axis over whole decades that hold the values. */
  static Axis logarithmic(String label, double... values) {
    double low = positive(values).min().orElse(0.1);
    double high = positive(values).max().orElse(1);
    int first = Math.max(-FARTHEST_DECADE, (int) Math.floor(Math.log10(low)));
    first = Math.min(FARTHEST_DECADE - 1, first);
    int last = (int) Math.ceil(Math.log10(high));
    last = Math.max(first + 1, Math.min(FARTHEST_DECADE, last));
    List<Double> ticks = new ArrayList<>();
    for (int k = first; k <= last; k++) {
      ticks.add(Math.pow(10, k));
    }
    return new Axis(
        label,
        Math.pow(10, first),
        Math.pow(10, last),
        true,
        ticks.stream().mapToDouble(t -> t).toArray());
  }

  private static DoubleStream positive(double[] values) {
    return DoubleStream.of(values).filter(v -> v > 0 && Double.isFinite(v));
  }

  /** An axis without ticks or label, for a map among many. */
  static Axis bare(double min, double max) {
    return new Axis("", min, max, false, new double[0]);
  }

  /** The same axis with other ticks. */
  Axis withTicks(double... at) {
    return new Axis(label, min, max, logarithmic, at);
  }

  /**
   * The same axis with as many of its ticks as have room for their labels: every second, third and
   * so on, zero always among them.
   *
   * @param length of the axis in pixels
   * @param size of a label along the axis in pixels
   */
  Axis spaced(double length, ToDoubleFunction<String> size) {
    int anchor = IntStream.range(0, ticks.length).filter(i -> ticks[i] == 0).findFirst().orElse(0);
    for (int every = 1; every <= ticks.length; every++) {
      int step = every;
      Axis axis =
          withTicks(
              IntStream.range(0, ticks.length)
                  .filter(i -> (i - anchor) % step == 0)
                  .mapToDouble(i -> ticks[i])
                  .toArray());
      if (axis.hasRoom(length, size)) {
        return axis;
      }
    }
    return this;
  }

  private boolean hasRoom(double length, ToDoubleFunction<String> size) {
    for (int i = 1; i < ticks.length; i++) {
      double labels =
          (size.applyAsDouble(text(ticks[i - 1])) + size.applyAsDouble(text(ticks[i]))) / 2;
      if (length * (place(ticks[i]) - place(ticks[i - 1])) < labels + LEAST_GAP) {
        return false;
      }
    }
    return true;
  }

  /** Where a value is between the ends of the axis: 0 at {@code min}, 1 at {@code max}. */
  double place(double value) {
    return logarithmic ? Math.log(value / min) / Math.log(max / min) : (value - min) / (max - min);
  }

  /** A tick's label: no more digits than its neighbours need. */
  String text(double tick) {
    if (logarithmic) {
      boolean decades = DoubleStream.of(ticks).allMatch(Axis::isPowerOfTen);
      return !decades && DoubleStream.of(ticks).allMatch(t -> t > 0.99e-3 && t < 9.9e3)
          ? plain(tick)
          : power(tick);
    }
    double step = ticks.length > 1 ? Math.abs(ticks[1] - ticks[0]) : Math.abs(tick);
    int digits = step <= 0 ? 0 : (int) Math.max(0, Math.ceil(-Math.log10(step) - 1e-9));
    boolean half =
        Math.abs(step * Math.pow(10, digits) - Math.rint(step * Math.pow(10, digits))) > 1e-6;
    String text = String.format(Locale.ROOT, "%." + (digits + (half ? 1 : 0)) + "f", tick);
    // U+2212, the minus sign.
    return Double.parseDouble(text) == 0 ? text.replace("-", "") : text.replace('-', '\u2212');
  }

  private static boolean isPowerOfTen(double value) {
    return Math.abs(Math.log10(value) - Math.rint(Math.log10(value))) < 1e-9;
  }

  /** As a power of ten, with what it is multiplied by if that is not 1. */
  private static String power(double value) {
    int exponent = (int) Math.floor(Math.log10(value) + 1e-9);
    long times = Math.round(value / Math.pow(10, exponent));
    StringBuilder text = new StringBuilder(times == 1 ? "10" : times + "\u00d710");
    for (char c : String.valueOf(exponent).toCharArray()) {
      text.append(c == '-' ? '\u207b' : SUPERSCRIPT.charAt(c - '0'));
    }
    return text.toString();
  }

  private static String plain(double value) {
    return value >= 1
        ? String.valueOf(Math.round(value))
        : BigDecimal.valueOf(value).stripTrailingZeros().toPlainString();
  }

  private static double[] multiples(double min, double max, double step) {
    long first = (long) Math.ceil(min / step - 1e-9);
    long last = (long) Math.floor(max / step + 1e-9);
    double[] ticks = new double[(int) Math.max(0, last - first + 1)];
    for (int i = 0; i < ticks.length; i++) {
      ticks[i] = (first + i) * step;
    }
    return ticks;
  }
}
