package org.compassnet.cli;

import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.file.FileSystemException;
import java.util.Arrays;
import org.compassnet.config.UserError;
import org.compassnet.config.Version;
import org.compassnet.files.Failure;
import org.compassnet.files.Heap;
import org.compassnet.training.DivergenceException;
import org.nd4j.linalg.factory.Nd4jBackend;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;

/**
 * The program: one command of its own class each. Exit status 0 done, 1 failed, 2 unusable input.
 */
@Command(
    name = "compassnet",
    mixinStandardHelpOptions = true,
    versionProvider = CompassNet.VersionLine.class,
    description = "Trains recurrent networks that keep a sense of direction, and takes them apart.",
    footer = {"  compassnet train conf/quick.yaml", "  compassnet train --help"},
    subcommands = {
      TrainCommand.class,
      EvaluateCommand.class,
      AnalyzeCommand.class,
      RunsCommand.class,
      CompareCommand.class,
      CellsCommand.class,
      CompareCellsCommand.class,
      CompareFlyCommand.class,
      ReproduceCommand.class,
      SearchCommand.class,
      TrajectoriesCommand.class,
      ImportWeightsCommand.class,
      ExportCommand.class,
      SimulateCommand.class,
      BenchCommand.class,
      CompletionCommand.class
    })
public final class CompassNet {

  /** A command that a user interrupted, after it saved its state. */
  static final int INTERRUPTED = 130;

  private CompassNet() {}

  static final class VersionLine implements IVersionProvider {
    @Override
    public String[] getVersion() {
      return new String[] {"CompassNet " + Version.number() + ", commit " + Version.commit()};
    }
  }

  /** Runs a command and ends the JVM with its status, unless that is 0. */
  public static void main(String[] args) {
    PrintStream console = System.out;
    if (Arrays.asList(args).contains(Output.JSON)) {
      // A library that prints to standard output would print into the document.
      System.setOut(System.err);
    }
    int status = run(console, args);
    // Inside Maven, a return means success; only an exit carries another status.
    if (status != 0 && status != INTERRUPTED) {
      System.exit(status);
    }
  }

  /** Runs a command in this JVM and returns its exit status. */
  public static int run(String... args) {
    return run(System.out, args);
  }

  @SuppressWarnings("DefaultCharset") // The console speaks the platform's.
  private static int run(PrintStream console, String... args) {
    return run(new PrintWriter(console, true), new PrintWriter(System.err, true), args);
  }

  /** All commands, as they are read and described. */
  static CommandLine commandLine() {
    CommandLine commandLine = new CommandLine(new CompassNet());
    OptionValues.register(commandLine);
    Help.complete(commandLine);
    return commandLine;
  }

  /** Runs a command, printing to these writers. */
  public static int run(PrintWriter out, PrintWriter err, String... args) {
    CommandLine commandLine = commandLine().setOut(out).setErr(err);
    commandLine.setParameterExceptionHandler(
        (e, arguments) -> {
          say(Help.refusal(e), err);
          err.println("Try '" + e.getCommandLine().getCommandSpec().qualifiedName() + " --help'.");
          return 2;
        });
    commandLine.setExecutionExceptionHandler((e, c, result) -> report(e, err));
    if (args.length == 0) {
      commandLine.usage(out);
      return 0;
    }
    try {
      return commandLine.execute(args);
    } catch (OutOfMemoryError e) {
      say(
          "out of memory: the heap has "
              + Heap.text(Runtime.getRuntime().maxMemory())
              + "; raise -Xmx in .mvn/jvm.config, or take fewer units, trials or steps",
          err);
      return 1;
    } catch (StackOverflowError e) {
      say("the input is nested too deeply to be read", err);
      return 2;
    } catch (ExceptionInInitializerError e) {
      if (!isWithoutBackend(e)) {
        throw e;
      }
      say(
          "no backend of ND4J starts on this machine; that of the profile cuda needs NVIDIA's"
              + " driver and the libraries of CUDA 11 (docs/platforms.md)",
          err);
      return 1;
    }
  }

  private static boolean isWithoutBackend(Throwable e) {
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      if (cause instanceof Nd4jBackend.NoAvailableBackendException) {
        return true;
      }
    }
    return false;
  }

  /** One line, whatever names and values of the user are in it. */
  private static void say(String message, PrintWriter err) {
    err.println("compassnet: " + Failure.line(message));
  }

  private static int report(Exception e, PrintWriter err) {
    if (e instanceof UserError) {
      say(e.getMessage(), err);
      return 2;
    }
    if (e instanceof DivergenceException) {
      say(e.getMessage(), err);
      return 1;
    }
    if (e instanceof IOException io) {
      say(said(io), err);
      return 1;
    }
    err.println("compassnet: this is a defect of the program; please report it");
    e.printStackTrace(err);
    return 1;
  }

  /** A failure of a disk in one line, with the file where it is known. */
  private static String said(IOException e) {
    if (e.getCause() instanceof IOException && e.getMessage() != null) {
      // Told already, by what wrote the file.
      return e.getMessage().lines().findFirst().orElse("");
    }
    String file = e instanceof FileSystemException f && f.getFile() != null ? f.getFile() : "";
    return (file.isEmpty() ? "a file" : file) + ": cannot be read or written: " + Failure.reason(e);
  }
}
