package org.compassnet.report;

import java.awt.Color;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.compassnet.config.Config;
import org.compassnet.network.HeadDirectionNetwork;
import org.compassnet.training.Metrics;
import org.compassnet.training.RunFolder;
import org.compassnet.training.Trainer;
import org.compassnet.training.ValidationCurve;
import org.compassnet.trajectory.Trials;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.Styler;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** The figures of a training: an example trial and the learning curve. */
public final class TrainingFigures {

  private static final int WIDTH = 800;

  private TrainingFigures() {}

  /** Draws both into the run's figures folder and returns the files. */
  public static List<Path> write(RunFolder folder, Config config, HeadDirectionNetwork network)
      throws IOException {
    List<Path> files = new ArrayList<>();
    files.addAll(
        learningCurve(Metrics.read(folder.metrics()), ValidationCurve.read(folder.validation()))
            .write(folder.figures(), "learning_curve"));
    // The last of a few trials: the first ones hold a pause.
    int trials = 4;
    int steps = config.task().steps();
    Trials examples = Trainer.evaluationTrials(config, trials, steps);
    float[] outputs = network.output(examples.inputs(), trials, steps);
    files.addAll(
        exampleTrial(examples, outputs, trials - 1, config.task().stepMs())
            .write(folder.figures(), "example_trial"));
    return files;
  }

  /** True and decoded head direction of a trial over time, the angular velocity under it. */
  static Figure exampleTrial(Trials trials, float[] outputs, int trial, double stepMs) {
    int steps = trials.steps();
    double[] time = new double[steps];
    double[] truth = new double[steps];
    double[] decoded = new double[steps];
    double[] velocity = new double[steps];
    for (int t = 0; t < steps; t++) {
      time[t] = (t + 1) * stepMs / 1000;
      truth[t] = Math.toDegrees(trials.headDirection(trial, t));
      decoded[t] = Math.toDegrees(Trials.direction(outputs, steps, trial, t));
      velocity[t] = Math.toDegrees(trials.angularVelocity(trial, t)) * 1000 / stepMs;
    }
    XYChart direction =
        Figure.chart(WIDTH, 300, "Example trial", "Time (s)", "Head direction (deg)");
    direction.getStyler().setLegendPosition(Styler.LegendPosition.OutsideS);
    direction.getStyler().setLegendLayout(Styler.LegendLayout.Horizontal);
    direction.getStyler().setYAxisMin(-180.0).setYAxisMax(180.0);
    direction.getStyler().setYAxisTickMarkSpacingHint(45);
    addLine(direction, "true", time, unwrappedGaps(truth), Figure.TRUTH, 2.5f);
    addLine(
        direction, "decoded from the network", time, unwrappedGaps(decoded), Figure.NETWORK, 1.5f);
    XYChart turning = Figure.chart(WIDTH, 220, "", "Time (s)", "Angular velocity (deg/s)");
    turning.getStyler().setLegendVisible(false);
    addLine(turning, "angular velocity", time, velocity, Figure.VELOCITY, 1.2f);
    return new Figure(direction, turning);
  }

  /** No line from one end of the circle to the other: the value before such a jump is left out. */
  private static double[] unwrappedGaps(double[] degrees) {
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
    double[] error = metrics.stream().mapToDouble(m -> Math.max(1e-9, m.error())).toArray();
    double[] penalty = metrics.stream().mapToDouble(m -> Math.max(1e-9, m.penalty())).toArray();
    XYChart loss =
        Figure.chart(WIDTH, 300, "Learning curve", "Update", "Mean squared error (log scale)");
    loss.getStyler().setYAxisLogarithmic(true);
    loss.getStyler().setLegendPosition(Styler.LegendPosition.OutsideS);
    loss.getStyler().setLegendLayout(Styler.LegendLayout.Horizontal);
    addLine(loss, "error, with noise", update, error, Figure.NETWORK, 1f);
    if (metrics.stream().anyMatch(m -> m.penalty() > 0)) {
      addLine(loss, "activity penalty", update, penalty, Figure.VELOCITY, 1f);
    }
    XYChart angular = Figure.chart(WIDTH, 220, "", "Update", "Angular error, validation (deg)");
    angular.getStyler().setLegendVisible(false);
    angular.getStyler().setYAxisMin(0.0);
    addLine(
        angular,
        "angular error",
        validations.stream().mapToDouble(v -> v[0]).toArray(),
        validations.stream().mapToDouble(v -> v[2]).toArray(),
        Figure.TRUTH,
        2f);
    return new Figure(loss, angular);
  }

  private static void addLine(
      XYChart chart, String name, double[] x, double[] y, Color color, float width) {
    XYSeries series = chart.addSeries(name, x, y);
    series.setLineColor(color);
    series.setLineWidth(width);
    series.setMarker(SeriesMarkers.NONE);
  }
}
