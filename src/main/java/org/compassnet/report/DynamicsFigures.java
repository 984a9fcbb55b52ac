package org.compassnet.report;

import java.awt.Color;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.compassnet.analysis.Bump;
import org.compassnet.analysis.Diffusion;
import org.compassnet.analysis.DriftField;
import org.compassnet.analysis.FixedPoints;
import org.compassnet.analysis.Kick;
import org.compassnet.analysis.Landscape;
import org.compassnet.analysis.Memory;
import org.compassnet.analysis.Ring;
import org.compassnet.analysis.UnitClass;

/** Figures of the ring attractor. */
public final class DynamicsFigures {

  private static final String DIRECTION = "Head direction (deg)";

  private DynamicsFigures() {}

  /** The drift at rest with its zeros, and the bump. */
  public static Figure drift(DriftField drift) {
    double[] deg = degrees(drift.directionRad());
    Axes field =
        new Axes(
                "Drift with the head at rest",
                Axis.linear(DIRECTION, -180, 180, 90),
                Axis.symmetric("Drift (deg/s)", drift.driftDegPerS()))
            .horizontal(0, Figure.MUTED, 0.8f)
            .line(null, deg, drift.driftDegPerS(), Figure.NETWORK, 1.5f)
            .points("stable zero", zeros(drift, true), level(drift, true), Figure.TRUTH, 7)
            .points("unstable zero", zeros(drift, false), level(drift, false), Figure.MUTED, 5)
            .letter("a");
    Figure figure = new Figure(860, 310).add(field, 70, 55, 440, 190);
    drift.bump().ifPresent(bump -> figure.add(profile(bump).letter("b"), 600, 55, 230, 190));
    return figure;
  }

  private static double[] zeros(DriftField drift, boolean stable) {
    return drift.zeros().stream()
        .filter(z -> z.stable() == stable)
        .mapToDouble(z -> Math.toDegrees(z.directionRad()))
        .toArray();
  }

  /** Where they are drawn: at no drift. */
  private static double[] level(DriftField drift, boolean stable) {
    return new double[zeros(drift, stable).length];
  }

  private static Axes profile(Bump.Profile bump) {
    int[] filled =
        IntStream.range(0, bump.rate().length)
            .filter(i -> Double.isFinite(bump.rate()[i]))
            .toArray();
    return new Axes(
            "Bump of the compass units",
            Axis.linear("PD \u2212 decoded direction (deg)", -180, 180, 90),
            Axis.linear("Rate (a.u.)", 0, Math.max(1e-3, bump.amplitude() * 1.1)))
        .line(
            null,
            Arrays.stream(filled).mapToDouble(i -> Math.toDegrees(bump.offsetRad()[i])).toArray(),
            Arrays.stream(filled).mapToDouble(i -> bump.rate()[i]).toArray(),
            Figure.color(UnitClass.COMPASS),
            2);
  }

  /**
   * Fixed and slow points and the ring in the space of the first components, coloured by direction,
   * and the eigenvalues of the points.
   */
  public static Figure fixedPoints(
      FixedPoints points, Ring ring, DriftField drift, Landscape landscape) {
    double[][] ringPlace = landscape.ring();
    double[][] pointPlace = landscape.points();
    double[] all =
        DoubleStream.concat(
                Arrays.stream(ringPlace).flatMapToDouble(Arrays::stream),
                Arrays.stream(pointPlace).flatMapToDouble(Arrays::stream))
            .toArray();
    double limit = Axis.reach(all);
    Axis first = Axis.linear("PC 1 (rate, a.u.)", -limit, limit);
    Figure figure = new Figure(860, 680);
    for (int k = 0; k < 2; k++) {
      int other = k + 1;
      Axes axes =
          new Axes("", first, Axis.linear("PC " + (other + 1) + " (rate, a.u.)", -limit, limit))
              .letter(Figure.letter(k));
      axes.points(column(ringPlace, 0), column(ringPlace, other), colors(ring.decodedRad(), 90), 5);
      for (int p = 0; p < pointPlace.length; p++) {
        FixedPoints.Point point = points.points().get(p);
        Color color = ColorMap.CYCLIC.color(turn(point.directionRad()));
        double[] x = {pointPlace[p][0]};
        double[] y = {pointPlace[p][other]};
        if (point.fixed() && point.stable()) {
          axes.points(null, x, y, Figure.TRUTH, 11).points(null, x, y, color, 8);
        } else if (point.fixed()) {
          axes.points(null, x, y, Figure.TRUTH, 9)
              .points(null, x, y, Color.WHITE, 7.4)
              .points(null, x, y, color, 4);
        } else {
          axes.points(null, x, y, color, 6);
        }
      }
      figure.add(axes, 70 + k * 420, 80, 330, 260);
    }
    Axes key =
        new Axes(
                "Fixed and slow points at rest (unstable: open circles)",
                Axis.bare(0, 1),
                Axis.bare(0, 1))
            .bare();
    key.points("stable: filled, ringed in black", new double[0], new double[0], Figure.TRUTH, 8);
    key.points("small: the ring, slow points", new double[0], new double[0], Figure.MUTED, 8);
    figure.add(key, 70, 55, 720, 1);
    figure.add(
        Figure.colorBar("Decoded direction (deg)", -180, 180, ColorMap.CYCLIC), 470, 420, 330, 10);
    double[] deg = degrees(drift.directionRad());
    double fastest = Axis.reach(drift.driftDegPerS());
    figure.add(
        new Axes(
                "Speed along the ring",
                Axis.linear(DIRECTION, -180, 180, 90),
                Axis.linear("Speed (deg/s)", 0, fastest))
            .letter("c")
            .points(
                deg,
                Arrays.stream(drift.driftDegPerS()).map(Math::abs).toArray(),
                colors(drift.directionRad(), 255),
                5),
        70,
        440,
        330,
        180);
    figure.add(leadingEigenvalues(points).letter("d"), 490, 500, 330, 120);
    return figure;
  }

  /**
   * The fixed points on the ring at several constant turns: their directions, and how many there
   * are. A stable point and a saddle that come together take each other away.
   */
  public static Figure whileTurning(List<FixedPoints> turns) {
    double[] turn = turns.stream().mapToDouble(p -> p.input().turnDegPerS()).toArray();
    double slowest = Arrays.stream(turn).min().orElse(0);
    double fastest = Arrays.stream(turn).max().orElse(1);
    double margin = Math.max(1, 0.05 * (fastest - slowest));
    Axis x = Axis.linear("Constant angular velocity (deg/s)", slowest - margin, fastest + margin);
    Axes directions =
        new Axes("Fixed points on the ring", x, Axis.linear(DIRECTION, -180, 180, 90)).letter("a");
    double[] stable = new double[turn.length];
    double[] unstable = new double[turn.length];
    for (int k = 0; k < turn.length; k++) {
      double[] still = degrees(turns.get(k).stableDirectionsRad());
      double[] saddles = degrees(turns.get(k).unstableDirectionsRad());
      stable[k] = still.length;
      unstable[k] = saddles.length;
      directions
          .points(k == 0 ? "stable" : null, repeated(turn[k], still.length), still, Figure.TRUTH, 6)
          .points(
              k == 0 ? "unstable" : null,
              repeated(turn[k], saddles.length),
              saddles,
              Figure.MUTED,
              4);
    }
    Axes counts =
        new Axes("How many", x, Axis.around("Fixed points", join(join(stable, unstable), 0)))
            .line("stable", turn, stable, Figure.TRUTH, 2)
            .line("unstable", turn, unstable, Figure.MUTED, 2)
            .letter("b");
    return new Figure(860, 330).add(directions, 75, 55, 430, 210).add(counts, 600, 55, 230, 210);
  }

  private static double[] repeated(double value, int times) {
    double[] values = new double[times];
    Arrays.fill(values, value);
    return values;
  }

  private static Axes leadingEigenvalues(FixedPoints points) {
    List<Double> x = new ArrayList<>();
    List<Double> y = new ArrayList<>();
    for (FixedPoints.Point point : points.points()) {
      for (int k = 0; k < Math.min(8, point.eigenvalues()[0].length); k++) {
        x.add(k + 1.0);
        y.add(point.eigenvalues()[0][k]);
      }
    }
    double[] ys = y.stream().mapToDouble(v -> v).toArray();
    return new Axes(
            "Jacobian at these points",
            new Axis(
                "Eigenvalue, by real part", 0.5, 8.5, false, new double[] {1, 2, 3, 4, 5, 6, 7, 8}),
            Axis.around("Re (1/\u03c4)", ys))
        .horizontal(0, Figure.MUTED, 0.8f)
        .points(null, x.stream().mapToDouble(v -> v).toArray(), ys, Figure.NETWORK, 3.5);
  }

  private static double turn(double directionRad) {
    return directionRad / (2 * Math.PI) + 0.5;
  }

  static Color[] colors(double[] directionRad, int alpha) {
    return Arrays.stream(directionRad)
        .mapToObj(
            d -> {
              Color c = ColorMap.CYCLIC.color(turn(d));
              return new Color(c.getRed(), c.getGreen(), c.getBlue(), alpha);
            })
        .toArray(Color[]::new);
  }

  private static double[] column(double[][] rows, int column) {
    return Arrays.stream(rows).mapToDouble(row -> row[column]).toArray();
  }

  private static double[] degrees(double[] rad) {
    return Arrays.stream(rad).map(Math::toDegrees).toArray();
  }

  /** How long a direction is kept at rest; how noise moves it; how a kick is forgotten. */
  public static Figure stability(Memory memory, Diffusion diffusion, Kick kick) {
    Figure figure = new Figure(860, 300);
    figure.add(
        new Axes(
                "Memory without noise",
                Axis.linear("Time at rest (s)", 0, memory.timeS()[memory.timeS().length - 1]),
                Axis.around(
                    "Mean error (deg)", join(memory.meanErrorDeg(), 0, memory.options().lostDeg())))
            .horizontal(memory.options().lostDeg(), Figure.MUTED, 0.8f)
            .line(null, memory.timeS(), memory.meanErrorDeg(), Figure.NETWORK, 1.8f)
            .letter("a"),
        65,
        45,
        200,
        190);
    if (diffusion != null) {
      double[] time = diffusion.timeS();
      double end = time[time.length - 1];
      figure.add(
          new Axes(
                  "Diffusion under noise",
                  Axis.linear("Time (s)", 0, end, 1),
                  Axis.around("Variance (deg\u00b2)", join(diffusion.varianceDeg2(), 0)))
              .dashed(
                  null,
                  new double[] {0, end},
                  new double[] {
                    diffusion.jitterDeg2(),
                    diffusion.jitterDeg2() + 2 * diffusion.coefficientDeg2PerS() * end
                  },
                  Figure.TRUTH,
                  1)
              .line(null, time, diffusion.varianceDeg2(), Figure.NETWORK, 1.8f)
              .letter("b"),
          350,
          45,
          200,
          190);
    }
    if (kick != null) {
      double[] time = kick.timeS();
      figure.add(
          new Axes(
                  "Return to the ring",
                  Axis.rounded("Time after the kick (s)", 0, time[time.length - 1], 5),
                  Axis.around("Distance (ring radius)", join(kick.distance(), 0)))
              .line("kicked", time, kick.distance(), Figure.NETWORK, 1.8f)
              .line("not kicked", time, kick.restDistance(), Figure.MUTED, 1.5f)
              .letter("c"),
          635,
          45,
          200,
          190);
    }
    return figure;
  }

  static double[] join(double[] values, double... more) {
    return DoubleStream.concat(Arrays.stream(values), Arrays.stream(more)).toArray();
  }
}
