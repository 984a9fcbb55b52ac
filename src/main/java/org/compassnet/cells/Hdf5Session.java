package org.compassnet.cells;

import java.nio.file.Path;

/** A session in a file of HDF5: NWB, or arrays by name as MATLAB's version 7.3 has them. */
final class Hdf5Session implements CellReader {

  @Override
  public CellRecording read(Path file, CellOptions options) {
    try (Hdf5File hdf = new Hdf5File(file, "a file of HDF5 (NWB, MATLAB 7.3)")) {
      return hdf.text("nwb_version").isEmpty()
          ? ArraySession.read(new Hdf5Arrays(hdf), options)
          : new NwbSession(hdf, options).read();
    }
  }
}
