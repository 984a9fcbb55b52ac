package org.compassnet.cli;
import picocli.CommandLine.Command;
@Command(name = "export")
final class ExportCommand implements java.util.concurrent.Callable<Integer> { public Integer call() { return 1; } }
