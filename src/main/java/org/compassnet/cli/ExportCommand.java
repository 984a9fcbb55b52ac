package org.compassnet.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.compassnet.network.CtRnnWeights;
import org.compassnet.network.HeadDirectionNetwork;
import org.compassnet.network.WeightsFile;
import org.compassnet.training.RunFolder;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Writes the weights of a run. */
@Command(
    name = "export",
    mixinStandardHelpOptions = true,
    description = {
      "Write the weights of a run.",
      "They are W_in, W_rec, b, W_out, x0 (and b_out, if there is one), for a velocity in rad/step,"
          + " with activation, step_ms and tau_ms."
    },
    footer = {"  compassnet export runs/quick-seed1 --out w.npz"})
final class ExportCommand implements Callable<Integer> {

  @Parameters(paramLabel = "RUN", description = "run folder")
  private Path run;

  @Option(
      names = "--out",
      paramLabel = "FILE.npz",
      required = true,
      description = "where the weights are written")
  private Path out;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    RunFolder.requireNotIn(out);
    RunFolder folder = RunFolder.open(run);
    try (HeadDirectionNetwork network = folder.readNetwork()) {
      CtRnnWeights weights = network.weights();
      WeightsFile.write(out, weights, folder.readConfig());
      spec.commandLine().getOut().printf("weights of %d units in %s%n", weights.units(), out);
    }
    return 0;
  }
}
