package org.compassnet.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** What the helps hold, and what is said of a name that is none. */
class HelpTest {

  private static final int WIDTH = 100;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int run(String... args) {
    return CompassNet.run(new PrintWriter(out, true), new PrintWriter(err, true), args);
  }

  static Stream<String> commands() {
    return CompassNet.commandLine().getSubcommands().keySet().stream();
  }

  @ParameterizedTest
  @MethodSource("commands")
  void everyCommandsHelpHasExamplesThatAreUnderstoodAndTheExitStatus(String command) {
    assertThat(run(command, "--help")).isZero();
    List<String> lines = out.toString().lines().toList();
    assertThat(lines).allMatch(line -> line.length() <= WIDTH).contains("Exit status:");
    List<String> examples = lines.subList(lines.indexOf("Examples:") + 1, lines.size());
    assertThat(examples).isNotEmpty();
    for (String example : examples) {
      if (example.contains("<(")) {
        continue;
      }
      String[] words = example.strip().replaceFirst(" > .*", "").split(" ");
      assertThat(words).startsWith("compassnet", command);
      CompassNet.commandLine().parseArgs(Arrays.copyOfRange(words, 1, words.length));
    }
  }

  /** In the list of commands a description ends where its first line does. */
  @ParameterizedTest
  @MethodSource("commands")
  void everyCommandAndOptionIsDescribed(String command) {
    CommandSpec spec = CompassNet.commandLine().getSubcommands().get(command).getCommandSpec();
    assertThat(spec.usageMessage().description()[0]).endsWith(".");
    for (OptionSpec option : spec.options()) {
      assertThat(option.description()).as(option.longestName()).isNotEmpty();
    }
  }

  @ParameterizedTest
  @MethodSource("commands")
  void theDocumentedCommandsAreAllThereAreWithTheirOptions(String command) throws IOException {
    String page = Files.readString(Path.of("docs/commands.md"));
    assertThat(page).contains("[`" + command);
    CommandSpec spec = CompassNet.commandLine().getSubcommands().get(command).getCommandSpec();
    for (OptionSpec option : spec.options()) {
      if (!Set.of("--help", "--version").contains(option.longestName())) {
        assertThat(page).contains(option.longestName());
      }
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          trian conf                | compassnet: Unknown command: 'trian'; did you mean train?
          import_weights w.npz      | compassnet: Unknown command: 'import_weights'; did you mean import-weights?
          evaluate r --trails 3     | compassnet: Unknown options: '--trails', '3'; did you mean --trials?
          train conf --otu=x        | compassnet: Unknown option: '--otu=x'; did you mean --out?
          train conf --rseume       | compassnet: Unknown option: '--rseume'; did you mean --resume?
          --verison                 | compassnet: Unknown option: '--verison'; did you mean --version?
          evaluate r --epochs 3     | compassnet: Unknown options: '--epochs', '3'
          evaluate r s              | compassnet: Unknown argument: 's'
          """)
  void theNameThatIsCloseIsSaid(String arguments, String line) {
    assertThat(run(arguments.split(" "))).isEqualTo(2);
    List<String> lines = err.toString().lines().toList();
    assertThat(lines).hasSize(2).startsWith(line);
    assertThat(lines.get(1)).startsWith("Try 'compassnet").endsWith(" --help'.");
  }

  @Test
  void aCommandThatIsLikeNoneIsToldWhichThereAre() {
    assertThat(run("quux")).isEqualTo(2);
    assertThat(err.toString())
        .startsWith("compassnet: Unknown command: 'quux'; allowed: train, evaluate, analyze, ");
  }

  @Test
  void completionCompletesEveryCommandAndItsOptions() {
    assertThat(run("completion")).isZero();
    String script = out.toString();
    assertThat(script).contains("complete -F _complete_compassnet", "--trials", "--quiet");
    for (CommandLine command : CompassNet.commandLine().getSubcommands().values()) {
      String name = command.getCommandName();
      assertThat(script).contains("function _picocli_compassnet_" + name.replace("-", ""));
    }
  }
}
