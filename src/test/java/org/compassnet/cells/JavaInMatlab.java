package org.compassnet.cells;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** A variable of MATLAB that holds a serialised object of Java. */
final class JavaInMatlab {

  private static final int INT8 = 1;
  private static final int UINT8 = 2;
  private static final int INT32 = 5;
  private static final int UINT32 = 6;
  private static final int MATRIX = 14;
  private static final int OPAQUE_CLASS = 17;
  private static final int UINT8_CLASS = 9;

  private JavaInMatlab() {}

  /** Tells when it is read back. */
  static final class Bomb implements Serializable {
    private static final long serialVersionUID = 1;
    static boolean went;

    private void readObject(ObjectInputStream in) {
      went = true;
    }
  }

  /** The bytes of the variable, to be put after a file's others. */
  static byte[] variable(String name) throws IOException {
    ByteArrayOutputStream object = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(object)) {
      out.writeObject(new Bomb());
    }
    byte[] content =
        element(
            MATRIX,
            joined(
                element(UINT32, ints(UINT8_CLASS, 0)),
                element(INT32, ints(1, object.size())),
                element(INT8, new byte[0]),
                element(UINT8, object.toByteArray())));
    return element(
        MATRIX,
        joined(
            element(UINT32, ints(OPAQUE_CLASS, 0)),
            text(name),
            text("java"),
            text(Bomb.class.getName()),
            content));
  }

  private static byte[] text(String text) {
    return element(INT8, text.getBytes(StandardCharsets.US_ASCII));
  }

  private static byte[] ints(int... values) {
    ByteBuffer bytes = ByteBuffer.allocate(4 * values.length).order(ByteOrder.nativeOrder());
    for (int value : values) {
      bytes.putInt(value);
    }
    return bytes.array();
  }

  private static byte[] element(int type, byte[] data) {
    ByteBuffer bytes =
        ByteBuffer.allocate(8 + (data.length + 7) / 8 * 8).order(ByteOrder.nativeOrder());
    return bytes.putInt(type).putInt(data.length).put(data).array();
  }

  private static byte[] joined(byte[]... parts) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      all.writeBytes(part);
    }
    return all.toByteArray();
  }
}
