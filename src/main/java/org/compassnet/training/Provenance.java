package org.compassnet.training;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.compassnet.config.Config;
import org.compassnet.config.UserError;
import org.compassnet.config.Version;
import org.compassnet.network.HeadDirectionNetwork;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Where a run comes from.
 *
 * @param from whose finished weights it began with; null if they were random
 */
public record Provenance(
    String version,
    String commit,
    long seed,
    String backend,
    String engine,
    String jvm,
    String machine,
    String started,
    @JsonInclude(JsonInclude.Include.NON_NULL) StartingWeights.Origin from) {

  /** Of a run that starts now. */
  static Provenance of(
      Config config, HeadDirectionNetwork network, Optional<StartingWeights.Origin> from) {
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
        Instant.now().truncatedTo(ChronoUnit.SECONDS).toString(),
        from.orElse(null));
  }

  /** Whose finished weights a run began with, by its provenance; empty if it names none. */
  public static String from(RunFolder folder) {
    try {
      JsonNode from = Config.json().readTree(folder.provenance().toFile()).path("from");
      return from.isMissingNode() || from.isNull() ? "" : from.path("run").asText("another run");
    } catch (IOException e) {
      return "";
    }
  }

  /**
   * Refuses a run that says it was begun with another seed, or with another run's weights.
   *
   * @throws UserError if it does
   */
  public static void requireOwn(RunFolder folder, long seed) {
    if (!Files.isRegularFile(folder.provenance())) {
      return;
    }
    try {
      JsonNode says = Config.json().readTree(folder.provenance().toFile());
      if (says.path("seed").asLong(seed) != seed || !from(folder).isEmpty()) {
        throw new UserError(
            folder.provenance()
                + ": a run of seed "
                + says.path("seed").asText()
                + (from(folder).isEmpty() ? "" : ", begun from the weights of " + from(folder))
                + "; one of seed "
                + seed
                + " from its own start is wanted. Remove it, or give another --out");
      }
    } catch (IOException e) {
      throw new UserError(folder.provenance() + ": cannot be read (" + e.getMessage() + ")", e);
    }
  }

  /** When a run was started, in s since 1970; 0 where that is not known. */
  public static double startedS(RunFolder folder) {
    try {
      JsonNode started = Config.json().readTree(folder.provenance().toFile()).path("started");
      return Instant.parse(started.asText()).getEpochSecond();
    } catch (IOException | DateTimeParseException e) {
      return 0;
    }
  }
}
