package org.compassnet.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.compassnet.config.Config;
import org.compassnet.study.RunList;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Lists runs. */
@Command(
    name = "runs",
    mixinStandardHelpOptions = true,
    description = {
      "List the runs in a folder.",
      "Condition, seed, units, updates made of all, mean angular error, units of each class, the"
          + " run",
      "whose weights it went on from, and whether it is finished, unfinished, in use, not"
          + " analysed,",
      "failed or damaged."
    },
    footer = {"  compassnet runs", "  compassnet runs runs/reproduce --json"})
final class RunsCommand implements Callable<Integer> {

  @Parameters(
      paramLabel = "DIR",
      arity = "0..1",
      defaultValue = "runs",
      description = "where to look, in all folders below too; default: ${DEFAULT-VALUE}")
  private Path folder;

  @Option(names = "--json", description = "print a list of objects in JSON")
  private boolean json;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws JsonProcessingException {
    PrintWriter print = spec.commandLine().getOut();
    RunList runs = RunList.in(folder);
    if (json) {
      print.println(Config.json().writerWithDefaultPrettyPrinter().writeValueAsString(runs.rows()));
    } else if (runs.rows().isEmpty()) {
      print.printf("no runs in %s%n", folder);
    } else {
      print.println(runs);
    }
    return 0;
  }
}
