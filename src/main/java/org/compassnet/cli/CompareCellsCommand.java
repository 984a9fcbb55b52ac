package org.compassnet.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.compassnet.analysis.CannotAnalyze;
import org.compassnet.cells.CellAnalysis;
import org.compassnet.cells.CellRecording;
import org.compassnet.cells.ComparisonFolder;
import org.compassnet.config.Config;
import org.compassnet.config.RandomStreams;
import org.compassnet.config.UserError;
import org.compassnet.files.FolderLock;
import org.compassnet.report.CellComparisonReport;
import org.compassnet.study.CellStudy;
import org.compassnet.study.Reproduction;
import org.compassnet.study.StudyFolder;
import org.compassnet.training.MemoryNeed;
import org.compassnet.training.RunFolder;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Holds a run, or the networks of a study, beside recorded cells. */
@Command(
    name = "compare-cells",
    mixinStandardHelpOptions = true,
    description = {
      "Hold a run, or the networks of a study, beside the recorded cells of one session.",
      "Of a study, those that learned. Writes report.html, comparison.json, differences.csv,"
          + " units.csv and figures/."
    },
    footer = {
      "  compassnet compare-cells runs/main-seed1 session.nwb",
      "  compassnet compare-cells runs/reproduce session.nwb --condition high --json"
    })
final class CompareCellsCommand implements Callable<Integer> {

  private static final List<String> OWN =
      List.of("differences.csv", "units.csv", "comparison.json");

  @Parameters(
      index = "0",
      paramLabel = "RUN-or-STUDY",
      description = "run folder, or the folder of a reproduction")
  private Path networks;

  @Parameters(
      index = "1",
      paramLabel = "CELLS",
      description = "a recording of cells and head direction")
  private Path file;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "folder of the results; default: RUN-or-STUDY/cells")
  private Path out;

  @Option(
      names = "--condition",
      paramLabel = "NAME",
      description = "of a study: whose networks; default: " + Reproduction.MAIN)
  private String condition;

  @Option(
      names = "--seed",
      paramLabel = "N",
      description = "of spikes, shuffles and bootstraps; default: ${DEFAULT-VALUE}")
  private int seed = (int) Config.defaults().seed();

  @Mixin private CellFileOptions reading;

  @Mixin private Output output;

  @Override
  public Integer call() throws IOException {
    PrintWriter print = output.lines();
    Map<String, RunFolder> runs = runs();
    Path folder = out == null ? networks.resolve("cells") : out;
    if (out == null) {
      FolderLock.requireNoLink(folder);
    }
    ResultFolder.require(folder, "compare-cells", OWN);
    MemoryNeed.largest(
            runs.values().stream().map(run -> MemoryNeed.ofAnalysis(run.readConfig())).toList())
        .require();
    CellRecording recording = reading.read(file);
    recording.taken().forEach(output.remarks()::println);
    try (FolderLock lock = FolderLock.take(folder)) {
      RandomStreams streams = new RandomStreams(seed);
      CellAnalysis cells = CellAnalysis.of(recording, CellAnalysis.Options.defaults(), streams);
      CellStudy.Networks compared = compare(cells, runs, streams);
      new ComparisonFolder(folder).write(compared.comparison());
      Path page = CellComparisonReport.write(folder, compared, List.copyOf(runs.values()));
      compared
          .missing()
          .forEach((name, why) -> output.remarks().printf("left out    %s: %s%n", name, why));
      print.println(compared.comparison());
      print.printf("report      %s%n", page);
      output.document(folder.resolve("comparison.json"));
    }
    return 0;
  }

  private CellStudy.Networks compare(
      CellAnalysis cells, Map<String, RunFolder> runs, RandomStreams streams) {
    try {
      return CellStudy.compare(cells, runs, streams);
    } catch (CannotAnalyze e) {
      throw new UserError(networks + ": cannot be held beside cells: " + e.getMessage());
    }
  }

  private Map<String, RunFolder> runs() {
    StudyFolder study = new StudyFolder(networks);
    if (!Files.isRegularFile(new RunFolder(networks).config()) && study.isThere()) {
      return study.learned(condition == null ? Reproduction.MAIN : condition);
    }
    if (condition != null) {
      throw new UserError(
          "--condition " + condition + ": has an effect only on a study; " + networks + " is none");
    }
    RunFolder run = RunFolder.open(networks);
    Map<String, RunFolder> one = new LinkedHashMap<>();
    one.put(networks.toAbsolutePath().normalize().getFileName().toString(), run);
    return one;
  }
}
