package org.compassnet.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.compassnet.files.Failure;
import org.compassnet.files.FolderLock;
import org.compassnet.report.RunComparisonReport;
import org.compassnet.study.ComparedRun;
import org.compassnet.study.RunComparison;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Holds runs side by side. */
@Command(
    name = "compare",
    mixinStandardHelpOptions = true,
    description = {
      "Hold runs side by side on one page.",
      "Settings that differ, learning curves, errors, classes of units, kernels, lesions and",
      "drift. Nothing is trained or measured anew."
    },
    footer = {
      "  compassnet compare runs/main-seed1 runs/main-seed2",
      "  compassnet compare runs/low-seed1 runs/main-seed1 runs/high-seed1 --out runs/side-by-side"
    })
final class CompareCommand implements Callable<Integer> {

  @Parameters(paramLabel = "RUN", arity = "1..*", description = "run folders, 2 to 8 of them")
  private List<Path> paths;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "folder of the page; default: runs/compare_ and the names of the runs")
  private Path out;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    PrintWriter print = spec.commandLine().getOut();
    RunComparison comparison = RunComparison.of(paths);
    Path folder = out == null ? Path.of("runs", name(comparison)) : out;
    ResultFolder.require(folder, "compare", List.of("runs.csv", "differences.csv"));
    try (FolderLock lock = FolderLock.take(folder)) {
      comparison.write(folder);
      Path page = RunComparisonReport.write(folder, comparison);
      for (ComparedRun run : comparison.runs()) {
        if (!run.todo().isEmpty()) {
          print.printf("incomplete  %s: %s%n", run.name(), Failure.line(run.todo()));
        }
      }
      print.printf("report      %s%n", page);
    }
    return 0;
  }

  private static String name(RunComparison comparison) {
    return "compare_"
        + FileName.of(
            comparison.runs().stream().map(ComparedRun::name).collect(Collectors.joining("_")));
  }
}
