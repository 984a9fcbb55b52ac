package org.compassnet.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.compassnet.config.UserError;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NpzTest {

  @TempDir Path folder;

  private Path written() throws IOException {
    Map<String, NpyArray> arrays = new LinkedHashMap<>();
    arrays.put("a", NpyArray.of(new float[] {1, 2.5f, -3, 4, 5, 6}, 2, 3));
    arrays.put("b", NpyArray.of(new double[] {Math.PI, 1e-300}, 2));
    Path file = folder.resolve("x.npz");
    Npz.write(file, arrays);
    return file;
  }

  @Test
  void readsWhatItWrote() throws IOException {
    Map<String, NpyArray> arrays = Npz.read(written());
    assertThat(arrays.get("a").shape()).containsExactly(2, 3);
    assertThat(arrays.get("a").toFloats()).containsExactly(1, 2.5f, -3, 4, 5, 6);
    assertThat(arrays.get("b").values()).containsExactly(Math.PI, 1e-300);
  }

  @Test
  void integersAreWrittenAsIntegers() throws IOException {
    Path file = folder.resolve("order.npz");
    Npz.write(file, Map.of("order", NpyArray.ofInts(2, 0, -1, 16_777_217)));
    assertThat(Files.readString(file, StandardCharsets.ISO_8859_1))
        .contains("'descr': '<i4'", "'shape': (4,)");
    NpyArray read = Npz.read(file).get("order");
    assertThat(read.shape()).containsExactly(4);
    assertThat(read.values()).containsExactly(2, 0, -1, 16_777_217);
  }

  @Test
  void sameArraysGiveTheSameBytes() throws IOException {
    byte[] first = Files.readAllBytes(written());
    assertThat(Files.readAllBytes(written())).isEqualTo(first);
  }

  /** numpy_orders.npz is written by numpy_orders.py beside it. */
  @Test
  void readsFortranOrderBigEndianAndIntegersOfNumPy() throws Exception {
    Map<String, NpyArray> arrays =
        Npz.read(Path.of(NpzTest.class.getResource("numpy_orders.npz").toURI()));
    double[] expected = new double[24];
    for (int i = 0; i < expected.length; i++) {
      expected[i] = i;
    }
    for (String name : new String[] {"fortran", "big_endian", "integers", "compressed"}) {
      assertThat(arrays.get(name).shape()).as(name).containsExactly(2, 3, 4);
      assertThat(arrays.get(name).values()).as(name).containsExactly(expected);
    }
  }

  @Test
  void otherFilesAreRefusedInOneLine() throws IOException {
    Path text = Files.writeString(folder.resolve("text.npz"), "W_in = 3\n");
    assertThatThrownBy(() -> Npz.read(text))
        .isInstanceOf(UserError.class)
        .hasMessageContaining(text + ": not an npz archive");
    assertThatThrownBy(() -> Npz.read(folder.resolve("none.npz")))
        .hasMessageContaining("none.npz: no such file");
  }

  @Test
  void truncatedArchiveIsRefusedWhereverItEnds() throws IOException {
    byte[] whole = Files.readAllBytes(written());
    for (int length = 0; length < whole.length; length += 37) {
      Path cut = Files.write(folder.resolve("cut.npz"), Arrays.copyOf(whole, length));
      assertThatThrownBy(() -> Npz.read(cut))
          .as("%d of %d bytes", length, whole.length)
          .isInstanceOf(UserError.class)
          .hasMessageContaining("cut.npz");
    }
  }

  @Test
  void missingArrayNamesThoseThereAre() throws IOException {
    Path file = written();
    assertThatThrownBy(() -> Npz.require(Npz.read(file), "W_rec", file))
        .isInstanceOf(UserError.class)
        .hasMessage(file + ": no array W_rec; it holds a [2, 3], b [2]");
  }
}
