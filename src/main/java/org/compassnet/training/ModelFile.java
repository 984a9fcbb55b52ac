package org.compassnet.training;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Enumeration;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.compassnet.config.Config;
import org.compassnet.config.UserError;
import org.compassnet.files.AtomicFile;
import org.compassnet.files.Failure;
import org.compassnet.files.Heap;
import org.compassnet.network.HeadDirectionNetwork;
import org.deeplearning4j.util.ModelSerializer;

/**
 * A network and its optimiser in a file: what ModelSerializer writes, and checksums in the format
 * of {@code sha256sum}. ModelSerializer reads it.
 *
 * <p>It is not read by ModelSerializer: that gives an entry {@code preprocessor.bin} to Java's
 * deserialisation, makes whatever classes the configuration names, and hands lengths that it did
 * not check to native code. Here only the entries that are written are allowed, the network is made
 * of the run's own configuration, that in the file is compared with it and never obeyed, and the
 * numbers are read as numbers. So a file from a stranger can be opened.
 */
final class ModelFile {

  private static final String CONFIGURATION = "configuration.json";
  private static final String PARAMETERS = "coefficients.bin";
  private static final String UPDATER = "updaterState.bin";
  private static final String STATE = "compassnet_state.json";
  private static final String CHECKSUMS = "SHA256SUMS";
  private static final Set<String> ENTRIES =
      Set.of(CONFIGURATION, PARAMETERS, UPDATER, STATE, CHECKSUMS);

  private static final long MOST_TEXT_BYTES = 1 << 20;

  // The same network gives the same bytes: 1980, the first year that a zip can tell.
  private static final long TIME = 315_532_800_000L;

  private ModelFile() {}

  /**
   * What is in a file, as far as it can be told without a configuration.
   *
   * @param configuration as JSON
   * @param parameters all parameters in Deeplearning4j's order
   * @param updater the optimiser's state; null if there is none
   * @param state of the training, as JSON; null if there is none
   */
  record Content(byte[] configuration, float[] parameters, float[] updater, byte[] state) {}

  /** Writes a network, and the state of its training unless that is null. */
  static void write(Path file, HeadDirectionNetwork network, byte[] state) throws IOException {
    Map<String, byte[]> entries = serialised(network);
    if (state != null) {
      entries.put(STATE, state);
    }
    StringBuilder sums = new StringBuilder();
    entries.forEach(
        (name, bytes) -> sums.append(sum(bytes)).append("  ").append(name).append('\n'));
    entries.put(CHECKSUMS, sums.toString().getBytes(StandardCharsets.US_ASCII));
    AtomicFile.write(
        file,
        out -> {
          ZipOutputStream zip = new ZipOutputStream(out);
          for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
            ZipEntry head = new ZipEntry(entry.getKey());
            head.setTime(TIME);
            zip.putNextEntry(head);
            zip.write(entry.getValue());
            zip.closeEntry();
          }
          zip.finish();
        });
  }

  private static Map<String, byte[]> serialised(HeadDirectionNetwork network) throws IOException {
    ByteArrayOutputStream model = new ByteArrayOutputStream();
    ModelSerializer.writeModel(network.network(), model, true);
    Map<String, byte[]> entries = new LinkedHashMap<>();
    ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(model.toByteArray()));
    for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
      entries.put(entry.getName(), in.readAllBytes());
    }
    return entries;
  }

  private static String sum(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /**
   * @throws UserError if the file is missing or damaged, or holds an entry that is none of ours
   */
  static Content read(Path file) {
    Map<String, byte[]> entries = entries(file);
    for (String name : new String[] {CONFIGURATION, PARAMETERS}) {
      if (!entries.containsKey(name)) {
        throw new UserError(file + ": corrupt or truncated model: no " + name + " in it");
      }
    }
    requireSums(file, entries);
    byte[] updater = entries.get(UPDATER);
    return new Content(
        entries.get(CONFIGURATION),
        Nd4jVector.read(entries.get(PARAMETERS), file + ": " + PARAMETERS),
        updater == null ? null : Nd4jVector.read(updater, file + ": " + UPDATER),
        entries.get(STATE));
  }

  private static Map<String, byte[]> entries(Path file) {
    if (!Files.isRegularFile(file)) {
      throw new UserError(file + ": no such file; a trained model is wanted");
    }
    Map<String, byte[]> entries = new LinkedHashMap<>();
    try (ZipFile zip = new ZipFile(file.toFile())) {
      for (Enumeration<? extends ZipEntry> it = zip.entries(); it.hasMoreElements(); ) {
        ZipEntry entry = it.nextElement();
        String name = entry.getName();
        if (!ENTRIES.contains(name)) {
          throw new UserError(
              file
                  + ": holds "
                  + name.replaceAll("\\p{Cntrl}", "?")
                  + ", which CompassNet does not write; not opened");
        }
        if (entries.put(name, bytes(zip, entry, file)) != null) {
          throw new UserError(file + ": holds " + name + " twice; not opened");
        }
      }
    } catch (IOException e) {
      throw new UserError(file + ": corrupt or truncated model (" + Failure.reason(e) + ")", e);
    }
    return entries;
  }

  private static byte[] bytes(ZipFile zip, ZipEntry entry, Path file) throws IOException {
    String name = entry.getName();
    boolean numbers = name.endsWith(".bin");
    long most = numbers ? Math.min(Heap.room() / 4, Integer.MAX_VALUE - 8) : MOST_TEXT_BYTES;
    try (InputStream raw = zip.getInputStream(entry);
        CheckedInputStream in = new CheckedInputStream(raw, new CRC32())) {
      byte[] bytes = in.readNBytes((int) Math.min(most + 1, Integer.MAX_VALUE - 8));
      if (bytes.length > most) {
        throw new UserError(file + ": " + name + " is of more than " + Heap.text(most));
      }
      if (in.getChecksum().getValue() != entry.getCrc()) {
        throw new UserError(file + ": corrupt or truncated model: the checksum of " + name);
      }
      return bytes;
    }
  }

  /** Files of earlier versions have no checksums; the zip's own were compared then. */
  private static void requireSums(Path file, Map<String, byte[]> entries) {
    byte[] sums = entries.get(CHECKSUMS);
    if (sums == null) {
      return;
    }
    Map<String, String> known = new LinkedHashMap<>();
    for (String line : new String(sums, StandardCharsets.US_ASCII).split("\n")) {
      String[] words = line.split("  ", 2);
      known.put(words.length == 2 ? words[1] : "", words[0]);
    }
    entries.forEach(
        (name, bytes) -> {
          if (!name.equals(CHECKSUMS) && !sum(bytes).equals(known.remove(name))) {
            throw new UserError(
                file + ": corrupt or changed model: " + name + " is not what its checksum says");
          }
        });
    if (!known.isEmpty()) {
      throw new UserError(
          file + ": corrupt or changed model: no " + known.keySet().iterator().next() + " in it");
    }
  }

  /**
   * The network in a file, as the configuration makes it.
   *
   * @throws UserError if the file is missing, damaged, or of another configuration
   */
  static HeadDirectionNetwork readNetwork(Path file, Config config) {
    Content content = read(file);
    ModelConfiguration found = ModelConfiguration.parse(content.configuration(), file);
    // Before a network of that size is made.
    found.requireUnits(config);
    HeadDirectionNetwork network = HeadDirectionNetwork.create(config);
    try {
      found.requireSame(ModelConfiguration.of(network, file));
      restore(network, content, found.updates(), file);
    } catch (RuntimeException e) {
      network.close();
      throw e;
    }
    return network;
  }

  private static void restore(
      HeadDirectionNetwork network, Content content, int updates, Path file) {
    try {
      network.restore(content.parameters(), content.updater(), updates);
    } catch (UserError e) {
      throw new UserError(file + ": " + e.getMessage(), e);
    }
  }
}
