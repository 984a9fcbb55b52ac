package org.compassnet.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.compassnet.config.Config;
import org.compassnet.config.UserError;
import org.compassnet.files.NpyArray;
import org.compassnet.files.Npz;
import org.compassnet.network.CtRnnWeights;
import org.compassnet.network.Dynamics;
import org.compassnet.network.HeadDirectionNetwork;
import org.compassnet.network.Noise;
import org.compassnet.network.Simulation;
import org.compassnet.network.Simulator;
import org.compassnet.network.UnboundedRates;
import org.compassnet.network.WeightsFile;
import org.compassnet.training.MemoryNeed;
import org.compassnet.training.RunFolder;
import org.compassnet.trajectory.TimeSeries;
import org.compassnet.trajectory.Trials;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Runs a network on given inputs. */
@Command(
    name = "simulate",
    mixinStandardHelpOptions = true,
    description = {
      "Run a network on given inputs.",
      "Inputs are [trials, steps, 3] (angular velocity in rad/step, sine and cosine of the cue;"
          + " trajectories writes them), with noise [trials, steps, units] if there is any; outputs"
          + " are [trials, steps, 2] and rates [trials, steps, units].",
      "A run knows its activation, time constant and step, and so do weights that export wrote;"
          + " what a file of weights does not say comes from --config and --set, or from the"
          + " defaults."
    },
    footer = {
      "  compassnet simulate --run runs/quick-seed1 --inputs trials.npz --out rates.npz",
      "  compassnet simulate --weights w.npz --inputs trials.npz --out rates.npz --set"
          + " network.tau_ms=125"
    })
final class SimulateCommand implements Callable<Integer> {

  @ArgGroup(multiplicity = "1")
  private Source source;

  private static final class Source {
    @Option(names = "--run", paramLabel = "RUN", description = "a trained network's run folder")
    private Path run;

    @Option(
        names = "--weights",
        paramLabel = "FILE.npz",
        description = "weights, as import-weights reads them")
    private Path weights;
  }

  @Option(
      names = "--inputs",
      paramLabel = "FILE.npz",
      required = true,
      description = "inputs, and noise if there is any")
  private Path inputsFile;

  @Option(
      names = "--out",
      paramLabel = "FILE.npz",
      required = true,
      description = "where outputs and rates are written")
  private Path out;

  @Mixin private ConfigOptions options;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    RunFolder.requireNotIn(out);
    Simulator simulator = source.run != null ? ofRun() : ofWeights();
    Map<String, NpyArray> arrays = Npz.read(inputsFile);
    TimeSeries inputs = TimeSeries.read(arrays, "inputs", inputsFile, Trials.INPUTS);
    MemoryNeed.ofSimulation(inputs.trials(), inputs.steps(), simulator.weights().units()).require();
    Simulation simulation = simulate(simulator, inputs, noise(arrays, inputs, simulator));
    Map<String, NpyArray> results = new LinkedHashMap<>();
    results.put("outputs", simulation.outputs().toArray());
    results.put("rates", simulation.rates().toArray());
    Npz.write(out, results);
    print().printf("%d trials of %d steps in %s%n", inputs.trials(), inputs.steps(), out);
    return 0;
  }

  private Simulation simulate(Simulator simulator, TimeSeries inputs, Noise noise) {
    try {
      return simulator.simulate(inputs, noise);
    } catch (UnboundedRates e) {
      throw e.of(source.run != null ? source.run : source.weights);
    }
  }

  private PrintWriter print() {
    return spec.commandLine().getOut();
  }

  /** With another step than the run's, its weights for a velocity in rad per such a step. */
  private Simulator ofRun() {
    RunFolder folder = RunFolder.open(source.run);
    Config trained = folder.readConfig();
    Config config = options.change(trained);
    try (HeadDirectionNetwork network = folder.readNetwork()) {
      CtRnnWeights weights =
          network.weights().atStep(trained.task().timeStep(), config.task().timeStep());
      return new Simulator(weights, Dynamics.of(config), config.training().engine());
    }
  }

  private Simulator ofWeights() {
    WeightsFile file = WeightsFile.read(source.weights);
    Config config = options.read(file);
    print().println(WeightsText.model(file, config, options));
    file.remarks().forEach(print()::println);
    return new Simulator(
        file.perStep(config.task().timeStep()), Dynamics.of(config), config.training().engine());
  }

  /** The noise of the file, or null if it has none. */
  private Noise noise(Map<String, NpyArray> arrays, TimeSeries inputs, Simulator simulator) {
    if (!arrays.containsKey("noise")) {
      return null;
    }
    int units = simulator.weights().units();
    NpyArray noise = arrays.get("noise");
    int[] wanted = {inputs.trials(), inputs.steps(), units};
    if (!Arrays.equals(noise.shape(), wanted)) {
      throw new UserError(
          String.format(
              "%s: noise: shape %s; allowed: %s",
              inputsFile, noise.shapeText(), Arrays.toString(wanted)));
    }
    return Noise.given(TimeSeries.read(arrays, "noise", inputsFile, units));
  }
}
