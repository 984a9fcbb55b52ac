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
import org.compassnet.training.StartingWeights;
import org.compassnet.training.StartingWeights.Origin;
import org.compassnet.training.Trainer;
import org.compassnet.training.TrialSource;
import org.compassnet.trajectory.Trials;
import org.compassnet.trajectory.recording.Asked;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

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

  @Parameters(
      paramLabel = "CONF",
      arity = "0..1",
      description = "configuration in YAML; may be left out with --from, for that of RUN")
  private Path configuration;

  @Option(
      names = "--from",
      paramLabel = "RUN",
      description = {
        "begin with the finished weights of a run; the optimiser begins afresh. The keys of its",
        "network hold, but for network.noise"
      })
  private Path from;

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

  @Option(
      names = "--tensorboard",
      description = "also write the metrics as TensorBoard reads them, into the run folder")
  private boolean tensorBoard;

  @Option(names = "--ui", description = "serve Deeplearning4j's training page on loopback")
  private boolean ui;

  @Option(
      names = "--ui-port",
      paramLabel = "PORT",
      description = "its port; default: " + TrainingPage.PORT)
  private Integer uiPort;

  @Mixin private Quiet quiet;

  @Mixin private Output output;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    PrintWriter print = output.remarks();
    if (uiPort != null && !ui) {
      throw new UserError("--ui-port " + uiPort + ": no effect without --ui");
    }
    RunFolder source = from == null ? null : RunFolder.open(from);
    Config config = configuration(source);
    Path path = out != null ? out : Path.of("runs", config.name() + "-seed" + config.seed());
    MemoryNeed.ofRun(config).require();
    RunFolder folder = resume ? RunFolder.open(path) : new RunFolder(path);
    StartingWeights start = source == null ? null : StartingWeights.of(source, config);
    RecordingOptions.say(config, Asked.KEYS, print);
    // The page first: where it cannot be served, nothing is left behind.
    try (TrainingPage page =
            ui ? TrainingPage.serve(uiPort == null ? TrainingPage.PORT : uiPort) : null;
        FolderLock lock = folder.lock()) {
      return train(folder, config, start, page, print);
    }
  }

  /** Over the defaults, or with {@code --from} over the network of that run. */
  private Config configuration(RunFolder source) {
    if (configuration == null) {
      if (source == null) {
        throw new ParameterException(
            spec.commandLine(), "Missing required parameter: 'CONF', or a run: --from RUN");
      }
      return source.readConfig().set(sets);
    }
    return source == null
        ? Config.read(configuration, sets)
        : Config.read(configuration, sets, StartingWeights.networkKeys(source.readConfig()));
  }

  private int train(
      RunFolder folder, Config config, StartingWeights start, TrainingPage page, PrintWriter print)
      throws IOException {
    Path path = folder.path();
    try (StopSignal signal = new StopSignal()) {
      Trainer trainer = resume ? resume(path, config, start) : start(path, config, start);
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
        StartingWeights.originOf(folder)
            .ifPresent(
                origin ->
                    print.printf(
                        "begins with %s; the optimiser begins afresh%s%n",
                        origin,
                        origin.seed() == config.seed()
                            ? ", and seed " + origin.seed() + " draws the same trials again"
                            : ""));
        if (tensorBoard) {
          trainer.logForTensorBoard();
          print.printf("metrics     tensorboard --logdir %s%n", path);
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

  private Trainer start(Path path, Config config, StartingWeights start) throws IOException {
    RunFolder folder = RunFolder.create(path);
    if (start != null) {
      start.write(folder, config);
    }
    return Trainer.start(config, folder);
  }

  private Trainer resume(Path path, Config config, StartingWeights start) throws IOException {
    RunFolder folder = RunFolder.open(path);
    if (!folder.readConfig().equals(config)) {
      throw new UserError(
          folder.config()
              + ": another configuration than "
              + (configuration == null ? from + "/config.yaml" : configuration)
              + " with its --set; a run can be resumed only as it began");
    }
    if (start != null) {
      String began = StartingWeights.originOf(folder).map(Origin::sha256).orElse("");
      if (!began.equals(start.origin().sha256())) {
        throw new UserError(
            path
                + ": did not begin with the weights that are in "
                + from
                + " now; leave out --from");
      }
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
