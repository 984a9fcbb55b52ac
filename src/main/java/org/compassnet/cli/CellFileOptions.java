package org.compassnet.cli;

import java.nio.file.Path;
import org.compassnet.cells.CellRecording;
import picocli.CommandLine.Mixin;

/** How a file of recorded cells is read: the options of every command that takes one alone. */
final class CellFileOptions {

  @Mixin private CellCountOptions counts;

  @Mixin private RecordingOptions recording;

  CellRecording read(Path file) {
    return counts.read(file, recording.how(), recording.maxGapS());
  }
}
