package org.compassnet.training;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.bytedeco.javacpp.Pointer;
import org.compassnet.config.Config;
import org.compassnet.config.EngineChoice;
import org.compassnet.config.TrainingConfig;
import org.compassnet.config.UserError;
import org.compassnet.engine.FusedEngine;
import org.compassnet.files.Heap;
import org.compassnet.network.Engine;
import org.compassnet.trajectory.Trials;

/**
 * The memory that some work must have, known before it is begun. It counts what is there at one
 * time whatever else is, so that what it refuses could not have been done.
 *
 * @param work what needs it, such as {@code the training}
 */
public record MemoryNeed(String work, List<Part> parts) {

  /**
   * Some of the memory.
   *
   * @param of the settings that decide how much it is, with their values
   * @param heapBytes on the Java heap
   * @param offHeapBytes outside it, in arrays of ND4J
   * @param longest values of the longest array
   */
  public record Part(String of, double heapBytes, double offHeapBytes, double longest) {}

  // Of a perturbation: 36 directions at rest and turning to either side, over its window.
  private static final int PERTURBED_TRIALS = 108;
  private static final double PERTURBED_S = 2.5;

  /** The greatest length of an array that every JVM can make. */
  private static final double LONGEST = Integer.MAX_VALUE - 8.0;

  // Bytes for each step of a trial: inputs, targets and mask in floats, velocities in doubles.
  private static final double TRIAL_BYTES =
      Float.BYTES * (Trials.INPUTS + Trials.OUTPUTS + 1) + Double.BYTES;
  private static final double DATA_SET_BYTES = Float.BYTES * (Trials.INPUTS + Trials.OUTPUTS + 1);
  private static final double OUTPUT_BYTES = Float.BYTES * Trials.OUTPUTS;

  // The layer's copies of inputs, of outputs and of the outputs' gradient.
  private static final double LAYER_BYTES = Float.BYTES * (Trials.INPUTS + 2 * Trials.OUTPUTS);

  // Bytes for each weight. Weights, gradient and two moments outside the heap; on it the weights,
  // the packed matrix of a pass, the gradient, and its sum in double precision.
  private static final double WEIGHT_OFF_HEAP_BYTES = 4 * Float.BYTES;
  private static final double WEIGHT_BYTES = 3 * Float.BYTES + Double.BYTES;
  private static final double READ_WEIGHT_BYTES = 2 * Float.BYTES;

  // The trained weights and the untrained; in double precision W_rec, its product with itself, and
  // what its eigenvectors are computed from and into.
  private static final double ANALYSIS_WEIGHT_BYTES = 2 * Float.BYTES;
  private static final double DYNAMICS_WEIGHT_BYTES = 5 * Double.BYTES;

  // A row of metrics.csv as an object; what is known of a network of a study, about.
  private static final double METRICS_BYTES = 72;
  private static final double NETWORK_BYTES = 2000;

  // A step of a trial as DataVec's record of six values.
  private static final double RECORD_BYTES = 170;

  public MemoryNeed {
    parts = List.copyOf(parts);
  }

  /** Of a whole run: the largest of training, evaluation and analysis. */
  public static MemoryNeed ofRun(Config config) {
    return largest(List.of(ofTraining(config), ofEvaluation(config), ofAnalysis(config)));
  }

  /** The one that has no room, or that needs the most of the heap. */
  public static MemoryNeed largest(Collection<MemoryNeed> needs) {
    return Collections.max(
        needs,
        Comparator.comparing((MemoryNeed need) -> need.refusal().isPresent())
            .thenComparingDouble(MemoryNeed::heapBytes));
  }

  /** Of the updates of a training, and of its validations. */
  public static MemoryNeed ofTraining(Config config) {
    TrainingConfig training = config.training();
    int steps = longestTrial(config);
    List<Part> parts = ofUpdate(config, steps);
    parts.add(
        trials(
            "training.validation.trials " + training.validation().trials(),
            training.validation().trials(),
            config.task().steps(),
            TRIAL_BYTES));
    parts.add(
        new Part(
            "training.updates " + training.updates(),
            METRICS_BYTES * training.updates(),
            0,
            training.updates()));
    return new MemoryNeed("the training", parts);
  }

  /** Of updates that are timed. */
  static MemoryNeed ofBench(Config config, int updates, double bytesPerUpdate) {
    List<Part> parts = ofUpdate(config, config.task().steps());
    parts.add(new Part("--updates " + updates, bytesPerUpdate * updates, 0, updates));
    return new MemoryNeed("the timing", parts);
  }

  private static int longestTrial(Config config) {
    int first = config.training().stepsAt(0, config.task().steps());
    return config.training().curriculum().stream()
        .filter(stage -> stage.update() < config.training().updates())
        .mapToInt(TrainingConfig.Stage::steps)
        .reduce(first, Math::max);
  }

  private static List<Part> ofUpdate(Config config, int steps) {
    int trials = config.training().batchTrials();
    int units = config.network().units();
    String ofTrials = "training.batch_trials " + trials;
    List<Part> parts = new ArrayList<>();
    parts.add(weights(units, WEIGHT_BYTES, WEIGHT_OFF_HEAP_BYTES));
    Part data = trials(ofTrials, trials, steps, TRIAL_BYTES + LAYER_BYTES);
    parts.add(new Part(data.of, data.heapBytes, DATA_SET_BYTES * trials * steps, data.longest));
    // Of what has no room already, the history is not asked for: its numbers would overflow.
    if (parts.stream().allMatch(part -> part.longest <= LONGEST)) {
      parts.add(history(config, ofTrials, trials, steps));
    }
    return parts;
  }

  private static Part history(Config config, String ofTrials, int trials, int steps) {
    int units = config.network().units();
    String of = "%s of %d steps and network.units %d".formatted(ofTrials, steps, units);
    double rates = (double) trials * steps * units;
    if (Engine.of(config.training().engine()).choice() == EngineChoice.SAMEDIFF) {
      // Rates and states of the whole pass, at least.
      return new Part(of, 0, 2 * Float.BYTES * rates, rates);
    }
    FusedEngine.History history =
        FusedEngine.history(trials, steps, units, Trials.INPUTS, Trials.OUTPUTS);
    double shards = Math.ceil((double) trials / Engine.TRIALS_TOGETHER);
    double ofSegment = rates / shards / steps * history.segmentSteps();
    return new Part(of, history.bytes(), 0, ofSegment);
  }

  /** Of an evaluation as the configuration says. */
  public static MemoryNeed ofEvaluation(Config config) {
    int trials = config.evaluation().trials();
    return ofEvaluation(config, "evaluation.trials " + trials, trials, config.task().steps());
  }

  /**
   * Of an evaluation on trials that are generated.
   *
   * @param of what asks for so many trials
   */
  public static MemoryNeed ofEvaluation(Config config, String of, int trials, int steps) {
    return new MemoryNeed(
        "the evaluation",
        List.of(
            weights(config.network().units(), READ_WEIGHT_BYTES, Float.BYTES),
            trials(of, trials, steps, TRIAL_BYTES)));
  }

  /** Of the analysis of a run's network. */
  public static MemoryNeed ofAnalysis(Config config) {
    int trials = config.analysis().trials();
    double perWeight =
        ANALYSIS_WEIGHT_BYTES
            + Float.BYTES * config.training().snapshots()
            + (config.analysis().dynamics() ? DYNAMICS_WEIGHT_BYTES : 0);
    return new MemoryNeed(
        "the analysis",
        List.of(
            weights(config.network().units(), perWeight, Float.BYTES),
            perturbations(config),
            trials(
                "analysis.trials " + trials,
                trials,
                config.task().steps(),
                TRIAL_BYTES + 2 * OUTPUT_BYTES)));
  }

  /** Rates of the perturbations that are made side by side, while and after a change. */
  private static Part perturbations(Config config) {
    int cores = Runtime.getRuntime().availableProcessors();
    double steps = 1e3 * PERTURBED_S / config.task().stepMs();
    double rates = PERTURBED_TRIALS * steps * config.network().units();
    return new Part(
        "network.units %d, %d perturbations at a time".formatted(config.network().units(), cores),
        2 * Float.BYTES * rates * cores,
        0,
        rates);
  }

  /** Of trials that are written to a file. */
  public static MemoryNeed ofTrajectories(String of, int trials, int steps, boolean records) {
    List<Part> parts = new ArrayList<>();
    parts.add(trials(of, trials, steps, TRIAL_BYTES));
    if (records) {
      parts.add(new Part("a trial of " + steps + " steps", RECORD_BYTES * steps, 0, steps));
    }
    return new MemoryNeed("the dataset", parts);
  }

  /** Of a simulation whose inputs and noise are there already. */
  public static MemoryNeed ofSimulation(int trials, int steps, int units) {
    double rates = (double) trials * steps * units;
    return new MemoryNeed(
        "the simulation",
        List.of(
            weights(units, READ_WEIGHT_BYTES, 0),
            new Part(
                "the rates of %d trials, %d steps and %d units".formatted(trials, steps, units),
                Float.BYTES * rates,
                0,
                rates)));
  }

  /**
   * Of many networks that are made one after the other.
   *
   * @param of what asks for so many
   */
  public static MemoryNeed ofNetworks(String of, double networks) {
    return new MemoryNeed(
        "the study", List.of(new Part(of, NETWORK_BYTES * networks, 0, networks)));
  }

  /**
   * Of the spikes that units are given, kept until all are held beside the cells.
   *
   * @param of what asks for them
   * @param units of all networks together
   * @param bins of the session
   */
  public static MemoryNeed ofSpikes(String of, double units, int bins) {
    return new MemoryNeed(
        "the comparison with cells", List.of(new Part(of, Float.BYTES * units * bins, 0, bins)));
  }

  /**
   * Of as much work so many times at a time.
   *
   * @param of what asks for so many
   */
  public MemoryNeed together(String of, int count) {
    double longest = parts.stream().mapToDouble(Part::longest).max().orElse(0);
    return new MemoryNeed(
        "work on so many networks at a time",
        List.of(new Part(of, count * heapBytes(), count * offHeapBytes(), longest)));
  }

  private static Part weights(int units, double heapBytes, double offHeapBytes) {
    double weights = (double) units * units;
    return new Part("network.units " + units, heapBytes * weights, offHeapBytes * weights, weights);
  }

  private static Part trials(String of, int trials, int steps, double bytes) {
    double all = (double) trials * steps;
    return new Part(of + " of " + steps + " steps", bytes * all, 0, Trials.INPUTS * all);
  }

  private double heapBytes() {
    return parts.stream().mapToDouble(Part::heapBytes).sum();
  }

  private double offHeapBytes() {
    return parts.stream().mapToDouble(Part::offHeapBytes).sum();
  }

  /** How many of these have room at a time, from 1 to {@code most}. */
  public int atATime(int most) {
    return (int) Math.max(1, Math.min(most, Heap.room() / Math.max(1, heapBytes())));
  }

  /**
   * Refuses work for which there is no room.
   *
   * @throws UserError with what it needs, most of all for which settings, and what there is
   */
  public void require() {
    refusal()
        .ifPresent(
            why -> {
              throw new UserError(why);
            });
  }

  /** Why there is no room for it: one line for the user; nothing if there is. */
  public Optional<String> refusal() {
    if (heapBytes() > Heap.room()) {
      Part most = parts.stream().max(Comparator.comparingDouble(Part::heapBytes)).orElseThrow();
      return refused(heapBytes(), most.heapBytes, most.of, "the heap has room for", Heap.room());
    }
    long room = Pointer.maxBytes();
    if (room > 0 && offHeapBytes() > room) {
      Part most = parts.stream().max(Comparator.comparingDouble(Part::offHeapBytes)).orElseThrow();
      return refused(
          offHeapBytes(),
          most.offHeapBytes,
          most.of,
          "outside the heap, org.bytedeco.javacpp.maxbytes allows",
          room);
    }
    for (Part part : parts) {
      if (part.longest > LONGEST) {
        return Optional.of(
            "%s: %s needs %.0f numbers in an array; it holds %.0f"
                .formatted(part.of, work, part.longest, LONGEST));
      }
    }
    return Optional.empty();
  }

  private Optional<String> refused(
      double bytes, double most, String of, String where, double room) {
    return Optional.of(
        "%s: %s needs at least %s of memory, %s of it for this; %s %s"
            .formatted(of, work, Heap.text(bytes), Heap.text(most), where, Heap.text(room)));
  }
}
