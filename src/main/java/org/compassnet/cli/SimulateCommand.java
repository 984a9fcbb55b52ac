package org.compassnet.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
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
import org.compassnet.training.RunFolder;
import org.compassnet.trajectory.TimeSeries;
import org.compassnet.trajectory.Trials;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Runs a network on given inputs. */
@Command(
    name = "simulate",
    mixinStandardHelpOptions = true,
    description = {
      "Run a network on inputs [trials, steps, 3] (angular velocity in rad/step, sine and cosine"
          + " of",
      "the cue; trajectories writes them) and optional noise [trials, steps, units]; write outputs",
      "[trials, steps, 2] and rates [trials, steps, units].",
      "A run knows its activation, time constant and step; bare weights take them from --config"
          + " and",
      "--set, or from the defaults."
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
        description = "weights for an angular velocity in rad/step")
    private Path weights;
  }

  @Option(names = "--inputs", paramLabel = "FILE.npz", required = true)
  private Path inputsFile;

  @Option(names = "--out", paramLabel = "FILE.npz", required = true)
  private Path out;

  @Option(
      names = "--config",
      paramLabel = "CONF",
      description = "configuration in YAML, with --weights; default: the defaults")
  private Path configuration;

  @Option(
      names = "--set",
      paramLabel = "KEY=VALUE",
      description = "change a key, such as task.step_ms=12.5; may be repeated")
  private List<String> sets = List.of();

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    Simulator simulator = source.run != null ? ofRun() : ofWeights();
    Map<String, NpyArray> arrays = Npz.read(inputsFile);
    TimeSeries inputs = TimeSeries.read(arrays, "inputs", inputsFile, Trials.INPUTS);
    Simulation simulation = simulator.simulate(inputs, noise(arrays, inputs, simulator));
    Map<String, NpyArray> results = new LinkedHashMap<>();
    results.put("outputs", simulation.outputs().toArray());
    results.put("rates", simulation.rates().toArray());
    Npz.write(out, results);
    print().printf("%d trials of %d steps in %s%n", inputs.trials(), inputs.steps(), out);
    return 0;
  }

  private PrintWriter print() {
    return spec.commandLine().getOut();
  }

  /** With another step than the run's, its weights for a velocity in rad per such a step. */
  private Simulator ofRun() {
    if (configuration != null) {
      throw new UserError(
          "--config " + configuration + ": with --weights only; a run has its own config.yaml");
    }
    RunFolder folder = RunFolder.open(source.run);
    Config trained = folder.readConfig();
    Config config = trained.set(sets);
    try (HeadDirectionNetwork network = folder.readNetwork()) {
      CtRnnWeights weights =
          network.weights().atStep(trained.task().timeStep(), config.task().timeStep());
      return new Simulator(weights, Dynamics.of(config), config.training().engine());
    }
  }

  private Simulator ofWeights() {
    CtRnnWeights weights = CtRnnWeights.read(source.weights);
    Config config = configuration != null ? Config.read(configuration, sets) : Config.of(sets);
    print()
        .printf(
            Locale.ROOT,
            "taken from %s: activation %s, steps of %s ms, tau %s ms, noise of kind %s%n",
            (configuration != null ? configuration : "the defaults")
                + (sets.isEmpty() ? "" : " and --set"),
            config.network().activation().keyword(),
            config.task().stepMs(),
            config.network().tauMs(),
            config.network().noise().kind().keyword());
    return new Simulator(weights, Dynamics.of(config), config.training().engine());
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
