package org.compassnet.cli;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.compassnet.config.yaml.Spelling;
import picocli.CommandLine;
import picocli.CommandLine.Model.UsageMessageSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** What the helps of all commands have in common, and what is said of names that are none. */
final class Help {

  private static final int WIDTH = 100;

  private static final Map<String, String> STATUS = new LinkedHashMap<>();

  static {
    STATUS.put("0", "done");
    STATUS.put("1", "failed");
    STATUS.put("2", "unusable input");
    STATUS.put("130", "stopped by Ctrl-C, with the state saved (train, reproduce, search)");
    STATUS.put("143", "terminated, with the state saved likewise");
  }

  private Help() {}

  /** Puts headings over the examples, which each command has as its footer, and adds the status. */
  static void complete(CommandLine commandLine) {
    commandLine.setUsageHelpWidth(WIDTH);
    UsageMessageSpec usage = commandLine.getCommandSpec().usageMessage();
    usage.exitCodeListHeading("%nExit status:%n").exitCodeList(STATUS);
    if (usage.footer().length > 0) {
      usage.footerHeading("%nExamples:%n");
    }
    commandLine.getSubcommands().values().forEach(Help::complete);
  }

  /** What is said of arguments that cannot be read, with the command or option that is close. */
  static String refusal(ParameterException e) {
    String said = OptionValues.words(e.getMessage());
    if (!(e instanceof UnmatchedArgumentException unmatched)) {
      return said;
    }
    String given = unmatched.getUnmatched().get(0);
    CommandLine command = e.getCommandLine();
    if (given.startsWith("--")) {
      Set<String> options = command.getCommandSpec().optionsMap().keySet();
      return said + meant(given.replaceFirst("=.*", ""), options).orElse("");
    }
    Set<String> commands = command.getSubcommands().keySet();
    if (commands.isEmpty() || given.startsWith("-")) {
      return said;
    }
    return "Unknown command: '"
        + given
        + "'"
        + meant(given, commands).orElse("; allowed: " + String.join(", ", commands));
  }

  private static Optional<String> meant(String given, Set<String> names) {
    return Spelling.close(given, names).map(name -> "; did you mean " + name + "?");
  }
}
