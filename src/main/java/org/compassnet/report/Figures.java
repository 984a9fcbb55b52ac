package org.compassnet.report;

import java.util.List;
import java.util.stream.IntStream;
import org.compassnet.analysis.Analysis;
import org.compassnet.analysis.CannotAnalyze;
import org.compassnet.analysis.ExampleTrial;
import org.compassnet.analysis.Film;
import org.compassnet.analysis.FixedPoints;
import org.compassnet.analysis.Help;
import org.compassnet.analysis.Landscape;
import org.compassnet.analysis.Measurements;
import org.compassnet.analysis.Observation;
import org.compassnet.analysis.Perturbation;
import org.compassnet.analysis.RecurrentWeights;
import org.compassnet.analysis.Response;
import org.compassnet.analysis.Run;
import org.compassnet.analysis.Tuning;
import org.compassnet.analysis.Unit;
import org.compassnet.analysis.UnitTable;
import org.compassnet.analysis.VelocityStatistics;
import org.compassnet.training.Metrics;

/**
 * Every figure of a report by one call. Where an analysis has no result to draw, the call throws
 * {@link CannotAnalyze} with the reason.
 */
public final class Figures {

  private Figures() {}

  private static UnitTable table(Analysis analysis) {
    return analysis.tuning().table();
  }

  /** Error and penalty of every update, and the angular error on validation trials. */
  public static Figure learningCurve(Run run) {
    return learningCurve(run.metrics(), run.validations());
  }

  /**
   * The same from rows that are at hand, in the middle of a training for instance.
   *
   * @param validations rows of update, normalized error, angular error in deg
   */
  public static Figure learningCurve(List<Metrics> metrics, List<double[]> validations) {
    if (metrics.isEmpty()) {
      throw new CannotAnalyze("no update was made: the weights of this run came from elsewhere");
    }
    return TrainingFigures.learningCurve(metrics, validations);
  }

  /** True and decoded head direction of a trial over time, the angular velocity under it. */
  public static Figure trial(Response response, int trial) {
    if (trial < 0 || trial >= response.trials().trials()) {
      throw new CannotAnalyze(
          "trial " + trial + ": there are trials 0 to " + (response.trials().trials() - 1));
    }
    return TrainingFigures.exampleTrial(
        response.trials(), response.outputs(), trial, response.specimen().timeStep());
  }

  /** The same of a simulation. */
  public static Figure trial(Observation observation, int trial) {
    return trial(observation.response(), trial);
  }

  /** The example trial of an analysis. */
  static Figure example(Analysis analysis) {
    ExampleTrial example = analysis.get(Measurements.EXAMPLE_TRIAL).orElseThrow();
    return trial(example.response(), example.trial());
  }

  /** How S_AV is distributed, and how the counts of the classes depend on its threshold. */
  public static Figure classes(Analysis analysis) {
    return TuningFigures.classes(table(analysis));
  }

  /** The clearest unit of each class: joint map and marginals. */
  public static Figure examples(Analysis analysis) {
    return TuningFigures.examples(analysis.tuning().byTrueDirection(), table(analysis));
  }

  /** Joint map and marginals of one to three units. */
  public static Figure units(Analysis analysis, int... units) {
    if (units.length < 1 || units.length > 3) {
      throw new CannotAnalyze(units.length + " units; one to three fit side by side");
    }
    List<Unit> chosen =
        IntStream.of(units)
            .mapToObj(
                i -> {
                  if (i < 0 || i >= table(analysis).units().size()) {
                    throw new CannotAnalyze(
                        "unit "
                            + i
                            + ": there are units 0 to "
                            + (table(analysis).units().size() - 1));
                  }
                  return table(analysis).get(i);
                })
            .toList();
    return TuningFigures.units(analysis.tuning().byTrueDirection(), chosen);
  }

  /** Preferred directions of the three classes, each on a circle of its own. */
  public static Figure preferredDirections(Analysis analysis) {
    return TuningFigures.preferredDirections(table(analysis));
  }

  /** Joint map of every unit after training, sorted by class and preferred direction. */
  public static Figure maps(Analysis analysis) {
    return TuningFigures.allMaps(
        "All units after training", analysis.tuning().byTrueDirection(), table(analysis));
  }

  /** Joint map of every unit before training. */
  public static Figure mapsBefore(Analysis analysis) {
    Tuning before = analysis.tuningBefore().orElseThrow();
    return TuningFigures.allMaps(
        "All units before training", before.byTrueDirection(), before.table());
  }

  /** The units in three dimensions by the likeness of their maps. */
  public static Figure embedding(Analysis analysis) {
    return PopulationFigures.embedding(analysis.population().orElseThrow(), table(analysis));
  }

  /** Principal components of the rates, their cloud, and its holes against shuffled data. */
  public static Figure manifold(Analysis analysis) {
    return PopulationFigures.manifold(
        analysis.population().orElseThrow(), analysis.populationBefore().result().orElse(null));
  }

  private static RecurrentWeights recurrent(Analysis analysis, boolean trained) {
    return (trained
            ? analysis.get(Measurements.RECURRENT_WEIGHTS)
            : analysis.before(Measurements.RECURRENT_WEIGHTS))
        .orElseThrow();
  }

  /** Recurrent weights before and after training, sorted by class and preferred direction. */
  public static Figure weights(Analysis analysis) {
    return WiringFigures.matrices(
        analysis.untrained().weights(),
        analysis.trained().weights(),
        table(analysis),
        Math.max(
            recurrent(analysis, false).magnitude99(), recurrent(analysis, true).magnitude99()));
  }

  /** Mean weight between classes over the difference of preferred directions. */
  public static Figure kernels(Analysis analysis) {
    return WiringFigures.kernels(
        analysis.connectivity().orElseThrow(),
        analysis.connectivityBefore().result().orElse(null),
        table(analysis));
  }

  /** Weight of the angular velocity on every unit, by class. */
  public static Figure velocityInputs(Analysis analysis) {
    return WiringFigures.velocityInputs(analysis.trained().weights(), table(analysis));
  }

  /** Eigenvalues of the recurrent weights before and after training. */
  public static Figure eigenvalues(Analysis analysis) {
    return WiringFigures.eigenvalues(
        recurrent(analysis, false).eigenvalues(), recurrent(analysis, true).eigenvalues());
  }

  /**
   * The film of a training: maps, preferred directions, velocity weights and kernels over the
   * updates.
   */
  public static Figure film(Analysis analysis) {
    Film film = analysis.film().orElseThrow();
    if (film.isEmpty()) {
      throw new CannotAnalyze(film.toString());
    }
    return FilmFigures.film(film);
  }

  /** The paper's lesions: bump, and true and decoded direction. */
  public static Figure lesions(Analysis analysis) {
    return PerturbationFigures.lesions(analysis.lesions().orElseThrow());
  }

  /** The same for perturbations of one's own, a row each. */
  public static Figure perturbations(Perturbation... perturbations) {
    return PerturbationFigures.rows(List.of(perturbations));
  }

  /** Bump, gain and drift of every perturbation while it lasts. */
  public static Figure allPerturbations(Analysis analysis) {
    return PerturbationFigures.all(analysis.lesions().orElseThrow());
  }

  /** Drift of the decoded direction at rest, and the bump. */
  public static Figure drift(Analysis analysis) {
    return DynamicsFigures.drift(analysis.drift().orElseThrow());
  }

  /** Fixed and slow points on the ring, the speed along it, and the Jacobian's eigenvalues. */
  public static Figure fixedPoints(Analysis analysis) {
    return DynamicsFigures.fixedPoints(
        analysis.fixedPoints().orElseThrow(),
        analysis.ring().orElseThrow(),
        analysis.drift().orElseThrow(),
        Landscape.of(analysis));
  }

  /** The fixed points on the ring at several constant turns. */
  public static Figure whileTurning(List<FixedPoints> turns) {
    return DynamicsFigures.whileTurning(turns);
  }

  /** The flow on the slow manifold, its bound on the error, and what lesions leave of it. */
  public static Figure continuousAttractor(Analysis analysis) {
    return AttractorFigures.attractor(analysis.continuousAttractor().orElseThrow());
  }

  /** How long a direction is kept at rest; how noise moves it; how a kick is forgotten. */
  public static Figure stability(Analysis analysis) {
    return DynamicsFigures.stability(
        analysis.memory().orElseThrow(),
        analysis.diffusion().result().orElse(null),
        analysis.kick().result().orElse(null));
  }

  /** Decoded against true velocity in constant turns. */
  public static Figure gain(Analysis analysis) {
    return IntegrationFigures.gain(analysis.gain().orElseThrow());
  }

  /** Error over the task's trials, and of longer ones. */
  public static Figure errorGrowth(Analysis analysis) {
    return IntegrationFigures.errorGrowth(analysis.errorGrowth().orElseThrow());
  }

  /** Distribution and autocorrelation of angular velocities, a line for each source. */
  public static Figure velocities(VelocityStatistics... sources) {
    return VelocityFigures.statistics(sources);
  }

  /**
   * Several curves of one's own with a legend, such as {@code Curve.line("unit 3", x, y)}.
   *
   * @throws CannotAnalyze without a curve
   */
  public static Figure curves(String title, String xLabel, String yLabel, Curve... curves) {
    return CurveFigure.of(title, xLabel, yLabel, List.of(curves));
  }

  /** Every figure, a line each. */
  public static Help help() {
    return Help.of(Figures.class);
  }

  /** A curve of one's own. */
  public static Figure curve(String title, String xLabel, String yLabel, double[] x, double[] y) {
    return plot(title, xLabel, yLabel, x, y, true);
  }

  /** Points of one's own. */
  public static Figure points(String title, String xLabel, String yLabel, double[] x, double[] y) {
    return plot(title, xLabel, yLabel, x, y, false);
  }

  private static Figure plot(
      String title, String xLabel, String yLabel, double[] x, double[] y, boolean line) {
    if (x.length != y.length || x.length == 0) {
      throw new CannotAnalyze(
          title + ": x has " + x.length + " values and y " + y.length + "; as many are wanted");
    }
    Axes axes = new Axes(title, Axis.around(xLabel, x), Axis.around(yLabel, y));
    if (line) {
      axes.line(null, x, y, Figure.NETWORK, 2);
    } else {
      axes.points(null, x, y, Figure.NETWORK, 6);
    }
    return new Figure(560, 360).add(axes, 80, 45, 450, 250);
  }
}
