package org.compassnet.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.compassnet.config.Config;
import org.compassnet.config.UserError;
import org.compassnet.files.FolderLock;
import org.compassnet.network.CtRnnWeights;
import org.compassnet.network.Dynamics;
import org.compassnet.network.HeadDirectionNetwork;
import org.compassnet.network.Simulator;
import org.compassnet.network.UnboundedRates;
import org.compassnet.training.Evaluation;
import org.compassnet.training.MemoryNeed;
import org.compassnet.training.RunFolder;
import org.compassnet.training.TrialSource;
import org.compassnet.trajectory.Trials;
import org.compassnet.trajectory.recording.Asked;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Evaluates a trained network on fresh, longer or recorded trials. */
@Command(
    name = "evaluate",
    mixinStandardHelpOptions = true,
    description = "Angular error on fresh trials, longer trials, or a recorded trajectory.",
    footer = {
      "  compassnet evaluate runs/quick-seed1",
      "  compassnet evaluate runs/quick-seed1 --steps 2000 --trials 100 --json",
      "  compassnet evaluate runs/quick-seed1 --set task.velocity.sigma_rad_per_step=0.06",
      "  compassnet evaluate runs/quick-seed1 --data mouse.csv --direction hd_deg"
    })
final class EvaluateCommand implements Callable<Integer> {

  @Parameters(paramLabel = "RUN", description = "run folder")
  private Path run;

  @Option(names = "--steps", paramLabel = "N", description = "steps of a trial")
  private Integer steps;

  @Option(names = "--trials", paramLabel = "N", description = "number of trials")
  private Integer trials;

  @Option(
      names = "--data",
      paramLabel = "FILE",
      description = "a recording: a table of time and head direction, or of two points")
  private Path data;

  @Option(
      names = "--set",
      paramLabel = "KEY=VALUE",
      description =
          "change a key of task or evaluation, such as task.step_ms=12.5, for this evaluation; may"
              + " be repeated")
  private List<String> sets = List.of();

  @Mixin private RecordingOptions reading;

  @Mixin private Output output;

  @Override
  public Integer call() throws IOException {
    RunFolder folder = RunFolder.open(run);
    Config trained = folder.readConfig();
    OtherSettings others = new OtherSettings(sets);
    Config config = others.of(trained, "an evaluation", "task", "evaluation");
    if (steps != null) {
      others.requireEffect("beside --steps", "task.steps");
    }
    if (trials != null) {
      others.requireEffect("beside --trials", "evaluation.trials");
    }
    if (data != null) {
      String why = "beside --data, whose velocities and trials are taken";
      others.requireEffect(why, "evaluation.trials");
      // What says how it is read, and the step that the network's gain is meant for.
      others.requireEffect(
          why,
          "task.velocity.",
          "task.velocity.recording.",
          "task.velocity.max_gap_s",
          "task.velocity.step_ms");
    }
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
      CtRnnWeights weights =
          network.weights().atStep(trained.task().timeStep(), config.task().timeStep());
      Simulator simulator = new Simulator(weights, Dynamics.of(config), config.training().engine());
      Evaluation evaluation = evaluation(simulator, evaluated);
      output.lines().println(evaluation);
      output.document(evaluation);
      if (data == null) {
        write(evaluation, folder);
      }
    }
    return 0;
  }

  private Evaluation evaluation(Simulator simulator, Trials evaluated) {
    try {
      return Evaluation.of(simulator.run(evaluated.inputs()), evaluated);
    } catch (UnboundedRates e) {
      throw e.of(run);
    }
  }

  /** What was asked with changes goes beside the run's own evaluation, not over it. */
  private void write(Evaluation evaluation, RunFolder folder) throws IOException {
    try (FolderLock lock = folder.lock()) {
      writeAlone(evaluation, folder);
    }
  }

  private void writeAlone(Evaluation evaluation, RunFolder folder) throws IOException {
    List<String> others = new ArrayList<>(sets);
    if (steps != null) {
      others.add("steps=" + steps);
    }
    if (trials != null) {
      others.add("trials=" + trials);
    }
    if (others.isEmpty()) {
      folder.writeEvaluation(evaluation);
      return;
    }
    Path file = run.resolve("evaluation_" + new OtherSettings(others).name() + ".json");
    RunFolder.writeJson(file, evaluation);
    output.lines().println("written to " + file);
  }

  private Trials fresh(Config config, int length) {
    reading.requireNone("--data");
    int count = trials == null ? config.evaluation().trials() : trials;
    String of = (trials == null ? "evaluation.trials " : "--trials ") + count;
    MemoryNeed.ofEvaluation(config, of, count, length).require();
    RecordingOptions.say(config, Asked.KEYS, output.remarks());
    return new TrialSource(config).evaluation(count, length);
  }

  /** Every trial that the recording holds, or the first {@code --trials} of them. */
  private Trials recorded(Config config, int length) {
    return new TrialSource(config)
        .recorded(
            reading.read(data, config, output.remarks()),
            length,
            trials == null ? Integer.MAX_VALUE : trials);
  }
}
