package org.compassnet.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.compassnet.config.Config;
import org.compassnet.config.UserError;
import org.compassnet.files.FolderLock;
import org.compassnet.network.HeadDirectionNetwork;
import org.compassnet.training.Evaluation;
import org.compassnet.training.MemoryNeed;
import org.compassnet.training.Progress;
import org.compassnet.training.RunFolder;
import org.compassnet.training.Shrinkage;
import org.compassnet.training.Trainer;
import org.compassnet.training.TrialSource;
import org.compassnet.trajectory.Trials;
import org.compassnet.trajectory.recording.Asked;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Trains a network, evaluates it and takes it apart. */
@Command(
    name = "train",
    mixinStandardHelpOptions = true,
    description = "Train a network, evaluate it, analyze it, and write a run folder with a report.",
    footer = {
      "  compassnet train conf/quick.yaml",
      "  compassnet train conf/main.yaml --set seed=2 --set network.units=60 --out runs/small",
      "  compassnet train conf/main.yaml --resume --quiet"
    })
final class TrainCommand implements Callable<Integer> {

  @Parameters(paramLabel = "CONF", description = "configuration in YAML")
  private Path configuration;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "run folder; default: runs/NAME-seedSEED")
  private Path out;

  @Option(
      names = "--set",
      paramLabel = "KEY=VALUE",
      description = "change a key of the configuration; may be repeated")
  private List<String> sets = List.of();

  @Option(names = "--resume", description = "go on from the last checkpoint")
  private boolean resume;

  @Option(names = "--ui", description = "serve Deeplearning4j's training page on loopback")
  private boolean ui;

  @Option(
      names = "--ui-port",
      paramLabel = "PORT",
      defaultValue = "9000",
      description = "default: ${DEFAULT-VALUE}")
  private int uiPort;

  @Mixin private Quiet quiet;

  @Mixin private Output output;

  @Override
  public Integer call() throws IOException {
    PrintWriter print = output.remarks();
    Config config = Config.read(configuration, sets);
    Path path = out != null ? out : Path.of("runs", config.name() + "-seed" + config.seed());
    MemoryNeed.ofRun(config).require();
    RunFolder folder = resume ? RunFolder.open(path) : new RunFolder(path);
    RecordingOptions.say(config, Asked.KEYS, print);
    // The page first: where it cannot be served, nothing is left behind.
    try (TrainingPage page = ui ? TrainingPage.serve(uiPort) : null;
        FolderLock lock = folder.lock()) {
      return train(folder, config, page, print);
    }
  }

  private int train(RunFolder folder, Config config, TrainingPage page, PrintWriter print)
      throws IOException {
    Path path = folder.path();
    try (StopSignal signal = new StopSignal()) {
      Trainer trainer = resume ? resume(path, config) : start(path, config);
      print.printf("run folder  %s%n", path);
      try (HeadDirectionNetwork network = trainer.network()) {
        if (page != null) {
          trainer.addListener(page.listener());
          print.printf("training page  %s%n", page.address());
        }
        print.printf(
            "network     %d units, engine %s, seed %d%n",
            config.network().units(), network.engine().keyword(), config.seed());
        Shrinkage shrinkage = Shrinkage.of(config.training());
        if (shrinkage.training() > 0) {
          print.printf("decay       %s%n", shrinkage);
        }
        Progress progress = quiet.or(ConsoleProgress.on(print), Progress.NONE);
        if (trainer.run(progress, signal::requested) == Trainer.End.STOPPED) {
          print.printf("stopped; the state is saved. Go on with --resume --out %s%n", path);
          signal.saved();
          return CompassNet.INTERRUPTED;
        }
      }
    }
    finish(folder, config);
    return 0;
  }

  private Trainer start(Path path, Config config) throws IOException {
    return Trainer.start(config, RunFolder.create(path));
  }

  private Trainer resume(Path path, Config config) throws IOException {
    RunFolder folder = RunFolder.open(path);
    if (!folder.readConfig().equals(config)) {
      throw new UserError(
          folder.config()
              + ": another configuration than "
              + configuration
              + " with its --set; a run can be resumed only as it began");
    }
    return Trainer.resume(folder);
  }

  private void finish(RunFolder folder, Config config) throws IOException {
    PrintWriter print = output.lines();
    try (HeadDirectionNetwork network = folder.readNetwork()) {
      Trials trials =
          new TrialSource(config).evaluation(config.evaluation().trials(), config.task().steps());
      Evaluation evaluation = Evaluation.of(network, trials);
      folder.writeEvaluation(evaluation);
      print.printf("evaluation  %s%n", evaluation);
      AnalyzeCommand.analyze(folder, config, network.weights(), print);
    }
    if (output.json()) {
      Map<String, Object> result = new LinkedHashMap<>();
      result.put("run", folder.path().toString());
      result.put("evaluation", Config.json().readTree(folder.evaluation().toFile()));
      result.put(
          "analysis", Config.json().readTree(folder.analysis().resolve("summary.json").toFile()));
      output.document(result);
    }
  }
}
