package org.compassnet.files;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.zip.CRC32C;

/**
 * Numbers over steps in a file that TensorBoard reads, written as they come.
 *
 * <p>The file is TensorFlow's TFRecord: of each record the length in 8 bytes, a checksum of these
 * in 4, the record, and its checksum in 4, all of them little-endian. The checksum is CRC-32C,
 * turned by 15 bits, plus a constant. A record is an Event of TensorFlow's event.proto: wall_time
 * (field 1, double), step (2, int64), and either file_version (3) in the first record or summary
 * (5) with a value (1) per number: tag (1, string) and simple_value (2, float).
 */
public final class EventFile implements AutoCloseable {

  /** A name that TensorBoard takes for one of its files. */
  public static final String NAME = "events.out.tfevents.compassnet";

  private static final String VERSION = "brain.Event:2";
  private static final int CHECKSUM_CONSTANT = 0xa282ead8;

  // Types of fields on the wire.
  private static final int VARINT = 0;
  private static final int EIGHT_BYTES = 1;
  private static final int LENGTH_FIRST = 2;
  private static final int FOUR_BYTES = 5;

  private final FileChannel channel;
  private final ByteArrayOutputStream waiting = new ByteArrayOutputStream();

  private EventFile(FileChannel channel) {
    this.channel = channel;
  }

  /**
   * Begins the file anew, in place: whoever reads it meets the same bytes again where the same
   * numbers are put in. What was there before goes at the first {@link #flush}.
   *
   * @param wallTime of its beginning, in s since 1970
   * @throws org.compassnet.config.UserError if the file is a symbolic link
   */
  public static EventFile begin(Path file, double wallTime) throws IOException {
    FolderLock.requireNoLink(file);
    EventFile events =
        new EventFile(
            FileChannel.open(
                file,
                StandardOpenOption.CREATE,
                StandardOpenOption.WRITE,
                LinkOption.NOFOLLOW_LINKS));
    ByteArrayOutputStream event = new ByteArrayOutputStream();
    putDouble(event, 1, wallTime);
    putBytes(event, 3, VERSION.getBytes(StandardCharsets.UTF_8));
    events.record(event);
    return events;
  }

  /**
   * Adds numbers at a step; those that are not finite are left out.
   *
   * @param values by their tags, such as {@code train/error}
   * @param wallTime in s since 1970
   */
  public void add(long step, double wallTime, Map<String, Double> values) {
    ByteArrayOutputStream summary = new ByteArrayOutputStream();
    values.forEach(
        (tag, number) -> {
          if (Double.isFinite(number)) {
            ByteArrayOutputStream value = new ByteArrayOutputStream();
            putBytes(value, 1, tag.getBytes(StandardCharsets.UTF_8));
            putFloat(value, 2, number.floatValue());
            putBytes(summary, 1, value.toByteArray());
          }
        });
    ByteArrayOutputStream event = new ByteArrayOutputStream();
    putDouble(event, 1, wallTime);
    putKey(event, 2, VARINT);
    putVarint(event, step);
    putBytes(event, 5, summary.toByteArray());
    record(event);
  }

  /** Puts what was added into the file, which ends there. */
  public void flush() throws IOException {
    ByteBuffer bytes = ByteBuffer.wrap(waiting.toByteArray());
    waiting.reset();
    while (bytes.hasRemaining()) {
      channel.write(bytes);
    }
    if (channel.size() > channel.position()) {
      channel.truncate(channel.position());
    }
  }

  @Override
  public void close() throws IOException {
    try (channel) {
      flush();
    }
  }

  private void record(ByteArrayOutputStream event) {
    byte[] data = event.toByteArray();
    byte[] length = littleEndian(8).putLong(data.length).array();
    waiting.writeBytes(length);
    waiting.writeBytes(littleEndian(4).putInt(checksum(length)).array());
    waiting.writeBytes(data);
    waiting.writeBytes(littleEndian(4).putInt(checksum(data)).array());
  }

  private static int checksum(byte[] bytes) {
    CRC32C crc = new CRC32C();
    crc.update(bytes);
    return Integer.rotateRight((int) crc.getValue(), 15) + CHECKSUM_CONSTANT;
  }

  private static void putKey(ByteArrayOutputStream out, int field, int type) {
    putVarint(out, (long) field << 3 | type);
  }

  private static void putVarint(ByteArrayOutputStream out, long value) {
    long left = value;
    while ((left & ~0x7fL) != 0) {
      out.write((int) (left & 0x7f | 0x80));
      left >>>= 7;
    }
    out.write((int) left);
  }

  private static void putDouble(ByteArrayOutputStream out, int field, double value) {
    putKey(out, field, EIGHT_BYTES);
    out.writeBytes(littleEndian(8).putDouble(value).array());
  }

  private static void putFloat(ByteArrayOutputStream out, int field, float value) {
    putKey(out, field, FOUR_BYTES);
    out.writeBytes(littleEndian(4).putFloat(value).array());
  }

  private static void putBytes(ByteArrayOutputStream out, int field, byte[] bytes) {
    putKey(out, field, LENGTH_FIRST);
    putVarint(out, bytes.length);
    out.writeBytes(bytes);
  }

  private static ByteBuffer littleEndian(int bytes) {
    return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }
}
