package org.compassnet.config.yaml;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.compassnet.config.UserError;

/** A file of YAML as text: UTF-8, or UTF-16 with a byte order mark. */
public final class YamlFile {

  private static final long MOST_BYTES = 1 << 20;
  private static final char BYTE_ORDER_MARK = '\ufeff';

  private YamlFile() {}

  /**
   * Reads a file whose values are keys with values; nothing is no keys.
   *
   * @param wanted what the file should be, such as {@code a configuration}
   * @throws UserError naming file, line and what is wrong
   */
  public static Node.Mapping read(Path file, String wanted) {
    return keys(bytes(file, wanted), file, wanted);
  }

  /**
   * The content of a file, for one who needs it beside its keys.
   *
   * @throws UserError naming the file if it cannot be read
   */
  public static byte[] bytes(Path file, String wanted) {
    if (!Files.exists(file)) {
      throw new UserError(file + ": no such file; " + wanted + " in YAML is wanted");
    }
    if (!Files.isRegularFile(file) || !Files.isReadable(file)) {
      throw new UserError(file + ": cannot be read; " + wanted + " in YAML is wanted");
    }
    try {
      if (Files.size(file) > MOST_BYTES) {
        throw new UserError(file + ": larger than 1 MB; " + wanted + " in YAML is wanted");
      }
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw new UserError(file + ": cannot be read; " + wanted + " in YAML is wanted", e);
    }
  }

  /**
   * The keys of a file by its content.
   *
   * @throws UserError naming file, line and what is wrong
   */
  public static Node.Mapping keys(byte[] bytes, Path file, String wanted) {
    return keys(text(bytes, file), file.toString(), wanted);
  }

  /**
   * The keys of a text.
   *
   * @param source name of the text for messages
   * @param wanted what the text should be
   */
  public static Node.Mapping keys(String text, String source, String wanted) {
    Node node = YamlParser.parse(text, line -> source + ":" + line);
    if (node instanceof Node.Mapping mapping) {
      return mapping.entries().isEmpty() ? new Node.Mapping(mapping.entries(), source) : mapping;
    }
    if (node instanceof Node.Scalar scalar && scalar.isNull()) {
      return new Node.Mapping(Map.of(), source);
    }
    throw new UserError(
        node.place()
            + ": "
            + node.shown()
            + ": not "
            + wanted
            + "; allowed: keys with values, one a line");
  }

  private static String text(byte[] bytes, Path file) {
    Charset charset = charset(bytes);
    ByteBuffer left = ByteBuffer.wrap(bytes);
    try {
      String text =
          charset
              .newDecoder()
              .onMalformedInput(CodingErrorAction.REPORT)
              .onUnmappableCharacter(CodingErrorAction.REPORT)
              .decode(left)
              .toString();
      return text.indexOf(BYTE_ORDER_MARK) == 0 ? text.substring(1) : text;
    } catch (CharacterCodingException e) {
      int line = 1;
      for (int i = 0; i < left.position(); i++) {
        line += bytes[i] == '\n' ? 1 : 0;
      }
      throw new UserError(
          file
              + ":"
              + line
              + ": byte 0x"
              + String.format("%02x", bytes[Math.min(left.position(), bytes.length - 1)])
              + " is no text; allowed: text in UTF-8",
          e);
    }
  }

  private static Charset charset(byte[] bytes) {
    if (bytes.length >= 2 && bytes[0] == (byte) 0xfe && bytes[1] == (byte) 0xff) {
      return StandardCharsets.UTF_16BE;
    }
    if (bytes.length >= 2 && bytes[0] == (byte) 0xff && bytes[1] == (byte) 0xfe) {
      return StandardCharsets.UTF_16LE;
    }
    return StandardCharsets.UTF_8;
  }
}
