package org.compassnet.training;

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
        Version.commit(),
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
}
