package org.compassnet.cli;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;

/** Does to files and values what editors, disks, other programs and strangers do to them. */
final class Damage {

  /** Values that few keys take. None is a large size: those are refused by what would not fit. */
  private static final List<String> ODD =
      List.of(
          "",
          "null",
          "~",
          ".nan",
          ".NaN",
          "nan",
          ".inf",
          "-.inf",
          "-1",
          "0",
          "-0.0",
          "1.5",
          "0x4",
          "1_0",
          "04",
          "1e1",
          "\"4\"",
          "'4'",
          "true",
          "yes",
          "abc",
          "[4]",
          "[]",
          "[[[]]]",
          "{}",
          "{a: 1}",
          "[",
          "{",
          "]",
          "'",
          "\"",
          "\"\\q\"",
          "''",
          "- 4",
          "4 4",
          "4: 4",
          "4,5",
          "&a 4",
          "*a",
          "!!int 4",
          "!!java.net.URL [x]",
          "<<: *a",
          "| 4",
          "> 4",
          "@4",
          "`4`",
          "%4",
          "#4",
          "4 # four",
          "--- 4",
          "... 4",
          "2026-01-01",
          "\u00e4\u00f6",
          "\ud83d\ude00",
          "\u0000",
          "\ufeff4",
          "a\nb",
          "a\tb",
          "4\r",
          "1225d",
          "4f",
          "%s%n%d",
          "${x}",
          "../x",
          "/",
          ".",
          "momentum",
          "rate",
          "recorded",
          "constant",
          "adam",
          "auto",
          "false");

  private static final List<String> HUGE =
      List.of(
          "1e308",
          "-1e308",
          "1e-320",
          "1e999",
          "9223372036854775807",
          "9223372036854775808",
          "-9223372036854775808",
          "2147483648",
          "1e300",
          "1e-300",
          "3.5e38",
          "1e30");

  private static final List<String> LINES =
      List.of(
          "name",
          "seed",
          "task:",
          "  steps: 4",
          "---",
          "...",
          "--- {}",
          "unknown: 1",
          "\t",
          "?",
          "- 1",
          "<<: {seed: 4}",
          "%YAML 9.9",
          "network.units: 4",
          "seed: 4",
          "name: 'x",
          "null",
          "{",
          "]",
          "task: {velocity: {kind: momentum}}",
          "network: null",
          "training: []",
          ": 4",
          "\"\": 4",
          "[1]: 4",
          "~: 4",
          "a: &a [*a]",
          "task: {step: 4}",
          "set:",
          "base: x.yaml");

  private final Random random;

  Damage(Random random) {
    this.random = random;
  }

  <T> T one(List<T> values) {
    return values.get(random.nextInt(values.size()));
  }

  boolean chance(double probability) {
    return random.nextDouble() < probability;
  }

  int below(int bound) {
    return random.nextInt(bound);
  }

  /** A value for a key; a huge one only where it is no size, which a small test could not bear. */
  String value(String key) {
    return isSize(key) || chance(0.6) ? one(ODD) : one(HUGE);
  }

  private static boolean isSize(String key) {
    return key.matches(
        ".*(units|steps|trials|updates|shuffles|cuts|threads|points|population|candidates|window"
            + "|concurrency|references|step_ms|update|minutes|fps)\\W*");
  }

  /** A text of lines {@code key: value}, with one to three things wrong. */
  byte[] yaml(String text) {
    if (chance(0.12)) {
      return bytes(text.getBytes(StandardCharsets.UTF_8));
    }
    List<String> lines = new ArrayList<>(text.lines().toList());
    for (int i = chance(0.7) ? 1 : 3; i > 0; i--) {
      yamlLine(lines);
    }
    return encoded(String.join(chance(0.05) ? "\r\n" : "\n", lines) + "\n");
  }

  private void yamlLine(List<String> lines) {
    int at = below(lines.size());
    String line = lines.get(at);
    int colon = line.indexOf(':');
    String key = colon < 0 ? line : line.substring(0, colon);
    switch (below(12)) {
      case 0, 1, 2, 3 -> lines.set(at, key + ": " + value(key));
      case 4 -> lines.add(at, line);
      case 5 -> lines.set(at, " ".repeat(1 + below(5)) + line.strip());
      case 6 -> lines.set(at, line.replaceFirst(":", one(List.of("", "=", "::", " :", ":\t"))));
      case 7 -> lines.set(at, misspelt(key) + (colon < 0 ? "" : line.substring(colon)));
      case 8 -> lines.add(at, one(LINES));
      case 9 -> lines.add(at, "a: " + one(List.of("[", "{b: ", "- ")).repeat(1 + below(5000)));
      case 10 -> lines.set(at, key + ": " + "x".repeat(1 + below(5000)));
      default -> lines.set(at, characters(line));
    }
  }

  private String misspelt(String key) {
    int at = below(key.length() + 1);
    return key.substring(0, at) + one(List.of("x", " ", "_", ".", "\u00e4")) + key.substring(at);
  }

  /** No digit comes in, which would make a small size a large one. */
  private String characters(String line) {
    StringBuilder text = new StringBuilder(line);
    for (int i = 1 + below(3); i > 0 && text.length() > 0; i--) {
      int at = below(text.length());
      String put = one(List.of("", ":", "{", "}", "[", "'", "\"", "#", "\t", "%", "-", ",", "\0"));
      text.replace(at, at + below(2), put);
    }
    return text.toString();
  }

  /** Text as bytes, now and then not those of UTF-8. */
  private byte[] encoded(String text) {
    return switch (below(20)) {
      case 0 -> text.getBytes(StandardCharsets.UTF_16);
      case 1 -> ("\ufeff" + text).getBytes(StandardCharsets.UTF_8);
      case 2 -> (text + "# \u00fc\n").getBytes(StandardCharsets.ISO_8859_1);
      default -> text.getBytes(StandardCharsets.UTF_8);
    };
  }

  /** A table of delimited text, with something wrong. */
  byte[] csv(String text) {
    List<String> lines = new ArrayList<>(text.lines().toList());
    int at = below(lines.size());
    String separator = ",";
    switch (below(16)) {
      case 0 -> {
        return bytes(text.getBytes(StandardCharsets.UTF_8));
      }
      case 1 -> lines.subList(Math.min(lines.size(), 1 + below(3)), lines.size()).clear();
      case 2 -> lines.set(0, characters(lines.get(0)));
      case 3 ->
          lines.set(0, one(List.of("", ",", "time", "a,b", "t,hd,hd", "t,t", "1,2", "hd_deg,t")));
      case 4 -> lines.remove(0);
      case 5 -> Collections.shuffle(lines.subList(1, lines.size()), random);
      case 6, 7, 8 -> cell(lines, 1 + below(lines.size() - 1), cellValue());
      case 9 -> {
        String value = cellValue();
        int column = below(2);
        for (int i = 1; i < lines.size(); i++) {
          String[] cells = lines.get(i).split(",", -1);
          cells[Math.min(column, cells.length - 1)] = value;
          lines.set(i, String.join(",", cells));
        }
      }
      case 10 -> lines.set(at, lines.get(at) + ",".repeat(1 + below(3)) + one(ODD));
      case 11 -> lines.add(at, one(List.of("", " ", "# x", "time,hd_deg", "NaN,NaN", "\"", "\0")));
      case 12 -> lines.set(at, lines.get(at).split(",")[0]);
      case 13 -> lines.replaceAll(l -> l.replace(separator, one(List.of(";", "\t", " ", "|"))));
      case 14 -> Collections.reverse(lines.subList(1, lines.size()));
      default -> lines.replaceAll(l -> l.replace(".", ","));
    }
    return encoded(String.join(chance(0.1) ? "\r" : "\n", lines) + "\n");
  }

  private String cellValue() {
    return chance(0.5) ? one(ODD).replace("\n", " ") : one(HUGE);
  }

  private static void cell(List<String> lines, int row, String value) {
    String[] cells = lines.get(row).split(",", -1);
    cells[cells.length - 1 - row % cells.length] = value;
    lines.set(row, String.join(",", cells));
  }

  /** Bytes of any file, damaged. */
  byte[] bytes(byte[] sound) {
    byte[] bytes = sound.clone();
    int at = below(Math.max(1, bytes.length));
    switch (below(9)) {
      case 0 -> {
        return new byte[0];
      }
      case 1 -> {
        byte[] noise = new byte[1 + below(400)];
        random.nextBytes(noise);
        return noise;
      }
      case 2 -> {
        return Arrays.copyOf(bytes, at);
      }
      case 3 -> Arrays.fill(bytes, at, Math.min(bytes.length, at + 1 + below(64)), (byte) 0);
      case 4 -> {
        return join(bytes, "\0\1\2 more".getBytes(StandardCharsets.UTF_8));
      }
      case 5 -> {
        return join(Arrays.copyOf(bytes, at), Arrays.copyOfRange(bytes, at / 2, bytes.length));
      }
      default -> {
        for (int i = 1 + below(4); i > 0; i--) {
          bytes[below(bytes.length)] ^= (byte) (1 << below(8));
        }
      }
    }
    return bytes;
  }

  private static byte[] join(byte[] a, byte[] b) {
    byte[] joined = Arrays.copyOf(a, a.length + b.length);
    System.arraycopy(b, 0, joined, a.length, b.length);
    return joined;
  }

  /** An archive, with damage to its bytes or to one of its entries. */
  byte[] zip(byte[] sound) throws IOException {
    if (chance(0.3)) {
      return bytes(sound);
    }
    Map<String, byte[]> entries = entries(sound);
    String name = one(new ArrayList<>(entries.keySet()));
    String twin = name;
    switch (below(7)) {
      case 0 -> entries.remove(name);
      case 1 -> entries.put(name, bytes(entries.get(name)));
      case 2 ->
          entries.put(
              one(List.of("x", "../x", "/x.npy", "a/b", "\u00e4", "x\ny", "")), new byte[4]);
      case 3 ->
          entries.put(one(List.of("preprocessor.bin", "normalizer.bin", "x.npy")), new byte[9]);
      case 4 -> entries.put(name, new byte[1 << (10 + below(15))]);
      case 5 -> {
        twin = "~" + name.substring(1);
        entries.put(twin, entries.get(name));
      }
      default -> entries.put(misspelt(name), entries.remove(name));
    }
    return twin.equals(name) ? zip(entries) : renamed(zip(entries), twin, name);
  }

  static Map<String, byte[]> entries(byte[] zip) throws IOException {
    Map<String, byte[]> entries = new LinkedHashMap<>();
    ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(zip));
    for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
      entries.put(entry.getName(), in.readAllBytes());
    }
    return entries;
  }

  static byte[] zip(Map<String, byte[]> entries) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
        zip.putNextEntry(new ZipEntry(entry.getKey()));
        zip.write(entry.getValue());
        zip.closeEntry();
      }
    }
    return bytes.toByteArray();
  }

  /** An entry's name changed in the bytes, to one that is there already: no writer would. */
  private static byte[] renamed(byte[] zip, String from, String to) {
    String text = new String(zip, StandardCharsets.ISO_8859_1);
    return text.replace(from, to).getBytes(StandardCharsets.ISO_8859_1);
  }

  /** One array of an npz, of another type, shape or content than it should be. */
  byte[] npz(byte[] sound) throws IOException {
    if (chance(0.35)) {
      return zip(sound);
    }
    Map<String, byte[]> entries = entries(sound);
    String name = one(new ArrayList<>(entries.keySet()));
    String[] types = {
      "<f4", "<f8", ">f4", "<f2", "<i4", "|b1", "|O", "<c16", "|S5", "<U3", "f4", ""
    };
    String[] shapes = {
      "",
      "4",
      "4,",
      "1, 4",
      "4, 1",
      "4, 4",
      "4, 3",
      "2, 4",
      "0,",
      "0, 4",
      "4, 0",
      "-1,",
      "-4, -4",
      "2, 12, 3",
      "1, 1, 1",
      "2, 12, 4",
      "2, 0, 3",
      "0, 12, 3",
      "4, 4, 4, 4, 4",
      "x",
      "4.0, 4",
      "99999999999,",
      "65536, 65536",
      "2147483647, 2147483647, 4",
      "4L, 4L",
      "1, ".repeat(40)
    };
    String[] orders = {"False", "True", "None"};
    String shape = shapes[below(shapes.length)];
    String header =
        "{'descr': '%s', 'fortran_order': %s, 'shape': (%s), }\n"
            .formatted(
                types[chance(0.6) ? below(2) : below(types.length)],
                orders[chance(0.8) ? 0 : below(3)],
                shape);
    ByteBuffer npy = ByteBuffer.allocate(4096).order(ByteOrder.LITTLE_ENDIAN);
    npy.put(new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', (byte) (chance(0.9) ? 1 : 9), 0});
    npy.putShort((short) (header.length() + (chance(0.9) ? 0 : below(9) - 4)));
    npy.put(header.getBytes(StandardCharsets.US_ASCII));
    float[] odd = {Float.NaN, Float.POSITIVE_INFINITY, 1e30f, -1e30f, 1e-42f, 0};
    float fill = chance(0.5) ? 0.1f : odd[below(odd.length)];
    int values = chance(0.8) ? values(shape) : below(200);
    for (int i = 0; i < values; i++) {
      npy.putFloat(chance(0.5) ? 0.1f : fill);
    }
    entries.put(name, Arrays.copyOf(npy.array(), npy.position()));
    return zip(entries);
  }

  /** How many values a shape has, if they are few. */
  private static int values(String shape) {
    long values = 1;
    for (String size : shape.split("[, L]+")) {
      values *= size.matches("\\d{1,3}") ? Long.parseLong(size) : 1;
    }
    return (int) Math.min(values, 900);
  }

  /** A name for a file or folder that people do not often give. */
  String oddName() {
    return one(
        List.of(
            "a b",
            "\u00e4\u00f6\u00fc",
            "%s%d%n",
            "-x",
            "a\nb",
            "a\0b",
            "'",
            "\"",
            "a:b",
            "#",
            "x".repeat(300),
            "\ud83d\ude00",
            "a;b",
            "..",
            ".",
            "\t",
            "$HOME",
            "*",
            "a\\b"));
  }
}
