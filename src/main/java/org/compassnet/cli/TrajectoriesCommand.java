package org.compassnet.cli;
import picocli.CommandLine.Command;
@Command(name = "trajectories")
final class TrajectoriesCommand implements java.util.concurrent.Callable<Integer> { public Integer call() { return 1; } }
