package org.compassnet.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.compassnet.analysis.CannotAnalyze;
import org.compassnet.config.Config;
import org.compassnet.config.UserError;
import org.compassnet.connectome.Connectome;
import org.compassnet.connectome.FlyComparison;
import org.compassnet.connectome.FlyFolder;
import org.compassnet.files.FolderLock;
import org.compassnet.network.HeadDirectionNetwork;
import org.compassnet.network.UnboundedRates;
import org.compassnet.report.Figure;
import org.compassnet.report.FlyFigures;
import org.compassnet.training.MemoryNeed;
import org.compassnet.training.RunFolder;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Holds a run's wiring beside the fly's. */
@Command(
    name = "compare-fly",
    mixinStandardHelpOptions = true,
    description = {
      "Hold a run's wiring beside the fly's.",
      "Kernels over the offset on the ring, their shapes, peaks and signs. Writes RUN/fly/."
    },
    footer = {
      "  compassnet compare-fly runs/main-seed1",
      "  compassnet compare-fly runs/main-seed1 --connectome synapses.csv --json"
    })
final class CompareFlyCommand implements Callable<Integer> {

  @Parameters(paramLabel = "RUN", description = "run folder")
  private Path run;

  @Option(
      names = "--connectome",
      paramLabel = "FILE",
      defaultValue = Connectome.HEMIBRAIN,
      description =
          "synapse counts: a table of from, to, offset_deg, synapses, or a matrix of groups;"
              + " default: the hemibrain's, which is shipped")
  private Path connectome;

  @Mixin private Output output;

  @Override
  public Integer call() throws IOException {
    Connectome fly = Connectome.read(connectome);
    RunFolder folder = RunFolder.open(run);
    Config config = folder.readConfig();
    MemoryNeed.ofAnalysis(config).require();
    try (FolderLock lock = folder.lock();
        HeadDirectionNetwork network = folder.readNetwork()) {
      FlyComparison comparison = compare(config, network, fly);
      Path out = run.resolve("fly");
      new FlyFolder(out).write(comparison);
      if (Figure.fontsAreThere()) {
        FlyFigures.kernels(List.of(comparison)).write(out, "kernels");
      }
      PrintWriter print = output.lines();
      print.printf("fly         %s%n", fly.source());
      fly.remarks().forEach(remark -> output.remarks().printf("            %s%n", remark));
      print.println(comparison);
      print.printf("written to  %s%n", out);
      output.document(out.resolve("comparison.json"));
    }
    return 0;
  }

  private FlyComparison compare(Config config, HeadDirectionNetwork network, Connectome fly) {
    try {
      return FlyComparison.of(config, network.weights(), fly);
    } catch (CannotAnalyze e) {
      throw new UserError(run + ": cannot be held beside the fly: " + e.getMessage());
    } catch (UnboundedRates e) {
      throw e.of(run);
    }
  }
}
