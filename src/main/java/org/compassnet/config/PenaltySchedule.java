package org.compassnet.config;

import java.util.List;

/**
 * What the weights of a penalty are multiplied with in the course of a training: straight lines
 * from point to point, the first point's factor before it and the last one's after it.
 */
public final class PenaltySchedule {

  /**
   * A point.
   *
   * @param update counted from 0
   * @param factor of the weights at that update
   */
  public record Point(int update, double factor) {}

  private PenaltySchedule() {}

  /**
   * The points of a key, if they are in order.
   *
   * @param points no points, or null, for the factor 1 throughout
   * @throws InvalidValue if they are not, or a factor is negative
   */
  static List<Point> checked(String key, List<Point> points) {
    if (points == null) {
      return List.of();
    }
    for (int i = 0; i < points.size(); i++) {
      int update = points.get(i).update();
      int least = i == 0 ? 0 : points.get(i - 1).update() + 1;
      Check.that(
          update >= least,
          key + "[" + i + "].update",
          update,
          "an integer >= " + least + (i == 0 ? "" : ", as points are in order"));
      Check.notNegative(key + "[" + i + "].factor", points.get(i).factor());
    }
    return List.copyOf(points);
  }

  /** The factor at an update, counted from 0; 1 without points. */
  public static double factor(List<Point> points, int update) {
    if (points.isEmpty()) {
      return 1;
    }
    Point before = points.get(0);
    for (Point point : points) {
      if (before.update() < update && update < point.update()) {
        double done = (double) (update - before.update()) / (point.update() - before.update());
        return before.factor() + done * (point.factor() - before.factor());
      }
      if (update >= point.update()) {
        before = point;
      }
    }
    return before.factor();
  }
}
