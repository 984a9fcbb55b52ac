package org.compassnet.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.compassnet.config.UserError;
import org.compassnet.training.Bench;
import org.compassnet.training.RunFolder;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Times updates. */
@Command(
    name = "bench",
    mixinStandardHelpOptions = true,
    description =
        "Median time of an update by part: data, noise, forward, backward, optimiser, rest.")
final class BenchCommand implements Callable<Integer> {

  @Mixin private ConfigOptions options;

  @Option(names = "--updates", paramLabel = "N", defaultValue = "60")
  private int updates;

  @Option(names = "--out", paramLabel = "FILE.json", description = "also write the numbers here")
  private Path out;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    if (updates < 1) {
      throw new UserError("--updates " + updates + ": at least 1 is wanted");
    }
    Bench bench = Bench.of(options.read(Map.of()), updates);
    PrintWriter print = spec.commandLine().getOut();
    print.printf(
        "%d trials x %d steps x %d units, engine %s, %d threads, median of %d updates%n",
        bench.trials(), bench.steps(), bench.units(), bench.engine(), bench.threads(), updates);
    bench
        .medianMs()
        .forEach((part, ms) -> print.printf(Locale.ROOT, "  %-10s %8.2f ms%n", part, ms));
    print.printf(
        Locale.ROOT,
        "  Deeplearning4j around the engine %.1f %%, data %.1f %% of an update%n",
        100 * bench.frameworkShare(),
        100 * bench.dataShare());
    print.printf(
        Locale.ROOT,
        "  allocated per update %.2f MB on the heap; %.0f MB held outside it%n",
        bench.heapBytesPerUpdate() / 1e6,
        bench.offHeapBytes() / 1e6);
    if (out != null) {
      RunFolder.writeJson(out, bench);
    }
    return 0;
  }
}
