package org.compassnet.files;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Enumeration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.compassnet.config.UserError;

/**
 * NumPy's npz archives (a zip of npy files, format versions 1 to 3). ND4J reads them through native
 * code that ends the process on a damaged file, and writes only npy; this class does neither.
 */
public final class Npz {

  private static final int NAMES_SAID = 20;

  private Npz() {}

  /**
   * Reads every array of an archive.
   *
   * @throws UserError if the file is missing, is no npz, is damaged, or holds something other than
   *     numbers
   */
  public static Map<String, NpyArray> read(Path file) {
    return read(file, name -> true);
  }

  /**
   * Reads those arrays of an archive that are asked for and there; others may be anything.
   *
   * @throws UserError if the file is missing, is no npz, or one of the arrays is damaged or holds
   *     something other than numbers
   */
  public static Map<String, NpyArray> read(Path file, Predicate<String> wanted) {
    Map<String, NpyArray> arrays = new LinkedHashMap<>();
    each(
        file,
        wanted,
        (zip, entry, name) -> {
          String where = file + ": " + (name.isBlank() ? "an array without a name" : name);
          if (arrays.put(name, NpyReader.read(zip, entry, where)) != null) {
            throw new UserError(where + ": there twice");
          }
        });
    return arrays;
  }

  private interface Visitor {
    void visit(ZipFile zip, ZipEntry entry, String name) throws IOException;
  }

  private static void each(Path file, Predicate<String> wanted, Visitor visitor) {
    if (!Files.isRegularFile(file)) {
      throw new UserError(file + ": no such file; an npz archive of NumPy is wanted");
    }
    try (ZipFile zip = new ZipFile(file.toFile())) {
      for (Enumeration<? extends ZipEntry> it = zip.entries(); it.hasMoreElements(); ) {
        ZipEntry entry = it.nextElement();
        String name = name(entry);
        if (wanted.test(name)) {
          visitor.visit(zip, entry, name);
        }
      }
    } catch (ZipException e) {
      throw new UserError(file + ": not an npz archive of NumPy (" + Failure.reason(e) + ")", e);
    } catch (IOException e) {
      throw new UserError(file + ": cannot be read (" + Failure.reason(e) + ")", e);
    }
  }

  private static String name(ZipEntry entry) {
    return entry.getName().replaceAll("\\.npy$", "").replaceAll("\\p{Cntrl}", "?");
  }

  /**
   * Names of the arrays of an archive.
   *
   * @throws UserError if it is none
   */
  public static List<String> names(Path file) {
    List<String> names = new ArrayList<>();
    each(file, name -> true, (zip, entry, name) -> names.add(name));
    return names;
  }

  /**
   * Shapes of the arrays of numbers in an archive, by their headers; what is something else, or has
   * no header that can be read, is not among them.
   *
   * @throws UserError if it is no archive
   */
  public static Map<String, int[]> shapes(Path file) {
    Map<String, int[]> shapes = new LinkedHashMap<>();
    each(
        file,
        name -> true,
        (zip, entry, name) -> {
          try {
            shapes.put(name, NpyReader.readShape(zip, entry, file + ": " + name));
          } catch (UserError e) {
            // Another may be wanted; whoever reads this one is told.
          }
        });
    return shapes;
  }

  /** The array of this name, or an error that lists the names there are. */
  public static NpyArray require(Map<String, NpyArray> arrays, String name, Path file) {
    NpyArray array = arrays.get(name);
    if (array == null) {
      List<String> there = names(file);
      throw new UserError(
          file
              + ": no array "
              + name
              + "; it holds "
              + there.stream()
                  .limit(NAMES_SAID)
                  .map(n -> arrays.containsKey(n) ? n + " " + arrays.get(n).shapeText() : n)
                  .collect(Collectors.joining(", "))
              + (there.size() > NAMES_SAID ? " and " + (there.size() - NAMES_SAID) + " more" : "")
              + (there.isEmpty() ? "nothing" : ""));
    }
    return array;
  }

  /**
   * Reads those texts of an archive (arrays of one string) that are asked for and there.
   *
   * @throws UserError if the file is no npz, or one of them is damaged or no text
   */
  public static Map<String, String> readTexts(Path file, Predicate<String> wanted) {
    Map<String, String> texts = new LinkedHashMap<>();
    each(
        file,
        wanted,
        (zip, entry, name) -> texts.put(name, NpyReader.readText(zip, entry, file + ": " + name)));
    return texts;
  }

  /** Writes an archive that {@code numpy.load} opens. The same arrays give the same bytes. */
  public static void write(Path file, Map<String, NpyArray> arrays) throws IOException {
    write(file, arrays, Map.of());
  }

  /** Writes an archive of arrays and of texts, which NumPy reads as arrays of one string. */
  public static void write(Path file, Map<String, NpyArray> arrays, Map<String, String> texts)
      throws IOException {
    AtomicFile.write(
        file,
        out -> {
          ZipOutputStream zip = new ZipOutputStream(out);
          for (Map.Entry<String, NpyArray> array : arrays.entrySet()) {
            NpyArray values = array.getValue();
            byte[] header = header(values.type(), values.shape());
            put(zip, array.getKey(), header, o -> writeValues(o, values));
          }
          for (Map.Entry<String, String> text : texts.entrySet()) {
            byte[] points = text.getValue().getBytes(Charset.forName("UTF-32LE"));
            String type = "<U" + points.length / Integer.BYTES;
            put(zip, text.getKey(), header(type, new int[0]), o -> o.write(points));
          }
          zip.finish();
        });
  }

  private interface Body {
    void writeTo(OutputStream out) throws IOException;
  }

  /** Stored, not compressed: the checksum comes first, and the values are gone through twice. */
  private static void put(ZipOutputStream zip, String name, byte[] header, Body body)
      throws IOException {
    Counted counted = new Counted();
    counted.write(header);
    body.writeTo(counted);
    ZipEntry entry = new ZipEntry(name + ".npy");
    entry.setTime(315_532_800_000L);
    entry.setMethod(ZipEntry.STORED);
    entry.setCrc(counted.crc.getValue());
    entry.setSize(counted.bytes);
    entry.setCompressedSize(counted.bytes);
    zip.putNextEntry(entry);
    zip.write(header);
    body.writeTo(zip);
    zip.closeEntry();
  }

  /** Keeps nothing but checksum and length. */
  private static final class Counted extends OutputStream {
    private final CRC32 crc = new CRC32();
    private long bytes;

    @Override
    public void write(int b) {
      crc.update(b);
      bytes++;
    }

    @Override
    public void write(byte[] from, int offset, int length) {
      crc.update(from, offset, length);
      bytes += length;
    }
  }

  private static byte[] header(String type, int[] shape) {
    String sizes =
        Arrays.stream(shape).mapToObj(Integer::toString).collect(Collectors.joining(", "));
    StringBuilder header =
        new StringBuilder(
            "{'descr': '%s', 'fortran_order': False, 'shape': (%s%s), }"
                .formatted(type, sizes, shape.length == 1 ? "," : ""));
    while ((10 + header.length() + 1) % 64 != 0) {
      header.append(' ');
    }
    header.append('\n');
    return ByteBuffer.allocate(10 + header.length())
        .order(ByteOrder.LITTLE_ENDIAN)
        .put(new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0})
        .putShort((short) header.length())
        .put(header.toString().getBytes(StandardCharsets.US_ASCII))
        .array();
  }

  private static void writeValues(OutputStream out, NpyArray array) throws IOException {
    ByteBuffer block = ByteBuffer.allocate(1 << 16).order(ByteOrder.LITTLE_ENDIAN);
    String type = array.type();
    for (int i = 0; i < array.length(); i++) {
      switch (type) {
        case "<f8" -> block.putDouble(array.get(i));
        case "<f4" -> block.putFloat((float) array.get(i));
        default -> block.putInt((int) array.get(i));
      }
      if (!block.hasRemaining()) {
        out.write(block.array(), 0, block.position());
        block.clear();
      }
    }
    out.write(block.array(), 0, block.position());
  }
}
