package org.compassnet.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.compassnet.config.Config;
import org.compassnet.config.UserError;
import org.compassnet.network.HeadDirectionNetwork;
import org.compassnet.training.Evaluation;
import org.compassnet.training.RunFolder;
import org.compassnet.training.TrialSource;
import org.compassnet.trajectory.Trials;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Evaluates a trained network on fresh, longer or recorded trials. */
@Command(
    name = "evaluate",
    mixinStandardHelpOptions = true,
    description = "Angular error on fresh trials, longer trials, or a recorded trajectory.")
final class EvaluateCommand implements Callable<Integer> {

  @Parameters(paramLabel = "RUN", description = "run folder")
  private Path run;

  @Option(names = "--steps", paramLabel = "N", description = "steps of a trial")
  private Integer steps;

  @Option(names = "--trials", paramLabel = "N", description = "number of trials")
  private Integer trials;

  @Option(
      names = "--data",
      paramLabel = "FILE.csv",
      description = "a recording: time in s, head direction in rad or deg")
  private Path data;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    RunFolder folder = RunFolder.open(run);
    Config config = folder.readConfig();
    int length = steps == null ? config.task().steps() : steps;
    if (length <= config.task().cueSteps()) {
      throw new UserError(
          "--steps "
              + length
              + ": more than task.cue_steps ("
              + config.task().cueSteps()
              + ") are wanted");
    }
    if (trials != null && trials < 1) {
      throw new UserError("--trials " + trials + ": at least 1 is wanted");
    }
    Trials evaluated = data == null ? fresh(config, length) : recorded(config, length);
    try (HeadDirectionNetwork network = folder.readNetwork()) {
      Evaluation evaluation = Evaluation.of(network, evaluated);
      if (data == null) {
        folder.writeEvaluation(evaluation);
      }
      spec.commandLine().getOut().println(evaluation);
    }
    return 0;
  }

  private Trials fresh(Config config, int length) {
    int count = trials == null ? config.evaluation().trials() : trials;
    return new TrialSource(config).evaluation(count, length);
  }

  /** Every trial that the recording holds, or the first {@code --trials} of them. */
  private Trials recorded(Config config, int length) {
    return new TrialSource(config)
        .recorded(data, length, trials == null ? Integer.MAX_VALUE : trials);
  }
}
