package org.compassnet.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.compassnet.report.SearchReport;
import org.compassnet.search.CandidateResult;
import org.compassnet.search.Clusters;
import org.compassnet.search.Search;
import org.compassnet.search.SearchConfig;
import org.compassnet.search.SearchProgress;
import org.compassnet.search.SearchResult;
import org.compassnet.search.Workers;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Searches the configuration for good networks. */
@Command(
    name = "search",
    mixinStandardHelpOptions = true,
    description = "Search the configuration for good integrators or clear classes, with Arbiter.",
    footer = {
      "  compassnet search conf/search.yaml",
      "  compassnet search conf/search.yaml --resume --quiet"
    })
final class SearchCommand implements Callable<Integer> {

  @Parameters(paramLabel = "CONF", description = "search in YAML, such as conf/search.yaml")
  private Path file;

  @Option(names = "--out", paramLabel = "DIR", description = "default: runs/NAME-search")
  private Path out;

  @Option(names = "--resume", description = "go on with the search in the folder")
  private boolean resume;

  @Option(
      names = "--master",
      paramLabel = "URL",
      description =
          "make candidates on a Spark cluster: local[N], spark://HOST:PORT, yarn, k8s://URL")
  private String master;

  @Mixin private Quiet quiet;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    SearchConfig search = SearchConfig.read(file);
    Path folder = out != null ? out : Path.of("runs", search.name() + "-search");
    PrintWriter print = spec.commandLine().getOut();
    try (StopSignal signal = new StopSignal();
        Workers workers = master == null ? Workers.local() : Clusters.at(master)) {
      SearchResult result =
          Search.run(
              search,
              folder,
              resume,
              workers,
              quiet.or(new ConsoleSearch(print), SearchProgress.NONE),
              signal::requested);
      if (signal.requested()) {
        print.printf("stopped; all states are saved. Go on with --resume%s%n", outOption());
        signal.saved();
        return CompassNet.INTERRUPTED;
      }
      finish(result, folder, print);
    }
    return 0;
  }

  private String outOption() {
    return out == null ? "" : " --out " + out;
  }

  private void finish(SearchResult result, Path folder, PrintWriter print) throws IOException {
    SearchConfig search = result.search();
    if (!result.complete()) {
      print.printf("the time of limits.minutes is over; go on with --resume%s%n", outOption());
    }
    if (result.best().isPresent()) {
      CandidateResult best = result.best().get();
      Path run = folder.resolve(SearchConfig.candidate(best.index()));
      print.printf(
          Locale.ROOT, "best        %s, %s %.4g%n", run, search.score().words(), best.score());
      best.parameters().forEach((key, value) -> print.printf("  %-40s %s%n", key, value));
      print.printf("take it apart       analyze %s%n", run);
      print.printf("retrain it in full  train %s%n", folder.resolve("best.yaml"));
    } else {
      print.println("best        none; no candidate has a score, see results.csv for the reasons");
    }
    print.printf("report      %s%n", SearchReport.write(folder, result));
  }
}
