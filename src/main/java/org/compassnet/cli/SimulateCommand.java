package org.compassnet.cli;
import picocli.CommandLine.Command;
@Command(name = "simulate")
final class SimulateCommand implements java.util.concurrent.Callable<Integer> { public Integer call() { return 1; } }
