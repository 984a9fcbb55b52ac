package org.compassnet.cli;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.compassnet.config.Config;
import org.compassnet.config.UserError;
import org.compassnet.files.AtomicFile;
import org.compassnet.files.NpyArray;
import org.compassnet.files.Npz;
import org.compassnet.training.MemoryNeed;
import org.compassnet.training.RunFolder;
import org.compassnet.training.TrialSource;
import org.compassnet.trajectory.TrialReader;
import org.compassnet.trajectory.Trials;
import org.compassnet.trajectory.recording.Asked;
import org.datavec.api.writable.Writable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Writes generated trials. */
@Command(
    name = "trajectories",
    mixinStandardHelpOptions = true,
    description = {
      "Write a generated dataset, as csv or npz.",
      "A csv has a row per step, an npz the arrays inputs [trials, steps, 3], targets [trials,"
          + " steps, 2] and mask [trials, steps]; simulate --inputs reads it."
    },
    footer = {"  compassnet trajectories conf/main.yaml --trials 20 --out trials.npz"})
final class TrajectoriesCommand implements Callable<Integer> {

  @Parameters(paramLabel = "CONF", description = "configuration in YAML")
  private Path configuration;

  @Option(names = "--out", paramLabel = "FILE", required = true, description = ".csv or .npz")
  private Path out;

  @Option(
      names = "--trials",
      paramLabel = "N",
      description = "number of trials; default: training.batch_trials")
  private Integer trials;

  @Option(
      names = "--set",
      paramLabel = "KEY=VALUE",
      description = "change a key of the configuration; may be repeated")
  private List<String> sets = List.of();

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    RunFolder.requireNotIn(out);
    Config config = Config.read(configuration, sets);
    OtherSettings others = new OtherSettings(sets);
    for (String section : List.of("network.", "analysis.", "criteria.", "evaluation.")) {
      others.requireEffect("on trials", section);
    }
    others.requireEffect("on trials", "training.", "training.batch_trials");
    if (trials != null) {
      others.requireEffect("beside --trials", "training.batch_trials");
    }
    int count = trials == null ? config.training().batchTrials() : trials;
    if (count < 1) {
      throw new UserError("--trials " + count + ": at least 1 is wanted");
    }
    String name = out.getFileName().toString();
    String of = (trials == null ? "training.batch_trials " : "--trials ") + count;
    MemoryNeed.ofTrajectories(of, count, config.task().steps(), name.endsWith(".csv")).require();
    RecordingOptions.say(config, Asked.KEYS, spec.commandLine().getOut());
    TrialSource source = new TrialSource(config);
    if (name.endsWith(".csv")) {
      writeCsv(new TrialReader(source.task(), source::trainingStream, count, count));
    } else if (name.endsWith(".npz")) {
      writeNpz(source.task().trials(count, source.trainingStream(0)));
    } else {
      throw new UserError("--out " + out + ": a name that ends in .csv or .npz is wanted");
    }
    spec.commandLine()
        .getOut()
        .printf("%d trials of %d steps in %s%n", count, config.task().steps(), out);
    return 0;
  }

  private void writeCsv(TrialReader reader) throws IOException {
    AtomicFile.write(
        out,
        stream -> {
          BufferedWriter csv =
              new BufferedWriter(new OutputStreamWriter(stream, StandardCharsets.UTF_8));
          csv.write("trial,step," + String.join(",", TrialReader.COLUMNS) + "\n");
          for (int trial = 0; reader.hasNext(); trial++) {
            int step = 0;
            for (List<Writable> record : reader.sequenceRecord()) {
              csv.write(trial + "," + step++ + ",");
              csv.write(record.stream().map(Writable::toString).collect(Collectors.joining(",")));
              csv.write("\n");
            }
          }
          csv.flush();
        });
  }

  private void writeNpz(Trials made) throws IOException {
    Map<String, NpyArray> arrays = new LinkedHashMap<>();
    arrays.put("inputs", made.inputs().toArray());
    arrays.put("targets", made.targets().toArray());
    arrays.put("mask", NpyArray.of(made.mask(), made.trials(), made.steps()));
    Npz.write(out, arrays);
  }
}
