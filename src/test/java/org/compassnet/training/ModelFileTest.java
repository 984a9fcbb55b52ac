package org.compassnet.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.ObjectOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.Consumer;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.compassnet.config.Config;
import org.compassnet.config.UserError;
import org.compassnet.network.HeadDirectionNetwork;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.util.ModelSerializer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Models from strangers, and models that a disk or a hand has changed. */
class ModelFileTest {

  private static final Config CONFIG = Config.of(Map.of("network.units", 7));

  @TempDir Path folder;

  private Path model;

  @BeforeEach
  void write() throws IOException {
    model = folder.resolve("model.zip");
    try (HeadDirectionNetwork network = HeadDirectionNetwork.create(CONFIG)) {
      ModelFile.write(model, network, null);
    }
  }

  private static Map<String, byte[]> entries(Path file) throws IOException {
    Map<String, byte[]> entries = new LinkedHashMap<>();
    try (InputStream in = Files.newInputStream(file);
        ZipInputStream zip = new ZipInputStream(in)) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        entries.put(entry.getName(), zip.readAllBytes());
      }
    }
    return entries;
  }

  /** Writes the model again, changed, with the right checksums of the zip. */
  private void change(Consumer<Map<String, byte[]>> how) throws IOException {
    Map<String, byte[]> entries = entries(model);
    how.accept(entries);
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(model))) {
      for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
        zip.putNextEntry(new ZipEntry(entry.getKey()));
        zip.write(entry.getValue());
      }
    }
  }

  private void refused(String... words) {
    assertThatThrownBy(() -> ModelFile.readNetwork(model, CONFIG).close())
        .isInstanceOf(UserError.class)
        .hasMessageStartingWith(model.toString())
        .hasMessageContainingAll(words)
        .hasMessageNotContaining("\n");
  }

  @Test
  void whatIsWrittenIsReadByDeeplearning4jAndHereToTheSameNumbers() throws IOException {
    try (HeadDirectionNetwork network = ModelFile.readNetwork(model, CONFIG)) {
      MultiLayerNetwork other = ModelSerializer.restoreMultiLayerNetwork(model.toFile(), true);
      assertThat(network.network().params()).isEqualTo(other.params());
      assertThat(entries(model)).containsKey("SHA256SUMS").hasSize(4);
    }
  }

  /**
   * An entry that Deeplearning4j would give to Java's deserialisation: sets in sets, 2^60 hashes.
   */
  @Test
  void nothingIsDeserialised() throws IOException {
    Set<Object> root = new HashSet<>();
    Set<Object> one = root;
    Set<Object> two = new HashSet<>();
    for (int k = 0; k < 60; k++) {
      Set<Object> nextOne = new HashSet<>(Set.of("a" + k));
      Set<Object> nextTwo = new HashSet<>();
      one.add(nextOne);
      one.add(nextTwo);
      two.add(nextOne);
      two.add(nextTwo);
      one = nextOne;
      two = nextTwo;
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(root);
    }
    change(entries -> entries.put("preprocessor.bin", bytes.toByteArray()));
    refused("preprocessor.bin", "which CompassNet does not write");
  }

  @Test
  void aChangedEntryIsNamedByItsChecksum() throws IOException {
    for (String name : Set.of("coefficients.bin", "updaterState.bin", "configuration.json")) {
      write();
      change(entries -> entries.get(name)[entries.get(name).length - 5] ^= 1);
      refused(name, "checksum");
    }
    write();
    change(entries -> entries.remove("coefficients.bin"));
    refused("coefficients.bin");
  }

  /**
   * Without the checksums, as in a file of an earlier version, native code sees no wrong length.
   */
  @Test
  void headersAreReadBeforeNativeCodeSeesThem() throws IOException {
    Random random = new Random(1);
    byte[] good = entries(model).get("updaterState.bin");
    int refused = 0;
    for (int k = 0; k < 300; k++) {
      write();
      byte[] bad = good.clone();
      bad[random.nextInt(Math.min(110, bad.length))] ^= (byte) (1 << random.nextInt(8));
      change(
          entries -> {
            entries.remove("SHA256SUMS");
            entries.put("updaterState.bin", bad);
          });
      try {
        ModelFile.readNetwork(model, CONFIG).close();
      } catch (UserError e) {
        assertThat(e).hasMessageStartingWith(model.toString()).hasMessageNotContaining("\n");
        refused++;
      }
    }
    // What is left are strides and flags, which a vector does not need, and bits of the numbers.
    assertThat(refused).isGreaterThan(100);
  }

  @Test
  void anotherNetworkIsRefusedWithWhatDiffers() throws IOException {
    Config tanh = CONFIG.with(Map.of("network.activation", "tanh"));
    assertThatThrownBy(() -> ModelFile.readNetwork(model, tanh).close())
        .isInstanceOf(UserError.class)
        .hasMessageContaining("activation");
    change(
        entries -> {
          entries.remove("SHA256SUMS");
          String json = new String(entries.get("configuration.json"), StandardCharsets.UTF_8);
          entries.put(
              "configuration.json",
              json.replaceFirst("\"units\"\\s*:\\s*7", "\"units\" : 2000000000")
                  .getBytes(StandardCharsets.UTF_8));
        });
    refused("2000000000 units");
  }
}
