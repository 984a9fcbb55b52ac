package org.compassnet.cells;

import java.nio.file.Path;

/** Reads recorded cells from files of one kind. */
interface CellReader {

  /**
   * Reads a session.
   *
   * @throws org.compassnet.config.UserError for what cannot be used: one line that says what the
   *     file has
   */
  CellRecording read(Path file, CellOptions options);
}
