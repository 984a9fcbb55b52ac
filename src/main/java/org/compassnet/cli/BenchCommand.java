package org.compassnet.cli;
import picocli.CommandLine.Command;
@Command(name = "bench")
final class BenchCommand implements java.util.concurrent.Callable<Integer> { public Integer call() { return 1; } }
