package org.compassnet.training;

import java.io.ByteArrayInputStream;
import java.io.DataInput;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.UTFDataFormatException;
import java.nio.ByteBuffer;
import org.compassnet.config.UserError;

/**
 * Reads a vector of float32 as {@code Nd4j.write} writes it, without ND4J: that makes a buffer of
 * whatever length and type the header tells, and native code ends the process over it.
 *
 * <p>The format is two buffers, each of the kind of allocation, the number of values, their type,
 * and the values, all big-endian. The first holds the shape (rank, sizes, strides, flags, stride,
 * order), the second the numbers.
 */
final class Nd4jVector {

  private static final int LEAST_SHAPE = 6;
  private static final int MOST_SHAPE = 8;

  private Nd4jVector() {}

  /**
   * @param where file and entry, for errors
   * @throws UserError if the bytes are no such vector, to the last of them
   */
  static float[] read(byte[] bytes, String where) {
    ByteArrayInputStream buffer = new ByteArrayInputStream(bytes);
    DataInputStream in = new DataInputStream(buffer);
    try {
      long shapeLength = header(in, "LONG", where);
      if (shapeLength < LEAST_SHAPE || shapeLength > MOST_SHAPE) {
        throw damaged(where, "a shape of " + shapeLength + " numbers");
      }
      long rank = in.readLong();
      if (2 * rank + 4 != shapeLength) {
        throw damaged(where, rank + " dimensions");
      }
      long length = 1;
      for (int d = 0; d < rank; d++) {
        long size = in.readLong();
        if (size < 1 || size > Integer.MAX_VALUE) {
          throw damaged(where, "a size of " + size);
        }
        length *= size;
      }
      for (long i = 1 + rank; i < shapeLength; i++) {
        in.readLong();
      }
      long values = header(in, "FLOAT", where);
      if (values != length || buffer.available() != values * Float.BYTES) {
        throw damaged(
            where,
            "%d numbers for a shape of %d, %d bytes".formatted(values, length, buffer.available()));
      }
      float[] vector = new float[(int) values];
      ByteBuffer.wrap(bytes, bytes.length - buffer.available(), buffer.available())
          .asFloatBuffer()
          .get(vector);
      return vector;
    } catch (EOFException | UTFDataFormatException e) {
      throw damaged(where, "it ends in its header");
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The number of values of a buffer. */
  private static long header(DataInput in, String type, String where) throws IOException {
    String allocation = in.readUTF();
    if (!allocation.equals("MIXED_DATA_TYPES")) {
      throw damaged(where, "another kind of buffer");
    }
    long length = in.readLong();
    if (!in.readUTF().equals(type)) {
      throw damaged(where, "another type than " + type);
    }
    return length;
  }

  private static UserError damaged(String where, String what) {
    return new UserError(where + ": damaged: " + what);
  }
}
