package org.compassnet.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.compassnet.config.UserError;
import org.compassnet.engine.FusedEngine;
import org.compassnet.engine.MachineLimit;
import org.compassnet.training.Bench;
import org.compassnet.training.RunFolder;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Times updates. */
@Command(
    name = "bench",
    mixinStandardHelpOptions = true,
    description = "Time the updates of a training: median and shortest, by part.",
    footer = {
      "  compassnet bench --config conf/main.yaml",
      "  compassnet bench --set training.threads=1 --updates 200 --json"
    })
final class BenchCommand implements Callable<Integer> {

  @Mixin private ConfigOptions options;

  @Option(
      names = "--updates",
      paramLabel = "N",
      defaultValue = "60",
      description = "default: ${DEFAULT-VALUE}")
  private int updates;

  @Option(names = "--out", paramLabel = "FILE.json", description = "also write the numbers here")
  private Path out;

  @Mixin private Output output;

  @Override
  public Integer call() throws IOException {
    if (updates < 1) {
      throw new UserError("--updates " + updates + ": at least 1 is wanted");
    }
    Bench bench = Bench.of(options.read(Map.of()), updates);
    PrintWriter print = output.lines();
    print.printf(
        "%d trials x %d steps x %d units, engine %s, %d threads, median and least of %d updates%n",
        bench.trials(), bench.steps(), bench.units(), bench.engine(), bench.threads(), updates);
    bench
        .medianMs()
        .forEach(
            (part, ms) ->
                print.printf(
                    Locale.ROOT,
                    "  %-10s %8.2f ms %8.2f ms%n",
                    part,
                    ms,
                    bench.leastMs().get(part)));
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
    MachineLimit limit = bench.machineLimit();
    print.printf(
        Locale.ROOT,
        "  its products, %.2f GFLOP: at %.0f GFLOP/s; alone, in OpenBLAS on %d threads,"
            + " %.2f ms at %.0f GFLOP/s; the shortest update takes %.2f times that%n",
        limit.gflop(),
        limit.gflop() / (1e-3 * bench.leastMs().get("update")),
        limit.threads(),
        limit.ms(),
        limit.gflopPerSecond(),
        bench.limitRatio());
    FusedEngine.History history = bench.history();
    print.printf(
        Locale.ROOT,
        "  fused engine: %s; keeps %.0f MB of %s%n",
        bench.kernels(),
        history.bytes() / 1e6,
        history.recomputed()
            ? history.segmentSteps() + " steps at a time, and computes the pass forward twice"
            : "all steps");
    output.document(bench);
    if (out != null) {
      RunFolder.writeJson(out, bench);
    }
    return 0;
  }
}
