package org.compassnet.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.DoubleStream;
import org.compassnet.search.CandidateResult;
import org.compassnet.search.Space;

/** Where the values of a searched parameter are drawn. */
final class SpaceAxis {

  private SpaceAxis() {}

  /** A key without its first section, which the rest tells. */
  static String brief(String key) {
    return key.substring(key.indexOf('.') + 1);
  }

  /** The axis of a parameter. */
  static Axis of(Space space) {
    String label = brief(space.key());
    if (space instanceof Space.Real real) {
      double room = 0.03;
      if (real.logarithmic()) {
        double factor = Math.pow(real.to() / real.from(), room);
        return new Axis(
            label, real.from() / factor, real.to() * factor, true, decades(real.from(), real.to()));
      }
      room *= real.to() - real.from();
      return Axis.rounded(label, real.from() - room, real.to() + room, 4);
    }
    if (space instanceof Space.Whole whole) {
      double room = 0.03 * ((double) whole.to() - whole.from());
      Axis axis = Axis.rounded(label, whole.from() - room, whole.to() + room, 4);
      return axis.withTicks(whole(axis.ticks()));
    }
    int choices = ((Space.Choice) space).values().size();
    return new Axis(label, -0.6, choices - 0.4, false, new double[0]);
  }

  /** Ticks that are whole numbers. */
  static double[] whole(double[] ticks) {
    return DoubleStream.of(ticks).filter(tick -> tick == Math.rint(tick)).toArray();
  }

  /** Whole decades, and 2 and 5 between them where there are few. */
  private static double[] decades(double from, double to) {
    double[] steps =
        to / from > 300
            ? new double[] {1}
            : to / from > 30 ? new double[] {1, 3} : new double[] {1, 2, 5};
    List<Double> ticks = new ArrayList<>();
    for (int k = (int) Math.floor(Math.log10(from)); k <= Math.log10(to) + 1; k++) {
      for (double step : steps) {
        double tick = Double.parseDouble(String.format(Locale.ROOT, "%.0fe%d", step, k));
        if (tick >= from * 0.999 && tick <= to * 1.001) {
          ticks.add(tick);
        }
      }
    }
    return ticks.stream().mapToDouble(t -> t).toArray();
  }

  /** Values of a parameter on its axis; choices are spread a little, always in the same way. */
  static double[] places(Space space, List<CandidateResult> candidates) {
    return candidates.stream()
        .mapToDouble(
            c -> {
              Object value = c.parameters().get(space.key());
              return space instanceof Space.Choice choice
                  ? choice.values().indexOf(value) + 0.05 * (c.index() % 7 - 3)
                  : ((Number) value).doubleValue();
            })
        .toArray();
  }

  /** Where a value is between the ends of its space. */
  static double share(Space space, Object value) {
    if (space instanceof Space.Choice choice) {
      return (double) choice.values().indexOf(value) / (choice.values().size() - 1);
    }
    double low = ((Number) space.corners().get(0)).doubleValue();
    double high = ((Number) space.corners().get(1)).doubleValue();
    double number = ((Number) value).doubleValue();
    return space instanceof Space.Real real && real.logarithmic()
        ? Math.log(number / low) / Math.log(high / low)
        : (number - low) / (high - low);
  }
}
