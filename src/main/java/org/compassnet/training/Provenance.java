package org.compassnet.training;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.compassnet.config.Config;
import org.compassnet.config.Version;
import org.compassnet.network.HeadDirectionNetwork;
import org.nd4j.linalg.factory.Nd4j;

/** Where a run comes from. */
public record Provenance(
    String version,
    String commit,
    long seed,
    String backend,
    String engine,
    String jvm,
    String machine,
    String started) {

  /** Of a run that starts now. */
  static Provenance of(Config config, HeadDirectionNetwork network) {
    return new Provenance(
        Version.number(),
        checkedOutCommit(),
        config.seed(),
        Nd4j.getBackend().getClass().getSimpleName()
            + " "
            + Nd4j.getExecutioner().getEnvironmentInformation().getProperty("backend"),
        network.engine().keyword(),
        System.getProperty("java.vm.name") + " " + System.getProperty("java.vm.version"),
        System.getProperty("os.name")
            + " "
            + System.getProperty("os.arch")
            + ", "
            + Runtime.getRuntime().availableProcessors()
            + " cores",
        Instant.now().truncatedTo(ChronoUnit.SECONDS).toString());
  }

  /** The commit that is checked out in the working folder, or unknown. */
  private static String checkedOutCommit() {
    try {
      Path git = Path.of(".git");
      String head = Files.readString(git.resolve("HEAD")).trim();
      return head.startsWith("ref: ")
          ? Files.readString(git.resolve(head.substring(5))).trim()
          : head;
    } catch (IOException e) {
      return "unknown";
    }
  }
}
