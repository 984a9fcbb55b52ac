package org.compassnet.analysis;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * All that is measured of a network, each with what it needs and how it is measured, in an order in
 * which each follows what it needs. A new analysis is a record that is a {@link Result} and a line
 * here.
 */
public final class Measurements {

  private Measurements() {}

  /** Joint maps and classes. */
  public static final Measurement<Tuning> TUNING =
      Measurement.of(
              "tuning",
              lab ->
                  Tuning.of(
                      lab.read(), Tuning.Options.of(lab.config().analysis()), lab.random("dip")))
          .beforeTrainingToo()
          .judges(Phenomenon.CLASSES, Phenomenon.TILING)
          .writes(
              "units.csv",
              "units_before.csv",
              "class_counts.csv",
              "class_counts_before.csv",
              "tuning.npz",
              "tuning_before.npz",
              "connectivity.npz");

  /** The error on the trials of the maps. */
  public static final Measurement<Reading> READING =
      Measurement.of(
          "reading",
          lab ->
              new Reading(
                  lab.read().response().evaluation(),
                  lab.config().analysis().avRangeDegPerS(),
                  lab.velocityRangeDegPerS()));

  /** The units on the network's own velocities. */
  public static final Measurement<OwnRange> OWN_RANGE =
      Measurement.of(
              "own_range",
              lab -> {
                if (lab.readWithOwn()) {
                  return new OwnRange(lab.need(TUNING));
                }
                Tuning.Options options = Tuning.Options.of(lab.config().analysis());
                return new OwnRange(
                    Tuning.of(
                        lab.activity(),
                        options.withMaps(options.maps().withOwnAvRange()),
                        lab.random("dip")));
              })
          .writes("units_own_range.csv", "class_counts_own_range.csv", "tuning_own_range.npz");

  /** The error on the network's own trials. */
  public static final Measurement<Integration> INTEGRATION =
      Measurement.of("integration", lab -> Integration.of(lab.activity().response()))
          .judges(Phenomenon.INTEGRATES);

  /** One fresh trial to look at. */
  public static final Measurement<ExampleTrial> EXAMPLE_TRIAL =
      Measurement.of("example_trial", lab -> ExampleTrial.of(lab.specimen(), lab.config()));

  /** Recurrent weights without regard to classes. */
  public static final Measurement<RecurrentWeights> RECURRENT_WEIGHTS =
      Measurement.of("recurrent_weights", lab -> RecurrentWeights.of(lab.specimen().weights()))
          .beforeTrainingToo()
          .writes("connectivity.npz");

  /** Weights by the trained network's classes and directions. */
  public static final Measurement<Connectivity> CONNECTIVITY =
      Measurement.of(
              "connectivity",
              lab ->
                  Connectivity.of(
                      lab.specimen().weights(),
                      lab.classes(),
                      Connectivity.Options.of(lab.config().analysis()),
                      lab.random("shuffles")))
          .beforeTrainingToo()
          .judges(
              Phenomenon.LOCAL_EXCITATION,
              Phenomenon.DISPLACEMENT,
              Phenomenon.LAGGING_INHIBITION,
              Phenomenon.VELOCITY_INPUTS,
              Phenomenon.COMPASS_UNITS_SPARED)
          .writes("connectivity.npz", "kernels.csv");

  /** What training added to that wiring. */
  public static final Measurement<WiringChange> WIRING_CHANGE =
      Measurement.of(
              "wiring_change",
              lab ->
                  WiringChange.of(
                      lab.untrained().weights(),
                      lab.specimen().weights(),
                      lab.classes(),
                      Connectivity.Options.of(lab.config().analysis()),
                      lab.random("change_shuffles")))
          .writes("connectivity.npz", "kernels.csv");

  /** Whether units fall into groups. */
  public static final Measurement<Separation> SEPARATION =
      Measurement.of(
              "separation",
              lab ->
                  Separation.of(
                      lab.specimen().weights(),
                      lab.ownTuning(),
                      DipTest.Options.defaults(),
                      lab.random("separation")))
          .beforeTrainingToo()
          .judges(Phenomenon.SEPARATE);

  /** How far training has moved the weights. */
  public static final Measurement<LearnedChange> LEARNED_CHANGE =
      Measurement.of(
          "learned_change",
          lab ->
              LearnedChange.of(lab.untrained().weights(), lab.specimen().weights(), lab.units()));

  /** The training, point by point; without frames where no snapshots were asked for. */
  public static final Measurement<Film> FILM =
      Measurement.of("film", Film::of).writes("film.csv", "film_units.csv", "film_kernels.csv");

  public static final Measurement<Lesions> LESIONS =
      Measurement.of(
              "lesions",
              lab -> {
                lab.requireDirection();
                Lesions.Options options = Lesions.Options.of(lab.config());
                return Lesions.of(
                    lab.specimen(),
                    lab.classes(),
                    options.withPerturbation(
                        options.perturbation().withTurnDegPerS(lab.velocityRangeDegPerS() / 2)),
                    lab.random("lesions"));
              })
          .judges(
              Phenomenon.LESION_COMPASS_CUT,
              Phenomenon.LESION_CW_CUT,
              Phenomenon.LESION_CCW_CUT,
              Phenomenon.LESION_BOTH_CUT)
          .writes(
              "perturbations.csv",
              "perturbation_examples.csv",
              "perturbations.npz",
              "lesion_cuts.csv",
              "lesion_courses.csv");

  /** States that the network settles in. */
  public static final Measurement<Ring> RING =
      Measurement.of(
          "ring",
          lab -> {
            lab.requireDirection();
            return Ring.of(lab.specimen());
          });

  public static final Measurement<DriftField> DRIFT =
      Measurement.of(
              "drift",
              lab ->
                  DriftField.of(
                      lab.specimen(), lab.need(RING), lab.units(), DriftField.Options.defaults()))
          .writes("drift_field.csv");

  public static final Measurement<Kick> KICK =
      Measurement.of(
              "kick",
              lab ->
                  Kick.of(
                      lab.specimen(), lab.need(RING), Kick.Options.defaults(), lab.random("kick")))
          .writes("kick.csv");

  public static final Measurement<Memory> MEMORY =
      Measurement.of(
              "memory",
              lab -> {
                lab.requireDynamics();
                return Memory.of(lab.specimen(), lab.units(), Memory.Options.defaults());
              })
          .judges(Phenomenon.ATTRACTOR)
          .writes("memory.csv");

  public static final Measurement<Diffusion> DIFFUSION =
      Measurement.of(
              "diffusion",
              lab -> {
                lab.requireDynamics();
                lab.need(RING);
                return Diffusion.of(
                    lab.specimen(), Diffusion.Options.defaults(), lab.streams("diffusion"));
              })
          .writes("diffusion.csv");

  public static final Measurement<GainCurve> GAIN =
      Measurement.of(
              "gain",
              lab -> {
                lab.requireDirection();
                return GainCurve.of(
                    lab.specimen(), lab.velocityRangeDegPerS(), GainCurve.Options.defaults());
              })
          .judges(Phenomenon.GAIN)
          .writes("gain.csv");

  public static final Measurement<ErrorGrowth> ERROR_GROWTH =
      Measurement.of(
              "error_growth",
              lab -> {
                lab.requireDynamics();
                return ErrorGrowth.of(
                    lab.need(INTEGRATION).response(),
                    ErrorGrowth.Options.defaults(),
                    lab.streams());
              })
          .writes("error_over_time.csv", "error_by_length.csv");

  public static final Measurement<FixedPoints> FIXED_POINTS =
      Measurement.of(
              "fixed_points",
              lab -> {
                lab.requireDynamics();
                Ring ring = lab.need(RING);
                FixedPoints.Options options = FixedPoints.Options.defaults();
                return FixedPoints.of(
                    lab.specimen(),
                    FixedPoints.starts(
                        lab.specimen(), lab.trials(), options, lab.random("fixed_points")),
                    options,
                    ring);
              })
          .judges(Phenomenon.LINE_OF_SLOW_POINTS)
          .writes("fixed_points.csv", "fixed_points.npz");

  /** The slow manifold and the flow on it, also after lesions. */
  public static final Measurement<ContinuousAttractor> CONTINUOUS_ATTRACTOR =
      Measurement.of(
              "continuous_attractor",
              lab -> {
                lab.requireDynamics();
                return ContinuousAttractor.of(
                    lab.specimen(), Attempt.of(lab::classes), SlowManifold.Options.defaults());
              })
          .writes(
              "attractor_flow.csv",
              "attractor_points.csv",
              "attractor_memory.csv",
              "attractor_eigenvalues.csv",
              "attractor.npz");

  public static final Measurement<Population> POPULATION =
      Measurement.of(
              "population",
              lab -> {
                lab.classes();
                lab.requireLongAnalysis();
                Population.Options options = Population.Options.defaults();
                return Population.of(
                    NetworkActivity.settled(
                        lab.specimen(), lab.trials(), options.samples(), options.samplesPerTrial()),
                    lab.need(TUNING),
                    options,
                    lab.random("population"));
              })
          .beforeTrainingToo()
          .judges(Phenomenon.RING)
          .writes("population.npz");

  /** In the order in which they are made. */
  public static final List<Measurement<?>> ALL =
      List.of(
          TUNING,
          READING,
          OWN_RANGE,
          INTEGRATION,
          EXAMPLE_TRIAL,
          RECURRENT_WEIGHTS,
          CONNECTIVITY,
          WIRING_CHANGE,
          SEPARATION,
          LEARNED_CHANGE,
          FILM,
          LESIONS,
          RING,
          DRIFT,
          KICK,
          MEMORY,
          DIFFUSION,
          GAIN,
          ERROR_GROWTH,
          FIXED_POINTS,
          CONTINUOUS_ATTRACTOR,
          POPULATION);

  /** Names of all files that an analysis may write, but for summary.json and findings.csv. */
  static Set<String> files() {
    return ALL.stream().flatMap(m -> m.files().stream()).collect(Collectors.toSet());
  }
}
