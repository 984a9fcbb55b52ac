package org.compassnet.training;

import com.fasterxml.jackson.core.JacksonException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.compassnet.config.Config;
import org.compassnet.config.UserError;
import org.compassnet.files.AtomicFile;
import org.compassnet.network.HeadDirectionNetwork;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.util.ModelSerializer;

/**
 * A network with its optimiser and the state of the loop around it, in one file: a model file of
 * ModelSerializer with one more entry. Random streams need no state; they depend on the update.
 */
final class Checkpoint {

  private static final String STATE = "compassnet_state.json";

  private Checkpoint() {}

  /**
   * The loop's state after an update.
   *
   * @param update number of updates done
   * @param penaltyWeight annealed so far
   * @param bestAngularErrorDeg the least in any validation so far; infinite before the first
   * @param bestUpdate the update of that validation
   * @param seconds time spent
   */
  record State(
      int update,
      double penaltyWeight,
      double bestAngularErrorDeg,
      int bestUpdate,
      double seconds) {}

  static void write(Path file, HeadDirectionNetwork network, State state) throws IOException {
    ByteArrayOutputStream model = new ByteArrayOutputStream();
    ModelSerializer.writeModel(network.network(), model, true);
    AtomicFile.write(
        file,
        out -> {
          ZipOutputStream zip = new ZipOutputStream(out);
          ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(model.toByteArray()));
          for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
            zip.putNextEntry(new ZipEntry(entry.getName()));
            in.transferTo(zip);
            zip.closeEntry();
          }
          zip.putNextEntry(new ZipEntry(STATE));
          zip.write(Config.json().writeValueAsBytes(state));
          zip.closeEntry();
          zip.finish();
        });
  }

  /**
   * @throws UserError if the file is missing, truncated or no checkpoint
   */
  static State readState(Path file) {
    try (ZipFile zip = new ZipFile(file.toFile())) {
      ZipEntry entry = zip.getEntry(STATE);
      if (entry == null) {
        throw new UserError(file + ": a model without the state of its training; not a checkpoint");
      }
      return Config.json().readValue(zip.getInputStream(entry).readAllBytes(), State.class);
    } catch (JacksonException e) {
      throw new UserError(file + ": damaged checkpoint: " + e.getOriginalMessage(), e);
    } catch (IOException e) {
      throw new UserError(file + ": corrupt or truncated checkpoint (" + e.getMessage() + ")", e);
    }
  }

  /**
   * @throws UserError if the file is missing, truncated or no model of CompassNet
   */
  static HeadDirectionNetwork readNetwork(Path file, int threads) {
    if (!Files.isRegularFile(file)) {
      throw new UserError(file + ": no such file; a trained model is wanted");
    }
    try {
      MultiLayerNetwork network = ModelSerializer.restoreMultiLayerNetwork(file.toFile(), true);
      HeadDirectionNetwork made = new HeadDirectionNetwork(network);
      made.setThreads(threads);
      return made;
    } catch (IOException | RuntimeException e) {
      if (e instanceof UserError userError) {
        throw userError;
      }
      String reason =
          e.getMessage() == null ? e.toString() : e.getMessage().lines().findFirst().orElse("");
      throw new UserError(file + ": corrupt or truncated model (" + reason + ")", e);
    }
  }
}
