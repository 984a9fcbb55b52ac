package org.compassnet.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.compassnet.analysis.Analysis;
import org.compassnet.analysis.AnalysisFolder;
import org.compassnet.analysis.Finding;
import org.compassnet.config.Config;
import org.compassnet.config.TimeStep;
import org.compassnet.files.AtomicFile;
import org.compassnet.files.FolderLock;
import org.compassnet.network.CtRnnWeights;
import org.compassnet.network.HeadDirectionNetwork;
import org.compassnet.network.UnboundedRates;
import org.compassnet.report.Figure;
import org.compassnet.report.RunReport;
import org.compassnet.training.MemoryNeed;
import org.compassnet.training.RunFolder;
import org.compassnet.training.Snapshots;
import org.compassnet.trajectory.recording.Asked;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Takes a run's network apart and writes its results, figures and report. */
@Command(
    name = "analyze",
    mixinStandardHelpOptions = true,
    description = "Take the network of a run apart: analysis/, figures/ and report.html.",
    footer = {
      "  compassnet analyze runs/quick-seed1",
      "  compassnet analyze runs/quick-seed1 --set analysis.av_threshold=0.3",
      "  compassnet analyze runs/quick-seed1 --json > summary.json"
    })
final class AnalyzeCommand implements Callable<Integer> {

  @Parameters(paramLabel = "RUN", description = "run folder")
  private Path run;

  @Option(
      names = "--set",
      paramLabel = "KEY=VALUE",
      description = {
        "other settings, keys of analysis, criteria or task such as analysis.av_threshold=0.3, for",
        "this analysis: it goes beside the run's own, into RUN/with_KEY=VALUE; may be repeated"
      })
  private List<String> sets = List.of();

  @Mixin private Output output;

  @Override
  public Integer call() throws IOException {
    RunFolder folder = RunFolder.open(run);
    Config trained = folder.readConfig();
    OtherSettings others = new OtherSettings(sets);
    Config config = others.of(trained, "an analysis", "analysis", "criteria", "task");
    String why = "on one network; it judges those of a study";
    others.requireEffect(why, "criteria.supported_share");
    others.requireEffect(why, "criteria.confidence");
    MemoryNeed.ofAnalysis(config).require();
    RecordingOptions.say(config, Asked.KEYS, output.remarks());
    try (FolderLock lock = folder.lock();
        HeadDirectionNetwork network = folder.readNetwork()) {
      if (others.none()) {
        analyze(folder, trained, network.weights(), output.lines());
        output.document(folder.analysis().resolve("summary.json"));
      } else {
        RunFolder beside = new RunFolder(run.resolve("with_" + others.name()));
        analyze(folder, trained, network.weights(), config, beside, output.lines());
        AtomicFile.write(beside.path().resolve("settings.yaml"), config.toYaml());
        output.lines().printf("            beside the run's own analysis, which stays as it is%n");
        output.document(beside.analysis().resolve("summary.json"));
      }
    }
    return 0;
  }

  /** Analyzes a network, writes everything into its run's folder and prints what was found. */
  static void analyze(RunFolder folder, Config config, CtRnnWeights weights, PrintWriter print)
      throws IOException {
    analyze(folder, config, weights, config, folder, print);
  }

  /** The same with other settings than those that it was trained with, into another folder. */
  private static void analyze(
      RunFolder folder,
      Config trained,
      CtRnnWeights weights,
      Config config,
      RunFolder into,
      PrintWriter print)
      throws IOException {
    long begun = System.nanoTime();
    TimeStep own = trained.task().timeStep();
    TimeStep step = config.task().timeStep();
    Analysis analysis;
    try (HeadDirectionNetwork start = folder.startingNetwork(trained)) {
      analysis =
          Analysis.of(
              config,
              weights.atStep(own, step),
              start.weights().atStep(own, step),
              Snapshots.read(folder).stream().map(s -> s.atStep(own, step)).toList(),
              what -> {});
    } catch (UnboundedRates e) {
      throw e.of(folder.path());
    }
    AnalysisFolder.of(into).write(analysis);
    RunReport.write(folder, analysis, into);
    print.printf("analysis    %s (%.0f s)%n", into.analysis(), (System.nanoTime() - begun) / 1e9);
    print.printf("units       %s%n", counts(analysis));
    for (Finding finding : analysis.findings()) {
      print.printf("  %-13s %s%n", finding.outcome().words(), finding.phenomenon().title());
    }
    analysis
        .omitted()
        .forEach(
            (name, why) -> print.printf("not measured: %s: %s%n", name.replace('_', ' '), why));
    if (!Figure.fontsAreThere()) {
      print.println(
          "figures     not drawn: Java finds no fonts on this machine. Install fontconfig and a"
              + " font (Debian: fonts-dejavu-core), then analyze the run again");
    }
    print.printf("report      %s%n", into.report());
  }

  private static String counts(Analysis analysis) {
    return analysis.tuning().table().counts().entrySet().stream()
        .map(count -> count.getKey().counted(count.getValue()))
        .collect(Collectors.joining(", "));
  }
}
