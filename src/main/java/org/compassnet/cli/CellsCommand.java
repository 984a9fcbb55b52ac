package org.compassnet.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.compassnet.cells.CellAnalysis;
import org.compassnet.cells.CellFolder;
import org.compassnet.cells.CellRecording;
import org.compassnet.config.Config;
import org.compassnet.config.RandomStreams;
import org.compassnet.files.FolderLock;
import org.compassnet.report.CellFigures;
import org.compassnet.report.Figure;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Takes recorded cells apart as a network's units are. */
@Command(
    name = "cells",
    mixinStandardHelpOptions = true,
    description = {
      "Take recorded cells apart as a network's units are.",
      "Writes cells.csv, tuning.npz, summary.json and figures/."
    },
    footer = {
      "  compassnet cells session.nwb",
      "  compassnet cells session.npz --out mouse --json"
    })
final class CellsCommand implements Callable<Integer> {

  @Parameters(paramLabel = "FILE", description = "a recording of cells and head direction")
  private Path file;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "folder of the results; default: FILE's name with -cells")
  private Path out;

  @Option(
      names = "--seed",
      paramLabel = "N",
      description = "of shuffles and bootstraps; default: ${DEFAULT-VALUE}")
  private int seed = (int) Config.defaults().seed();

  @Mixin private CellFileOptions reading;

  @Mixin private Output output;

  @Override
  public Integer call() throws IOException {
    Path folder = out == null ? beside(file) : out;
    ResultFolder.require(folder, "cells", List.of("cells.csv"));
    CellRecording recording = reading.read(file);
    recording.taken().forEach(output.remarks()::println);
    try (FolderLock lock = FolderLock.take(folder)) {
      CellAnalysis analysis =
          CellAnalysis.of(recording, CellAnalysis.Options.defaults(), new RandomStreams(seed));
      new CellFolder(folder).write(analysis);
      CellFigures.write(analysis, folder.resolve("figures"));
      say(analysis, folder, output.lines());
      output.document(folder.resolve("summary.json"));
    }
    return 0;
  }

  /** FILE's name without its ending, in the folder where the command is called. */
  private static Path beside(Path file) {
    String name = file.toAbsolutePath().normalize().getFileName().toString();
    int dot = name.lastIndexOf('.');
    return Path.of((dot > 0 ? name.substring(0, dot) : name) + "-cells");
  }

  private static void say(CellAnalysis analysis, Path folder, PrintWriter print) {
    print.println(analysis);
    print.printf(
        "classes     %s%n",
        analysis.counts().entrySet().stream()
            .map(count -> count.getValue() + " " + count.getKey().label())
            .collect(Collectors.joining(", ")));
    print.printf(
        "HD cells    %d of %d, of one session%n",
        analysis.headDirectionCells(), analysis.cells().size());
    print.printf("decoding    %s%n", analysis.decoding());
    analysis.rings().forEach(ring -> print.printf("ring        %s%n", ring));
    if (!Figure.fontsAreThere()) {
      print.println("figures     not drawn: Java finds no fonts on this machine");
    }
    print.printf("results     %s%n", folder);
  }
}
