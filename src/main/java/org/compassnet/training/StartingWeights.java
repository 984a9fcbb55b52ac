package org.compassnet.training;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.compassnet.config.Config;
import org.compassnet.config.UserError;
import org.compassnet.network.CtRnnWeights;
import org.compassnet.network.HeadDirectionNetwork;

/**
 * Weights that a training begins with in place of random ones: the finished ones of another run.
 * The weights alone go over: the optimiser, the count of updates, the learning rate and the weight
 * of the activity penalty begin as they do in any run.
 *
 * @param weights for an angular velocity in rad per step of the new run
 * @param origin whose they are
 */
public record StartingWeights(CtRnnWeights weights, Origin origin) {

  private static final String NETWORK = "network.";

  /** Keys of the network that say nothing of its weights: noise is of the training passes alone. */
  private static final String NOISE = "network.noise.";

  /**
   * Where weights come from.
   *
   * @param run the folder, as it was named
   * @param name of that run
   * @param seed of that run
   * @param updates after which its weights were kept
   * @param sha256 of its model.zip
   */
  public record Origin(String run, String name, long seed, int updates, String sha256) {

    @Override
    public String toString() {
      return "the finished weights of "
          + run
          + " ("
          + name
          + ", seed "
          + seed
          + ", "
          + updates
          + " updates)";
    }
  }

  /**
   * The finished weights of a run, for a run with another configuration.
   *
   * @throws UserError if the run is not finished, or the network of the configuration is another
   */
  public static StartingWeights of(RunFolder run, Config config) {
    Config theirs = run.readConfig();
    requireSameNetwork(theirs, config, run);
    try (HeadDirectionNetwork network = run.readNetwork()) {
      return new StartingWeights(
          network.weights().atStep(theirs.task().timeStep(), config.task().timeStep()),
          new Origin(
              run.path().toString(),
              theirs.name(),
              theirs.seed(),
              network.network().getIterationCount(),
              sha256(run)));
    }
  }

  /** The keys of a run's network, as defaults of a configuration that goes on from it. */
  public static Map<String, String> networkKeys(Config theirs) {
    Map<String, String> keys = new LinkedHashMap<>();
    theirs
        .values()
        .forEach(
            (key, value) -> {
              if (key.startsWith(NETWORK) && !key.startsWith(NOISE)) {
                keys.put(key, value);
              }
            });
    return keys;
  }

  private static void requireSameNetwork(Config theirs, Config config, RunFolder run) {
    Map<String, String> ours = config.values();
    networkKeys(theirs)
        .forEach(
            (key, value) -> {
              if (!value.equals(ours.get(key))) {
                throw new UserError(
                    "%s: %s; allowed: %s, as %s has: its weights are of that network"
                        .formatted(key, ours.get(key), value, run.path()));
              }
            });
  }

  private static String sha256(RunFolder run) {
    try (InputStream in = Files.newInputStream(run.model())) {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      new DigestInputStream(in, digest).transferTo(OutputStream.nullOutputStream());
      return HexFormat.of().formatHex(digest.digest());
    } catch (IOException e) {
      throw new UserError(run.model() + ": cannot be read (" + e.getMessage() + ")", e);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /**
   * Puts them into the folder of a new run, before its training begins: the network that it starts
   * with is read from there by whoever asks for it, a training that is resumed before its first
   * checkpoint too.
   */
  public void write(RunFolder folder, Config config) throws IOException {
    try (HeadDirectionNetwork network = HeadDirectionNetwork.create(config)) {
      network.setWeights(weights);
      ModelFile.write(folder.start(), network, Config.json().writeValueAsBytes(origin));
    }
  }

  /**
   * Where the weights that a run began with come from; empty if they were random.
   *
   * @throws UserError if the file is damaged, or missing
   */
  public static Optional<Origin> originOf(RunFolder folder) {
    if (!folder.wentOn()) {
      return Optional.empty();
    }
    byte[] json = ModelFile.read(folder.start()).state();
    try {
      return Optional.of(Config.json().readValue(json == null ? new byte[0] : json, Origin.class));
    } catch (IOException e) {
      throw new UserError(folder.start() + ": damaged: where its weights come from", e);
    }
  }
}
