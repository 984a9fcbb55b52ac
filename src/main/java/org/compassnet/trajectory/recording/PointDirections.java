package org.compassnet.trajectory.recording;

import java.util.Map;
import java.util.TreeMap;

/**
 * Directions from one tracked point to another: atan2 of the differences of y and x.
 *
 * @param directions in rad, NaN where a point is lost
 * @param codes coordinates that stand for a lost point, and how many there were
 * @param unlikely samples with a likelihood below the threshold
 * @param text the columns, for the summary
 */
record PointDirections(double[] directions, Map<Double, Integer> codes, int unlikely, String text) {

  static PointDirections read(Table table, ColumnChoice.Points points, int[] rows) {
    double[][] front = coordinates(table, points.front(), rows);
    double[][] back = coordinates(table, points.back(), rows);
    Map<Double, Integer> codes = new TreeMap<>();
    removeCode(front, codes);
    removeCode(back, codes);
    double[] directions = new double[rows.length];
    int unlikely = 0;
    for (int i = 0; i < rows.length; i++) {
      double dx = front[0][i] - back[0][i];
      double dy = front[1][i] - back[1][i];
      boolean likely =
          isLikely(table, points, points.front(), rows[i])
              && isLikely(table, points, points.back(), rows[i]);
      // Two points in one place have no direction.
      boolean lost = Double.isNaN(dx + dy) || (dx == 0 && dy == 0);
      unlikely += lost || likely ? 0 : 1;
      directions[i] = lost || !likely ? Double.NaN : Math.atan2(dy, dx);
    }
    String text =
        "from "
            + name(table, points.back())
            + " to "
            + name(table, points.front())
            + (points.likelihood() > 0 ? ", likelihood >= " + points.likelihood() : "");
    return new PointDirections(directions, codes, unlikely, text);
  }

  private static String name(Table table, ColumnChoice.Point point) {
    return table.names().get(point.x()) + "/" + table.names().get(point.y());
  }

  private static double[][] coordinates(Table table, ColumnChoice.Point point, int[] rows) {
    double[][] xy = new double[2][rows.length];
    for (int i = 0; i < rows.length; i++) {
      xy[0][i] = table.value(rows[i], point.x());
      xy[1][i] = table.value(rows[i], point.y());
    }
    return xy;
  }

  /** A likelihood that is missing is none. */
  private static boolean isLikely(
      Table table, ColumnChoice.Points points, ColumnChoice.Point point, int row) {
    return point.likelihood() < 0 || table.value(row, point.likelihood()) >= points.likelihood();
  }

  /** A point at (-1, -1) or (0, 0), where all others are in pixels beyond, was not seen. */
  private static void removeCode(double[][] xy, Map<Double, Integer> codes) {
    for (double code : new double[] {-1, 0}) {
      boolean outside = true;
      int count = 0;
      int others = 0;
      for (int i = 0; i < xy[0].length; i++) {
        double x = xy[0][i];
        double y = xy[1][i];
        if (x == code && y == code) {
          count++;
        } else if (!Double.isNaN(x + y)) {
          others++;
          outside &= x > code && y > code;
        }
      }
      if (!outside || count == 0 || others == 0) {
        continue;
      }
      codes.merge(code, count, Integer::sum);
      for (int i = 0; i < xy[0].length; i++) {
        if (xy[0][i] == code && xy[1][i] == code) {
          xy[0][i] = Double.NaN;
        }
      }
    }
  }
}
