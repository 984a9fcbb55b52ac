package org.compassnet.analysis;

import static org.compassnet.files.Text.text;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * A flow on the circle, phi(alpha) = d alpha / dt, and what it does to a memory of the angle.
 * Between the directions at which it is given it is taken to be linear. Where a fixed point
 * attracts there is a place that a memory ends in; without fixed points the angle turns for ever,
 * and every memory is lost.
 *
 * @param directionRad evenly spaced over the circle, rising
 * @param radPerS the flow there, CCW positive
 */
public record CircleFlow(double[] directionRad, double[] radPerS) {

  public CircleFlow {
    if (directionRad.length < 3 || directionRad.length != radPerS.length) {
      throw new IllegalArgumentException(
          "3 directions or more with a flow each: " + directionRad.length + ", " + radPerS.length);
    }
  }

  /**
   * Where memories end.
   *
   * @param directionRad a stable fixed point, or a place that stands still
   * @param share of the circle that ends there: its basin, over 2 pi
   */
  public record Place(double directionRad, double share) {}

  /** Uniform norm: the greatest magnitude of the flow, in rad/s. */
  public double supRadPerS() {
    return Arrays.stream(radPerS).map(Math::abs).max().orElseThrow();
  }

  /** Root mean square, in rad/s. */
  public double rmsRadPerS() {
    return Math.sqrt(Arrays.stream(radPerS).map(v -> v * v).average().orElseThrow());
  }

  /** Fixed points: sign changes of the flow. Stable ones and saddles alternate. */
  public List<DriftField.Zero> fixedPoints() {
    return DriftField.zeros(directionRad, degPerS());
  }

  /** Number of fixed points that are stable, or that are not. */
  public long count(boolean stable) {
    return fixedPoints().stream().filter(zero -> zero.stable() == stable).count();
  }

  private double[] degPerS() {
    return Arrays.stream(radPerS).map(Math::toDegrees).toArray();
  }

  /** Whether the angle turns for ever: a limit cycle. */
  public boolean turns() {
    return places().isEmpty();
  }

  /** Time of a whole turn in s, CCW positive; NaN where there is a place to stay. */
  public double periodS() {
    return turns()
        ? 2 * Math.PI * Arrays.stream(radPerS).map(v -> 1 / v).average().orElseThrow()
        : Double.NaN;
  }

  /**
   * What a memory's direction differs by at most after a time: it cannot go faster than the flow's
   * greatest value, nor farther than pi.
   */
  public double boundRad(double seconds) {
    return Math.min(Math.PI, seconds * supRadPerS());
  }

  /** The flow at any direction, in rad/s. */
  public double at(double direction) {
    int n = radPerS.length;
    double cell = Math.IEEEremainder(direction - directionRad[0], 2 * Math.PI) / (2 * Math.PI) * n;
    int k = (int) Math.floor(cell);
    double f = cell - k;
    return (1 - f) * radPerS[Math.floorMod(k, n)] + f * radPerS[Math.floorMod(k + 1, n)];
  }

  /** Where memories of all directions end, in the order in which the circle meets them. */
  public List<Place> places() {
    Basins basins = new Basins();
    return basins.share.entrySet().stream()
        .map(e -> new Place(basins.place(e.getKey()), e.getValue()))
        .toList();
  }

  /**
   * Information in nats that is left of a direction, all being as likely, when every memory has
   * ended: the entropy -sum p log p of the basins' shares. 0 for a limit cycle. A flow that stands
   * still is told as finely as it is given: n directions make log n.
   */
  public double capacityNats() {
    return places().stream().mapToDouble(place -> -place.share() * Math.log(place.share())).sum();
  }

  /**
   * Mean distance of a direction from the place that its memory ends in, all directions being as
   * likely; pi/2 for a limit cycle, whose angle is then anywhere.
   */
  public double asymptoticErrorRad() {
    return turns() ? Math.PI / 2 : new Basins().meanDistance;
  }

  /** Greatest such distance; pi for a limit cycle. */
  public double greatestErrorRad() {
    return turns() ? Math.PI : new Basins().greatestDistance;
  }

  /** Whether the flow moves at either end of the cell from direction k to the next. */
  private boolean moves(int k) {
    return Math.max(Math.abs(radPerS[k]), Math.abs(radPerS[next(k)]))
        > Math.toRadians(DriftField.STILL_DEG_PER_S);
  }

  private int next(int k) {
    return (k + 1) % radPerS.length;
  }

  /** From every direction to where it ends. */
  private final class Basins {
    /**
     * By key: k for direction k that stands still, n + k for a stable point in the cell after k.
     */
    private final Map<Integer, Double> share = new LinkedHashMap<>();

    private double meanDistance;
    private double greatestDistance;

    Basins() {
      int n = radPerS.length;
      int[] end = IntStream.range(0, n).map(this::end).toArray();
      for (int k = 0; k < n; k++) {
        double split = 0.5;
        if (moves(k) && (radPerS[k] > 0) != (radPerS[next(k)] > 0)) {
          split = radPerS[k] / (radPerS[k] - radPerS[next(k)]);
        }
        add(end[k], directionRad[k], split * 2 * Math.PI / n);
        add(end[next(k)], directionRad[k] + split * 2 * Math.PI / n, (1 - split) * 2 * Math.PI / n);
      }
    }

    private void add(int key, double from, double width) {
      if (key >= 0) {
        double distance = Math.abs(Angles.wrap(from + width / 2 - place(key)));
        share.merge(key, width / (2 * Math.PI), Double::sum);
        meanDistance += distance * width / (2 * Math.PI);
        greatestDistance = Math.max(greatestDistance, distance);
      }
    }

    /** Key of where direction k ends; -1 if it comes round. */
    private int end(int start) {
      int n = radPerS.length;
      int k = start;
      for (int visited = 0; visited < n; visited++) {
        boolean ccw = radPerS[k] > 0;
        int cell = ccw ? k : (k + n - 1) % n;
        if (!moves(cell)) {
          return k;
        }
        int ahead = ccw ? next(k) : cell;
        if (radPerS[ahead] > 0 != ccw) {
          return n + cell;
        }
        k = ahead;
      }
      return -1;
    }

    double place(int key) {
      int n = radPerS.length;
      if (key < n) {
        return directionRad[key];
      }
      double a = radPerS[key - n];
      double b = radPerS[next(key - n)];
      return Angles.wrap(directionRad[key - n] + 2 * Math.PI / n * a / (a - b));
    }
  }

  @Override
  public String toString() {
    String ends;
    if (turns()) {
      ends =
          text(
              "no fixed point: a limit cycle, a %s turn in %.2f s",
              periodS() > 0 ? "CCW" : "CW", Math.abs(periodS()));
    } else if (fixedPoints().isEmpty()) {
      ends = text("it stands still, %.2f nats", capacityNats());
    } else {
      ends =
          text(
              "%d stable fixed points and %d saddles, %.2f nats",
              count(true), count(false), capacityNats());
    }
    return text(
        "flow of %.2f deg/s at most, %.2f root mean square; %s; error in the end %.1f deg",
        Math.toDegrees(supRadPerS()),
        Math.toDegrees(rmsRadPerS()),
        ends,
        Math.toDegrees(asymptoticErrorRad()));
  }
}
