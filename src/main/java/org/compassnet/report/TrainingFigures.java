package org.compassnet.report;

import java.util.List;
import java.util.stream.DoubleStream;
import org.compassnet.config.TimeStep;
import org.compassnet.training.Metrics;
import org.compassnet.training.RunFolder;
import org.compassnet.training.ValidationCurve;
import org.compassnet.trajectory.TimeSeries;
import org.compassnet.trajectory.Trials;

/** The figures of a training: an example trial and the learning curve. */
public final class TrainingFigures {

  private static final int WIDTH = 800;
  private static final int LEFT = 75;
  private static final int RIGHT = 25;

  private TrainingFigures() {}

  /** The learning curve of a run that was trained here. */
  static Figure learningCurve(RunFolder folder) {
    return learningCurve(Metrics.read(folder.metrics()), ValidationCurve.read(folder.validation()));
  }

  /** True and decoded head direction of a trial over time, the angular velocity under it. */
  static Figure exampleTrial(Trials trials, TimeSeries outputs, int trial, TimeStep step) {
    int steps = trials.steps();
    double[] time = new double[steps];
    double[] truth = new double[steps];
    double[] decoded = new double[steps];
    double[] velocity = new double[steps];
    for (int t = 0; t < steps; t++) {
      time[t] = step.seconds(t + 1);
      truth[t] = Math.toDegrees(trials.headDirection(trial, t));
      decoded[t] = Math.toDegrees(Trials.direction(outputs, trial, t));
      velocity[t] = step.degPerS(trials.angularVelocity(trial, t));
    }
    double end = step.seconds(steps);
    Axes direction =
        new Axes(
                "Example trial",
                Axis.linear("", 0, end),
                Axis.linear("Head direction (deg)", -180, 180, 90))
            .line("true", time, unwrappedGaps(truth), Figure.TRUTH, 2.5f)
            .line("decoded from the network", time, unwrappedGaps(decoded), Figure.NETWORK, 1.3f)
            .letter("a");
    Axes turning =
        new Axes(
                "",
                Axis.linear("Time (s)", 0, end),
                Axis.around("Angular velocity (deg/s)", velocity))
            .line(null, time, velocity, Figure.VELOCITY, 1.2f)
            .letter("b");
    return new Figure(WIDTH, 520)
        .add(direction, LEFT, 55, WIDTH - LEFT - RIGHT, 215)
        .add(turning, LEFT, 310, WIDTH - LEFT - RIGHT, 150);
  }

  /** No line from one end of the circle to the other: the value before such a jump is left out. */
  static double[] unwrappedGaps(double[] degrees) {
    double[] gaps = degrees.clone();
    for (int t = 0; t + 1 < degrees.length; t++) {
      if (Math.abs(degrees[t + 1] - degrees[t]) > 180) {
        gaps[t] = Double.NaN;
      }
    }
    return gaps;
  }

  /** Error of every update and angular error of every validation. */
  static Figure learningCurve(List<Metrics> metrics, List<double[]> validations) {
    double[] update = metrics.stream().mapToDouble(Metrics::update).toArray();
    double[] error = metrics.stream().mapToDouble(m -> m.error()).toArray();
    // A penalty of 0, as a schedule may make it, has no place on the axis.
    double[] penalty =
        metrics.stream().mapToDouble(m -> m.penalty() > 0 ? m.penalty() : Double.NaN).toArray();
    boolean penalised = metrics.stream().anyMatch(m -> m.penalty() > 0);
    double last = Math.max(1, metrics.size());
    Axes loss =
        new Axes(
                "Learning curve",
                Axis.linear("", 0, last),
                Axis.logarithmic("Mean squared error", penalised ? both(error, penalty) : error))
            .line("error, with noise", update, error, Figure.NETWORK, 1f)
            .letter("a");
    if (penalised) {
      loss.line("penalty", update, penalty, Figure.VELOCITY, 1.5f);
    }
    double[] validated = validations.stream().mapToDouble(v -> v[2]).toArray();
    Axes angular =
        new Axes(
                "",
                Axis.linear("Update", 0, last),
                Axis.around("Validation error (deg)", both(validated, new double[] {0})))
            .line(
                null,
                validations.stream().mapToDouble(v -> v[0]).toArray(),
                validated,
                Figure.TRUTH,
                2f)
            .letter("b");
    return new Figure(WIDTH, 520)
        .add(loss, LEFT, 55, WIDTH - LEFT - RIGHT, 215)
        .add(angular, LEFT, 310, WIDTH - LEFT - RIGHT, 150);
  }

  private static double[] both(double[] a, double[] b) {
    return DoubleStream.concat(DoubleStream.of(a), DoubleStream.of(b)).toArray();
  }
}
