package org.compassnet.cli;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.ObjectWriter;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Path;
import org.compassnet.config.Config;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * What a command with a result prints, and for whom: lines for people, or one JSON document for
 * programs. Beside a document nothing else is on standard output.
 */
final class Output {

  static final String JSON = "--json";

  @Option(
      names = JSON,
      description = "print the result as one JSON document, and remarks to standard error")
  private boolean json;

  @Spec(Spec.Target.MIXEE)
  private CommandSpec command;

  /** For what is said on the way: how the input was read, how far the work is. */
  PrintWriter remarks() {
    return json ? command.commandLine().getErr() : command.commandLine().getOut();
  }

  /** For the result in lines, which are dropped where a document is asked for. */
  PrintWriter lines() {
    return json ? new PrintWriter(Writer.nullWriter()) : command.commandLine().getOut();
  }

  boolean json() {
    return json;
  }

  /** Prints a result as the document, if one is asked for. */
  void document(Object result) {
    if (!json) {
      return;
    }
    // In ASCII, as the console's character set is not known to who reads it.
    ObjectWriter writer =
        Config.json().writerWithDefaultPrettyPrinter().with(JsonWriteFeature.ESCAPE_NON_ASCII);
    PrintWriter out = command.commandLine().getOut();
    try {
      out.println(writer.writeValueAsString(result));
    } catch (JacksonException e) {
      throw new IllegalStateException(e);
    }
    out.flush();
  }

  /** Prints a JSON file that the command has written as the document, if one is asked for. */
  void document(Path file) throws IOException {
    if (json) {
      document(Config.json().readTree(file.toFile()));
    }
  }
}
