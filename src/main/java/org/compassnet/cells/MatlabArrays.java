package org.compassnet.cells;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.compassnet.files.Heap;
import org.compassnet.files.NpyArray;
import us.hebi.matlab.mat.format.Mat5;
import us.hebi.matlab.mat.format.Mat5File;
import us.hebi.matlab.mat.format.Mat5Reader;
import us.hebi.matlab.mat.types.MatFile;
import us.hebi.matlab.mat.types.MatlabType;
import us.hebi.matlab.mat.types.Matrix;
import us.hebi.matlab.mat.types.Source;
import us.hebi.matlab.mat.types.Sources;

/**
 * Variables of a file of MATLAB, versions 5 to 7. Only arrays of numbers are ever built: a variable
 * of another kind is passed over by its header, and what is within an object, of Java too, is not
 * looked at.
 */
final class MatlabArrays implements NamedArrays {

  private static final String KIND = "a file of MATLAB";

  private final Path file;
  private final long fileBytes;
  private final List<Entry> entries = new ArrayList<>();

  MatlabArrays(Path file) {
    this.file = file;
    this.fileBytes = size(file);
    Mat5File others =
        pass(
            header -> {
              boolean numbers = isNumeric(header);
              entries.add(
                  new Entry(
                      header.getName(),
                      numbers ? header.getDimensions() : new int[0],
                      numbers ? null : kind(header)));
              return false;
            });
    // The header of an object is no array's; it passes any filter.
    for (MatFile.Entry other : others.getEntries()) {
      entries.add(new Entry(other.getName(), new int[0], "an object"));
    }
  }

  static long size(Path file) {
    return ForeignFile.read(file, "a file", () -> Files.size(file));
  }

  private static boolean isNumeric(Mat5Reader.EntryHeader header) {
    return switch (header.getType()) {
      case Double, Single, Int8, UInt8, Int16, UInt16, Int32, UInt32, Int64, UInt64, Sparse ->
          !header.isComplex();
      default -> false;
    };
  }

  private static String kind(Mat5Reader.EntryHeader header) {
    return header.isComplex() ? "complex numbers" : header.getType().toString();
  }

  private Mat5File pass(Mat5Reader.EntryFilter filter) {
    return ForeignFile.read(
        file,
        KIND,
        () -> {
          try (Source source = Sources.openFile(file.toFile())) {
            return Mat5.newReader(source)
                .disableSubsystemProcessing()
                .setBufferAllocator(new BoundedBuffers(file, fileBytes))
                .setEntryFilter(filter)
                .readMat();
          }
        });
  }

  @Override
  public Path file() {
    return file;
  }

  @Override
  public List<Entry> entries() {
    return entries;
  }

  @Override
  public NpyArray read(String name) {
    String where = file + ": " + name;
    Mat5File found =
        pass(
            header -> {
              if (!header.getName().equals(name) || !isNumeric(header)) {
                return false;
              }
              boolean sparse = header.getType() == MatlabType.Sparse;
              long values = product(header.getDimensions());
              // A sparse array is small in the file; that the heap takes it is asked for.
              ForeignFile.requireFits(values, 1, sparse ? Heap.room() : fileBytes, where);
              return true;
            });
    return ForeignFile.read(file, KIND, () -> copy(found.getMatrix(name)));
  }

  /** The product of sizes; negative where it is beyond any array. */
  static long product(int[] sizes) {
    long product = 1;
    for (int size : sizes) {
      if (size < 0 || product > Integer.MAX_VALUE) {
        return -1;
      }
      product *= size;
    }
    return product;
  }

  private static NpyArray copy(Matrix matrix) throws IOException {
    int[] shape = matrix.getDimensions();
    if (shape.length != 2) {
      throw new IOException(
          "an array of " + shape.length + " dimensions " + Arrays.toString(shape));
    }
    int rows = shape[0];
    int columns = shape[1];
    if (matrix.getType() == MatlabType.UInt8 || matrix.getType() == MatlabType.Int8) {
      float[] values = new float[rows * columns];
      for (int i = 0; i < rows; i++) {
        for (int k = 0; k < columns; k++) {
          values[i * columns + k] = matrix.getFloat(i, k);
        }
      }
      return NpyArray.of(values, shape);
    }
    double[] values = new double[rows * columns];
    for (int i = 0; i < rows; i++) {
      for (int k = 0; k < columns; k++) {
        values[i * columns + k] = matrix.getDouble(i, k);
      }
    }
    return NpyArray.of(values, shape);
  }
}
