package org.compassnet.cli;

import java.io.IOException;
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
import org.compassnet.network.Simulator;
import org.compassnet.trajectory.Trials;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Runs weights on given inputs. */
@Command(
    name = "simulate",
    mixinStandardHelpOptions = true,
    description = {
      "Run weights on inputs [trials, steps, 3] and optional noise [trials, steps, units];",
      "write outputs [trials, steps, 2] and rates [trials, steps, units]."
    })
final class SimulateCommand implements Callable<Integer> {

  @Option(names = "--weights", paramLabel = "FILE.npz", required = true)
  private Path weightsFile;

  @Option(names = "--inputs", paramLabel = "FILE.npz", required = true)
  private Path inputsFile;

  @Option(names = "--out", paramLabel = "FILE.npz", required = true)
  private Path out;

  @Mixin private ConfigOptions options;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    Config config = options.read(Map.of());
    CtRnnWeights weights = CtRnnWeights.read(weightsFile);
    Map<String, NpyArray> arrays = Npz.read(inputsFile);
    NpyArray inputs = Npz.require(arrays, "inputs", inputsFile);
    int[] shape = inputs.shape();
    if (shape.length != 3 || shape[2] != Trials.INPUTS || shape[0] < 1 || shape[1] < 1) {
      throw new UserError(
          inputsFile + ": inputs: shape " + inputs.shapeText() + "; allowed: [trials, steps, 3]");
    }
    int trials = shape[0];
    int steps = shape[1];
    NpyArray noise = arrays.get("noise");
    int[] noiseShape = {trials, steps, weights.units()};
    if (noise != null && !Arrays.equals(noise.shape(), noiseShape)) {
      throw new UserError(
          inputsFile
              + ": noise: shape "
              + noise.shapeText()
              + "; allowed: "
              + Arrays.toString(noiseShape));
    }
    requireFinite("inputs", inputs);
    if (noise != null) {
      requireFinite("noise", noise);
    }
    Simulator.Simulation simulation =
        Simulator.simulate(
            weights,
            Dynamics.of(config),
            inputs.toFloats(),
            trials,
            steps,
            noise == null ? null : noise.toFloats());
    Map<String, NpyArray> results = new LinkedHashMap<>();
    results.put("outputs", NpyArray.of(simulation.outputs(), trials, steps, Trials.OUTPUTS));
    results.put("rates", NpyArray.of(simulation.rates(), trials, steps, weights.units()));
    Npz.write(out, results);
    spec.commandLine().getOut().printf("%d trials of %d steps in %s%n", trials, steps, out);
    return 0;
  }

  private void requireFinite(String name, NpyArray array) {
    for (int i = 0; i < array.length(); i++) {
      if (!Double.isFinite(array.get(i))) {
        throw new UserError(
            inputsFile
                + ": "
                + name
                + ": element "
                + i
                + " is "
                + array.get(i)
                + "; finite numbers are wanted");
      }
    }
  }
}
