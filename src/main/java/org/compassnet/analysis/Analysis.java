package org.compassnet.analysis;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.apache.commons.rng.UniformRandomProvider;
import org.compassnet.config.Activation;
import org.compassnet.config.Config;
import org.compassnet.config.RandomStreams;
import org.compassnet.files.TextTable;
import org.compassnet.network.CtRnnWeights;
import org.compassnet.network.HeadDirectionNetwork;
import org.compassnet.training.Trainer;
import org.compassnet.trajectory.Trials;

/**
 * Everything that is measured of one network. What a network does not allow is an {@link Attempt}
 * without a result. The same weights and configuration give the same bits.
 *
 * @param untrained the network of the same seed before training
 * @param connectivity of the trained network
 * @param connectivityBefore of the untrained network's weights, under the trained network's classes
 *     and preferred directions
 * @param eigenvalues of W_rec, real and imaginary parts [2, units]
 */
public record Analysis(
    Config config,
    Specimen trained,
    Specimen untrained,
    Tuning tuning,
    Tuning tuningBefore,
    Attempt<Connectivity> connectivity,
    Attempt<Connectivity> connectivityBefore,
    double[][] eigenvalues,
    double[][] eigenvaluesBefore,
    Attempt<Lesions> lesions,
    Attempt<Ring> ring,
    Attempt<DriftField> drift,
    Attempt<Kick> kick,
    Attempt<Memory> memory,
    Attempt<Diffusion> diffusion,
    Attempt<GainCurve> gain,
    Attempt<ErrorGrowth> errorGrowth,
    Attempt<FixedPoints> fixedPoints,
    Attempt<Population> population,
    Attempt<Population> populationBefore) {

  /**
   * Takes a network apart.
   *
   * @param weights for an angular velocity in rad/step
   * @param progress is told what is measured next
   */
  public static Analysis of(Config config, CtRnnWeights weights, Consumer<String> progress) {
    CtRnnWeights before;
    try (HeadDirectionNetwork network = HeadDirectionNetwork.create(config)) {
      before = network.weights();
    }
    return new Laboratory(config, progress).analyze(weights, before);
  }

  /** What all analyses of a run share. */
  private static final class Laboratory {
    private final Config config;
    private final RandomStreams streams;
    private final Consumer<String> progress;
    private final Trials trials;

    Laboratory(Config config, Consumer<String> progress) {
      this.config = config;
      this.streams = new RandomStreams(config.seed());
      this.progress = progress;
      this.trials =
          Trainer.evaluationTrials(config, config.analysis().trials(), config.task().steps());
    }

    private UniformRandomProvider random(String name) {
      return streams.stream("analysis." + name);
    }

    private <T> T measure(String what, Supplier<T> analysis) {
      progress.accept(what);
      return analysis.get();
    }

    Analysis analyze(CtRnnWeights weights, CtRnnWeights before) {
      Specimen trained = Specimen.of(weights, config);
      Specimen untrained = trained.with(before);
      Tuning tuning = measure("tuning", () -> tuning(trained));
      Tuning tuningBefore = measure("tuning before training", () -> tuning(untrained));
      UnitTable table = tuning.table();
      Attempt<UnitTable> mapped = Attempt.of(() -> mapped(tuning));
      // A network whose output tells nothing, or that is told nothing, has no direction to follow.
      Attempt<UnitTable> telling = tuning.byDecodedDirection().then(maps -> requireCue(table));
      Attempt<UnitTable> both = telling.then(t -> mapped.orElseThrow());
      double range = tuning.byTrueDirection().avRangeRadPerStep();
      // What is left out of a short analysis.
      Attempt<UnitTable> dynamics = telling.then(this::requireDynamics);
      Attempt<UnitTable> crowd = mapped.then(this::requireDynamics);
      Attempt<Ring> ring = measure("ring", () -> telling.then(t -> Ring.settle(trained)));
      return new Analysis(
          config,
          trained,
          untrained,
          tuning,
          tuningBefore,
          measure("connectivity", () -> mapped.then(t -> connectivity(weights, t))),
          measure("connectivity before training", () -> mapped.then(t -> connectivity(before, t))),
          measure("eigenvalues", () -> Connectivity.eigenvalues(weights)),
          Connectivity.eigenvalues(before),
          measure(
              "lesions",
              () -> both.then(t -> Lesions.of(trained, t, range / 2, config.criteria()))),
          ring,
          measure("drift", () -> ring.then(r -> DriftField.of(trained, r, table))),
          measure("kicks", () -> ring.then(r -> Kick.of(trained, r, random("kick")))),
          measure("memory", () -> dynamics.then(t -> Memory.of(trained, t))),
          measure("diffusion", () -> dynamics.then(t -> diffusion(trained, ring))),
          measure("gain", () -> telling.then(t -> GainCurve.of(trained, range))),
          measure(
              "long trials",
              () -> dynamics.then(t -> ErrorGrowth.of(trained, trials, tuning.outputs(), streams))),
          measure("fixed points", () -> dynamics.then(t -> fixedPoints(trained, ring))),
          measure("population", () -> crowd.then(t -> population(trained, tuning))),
          measure(
              "population before training",
              () -> crowd.then(t -> population(untrained, tuningBefore))));
    }

    private UnitTable requireCue(UnitTable table) {
      if (config.task().cueSteps() == 0) {
        throw new CannotAnalyze("task.cue_steps is 0: the network cannot be told a direction");
      }
      return table;
    }

    private UnitTable mapped(Tuning tuning) {
      if (config.network().activation() == Activation.TANH) {
        throw new CannotAnalyze(
            "tuning strengths and classes are of rates that are not negative;"
                + " network.activation is tanh");
      }
      if (tuning.byTrueDirection().isEmpty()) {
        throw new CannotAnalyze(
            "the tuning maps are empty: no bin has "
                + Math.round(JointTuning.MIN_SAMPLES)
                + " samples; raise analysis.trials");
      }
      return tuning.table();
    }

    /** The noise of a training's first update must not come again here. */
    private RandomStreams diffusionStreams() {
      return new RandomStreams(random("diffusion").nextLong());
    }

    private Tuning tuning(Specimen specimen) {
      return Tuning.of(specimen, config.analysis(), trials, random("dip"));
    }

    private UnitTable requireDynamics(UnitTable table) {
      if (!config.analysis().dynamics()) {
        throw new CannotAnalyze("analysis.dynamics is false");
      }
      return table;
    }

    private Diffusion diffusion(Specimen specimen, Attempt<Ring> ring) {
      ring.orElseThrow();
      return Diffusion.of(specimen, diffusionStreams());
    }

    private FixedPoints fixedPoints(Specimen specimen, Attempt<Ring> ring) {
      return FixedPoints.of(specimen, ring.orElseThrow(), trials, random("fixed_points"));
    }

    private Connectivity connectivity(CtRnnWeights weights, UnitTable table) {
      return Connectivity.of(weights, table, config.analysis().shuffles(), random("shuffles"));
    }

    private Population population(Specimen specimen, Tuning tuning) {
      return Population.of(specimen, tuning, trials, random("population"));
    }
  }

  /** What could not be measured, and why: lines of name and reason. */
  public Map<String, String> omitted() {
    Map<String, String> omitted = new LinkedHashMap<>();
    note(omitted, "decoded_direction", tuning.byDecodedDirection());
    note(omitted, "connectivity", connectivity);
    note(omitted, "lesions", lesions);
    note(omitted, "ring", ring);
    note(omitted, "drift", drift);
    note(omitted, "kick", kick);
    note(omitted, "memory", memory);
    note(omitted, "diffusion", diffusion);
    note(omitted, "gain", gain);
    note(omitted, "error_growth", errorGrowth);
    note(omitted, "fixed_points", fixedPoints);
    note(omitted, "population", population);
    return omitted;
  }

  private static void note(Map<String, String> omitted, String name, Attempt<?> attempt) {
    if (!attempt.succeeded()) {
      omitted.put(name, attempt.whyNot());
    }
  }

  /** What was found, and what could not be measured. */
  @Override
  public String toString() {
    TextTable table = new TextTable("", "finding", "evidence");
    Findings.of(this).forEach(f -> table.row(f.outcome().words(), f.title(), f.evidence()));
    omitted().forEach((name, why) -> table.line("not measured: " + name + ": " + why));
    return table.toString();
  }
}
