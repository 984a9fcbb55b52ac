package org.compassnet.files;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
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
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.zip.CRC32;
import java.util.zip.CheckedOutputStream;
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

  private static final Pattern DESCR = Pattern.compile("'descr'\\s*:\\s*'([<>|=]?)([a-z])(\\d+)'");
  private static final Pattern ORDER = Pattern.compile("'fortran_order'\\s*:\\s*(True|False)");
  private static final Pattern SHAPE = Pattern.compile("'shape'\\s*:\\s*\\(([^)]*)\\)");

  private Npz() {}

  /**
   * Reads every array of an archive.
   *
   * @throws UserError if the file is missing, is no npz, or holds something other than numbers
   */
  public static Map<String, NpyArray> read(Path file) {
    return read(file, name -> true);
  }

  /**
   * Reads those arrays of an archive that are asked for and there; others may be anything.
   *
   * @throws UserError if the file is missing, is no npz, or one of the arrays holds something other
   *     than numbers
   */
  public static Map<String, NpyArray> read(Path file, Predicate<String> wanted) {
    if (!Files.isRegularFile(file)) {
      throw new UserError(file + ": no such file; an npz archive of NumPy is wanted");
    }
    Map<String, NpyArray> arrays = new LinkedHashMap<>();
    try (ZipFile zip = new ZipFile(file.toFile())) {
      for (Enumeration<? extends ZipEntry> it = zip.entries(); it.hasMoreElements(); ) {
        ZipEntry entry = it.nextElement();
        String name = entry.getName().replaceAll("\\.npy$", "");
        if (!wanted.test(name)) {
          continue;
        }
        try (DataInputStream in = new DataInputStream(zip.getInputStream(entry))) {
          arrays.put(name, readNpy(in.readAllBytes(), file + ": " + name));
        }
      }
    } catch (ZipException e) {
      throw new UserError(file + ": not an npz archive (" + e.getMessage() + ")", e);
    } catch (IOException e) {
      throw new UserError(file + ": cannot be read (" + e.getMessage() + ")", e);
    }
    return arrays;
  }

  /**
   * Names of the arrays of an archive.
   *
   * @throws UserError if it is none
   */
  public static List<String> names(Path file) {
    List<String> names = new ArrayList<>();
    read(
        file,
        name -> {
          names.add(name);
          return false;
        });
    return names;
  }

  /** The array of this name, or an error that lists the names there are. */
  public static NpyArray require(Map<String, NpyArray> arrays, String name, Path file) {
    NpyArray array = arrays.get(name);
    if (array == null) {
      throw new UserError(
          file
              + ": no array "
              + name
              + "; it holds "
              + arrays.entrySet().stream()
                  .map(e -> e.getKey() + " " + e.getValue().shapeText())
                  .collect(Collectors.joining(", ")));
    }
    return array;
  }

  /** Writes an archive that {@code numpy.load} opens. The same arrays give the same bytes. */
  public static void write(Path file, Map<String, NpyArray> arrays) throws IOException {
    AtomicFile.write(file, out -> write(out, arrays));
  }

  private static void write(OutputStream out, Map<String, NpyArray> arrays) throws IOException {
    ZipOutputStream zip = new ZipOutputStream(out);
    for (Map.Entry<String, NpyArray> array : arrays.entrySet()) {
      byte[] header = header(array.getValue());
      // Stored, not compressed: the checksum comes first, and the values are gone through twice.
      CheckedOutputStream check =
          new CheckedOutputStream(OutputStream.nullOutputStream(), new CRC32());
      check.write(header);
      writeValues(check, array.getValue());
      long size = header.length + (long) array.getValue().length() * width(array.getValue());
      ZipEntry entry = new ZipEntry(array.getKey() + ".npy");
      entry.setTime(315_532_800_000L);
      entry.setMethod(ZipEntry.STORED);
      entry.setCrc(check.getChecksum().getValue());
      entry.setSize(size);
      entry.setCompressedSize(size);
      zip.putNextEntry(entry);
      zip.write(header);
      writeValues(zip, array.getValue());
      zip.closeEntry();
    }
    zip.finish();
  }

  private static int width(NpyArray array) {
    return array.doublePrecision() ? Double.BYTES : Float.BYTES;
  }

  private static byte[] header(NpyArray array) {
    String shape =
        Arrays.stream(array.shape()).mapToObj(Integer::toString).collect(Collectors.joining(", "));
    StringBuilder header =
        new StringBuilder(
            "{'descr': '%s', 'fortran_order': False, 'shape': (%s%s), }"
                .formatted(
                    array.doublePrecision() ? "<f8" : "<f4",
                    shape,
                    array.shape().length == 1 ? "," : ""));
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
    for (int i = 0; i < array.length(); i++) {
      if (array.doublePrecision()) {
        block.putDouble(array.get(i));
      } else {
        block.putFloat((float) array.get(i));
      }
      if (!block.hasRemaining()) {
        out.write(block.array(), 0, block.position());
        block.clear();
      }
    }
    out.write(block.array(), 0, block.position());
  }

  private static NpyArray readNpy(byte[] bytes, String where) {
    try {
      ByteBuffer in = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
      byte[] magic = new byte[6];
      in.get(magic);
      if (magic[0] != (byte) 0x93
          || !"NUMPY".equals(new String(magic, 1, 5, StandardCharsets.US_ASCII))) {
        throw new UserError(where + ": not an array of NumPy");
      }
      int major = in.get();
      in.get();
      byte[] headerBytes = new byte[major == 1 ? in.getShort() & 0xffff : in.getInt()];
      in.get(headerBytes);
      String header = new String(headerBytes, StandardCharsets.ISO_8859_1);
      Matcher descr = find(DESCR, header, where);
      in.order(">".equals(descr.group(1)) ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN);
      boolean fortran = "True".equals(find(ORDER, header, where).group(1));
      int[] shape =
          Arrays.stream(find(SHAPE, header, where).group(1).split(","))
              .map(String::trim)
              .filter(s -> !s.isEmpty())
              .mapToInt(Integer::parseInt)
              .toArray();
      String type = descr.group(2) + descr.group(3);
      int length = NpyArray.length(shape);
      if (type.equals("f4") && !fortran) {
        float[] values = new float[length];
        in.asFloatBuffer().get(values);
        return NpyArray.of(values, shape);
      }
      double[] values = new double[length];
      for (int i = 0; i < values.length; i++) {
        values[i] =
            switch (type) {
              case "f4" -> in.getFloat();
              case "f8" -> in.getDouble();
              case "i4" -> in.getInt();
              case "i8" -> in.getLong();
              case "i2" -> in.getShort();
              case "b1", "u1" -> in.get() & 0xff;
              default ->
                  throw new UserError(
                      where + ": type " + type + "; allowed: float32, float64 and integers");
            };
      }
      return NpyArray.of(fortran ? toCOrder(values, shape) : values, shape);
    } catch (BufferUnderflowException | ArithmeticException | NegativeArraySizeException e) {
      throw new UserError(where + ": damaged or truncated array of NumPy", e);
    }
  }

  private static Matcher find(Pattern pattern, String header, String where) {
    Matcher matcher = pattern.matcher(header);
    if (!matcher.find()) {
      throw new UserError(where + ": unusual header of NumPy: " + header.trim());
    }
    return matcher;
  }

  private static double[] toCOrder(double[] fortran, int[] shape) {
    double[] c = new double[fortran.length];
    int[] index = new int[shape.length];
    for (int i = 0; i < c.length; i++) {
      int from = 0;
      for (int d = shape.length - 1; d >= 0; d--) {
        from = from * shape[d] + index[d];
      }
      c[i] = fortran[from];
      for (int d = shape.length - 1; d >= 0 && ++index[d] == shape[d]; d--) {
        index[d] = 0;
      }
    }
    return c;
  }
}
