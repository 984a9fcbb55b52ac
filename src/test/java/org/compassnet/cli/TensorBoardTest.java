package org.compassnet.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;
import org.compassnet.config.Config;
import org.compassnet.network.HeadDirectionNetwork;
import org.compassnet.training.Progress;
import org.compassnet.training.RunFolder;
import org.compassnet.training.Trainer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The metrics for TensorBoard, by a reader of its own that follows the format's description. */
class TensorBoardTest {

  private static final String FILE = "events.out.tfevents.compassnet";

  @TempDir Path folder;

  private record Event(double wallTime, long step, String version, Map<String, Float> values) {}

  @Test
  void theFileHoldsTheMetricsAndTheValidations() throws IOException {
    Path run = folder.resolve("run");
    String said =
        SmallRun.done("train", SmallRun.configuration(folder), "--out", run, "--tensorboard");
    assertThat(said).contains("tensorboard --logdir " + run);
    List<Event> events = read(Files.readAllBytes(run.resolve(FILE)));
    assertThat(events.get(0).version).isEqualTo("brain.Event:2");
    List<Event> updates = events.stream().filter(e -> e.values.containsKey("train/error")).toList();
    List<String> rows = Files.readAllLines(run.resolve("metrics.csv"));
    assertThat(updates).hasSize(20).hasSize(rows.size() - 1);
    double began =
        Instant.parse(
                Config.json()
                    .readTree(run.resolve("provenance.json").toFile())
                    .path("started")
                    .asText())
            .getEpochSecond();
    for (int k = 0; k < updates.size(); k++) {
      String[] row = rows.get(k + 1).split(",");
      Event event = updates.get(k);
      assertThat(event.step).isEqualTo(Long.parseLong(row[0])).isEqualTo(k + 1);
      assertThat(event.values)
          .containsEntry("train/steps", Float.parseFloat(row[1]))
          .containsEntry("train/error", Float.parseFloat(row[2]))
          .containsEntry("train/penalty", Float.parseFloat(row[3]))
          .containsEntry("train/gradient_norm", Float.parseFloat(row[4]))
          .containsEntry("train/learning_rate", Float.parseFloat(row[5]));
      assertThat(event.wallTime - began).isCloseTo(Double.parseDouble(row[6]), within(0.0011));
    }
    Map<Long, Float> errors = new TreeMap<>();
    for (Event event : events) {
      if (event.values.containsKey("validation/angular_error_deg")) {
        errors.put(event.step, event.values.get("validation/angular_error_deg"));
      }
    }
    Map<Long, Float> expected = new TreeMap<>();
    for (String line : Files.readAllLines(run.resolve("validation.csv")).subList(1, 3)) {
      String[] row = line.split(",");
      expected.put(Long.parseLong(row[0]), Float.parseFloat(row[2]));
    }
    assertThat(errors).isEqualTo(expected).containsOnlyKeys(10L, 20L);
  }

  /** Rows past the checkpoint, and half of one, as a killed process leaves them. */
  @Test
  void aResumedRunHasEveryUpdateOnce() throws IOException {
    Path conf = SmallRun.configuration(folder);
    Config config = Config.read(conf, List.of());
    RunFolder run = RunFolder.create(folder.resolve("run"));
    Trainer trainer = Trainer.start(config, run);
    trainer.logForTensorBoard();
    AtomicInteger made = new AtomicInteger();
    try (HeadDirectionNetwork network = trainer.network()) {
      trainer.run(Progress.NONE, () -> made.incrementAndGet() == 13);
    }
    Path file = run.path().resolve(FILE);
    byte[] stopped = Files.readAllBytes(file);
    assertThat(steps(read(stopped))).isEqualTo(upTo(13));
    int last = lastRecord(stopped);
    byte[] again = Arrays.copyOfRange(stopped, last, stopped.length);
    Files.write(file, again, StandardOpenOption.APPEND);
    Files.write(file, new byte[] {1, 2, 3, 4, 5}, StandardOpenOption.APPEND);
    // It goes on so without being asked again.
    SmallRun.done("train", conf, "--out", run.path(), "--resume");
    byte[] whole = Files.readAllBytes(file);
    assertThat(steps(read(whole))).isEqualTo(upTo(20));
    // Who was reading the file has read the bytes that are there now.
    assertThat(Arrays.copyOf(whole, stopped.length)).isEqualTo(stopped);
  }

  @Test
  void askedForLateItHoldsTheUpdatesBeforeToo() throws IOException {
    Path run = SmallRun.copy(folder.resolve("run"));
    assertThat(run.resolve(FILE)).doesNotExist();
    SmallRun.done(
        "train", SmallRun.configuration(folder), "--out", run, "--resume", "--tensorboard");
    assertThat(steps(read(Files.readAllBytes(run.resolve(FILE))))).isEqualTo(upTo(20));
  }

  private static List<Long> upTo(int updates) {
    return LongStream.rangeClosed(1, updates).boxed().toList();
  }

  private static List<Long> steps(List<Event> events) {
    return events.stream()
        .filter(e -> e.values.containsKey("train/error"))
        .map(Event::step)
        .toList();
  }

  private static int lastRecord(byte[] bytes) {
    ByteBuffer in = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    int at = 0;
    while (at + 16 + in.getLong(at) < bytes.length) {
      at += 16 + (int) in.getLong(at);
    }
    return at;
  }

  /** TFRecord: length, its checksum, data, their checksum. */
  private static List<Event> read(byte[] bytes) {
    List<Event> events = new ArrayList<>();
    ByteBuffer in = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    while (in.hasRemaining()) {
      byte[] head = new byte[8];
      in.get(head);
      assertThat(in.getInt()).isEqualTo(masked(head));
      byte[] data = new byte[(int) ByteBuffer.wrap(head).order(ByteOrder.LITTLE_ENDIAN).getLong()];
      in.get(data);
      assertThat(in.getInt()).isEqualTo(masked(data));
      events.add(event(data));
    }
    return events;
  }

  /** CRC-32C bit by bit: polynomial 0x1EDC6F41, reflected. */
  private static int masked(byte[] data) {
    int crc = ~0;
    for (byte b : data) {
      crc ^= b & 0xff;
      for (int k = 0; k < 8; k++) {
        crc = (crc & 1) != 0 ? crc >>> 1 ^ 0x82f63b78 : crc >>> 1;
      }
    }
    crc = ~crc;
    return (crc >>> 15 | crc << 17) + 0xa282ead8;
  }

  private static Event event(byte[] data) {
    double wallTime = 0;
    long step = 0;
    String version = "";
    Map<String, Float> values = new LinkedHashMap<>();
    ByteBuffer in = ByteBuffer.wrap(data).order(ByteOrder.LITTLE_ENDIAN);
    while (in.hasRemaining()) {
      int key = (int) varint(in);
      switch (key) {
        case 1 << 3 | 1 -> wallTime = in.getDouble();
        case 2 << 3 -> step = varint(in);
        case 3 << 3 | 2 -> version = new String(bytes(in), StandardCharsets.UTF_8);
        case 5 << 3 | 2 -> summary(ByteBuffer.wrap(bytes(in)), values);
        default -> throw new AssertionError("field " + key);
      }
    }
    return new Event(wallTime, step, version, values);
  }

  private static void summary(ByteBuffer in, Map<String, Float> values) {
    while (in.hasRemaining()) {
      assertThat(varint(in)).isEqualTo(1 << 3 | 2);
      ByteBuffer value = ByteBuffer.wrap(bytes(in)).order(ByteOrder.LITTLE_ENDIAN);
      assertThat(varint(value)).isEqualTo(1 << 3 | 2);
      String tag = new String(bytes(value), StandardCharsets.UTF_8);
      assertThat(varint(value)).isEqualTo(2 << 3 | 5);
      assertThat(values.put(tag, value.getFloat())).isNull();
      assertThat(value.hasRemaining()).isFalse();
    }
  }

  private static byte[] bytes(ByteBuffer in) {
    byte[] bytes = new byte[(int) varint(in)];
    in.get(bytes);
    return bytes;
  }

  private static long varint(ByteBuffer in) {
    long value = 0;
    for (int shift = 0; ; shift += 7) {
      byte next = in.get();
      value |= (long) (next & 0x7f) << shift;
      if (next >= 0) {
        return value;
      }
    }
  }
}
