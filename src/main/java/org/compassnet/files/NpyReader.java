package org.compassnet.files;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import org.compassnet.config.UserError;

/**
 * Reads one npy file (versions 1 to 3) out of an archive. Nothing is believed: an array is made
 * only if the entry can hold it and the heap has room for it, and the checksum is compared, which
 * {@link ZipFile} does not do.
 */
final class NpyReader {

  private static final Pattern DESCR =
      Pattern.compile("'descr'\\s*:\\s*'([<>|=]?)([a-zA-Z])(\\d*)[^']*'");
  private static final Pattern ORDER = Pattern.compile("'fortran_order'\\s*:\\s*(True|False)");
  private static final Pattern SHAPE = Pattern.compile("'shape'\\s*:\\s*\\(([^)]*)\\)");

  private static final int MOST_DIMENSIONS = 32;
  private static final int MOST_HEADER = 1 << 16;
  private static final int BLOCK = 1 << 16;

  /** No byte of a deflated stream becomes more than this many. */
  private static final long DEFLATE_RATIO = 1032;

  private final InputStream in;
  private final String where;

  private NpyReader(InputStream in, String where) {
    this.in = in;
    this.where = where;
  }

  /**
   * @param where file and name of the array, for errors
   * @throws UserError if it is damaged, too large or holds something other than numbers
   */
  static NpyArray read(ZipFile zip, ZipEntry entry, String where) throws IOException {
    return checked(zip, entry, where, reader -> reader.array(entry));
  }

  private interface Reading<T> {
    T by(NpyReader reader) throws IOException;
  }

  private static <T> T checked(ZipFile zip, ZipEntry entry, String where, Reading<T> reading)
      throws IOException {
    try (CheckedInputStream in = new CheckedInputStream(zip.getInputStream(entry), new CRC32())) {
      T value = reading.by(new NpyReader(in, where));
      if (in.read() >= 0) {
        throw new UserError(where + ": damaged: more bytes than its shape has");
      }
      if (entry.getCrc() >= 0 && entry.getCrc() != in.getChecksum().getValue()) {
        throw new UserError(where + ": damaged: its checksum is another");
      }
      return value;
    } catch (EOFException | ZipException e) {
      throw new UserError(where + ": damaged or truncated (" + Failure.reason(e) + ")", e);
    }
  }

  /**
   * The text of an array of one string.
   *
   * @throws UserError if it is damaged or something else
   */
  static String readText(ZipFile zip, ZipEntry entry, String where) throws IOException {
    return checked(zip, entry, where, NpyReader::text);
  }

  /**
   * The shape of an array of numbers, without its values.
   *
   * @throws UserError if its header is damaged or says something else
   */
  static int[] readShape(ZipFile zip, ZipEntry entry, String where) throws IOException {
    try (InputStream in = zip.getInputStream(entry)) {
      NpyReader reader = new NpyReader(in, where);
      Header header = reader.header();
      reader.type(header);
      return reader.shape(header.shape);
    } catch (EOFException | ZipException e) {
      throw new UserError(where + ": damaged or truncated (" + Failure.reason(e) + ")", e);
    }
  }

  private record Header(String order, String type, int width, boolean fortran, String shape) {}

  private Header header() throws IOException {
    byte[] start = bytes(8);
    if (start[0] != (byte) 0x93
        || !"NUMPY".equals(new String(start, 1, 5, StandardCharsets.US_ASCII))) {
      throw new UserError(where + ": not an array of NumPy");
    }
    ByteBuffer size = ByteBuffer.wrap(bytes(start[6] == 1 ? 2 : 4)).order(ByteOrder.LITTLE_ENDIAN);
    long headerLength = start[6] == 1 ? size.getShort() & 0xffff : size.getInt() & 0xffffffffL;
    if (headerLength > MOST_HEADER) {
      throw new UserError(where + ": damaged: a header of " + headerLength + " bytes");
    }
    String header = new String(bytes((int) headerLength), StandardCharsets.ISO_8859_1);
    Matcher descr = find(DESCR, header);
    String digits = descr.group(3);
    return new Header(
        descr.group(1),
        descr.group(2),
        digits.isEmpty() || digits.length() > 6 ? -1 : Integer.parseInt(digits),
        "True".equals(find(ORDER, header).group(1)),
        find(SHAPE, header).group(1));
  }

  private NpyArray array(ZipEntry entry) throws IOException {
    Header header = header();
    Type type = type(header);
    int[] shape = shape(header.shape);
    int length = length(shape, type, entry);
    ByteOrder order = ">".equals(header.order) ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
    if (type.single) {
      float[] values = new float[length];
      values(length, type, order, (i, v) -> values[i] = (float) v);
      return NpyArray.of(header.fortran ? toCOrder(values, shape) : values, shape);
    }
    double[] values = new double[length];
    values(length, type, order, (i, v) -> values[i] = v);
    return NpyArray.of(header.fortran ? toCOrder(values, shape) : values, shape);
  }

  private String text() throws IOException {
    Header header = header();
    boolean unicode = header.type.equals("U");
    long bytes = (long) header.width * (unicode ? Integer.BYTES : 1);
    boolean one = Arrays.stream(shape(header.shape)).allMatch(n -> n == 1);
    if (!one || !(unicode || header.type.equals("S")) || bytes < 0 || bytes > MOST_HEADER) {
      throw new UserError(where + ": one text is wanted, a string of NumPy");
    }
    Charset charset =
        !unicode
            ? StandardCharsets.UTF_8
            : Charset.forName(">".equals(header.order) ? "UTF-32BE" : "UTF-32LE");
    return new String(bytes((int) bytes), charset).replaceAll("\\x00+$", "");
  }

  private byte[] bytes(int count) throws IOException {
    byte[] bytes = in.readNBytes(count);
    if (bytes.length < count) {
      throw new EOFException();
    }
    return bytes;
  }

  private Matcher find(Pattern pattern, String header) {
    Matcher matcher = pattern.matcher(header);
    if (!matcher.find()) {
      throw new UserError(
          where + ": unusual header of NumPy: " + header.replaceAll("\\p{Cntrl}", " ").trim());
    }
    return matcher;
  }

  private int[] shape(String text) {
    try {
      int[] shape =
          Arrays.stream(text.split(","))
              .map(String::trim)
              .filter(s -> !s.isEmpty())
              .mapToInt(s -> Integer.parseInt(s.replaceAll("L$", "")))
              .toArray();
      if (shape.length <= MOST_DIMENSIONS && Arrays.stream(shape).allMatch(n -> n >= 0)) {
        return shape;
      }
    } catch (NumberFormatException e) {
      // Told below.
    }
    throw new UserError(where + ": shape (" + text.trim() + ") is none that can be read");
  }

  /** Number of values, if the entry can hold and the heap can take them. */
  private int length(int[] shape, Type type, ZipEntry entry) {
    long length = 1;
    for (int size : shape) {
      // At most 2^31 times 2^31.
      length = Math.min(Integer.MAX_VALUE + 1L, length * size);
    }
    if (Arrays.stream(shape).anyMatch(n -> n == 0)) {
      length = 0;
    }
    String claim = "shape " + Arrays.toString(shape);
    long held = Math.min(entry.getSize(), DEFLATE_RATIO * (entry.getCompressedSize() + 1));
    if (entry.getSize() >= 0 && length * type.width > held) {
      throw new UserError(where + ": damaged or truncated: " + claim + " is more than is there");
    }
    Heap.requireRoom(length * (type.single ? Float.BYTES : Double.BYTES), where + ": " + claim);
    if (length > Integer.MAX_VALUE - 8) {
      throw new UserError(where + ": " + claim + ": at most 2^31 values can be read");
    }
    return (int) length;
  }

  private interface Sink {
    void put(int index, double value);
  }

  private void values(int length, Type type, ByteOrder order, Sink sink) throws IOException {
    int done = 0;
    while (done < length) {
      int count = Math.min(length - done, BLOCK / type.width);
      ByteBuffer block = ByteBuffer.wrap(bytes(count * type.width)).order(order);
      for (int i = 0; i < count; i++) {
        sink.put(done++, type.next.of(block));
      }
    }
  }

  private interface Next {
    double of(ByteBuffer in);
  }

  private record Type(int width, boolean single, Next next) {}

  private Type type(Header header) {
    return type(header.type + (header.width < 0 ? "" : header.width));
  }

  private Type type(String name) {
    return switch (name) {
      case "f2" -> new Type(2, true, in -> half(in.getShort()));
      case "f4" -> new Type(4, true, ByteBuffer::getFloat);
      case "f8" -> new Type(8, false, ByteBuffer::getDouble);
      case "i1" -> new Type(1, false, ByteBuffer::get);
      case "b1", "u1" -> new Type(1, false, in -> in.get() & 0xff);
      case "i2" -> new Type(2, false, ByteBuffer::getShort);
      case "u2" -> new Type(2, false, in -> in.getShort() & 0xffff);
      case "i4" -> new Type(4, false, ByteBuffer::getInt);
      case "u4" -> new Type(4, false, in -> in.getInt() & 0xffffffffL);
      case "i8" -> new Type(8, false, ByteBuffer::getLong);
      case "u8" -> new Type(8, false, in -> unsigned(in.getLong()));
      default ->
          throw new UserError(
              where
                  + ": "
                  + (name.startsWith("O") ? "Python objects" : "type " + name)
                  + "; numbers are wanted: float16, float32, float64 or integers");
    };
  }

  private static double unsigned(long bits) {
    return bits >= 0 ? bits : (bits >>> 1) * 2.0;
  }

  /** IEEE 754 binary16. */
  static float half(short bits) {
    int exponent = bits >> 10 & 0x1f;
    int fraction = bits & 0x3ff;
    float magnitude =
        switch (exponent) {
          case 0 -> fraction * 0x1p-24f;
          case 31 -> fraction == 0 ? Float.POSITIVE_INFINITY : Float.NaN;
          default -> Math.scalb(1 + fraction * 0x1p-10f, exponent - 15);
        };
    return bits < 0 ? -magnitude : magnitude;
  }

  private static float[] toCOrder(float[] fortran, int[] shape) {
    float[] c = new float[fortran.length];
    int[] from = sources(shape, c.length);
    for (int i = 0; i < c.length; i++) {
      c[i] = fortran[from[i]];
    }
    return c;
  }

  private static double[] toCOrder(double[] fortran, int[] shape) {
    double[] c = new double[fortran.length];
    int[] from = sources(shape, c.length);
    for (int i = 0; i < c.length; i++) {
      c[i] = fortran[from[i]];
    }
    return c;
  }

  /** For each index in C order, where Fortran order has that value. */
  private static int[] sources(int[] shape, int length) {
    int[] sources = new int[length];
    int[] index = new int[shape.length];
    for (int i = 0; i < length; i++) {
      int from = 0;
      for (int d = shape.length - 1; d >= 0; d--) {
        from = from * shape[d] + index[d];
      }
      sources[i] = from;
      for (int d = shape.length - 1; d >= 0 && ++index[d] == shape[d]; d--) {
        index[d] = 0;
      }
    }
    return sources;
  }
}
