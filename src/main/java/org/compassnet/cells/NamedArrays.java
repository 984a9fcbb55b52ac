package org.compassnet.cells;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.compassnet.files.NpyArray;

/** Arrays of numbers that a file holds by name, whatever the file is. */
interface NamedArrays {

  /** The file. */
  Path file();

  /** What is in the file, in its order. */
  List<Entry> entries();

  /**
   * Reads an array.
   *
   * @param name of an entry that is numeric
   * @throws org.compassnet.config.UserError if it is damaged or too large
   */
  NpyArray read(String name);

  /**
   * One thing in a file.
   *
   * @param shape of an array; empty for what is none
   * @param kind of what is no array of numbers, for messages; null for numbers
   */
  record Entry(String name, int[] shape, String kind) {

    boolean numeric() {
      return kind == null;
    }

    /** Its sizes beyond 1: a column or a row of MATLAB is a vector. */
    int[] sizes() {
      int[] sizes = Arrays.stream(shape).filter(n -> n != 1).toArray();
      return sizes.length == 0 ? new int[] {1} : sizes;
    }

    boolean vector() {
      return numeric() && sizes().length == 1;
    }

    boolean matrix() {
      return numeric() && shape.length == 2;
    }

    @Override
    public String toString() {
      return name + " " + (numeric() ? Arrays.toString(shape) : "(" + kind + ")");
    }
  }

  /** What the file holds, for a message. */
  static String describe(List<Entry> entries) {
    int most = 20;
    String said =
        entries.stream().limit(most).map(Entry::toString).collect(Collectors.joining(", "));
    return said.isEmpty()
        ? "nothing"
        : said + (entries.size() > most ? " and " + (entries.size() - most) + " more" : "");
  }
}
