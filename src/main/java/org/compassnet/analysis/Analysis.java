package org.compassnet.analysis;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.compassnet.config.Config;
import org.compassnet.config.UserError;
import org.compassnet.files.TextTable;
import org.compassnet.network.CtRnnWeights;
import org.compassnet.network.HeadDirectionNetwork;
import org.compassnet.network.UnboundedRates;
import org.compassnet.training.MemoryNeed;
import org.compassnet.training.Snapshot;
import org.compassnet.trajectory.Trials;

/**
 * Everything that was measured of one network, by {@link Measurement}. What a network does not
 * allow is an {@link Attempt} without a result. The same weights and configuration give the same
 * bits.
 */
public final class Analysis {

  private final Config config;
  private final Specimen trained;
  private final Specimen untrained;
  private final Map<Measurement<?>, Attempt<?>> results;
  private final Map<Measurement<?>, Attempt<?>> before;

  private Analysis(
      Config config,
      Specimen trained,
      Specimen untrained,
      Map<Measurement<?>, Attempt<?>> results,
      Map<Measurement<?>, Attempt<?>> before) {
    this.config = config;
    this.trained = trained;
    this.untrained = untrained;
    this.results = results;
    this.before = before;
  }

  /**
   * Takes a network apart that began with the random weights of its seed.
   *
   * @param weights for an angular velocity in rad/step
   * @param progress is told what is measured next
   * @throws UserError if the memory has no room for it
   * @throws UnboundedRates if its rates grow without bound on the trials that it is read with
   */
  public static Analysis of(Config config, CtRnnWeights weights, Consumer<String> progress) {
    MemoryNeed.ofAnalysis(config).require();
    try (HeadDirectionNetwork network = HeadDirectionNetwork.create(config)) {
      return of(config, weights, network.weights(), progress);
    }
  }

  /**
   * Takes a network apart, held against what it was before its training.
   *
   * @param weights for an angular velocity in rad/step
   * @param start the weights that its training began with, likewise
   * @param progress is told what is measured next
   * @throws UserError if the memory has no room for it
   * @throws UnboundedRates if its rates grow without bound on the trials that it is read with
   */
  public static Analysis of(
      Config config, CtRnnWeights weights, CtRnnWeights start, Consumer<String> progress) {
    return of(config, weights, start, List.of(), progress);
  }

  /**
   * The same with what the network was at points of its training.
   *
   * @param snapshots in their order, likewise; empty where none were kept
   */
  public static Analysis of(
      Config config,
      CtRnnWeights weights,
      CtRnnWeights start,
      List<Snapshot> snapshots,
      Consumer<String> progress) {
    MemoryNeed.ofAnalysis(config).require();
    Specimen trained = Specimen.of(weights, config);
    Specimen untrained = trained.with(start);
    Laboratory laboratory = Laboratory.of(config, trained, untrained, snapshots);
    Map<Measurement<?>, Attempt<?>> results = laboratory.measure(progress);
    laboratory.requireActivity();
    return new Analysis(
        config, trained, untrained, results, laboratory.ofUntrained().measure(progress));
  }

  /** The result of a measurement of the trained network, or why there is none. */
  @SuppressWarnings("unchecked") // A measurement is the key of its own result.
  public <R extends Result> Attempt<R> get(Measurement<R> measurement) {
    return (Attempt<R>) results.get(measurement);
  }

  /**
   * The result of a measurement of the untrained network, or why there is none.
   *
   * @throws IllegalArgumentException if it is made of the trained network alone
   */
  @SuppressWarnings("unchecked") // As above.
  public <R extends Result> Attempt<R> before(Measurement<R> measurement) {
    if (!measurement.untrainedToo()) {
      throw new IllegalArgumentException(measurement + " is not measured before training");
    }
    return (Attempt<R>) before.get(measurement);
  }

  public Config config() {
    return config;
  }

  public Specimen trained() {
    return trained;
  }

  /** The network before training. */
  public Specimen untrained() {
    return untrained;
  }

  public Integration integration() {
    return get(Measurements.INTEGRATION).orElseThrow();
  }

  public Tuning tuning() {
    return get(Measurements.TUNING).orElseThrow();
  }

  public Attempt<Tuning> tuningBefore() {
    return before(Measurements.TUNING);
  }

  /** The error on the trials that units are read with. */
  public Reading reading() {
    return get(Measurements.READING).orElseThrow();
  }

  /** The units read with the network's own velocities. */
  public Attempt<OwnRange> ownRange() {
    return get(Measurements.OWN_RANGE);
  }

  /**
   * @throws CannotAnalyze if the network has not learned the task
   */
  void requireLearned() {
    if (!integration().learned(config.criteria())) {
      throw new CannotAnalyze("the network has not learned the task");
    }
  }

  /**
   * @throws CannotAnalyze if the network loses its direction at the velocities that its units are
   *     read with
   */
  void requireIntegratingReading() {
    if (integration().learned(config.criteria()) && !reading().integrates(config.criteria())) {
      throw new CannotAnalyze(reading().outside());
    }
  }

  public Attempt<Connectivity> connectivity() {
    return get(Measurements.CONNECTIVITY);
  }

  /** Of the untrained weights, under the trained network's classes and preferred directions. */
  public Attempt<Connectivity> connectivityBefore() {
    return before(Measurements.CONNECTIVITY);
  }

  /** What training added to the wiring, under the same classes and directions. */
  public Attempt<WiringChange> wiringChange() {
    return get(Measurements.WIRING_CHANGE);
  }

  public Attempt<Separation> separation() {
    return get(Measurements.SEPARATION);
  }

  public LearnedChange learnedChange() {
    return get(Measurements.LEARNED_CHANGE).orElseThrow();
  }

  /** The training, point by point; without frames where no snapshots were asked for. */
  public Attempt<Film> film() {
    return get(Measurements.FILM);
  }

  public Attempt<Lesions> lesions() {
    return get(Measurements.LESIONS);
  }

  public Attempt<Ring> ring() {
    return get(Measurements.RING);
  }

  public Attempt<DriftField> drift() {
    return get(Measurements.DRIFT);
  }

  public Attempt<Kick> kick() {
    return get(Measurements.KICK);
  }

  public Attempt<Memory> memory() {
    return get(Measurements.MEMORY);
  }

  public Attempt<Diffusion> diffusion() {
    return get(Measurements.DIFFUSION);
  }

  public Attempt<GainCurve> gain() {
    return get(Measurements.GAIN);
  }

  public Attempt<ErrorGrowth> errorGrowth() {
    return get(Measurements.ERROR_GROWTH);
  }

  public Attempt<FixedPoints> fixedPoints() {
    return get(Measurements.FIXED_POINTS);
  }

  public Attempt<ContinuousAttractor> continuousAttractor() {
    return get(Measurements.CONTINUOUS_ATTRACTOR);
  }

  public Attempt<Population> population() {
    return get(Measurements.POPULATION);
  }

  public Attempt<Population> populationBefore() {
    return before(Measurements.POPULATION);
  }

  /** Outputs, decoded direction and rates of all units on these trials, without noise. */
  public Observation simulate(Trials trials) {
    return trained.simulate(trials);
  }

  /**
   * The same with the output of all units of some classes cut.
   *
   * @throws CannotAnalyze if a class has no units
   */
  public Observation simulateWithout(Trials trials, UnitClass first, UnitClass... more) {
    List<UnitClass> classes = new ArrayList<>(List.of(more));
    classes.add(0, first);
    UnitTable table = tuning().table();
    for (UnitClass type : classes) {
      if (table.of(type).isEmpty()) {
        throw new CannotAnalyze("no " + type.plural() + " to cut");
      }
    }
    return trained.simulateWithout(trials, table.indices(classes.toArray(UnitClass[]::new)));
  }

  /**
   * The same with the output of some units cut.
   *
   * @throws CannotAnalyze if there is no such unit
   */
  public Observation simulateWithout(Trials trials, int... units) {
    return trained.simulateWithout(trials, units);
  }

  /** What can be asked of an analysis, a line each. */
  public Help help() {
    return Help.of(Analysis.class);
  }

  /** A finding for every phenomenon, in their order. */
  public List<Finding> findings() {
    List<Finding> findings = new ArrayList<>();
    for (Measurement<?> measurement : Measurements.ALL) {
      Attempt<? extends Result> attempt = get(measurement);
      if (attempt.succeeded()) {
        findings.addAll(attempt.orElseThrow().findings(this));
      } else {
        measurement
            .phenomena()
            .forEach(p -> findings.add(Finding.notMeasured(p, attempt.whyNot())));
      }
    }
    findings.sort(Comparator.comparing(Finding::phenomenon));
    return List.copyOf(findings);
  }

  /** Whether a phenomenon is there. */
  public Finding finding(Phenomenon phenomenon) {
    return findings().stream()
        .filter(f -> f.phenomenon() == phenomenon)
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("no result judges " + phenomenon));
  }

  /** What could not be measured, and why: lines of name and reason. */
  public Map<String, String> omitted() {
    Map<String, String> omitted = new LinkedHashMap<>();
    for (Measurement<?> measurement : Measurements.ALL) {
      Attempt<? extends Result> attempt = get(measurement);
      if (attempt.succeeded()) {
        omitted.putAll(attempt.orElseThrow().omitted());
      } else {
        omitted.put(measurement.name(), attempt.whyNot());
      }
    }
    return omitted;
  }

  /** What was found, and what could not be measured. */
  @Override
  public String toString() {
    TextTable table = new TextTable("", "finding", "evidence");
    findings().forEach(f -> table.row(f.outcome().words(), f.phenomenon().title(), f.evidence()));
    omitted().forEach((name, why) -> table.line("not measured: " + name + ": " + why));
    return table.toString();
  }
}
