package org.compassnet.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.compassnet.config.Config;
import org.compassnet.network.CtRnnWeights;
import org.compassnet.network.HeadDirectionNetwork;
import org.compassnet.training.Evaluation;
import org.compassnet.training.RunFolder;
import org.compassnet.training.Trainer;
import org.compassnet.training.TrialSource;
import org.compassnet.trajectory.recording.Asked;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Makes a run folder of weights trained elsewhere. */
@Command(
    name = "import-weights",
    mixinStandardHelpOptions = true,
    description = "Make a run folder of weights W_in, W_rec, b, W_out, x0 trained elsewhere.")
final class ImportWeightsCommand implements Callable<Integer> {

  @Parameters(paramLabel = "FILE.npz", description = "weights, for a velocity in rad/step")
  private Path file;

  @Option(names = "--out", paramLabel = "RUN", required = true, description = "run folder")
  private Path out;

  @Mixin private ConfigOptions options;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    CtRnnWeights weights = CtRnnWeights.read(file);
    Map<String, Object> more = new LinkedHashMap<>();
    more.put("network.units", weights.units());
    if (weights.hasSelfConnections()) {
      more.put("network.self_connections", true);
    }
    Config config = options.read(more);
    int units = config.network().units();
    if (units != weights.units()) {
      throw options.refused("network.units", units, weights.units() + ", as " + file + " has");
    }
    RecordingOptions.say(config, Asked.KEYS, spec.commandLine().getOut());
    try (HeadDirectionNetwork network = HeadDirectionNetwork.create(config)) {
      network.setWeights(weights);
      RunFolder folder = RunFolder.create(out);
      Trainer.writeUntrained(config, folder, network);
      Evaluation evaluation =
          Evaluation.of(
              network,
              new TrialSource(config)
                  .evaluation(config.evaluation().trials(), config.task().steps()));
      folder.writeEvaluation(evaluation);
      PrintWriter print = spec.commandLine().getOut();
      print.printf("run folder  %s%n", out);
      print.printf("evaluation  %s%n", evaluation);
    }
    return 0;
  }
}
