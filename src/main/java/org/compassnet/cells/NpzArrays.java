package org.compassnet.cells;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.compassnet.files.NpyArray;
import org.compassnet.files.Npz;

/** Arrays of NumPy's npz. */
final class NpzArrays implements NamedArrays {

  private final Path file;
  private final List<Entry> entries;

  NpzArrays(Path file) {
    this.file = file;
    Map<String, int[]> shapes = Npz.shapes(file);
    this.entries =
        Npz.names(file).stream()
            .map(
                name ->
                    shapes.containsKey(name)
                        ? new Entry(name, shapes.get(name), null)
                        : new Entry(name, new int[0], "no numbers, or damaged"))
            .toList();
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
    Map<String, NpyArray> arrays = Npz.read(file, name::equals);
    return Npz.require(arrays, name, file);
  }
}
