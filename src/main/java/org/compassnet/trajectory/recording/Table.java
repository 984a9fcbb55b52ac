package org.compassnet.trajectory.recording;

import java.nio.file.Path;
import java.util.List;
import org.compassnet.config.UserError;

/** A recording's columns of numbers, whatever the file is. */
interface Table {

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
