package org.compassnet.report;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;

/**
 * A figure with its caption.
 *
 * @param name of its files
 * @param caption what is drawn, as a paper would print it
 */
record Plate(String name, Figure figure, String caption) {

  /** Writes NAME.png and NAME.svg of each, on all cores. */
  static void write(Path folder, List<Plate> plates) throws IOException {
    try {
      plates.parallelStream()
          .forEach(
              plate -> {
                try {
                  plate.figure.write(folder, plate.name);
                } catch (IOException e) {
                  throw new UncheckedIOException(e);
                }
              });
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }
}
