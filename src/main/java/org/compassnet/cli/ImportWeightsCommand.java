package org.compassnet.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.compassnet.analysis.Specimen;
import org.compassnet.config.Config;
import org.compassnet.files.FolderLock;
import org.compassnet.network.CtRnnWeights;
import org.compassnet.network.HeadDirectionNetwork;
import org.compassnet.network.UnboundedRates;
import org.compassnet.network.WeightsFile;
import org.compassnet.training.Evaluation;
import org.compassnet.training.MemoryNeed;
import org.compassnet.training.RunFolder;
import org.compassnet.training.Trainer;
import org.compassnet.training.TrialSource;
import org.compassnet.training.UsualMistakes;
import org.compassnet.training.UsualMistakes.Tried;
import org.compassnet.trajectory.Trials;
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
    description = {
      "Make a run folder of weights trained elsewhere.",
      "They are W_in, W_rec, b, W_out, x0 and b_out, by these names or those of PyTorch's RNN or"
          + " PsychRNN. The file may say activation, step_ms, tau_ms and velocity_unit (rad/step,"
          + " rad/s or deg/s)."
    },
    footer = {"  compassnet import-weights w.npz --out runs/theirs --set network.activation=tanh"})
final class ImportWeightsCommand implements Callable<Integer> {

  @Parameters(paramLabel = "FILE.npz", description = "weights")
  private Path file;

  @Option(names = "--out", paramLabel = "RUN", required = true, description = "run folder")
  private Path out;

  @Mixin private ConfigOptions options;

  @Spec private CommandSpec spec;

  // Enough to tell 90 deg from a few.
  private static final int TRIALS_TRIED = 40;

  @Override
  public Integer call() throws IOException {
    WeightsFile read = WeightsFile.read(file);
    Config config = options.read(read);
    CtRnnWeights weights = read.perStep(config.task().timeStep());
    PrintWriter print = spec.commandLine().getOut();
    MemoryNeed.ofEvaluation(config).require();
    RecordingOptions.say(config, Asked.KEYS, print);
    try (HeadDirectionNetwork network = HeadDirectionNetwork.create(config)) {
      network.setWeights(weights);
      Evaluation evaluation = evaluate(config, network.weights());
      write(config, network, evaluation);
      print.printf("run folder  %s%n", out);
      print.printf("network     %s%n", WeightsText.model(read, config, options));
      read.remarks().forEach(remark -> print.printf("weights     %s%n", remark));
      print.printf("evaluation  %s%n", evaluation);
      if (evaluation.angularErrorDeg().mean() > UsualMistakes.FAILS_DEG) {
        sayWhatHelps(config, weights, evaluation.angularErrorDeg().mean());
      }
    }
    return 0;
  }

  /** Before anything is written: of a network that grows without bound there is nothing to keep. */
  private Evaluation evaluate(Config config, CtRnnWeights weights) {
    Trials trials =
        new TrialSource(config).evaluation(config.evaluation().trials(), config.task().steps());
    try {
      return Specimen.of(weights, config).follow(trials).evaluation();
    } catch (UnboundedRates e) {
      throw e.of(file + ": with network.activation " + config.network().activation().keyword());
    }
  }

  private void write(Config config, HeadDirectionNetwork network, Evaluation evaluation)
      throws IOException {
    try (FolderLock lock = FolderLock.take(out)) {
      RunFolder folder = RunFolder.create(out);
      Trainer.writeUntrained(config, folder, network);
      folder.writeEvaluation(evaluation);
    }
  }

  private void sayWhatHelps(Config config, CtRnnWeights weights, double errorDeg) {
    PrintWriter print = spec.commandLine().getOut();
    Trials trials = new TrialSource(config).evaluation(TRIALS_TRIED, config.task().steps());
    List<Tried> tried = new UsualMistakes(config, weights, trials).tryAll();
    List<Tried> helpful = UsualMistakes.helpful(tried, errorDeg);
    print.printf(
        Locale.ROOT,
        "task        not done: %.1f deg off, where chance is 90%s%n",
        errorDeg,
        helpful.isEmpty()
            ? "; tried without success: "
                + tried.stream().map(Tried::undone).collect(Collectors.joining("; "))
            : "");
    for (Tried one : helpful) {
      print.printf(
          Locale.ROOT, "            %.1f deg with %s%n", one.angularErrorDeg(), one.undone());
    }
  }
}
