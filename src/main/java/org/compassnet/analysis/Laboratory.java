package org.compassnet.analysis;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.commons.rng.UniformRandomProvider;
import org.compassnet.config.Activation;
import org.compassnet.config.Config;
import org.compassnet.config.RandomStreams;
import org.compassnet.network.CtRnnWeights;
import org.compassnet.network.UnboundedRates;
import org.compassnet.training.Snapshot;
import org.compassnet.training.TrialSource;
import org.compassnet.trajectory.Trials;

/**
 * Where a network is measured: what measurements share, and what has been measured before. Each
 * measurement has random streams of its own, so that none depends on which others are made.
 */
final class Laboratory {

  private final Config config;
  private final Specimen specimen;
  private final Specimen untrained;
  private final Laboratory trained;
  private final List<Snapshot> snapshots;
  private final RandomStreams streams;
  private final Trials trials;
  private final NetworkActivity activity;
  private final NetworkActivity read;
  private final Map<Measurement<?>, Attempt<?>> results = new LinkedHashMap<>();

  private Laboratory(
      Config config,
      Specimen specimen,
      Specimen untrained,
      Laboratory trained,
      List<Snapshot> snapshots,
      Trials trials,
      Trials readWith) {
    this.config = config;
    this.specimen = specimen;
    this.untrained = untrained;
    this.trained = trained == null ? this : trained;
    this.snapshots = List.copyOf(snapshots);
    this.streams = new RandomStreams(config.seed());
    this.trials = trials;
    this.activity = NetworkActivity.of(specimen, trials);
    this.read = readWith == trials ? activity : NetworkActivity.of(specimen, readWith);
  }

  /** For a trained network, and what it was before and on the way. */
  static Laboratory of(
      Config config, Specimen specimen, Specimen untrained, List<Snapshot> snapshots) {
    TrialSource source = new TrialSource(config);
    int count = config.analysis().trials();
    int steps = config.task().steps();
    double range = config.analysis().avRangeDegPerS();
    Trials own = source.evaluation(count, steps);
    Trials readWith =
        Ruler.isOf(config.task(), range)
            ? own
            : source.evaluation(count, steps, Ruler.process(config.task(), range));
    return new Laboratory(config, specimen, untrained, null, snapshots, own, readWith);
  }

  /**
   * The tuning of a network as its whole analysis finds it, and nothing else of it.
   *
   * @throws CannotAnalyze if the maps do not tell the classes
   * @throws UnboundedRates if its rates grow without bound
   */
  static Tuning tuning(Config config, CtRnnWeights weights) {
    Specimen specimen = Specimen.of(weights, config);
    Laboratory laboratory = of(config, specimen, specimen, List.of());
    laboratory.results.put(Measurements.TUNING, Measurements.TUNING.make(laboratory));
    return laboratory.ownTuning();
  }

  /** For the same network before its training, held against what this one found. */
  Laboratory ofUntrained() {
    return new Laboratory(config, untrained, untrained, this, List.of(), trials, read.trials());
  }

  /**
   * Makes all measurements.
   *
   * @param progress is told what is measured next
   */
  Map<Measurement<?>, Attempt<?>> measure(Consumer<String> progress) {
    boolean before = trained != this;
    for (Measurement<?> measurement : Measurements.ALL) {
      if (!before || measurement.untrainedToo()) {
        progress.accept(measurement + (before ? " before training" : ""));
        results.put(measurement, measurement.make(this));
      }
    }
    return results;
  }

  Config config() {
    return config;
  }

  /** The network that is measured. */
  Specimen specimen() {
    return specimen;
  }

  /** The same network before its training. */
  Specimen untrained() {
    return untrained;
  }

  /** What the network was at points of its training, in their order. */
  List<Snapshot> snapshots() {
    return snapshots;
  }

  /** Fresh noise-free trials. */
  Trials trials() {
    return trials;
  }

  /**
   * The result of a measurement that this one needs.
   *
   * @throws CannotAnalyze with its reason, if there is none
   */
  @SuppressWarnings("unchecked") // A measurement is the key of its own result.
  <R extends Result> R need(Measurement<R> measurement) {
    return ((Attempt<R>) results.get(measurement)).orElseThrow();
  }

  /** Random numbers of a measurement. */
  UniformRandomProvider random(String name) {
    return streams.stream("analysis." + name);
  }

  RandomStreams streams() {
    return streams;
  }

  /** Streams of their own for a measurement whose noise must not be that of the training. */
  RandomStreams streams(String name) {
    return new RandomStreams(random(name).nextLong());
  }

  /** The units of the trained network. */
  UnitTable units() {
    return trained.need(Measurements.TUNING).table();
  }

  /** What the network makes of the trials. */
  NetworkActivity activity() {
    return activity;
  }

  /**
   * @throws UnboundedRates if there is no activity, neither on the network's own trials nor on
   *     those that units are read with
   */
  void requireActivity() {
    activity.response();
    read.response();
  }

  /** The activity that units are read in: with the velocities of the maps' range. */
  NetworkActivity read() {
    return read;
  }

  /** Whether the network's own velocities are those that units are read with. */
  boolean readWithOwn() {
    return read == activity;
  }

  /** Twice the root mean square of the velocities in the trials. */
  double velocityRangeDegPerS() {
    return JointTuning.ownRangeDegPerS(trained.activity);
  }

  /**
   * The units of the trained network where its classes mean something.
   *
   * @throws CannotAnalyze if the maps do not tell them
   */
  UnitTable classes() {
    Tuning tuning = trained.need(Measurements.TUNING);
    if (config.network().activation() == Activation.TANH) {
      throw new CannotAnalyze(Tuning.NEGATIVE_RATES + " (network.activation: tanh)");
    }
    JointTuning maps = tuning.byTrueDirection();
    if (maps.isEmpty()) {
      throw new CannotAnalyze(
          "the tuning maps are empty: no bin has "
              + Math.round(maps.minSamples())
              + " samples; raise analysis.trials");
    }
    return units();
  }

  /**
   * How the units of the network that is measured are tuned themselves.
   *
   * @throws CannotAnalyze if the trained network's maps do not tell classes
   */
  Tuning ownTuning() {
    classes();
    return need(Measurements.TUNING);
  }

  /**
   * @throws CannotAnalyze if there is no direction to follow: the output tells nothing, or the
   *     network is told nothing
   */
  void requireDirection() {
    need(Measurements.TUNING).byDecodedDirection().orElseThrow();
    if (config.task().cueSteps() == 0) {
      throw new CannotAnalyze("task.cue_steps is 0: the network cannot be told a direction");
    }
  }

  /**
   * @throws CannotAnalyze if a short analysis was asked for
   */
  void requireLongAnalysis() {
    if (!config.analysis().dynamics()) {
      throw new CannotAnalyze("analysis.dynamics is false");
    }
  }

  /**
   * @throws CannotAnalyze if there is no direction to follow, or a short analysis was asked for
   */
  void requireDynamics() {
    requireDirection();
    requireLongAnalysis();
  }
}
