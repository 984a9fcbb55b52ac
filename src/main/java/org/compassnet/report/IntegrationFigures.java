package org.compassnet.report;

import org.compassnet.analysis.ErrorGrowth;
import org.compassnet.analysis.GainCurve;
import org.compassnet.training.Evaluation;

/** Figures of path integration. */
public final class IntegrationFigures {

  private IntegrationFigures() {}

  /** Decoded against true velocity. */
  public static Figure gain(GainCurve gain) {
    double fastest = gain.options().fastestDegPerS();
    double[] x = gain.trueDegPerS();
    double[] low = new double[x.length];
    double[] high = new double[x.length];
    for (int i = 0; i < x.length; i++) {
      low[i] = gain.decodedDegPerS()[i] - gain.sdDegPerS()[i];
      high[i] = gain.decodedDegPerS()[i] + gain.sdDegPerS()[i];
    }
    double range = gain.rangeDegPerS();
    return new Figure(520, 430)
        .add(
            new Axes(
                    "Gain of integration",
                    Axis.linear("True angular velocity (deg/s)", -fastest, fastest, 180),
                    Axis.linear("Decoded angular velocity (deg/s)", -fastest, fastest, 180))
                .shade(-range, range)
                .dashed(
                    "perfect",
                    new double[] {-fastest, fastest},
                    new double[] {-fastest, fastest},
                    Figure.TRUTH,
                    1)
                .band(x, low, high, Figure.NETWORK)
                .line("network, mean and sd", x, gain.decodedDegPerS(), Figure.NETWORK, 2),
            80,
            50,
            410,
            310);
  }

  /** Error over time, and against the length of a trial. */
  public static Figure errorGrowth(ErrorGrowth growth) {
    double[] steps = growth.byLength().stream().mapToDouble(Evaluation::steps).toArray();
    double[] mean =
        growth.byLength().stream().mapToDouble(e -> e.angularErrorDeg().mean()).toArray();
    double[] last =
        growth.byLength().stream().mapToDouble(e -> e.angularErrorDeg().finalMean()).toArray();
    return new Figure(860, 310)
        .add(
            new Axes(
                    "Trials of the task",
                    Axis.linear(
                        "Time after the cue (s)", 0, growth.timeS()[growth.timeS().length - 1]),
                    Axis.around("Mean error (deg)", DynamicsFigures.join(growth.meanErrorDeg(), 0)))
                .line(null, growth.timeS(), growth.meanErrorDeg(), Figure.NETWORK, 2)
                .letter("a"),
            70,
            50,
            330,
            195)
        .add(
            new Axes(
                    "Longer trials",
                    Axis.logarithmic("Length of the trial (steps)", steps),
                    Axis.around(
                        "Mean error (deg)",
                        DynamicsFigures.join(DynamicsFigures.join(mean, last), 0, 90)))
                .horizontal(90, Figure.MUTED, 0.8f)
                .line("whole trial", steps, mean, Figure.NETWORK, 2)
                .dashed("at its end", steps, last, Figure.NETWORK, 1.4f)
                .points(null, steps, mean, Figure.NETWORK, 6)
                .points(null, steps, last, Figure.NETWORK, 6)
                .letter("b"),
            490,
            50,
            340,
            195);
  }
}
