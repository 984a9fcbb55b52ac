package org.compassnet.trajectory.recording;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.compassnet.config.RecordingConfig;
import org.compassnet.config.RecordingConfig.AngleUnit;
import org.compassnet.config.UserError;

/** A recording's columns of numbers, whatever the file is. */
public interface Table {

  /**
   * Opens a table in a file: text (CSV and its kin, DeepLabCut's, FicTrac's) or npz.
   *
   * @param how its separator
   * @param asked how the user gives it, for messages
   * @throws UserError if it is neither
   */
  static Table read(Path file, RecordingConfig how, Asked asked) {
    if (!Files.isRegularFile(file) || !Files.isReadable(file)) {
      throw new UserError(
          file + ": no readable file; a table of time and head direction is wanted, as CSV or npz");
    }
    byte[] start;
    try (InputStream in = Files.newInputStream(file)) {
      start = in.readNBytes(128);
    } catch (IOException e) {
      throw new UserError(file + ": cannot be read", e);
    }
    String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
    String head = new String(start, StandardCharsets.ISO_8859_1);
    String kind = "";
    if (head.startsWith("MATLAB") || name.endsWith(".mat")) {
      kind = "a file of MATLAB";
    } else if (head.startsWith("\u0089HDF")) {
      kind = name.endsWith(".nwb") ? "a file of NWB" : "a file of HDF5";
    } else if (head.startsWith("\u0093NUMPY")) {
      kind = "a single array of NumPy";
    } else if (head.startsWith("PK") && !name.endsWith(".npz")) {
      kind = name.endsWith(".xlsx") || name.endsWith(".ods") ? "a spreadsheet" : "a zip archive";
    }
    if (!kind.isEmpty()) {
      throw new UserError(
          file
              + ": "
              + kind
              + ", which is not read as a recording; save time and head direction as CSV, or as"
              + " arrays of an npz");
    }
    if (name.endsWith(".npz")) {
      if (how.separator() != RecordingConfig.Separator.AUTO) {
        throw new UserError(
            "%s: %s has no effect on an npz"
                .formatted(file, asked.say("separator", how.separator().keyword())));
      }
      return new NpzTable(file);
    }
    return DelimitedText.read(file, how.separator());
  }

  /** The file that the columns come from. */
  Path file();

  /** Names of the columns; their numbers from 1 where the file names none. */
  List<String> names();

  /** Whether the file names its columns. */
  boolean named();

  /** Number of values in a column; only arrays of an archive may differ. */
  int rows(int column);

  /** Where a row is, for a message: the file and the line. */
  String place(int row);

  /**
   * A number; NaN where the cell is empty or says that it is missing.
   *
   * @throws UserError for a cell that is neither
   */
  double value(int row, int column);

  /** The unit of a column of directions, as far as the table tells it: by the column's name. */
  default Optional<AngleUnit> angleUnit(int column) {
    return named() ? ColumnName.of(names().get(column)).angleUnit() : Optional.empty();
  }

  /** What the columns are, for a message. */
  default String describe() {
    int most = 12;
    String columns =
        String.join(", ", names().subList(0, Math.min(most, names().size())))
            + (names().size() > most ? ", ..." : "");
    return named()
        ? names().size() + (names().size() == 1 ? " column: " : " columns: ") + columns
        : names().size() + " columns without names";
  }
}
