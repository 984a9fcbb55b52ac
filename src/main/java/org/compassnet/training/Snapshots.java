package org.compassnet.training;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.compassnet.config.Config;
import org.compassnet.config.UserError;
import org.compassnet.network.HeadDirectionNetwork;
import org.compassnet.network.WeightsFile;

/**
 * The weights of a run at the points of its training that {@code training.snapshots} asks for: an
 * npz archive each, as weights.npz is, in the folder snapshots. A file is written before the
 * checkpoint of its update or a later one, so that a run that goes on has all that it went past;
 * what it makes again is the same to the last bit.
 */
public final class Snapshots {

  private final RunFolder folder;
  private final Config config;
  private final int[] updates;

  Snapshots(RunFolder folder, Config config) {
    this.folder = folder;
    this.config = config;
    this.updates = config.training().snapshotUpdates();
  }

  private Path file(int update) {
    return folder.snapshots().resolve(String.format(Locale.ROOT, "update_%06d.npz", update));
  }

  /** Keeps the weights if this is one of the points. */
  void keep(int update, HeadDirectionNetwork network) throws IOException {
    if (Arrays.binarySearch(updates, update) >= 0) {
      Files.createDirectories(folder.snapshots());
      WeightsFile.write(file(update), network.weights(), config);
    }
  }

  /**
   * @throws UserError if one that was kept is not there any more: no update makes it again
   */
  void requireUpTo(int update) {
    for (int made : updates) {
      if (made <= update && !Files.isRegularFile(file(made))) {
        throw new UserError(
            "%s: missing; it holds the weights after %d updates, which %s has gone past"
                .formatted(file(made), made, folder.lastCheckpoint()));
      }
    }
  }

  /**
   * Those of a run that are there, in the order of the training; none if none were asked for.
   *
   * @throws UserError if a file is damaged, or of another network
   */
  public static List<Snapshot> read(RunFolder run) {
    Config config = run.readConfig();
    Snapshots all = new Snapshots(run, config);
    return Arrays.stream(all.updates)
        .filter(update -> Files.isRegularFile(all.file(update)))
        .mapToObj(all::read)
        .toList();
  }

  private Snapshot read(int update) {
    WeightsFile file = WeightsFile.read(file(update));
    int units = file.weights().units();
    if (units != config.network().units()) {
      throw new UserError(
          "%s: weights of %d units; network.units of the run is %d"
              .formatted(file.path(), units, config.network().units()));
    }
    return new Snapshot(update, file.perStep(config.task().timeStep()));
  }
}
