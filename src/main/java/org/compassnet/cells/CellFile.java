package org.compassnet.cells;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.compassnet.config.UserError;
import org.compassnet.files.Failure;

/** Reads recorded cells from whatever file people have them in. */
public final class CellFile {

  private static final String KINDS =
      "NWB, MATLAB's .mat, npz (of NumPy or pynapple), CRCNS's .ang with .res and .clu, or CSV";
  private static final int USER_BLOCK = 512;

  private CellFile() {}

  /**
   * Reads a session. What was taken for what is in {@link CellRecording#taken}.
   *
   * @throws UserError naming file and array for what cannot be used, and what the file holds
   */
  public static CellRecording read(Path file, CellOptions options) {
    return reader(file).read(file, options);
  }

  private static CellReader reader(Path file) {
    if (CrcnsText.isOne(file)) {
      return new CrcnsText();
    }
    if (!Files.isRegularFile(file) || !Files.isReadable(file)) {
      throw new UserError(file + ": no readable file; recorded cells are wanted: " + KINDS);
    }
    String head = head(file);
    String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
    boolean hdf = head.startsWith("\u0089HDF") || head.startsWith("\u0089HDF", USER_BLOCK);
    if (hdf) {
      return arrays(new Hdf5Session());
    }
    if (head.startsWith("MATLAB 5.0")) {
      return arrays((path, options) -> ArraySession.read(new MatlabArrays(path), options));
    }
    if (head.startsWith("PK")) {
      return arrays(
          (path, options) ->
              PynappleFile.isOne(path)
                  ? PynappleFile.read(path, options)
                  : ArraySession.read(new NpzArrays(path), options));
    }
    if (name.matches(".*\\.(mat|nwb|npz|npy|h5|hdf5|zip)")) {
      throw new UserError(
          file
              + ": damaged, or of a kind that is not read (its first bytes are none of NWB, HDF5,"
              + " npz or MATLAB 5 to 7.3); wanted: "
              + KINDS);
    }
    return new CountTable();
  }

  /**
   * A file without cells between separators: only a direction in a file of its own may have some.
   */
  private static CellReader arrays(CellReader reader) {
    return (path, options) -> {
      if (options.directionFile() == null) {
        options.requireNoSeparator(path, "is no text");
      }
      return reader.read(path, options);
    };
  }

  private static String head(Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      return new String(in.readNBytes(2 * USER_BLOCK), StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      throw new UserError(file + ": cannot be read (" + Failure.reason(e) + ")", e);
    }
  }
}
