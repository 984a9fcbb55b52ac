package org.compassnet.connectome;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.compassnet.config.UserError;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tables and matrices of synapse counts whose kernels are known. */
class ConnectomeTest {

  /** From EPG, or of what a pair is called: known counts at an offset of so many wedges. */
  private static final String[][] PAIRS = {
    {"EPG", "EPG", "100"}, {"EPG", "Delta7", "200"}, {"Delta7", "EPG", "300"},
    {"PEN_L", "EPG", "400"}, {"PEN_R", "EPG", "500"}, {"EPG", "PEN_L", "600"},
    {"EPG", "PEN_R", "700"}
  };

  @TempDir Path folder;

  private Connectome read(String text) throws IOException {
    Path file = folder.resolve("synapses.csv");
    Files.writeString(file, text);
    return Connectome.read(file);
  }

  /** base + k at an offset of k = 0 to 15 wedges. */
  private static String table(String header, double degPerWedge, String rest) {
    StringBuilder text = new StringBuilder("# a fly\n" + header + "\n");
    for (String[] pair : PAIRS) {
      for (int k = 0; k < RingKernel.BINS; k++) {
        text.append(
            String.format(
                Locale.ROOT,
                "%s,%s,%s,%d%s%n",
                pair[0],
                pair[1],
                k * degPerWedge,
                Integer.parseInt(pair[2]) + k,
                rest));
      }
    }
    return text.toString();
  }

  private static double[] rising(int base) {
    double[] values = new double[RingKernel.BINS];
    for (int k = 0; k < values.length; k++) {
      values[RingKernel.bin(k)] = base + k;
    }
    return values;
  }

  private static void assertKnown(Connectome fly, double share) {
    double[][] direct = {rising(100), rising(400), rising(500), rising(600), rising(700)};
    Pathway[] pathways = {
      Pathway.LOCAL_EXCITATION,
      Pathway.LEFT_TO_COMPASS,
      Pathway.RIGHT_TO_COMPASS,
      Pathway.COMPASS_TO_LEFT,
      Pathway.COMPASS_TO_RIGHT
    };
    for (int i = 0; i < pathways.length; i++) {
      for (int k = 0; k < RingKernel.BINS; k++) {
        assertThat(fly.kernel(pathways[i]).values()[k])
            .isCloseTo(share * direct[i][k], within(1e-9));
      }
    }
    for (int k = 0; k < RingKernel.BINS; k++) {
      double chain = 0;
      for (int a = 0; a < RingKernel.BINS; a++) {
        chain += (200 + a) * (300.0 + Math.floorMod(k - a, RingKernel.BINS));
      }
      assertThat(fly.kernel(Pathway.LONG_RANGE_INHIBITION).at(k))
          .isCloseTo(-share * share * chain, within(1e-6));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "'from,to,offset_deg,synapses', 22.5",
    "'pre,post,offset_wedges,count', 1",
    "'From,To,Offset,Synapses', 22.5",
    "'from,to,offset,synapses', 1"
  })
  void aTableGivesTheKernelsItWasMadeOf(String header, double degPerWedge) throws IOException {
    assertKnown(read(table(header, degPerWedge, "")), 1);
  }

  @Test
  void synapsesAreOfSoManyPairs() throws IOException {
    assertKnown(read(table("from,to,offset_deg,synapses,pairs", 22.5, ",8")), 1 / 8.0);
  }

  /** Whatever the byte order mark, the separator and the line ends; other cells are named. */
  @Test
  void spreadsheetsAreRead() throws IOException {
    String text = table("from,to,offset_deg,synapses", 22.5, "") + "PEG,EPG,0,5\n";
    Connectome fly = read("\ufeff" + text.replace(',', ';').replace("\n", "\r\n"));
    assertKnown(fly, 1);
    assertThat(fly.remarks())
        .containsExactly(
            "not used: PEG to EPG", "the two sides' PEN cells do not push to opposite sides here");
  }

  @Test
  void offsetsMayBeCountedEitherWayRound() throws IOException {
    StringBuilder other = new StringBuilder();
    try (BufferedReader in =
        new BufferedReader(
            new InputStreamReader(
                Connectome.class.getResourceAsStream("hemibrain.csv"), StandardCharsets.UTF_8))) {
      List<String> lines = in.lines().filter(line -> !line.startsWith("#")).toList();
      int offset = List.of(lines.get(0).split(",")).indexOf("offset_deg");
      for (String line : lines) {
        String[] cells = line.split(",");
        if (!line.equals(lines.get(0))) {
          cells[offset] = Double.toString(-Double.parseDouble(cells[offset]));
        }
        other.append(String.join(",", cells)).append('\n');
      }
    }
    Connectome fly = read(other.toString());
    for (Pathway pathway : Pathway.values()) {
      assertThat(fly.kernel(pathway).values())
          .containsExactly(Connectome.hemibrain().kernel(pathway).values(), within(1e-9));
    }
    assertThat(fly.remarks()).anyMatch(line -> line.contains("in the other sense"));
  }

  private static List<String> groups() {
    List<String> names = new ArrayList<>();
    for (String side : List.of("L", "R")) {
      for (int k = 1; k <= 8; k++) {
        names.add("EPG_" + side + k);
        names.add("PEN_" + side + (k + 1));
      }
    }
    names.add("EPG_L9");
    names.add("D7_L1");
    return names;
  }

  private static int wedge(String name) {
    int number = name.charAt(name.length() - 1) - '0';
    return name.charAt(name.length() - 2) == 'L' ? 2 * (9 - number) : 2 * number - 1;
  }

  /** A matrix of 100 + the offset in wedges between all, or of the EPG cells' wedge with Delta7. */
  private static String matrix(List<String> names, boolean transposed, double each) {
    StringBuilder text = new StringBuilder(transposed ? "post\\pre" : "");
    names.forEach(name -> text.append(',').append(name));
    for (String row : names) {
      text.append('\n').append(row);
      for (String column : names) {
        String pre = transposed ? column : row;
        String post = transposed ? row : column;
        double count =
            pre.startsWith("D7")
                ? 2
                : post.startsWith("D7")
                    ? 3
                    : each * (100 + Math.floorMod(wedge(post) - wedge(pre), 16));
        text.append(',').append(count);
      }
    }
    return text.append('\n').toString();
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aMatrixOfGroupsGivesTheKernelsItWasMadeOf(boolean transposed) throws IOException {
    Connectome fly = read(matrix(groups(), transposed, 1));
    for (Pathway pathway : Pathway.values()) {
      for (int k = 0; k < RingKernel.BINS; k++) {
        assertThat(fly.kernel(pathway).at(k))
            .isEqualTo(pathway == Pathway.LONG_RANGE_INHIBITION ? -6 : 100 + k);
      }
    }
    assertThat(fly.remarks())
        .contains("not used: EPG_L9", (transposed ? "columns" : "rows") + " are presynaptic")
        .anyMatch(line -> line.startsWith("Delta7: all cells go by 1 names"));
  }

  /** Two cells of a group have twice the synapses with each of two others: four times in all. */
  @Test
  void singleCellsAreAddedUpByGroup() throws IOException {
    List<String> cells = new ArrayList<>();
    for (String name : groups()) {
      if (name.startsWith("D7") || name.endsWith("L9") && name.startsWith("EPG")) {
        cells.add(name);
      } else {
        cells.add(name);
        cells.add(
            name.startsWith("PEN")
                ? "PEN_b(PEN2)_" + name.substring(4)
                : "EPG(PB08)_" + name.substring(4));
      }
    }
    Connectome fly = read(matrix(cells, false, 0.25));
    assertThat(fly.kernel(Pathway.LEFT_TO_COMPASS).at(3)).isEqualTo(103);
    assertThat(fly.kernel(Pathway.LOCAL_EXCITATION).at(-1)).isEqualTo(115);
  }

  /** The order of the wedges around the ellipsoid body. */
  @Test
  void glomeruliHaveTheirPlaceOnTheRing() {
    String[] ring = "1L 1R 8L 2R 7L 3R 6L 4R 5L 5R 4L 6R 3L 7R 2L 8R".split(" ");
    for (int wedge = 0; wedge < ring.length; wedge++) {
      assertThat(Glomerulus.of("_" + ring[wedge]).orElseThrow().wedge()).isEqualTo(wedge);
    }
    assertThat(Glomerulus.of("_L9").orElseThrow().wedge()).isEqualTo(0);
    assertThat(Glomerulus.of("_a(PEN1)_R9").orElseThrow().wedge()).isEqualTo(1);
    assertThat(Glomerulus.of("t_L1")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "EPG,EPG,22.5,101 | EPG,EPG,22.5,x | synapses.csv:4: synapses: 'x'; a number is wanted",
        "EPG,EPG,22.5,101 | EPG,EPG,22.5,-3 | synapses.csv:4: synapses: '-3'; a count from 0",
        "EPG,EPG,22.5,101 | EPG,EPG,20,101 | offset_deg: '20'; multiples of 22.5 deg",
        "EPG,EPG,22.5,101 | EPG,EPG,22.5 | synapses.csv:4: 3 cells, where the header has 4",
        "EPG,EPG,22.5,101 | EPG,EPG,45,101 | EPG to EPG: no row of offset 22.5 deg; all 16",
        "PEN_L,EPG | PEG,EPG | no rows of PEN_L to EPG; wanted: EPG, PEN_L, PEN_R and Delta7",
        "synapses | weights | no column 'synapses'; wanted: from, to, offset_deg, synapses",
        "offset_deg | angle | no column 'offset_deg'; wanted"
      })
  void whatCannotBeUsedIsRefused(String sound, String damaged, String message) {
    String text = table("from,to,offset_deg,synapses", 22.5, "");
    assertThat(text).contains(sound);
    assertThatThrownBy(() -> read(text.replace(sound, damaged)))
        .isInstanceOf(UserError.class)
        .hasMessageContaining(message);
  }

  /** Sevenths and thirds are not exact, so that sums of them have a peak out of rounding. */
  @Test
  void countsThatAreTheSameAtEveryOffsetHaveNoPeak() throws IOException {
    for (String same : List.of("7", "0.1", "2.3333", "1000003")) {
      StringBuilder text = new StringBuilder("from,to,offset_deg,synapses,pairs\n");
      for (String[] pair : PAIRS) {
        for (int k = 0; k < RingKernel.BINS; k++) {
          text.append(pair[0] + "," + pair[1] + "," + 22.5 * k + "," + same + ",3\n");
        }
      }
      Connectome fly = read(text.toString());
      for (Pathway pathway : Pathway.values()) {
        RingKernel kernel = fly.kernel(pathway);
        assertThat(kernel.peakDeg()).as("%s of %s", pathway, same).isNaN();
        assertThat(kernel.push()).isZero();
        assertThat(kernel.correlation(Connectome.hemibrain().kernel(pathway))).isNaN();
      }
      assertThat(RoundTrip.deg(fly.kernel(Pathway.COMPASS_TO_LEFT), FLAT)).isNaN();
      assertThat(fly.toString()).doesNotContain("NaN");
      assertThat(fly.remarks())
          .anyMatch(line -> line.startsWith("warning: as many synapses at every offset"))
          .anyMatch(line -> line.startsWith("the two sides' PEN cells do not push"));
    }
  }

  private static final RingKernel FLAT = new RingKernel(new double[RingKernel.BINS]);

  /** A small structure on much that is the same is none of rounding. */
  @Test
  void aFaintPeakIsStillOne() {
    double[] faint = new double[RingKernel.BINS];
    double[] offsets = RingKernel.offsetsDeg();
    for (int i = 0; i < faint.length; i++) {
      faint[i] = 1000 + 1e-4 * Math.cos(Math.toRadians(offsets[i] - 60));
    }
    assertThat(new RingKernel(faint).peakDeg()).isCloseTo(60, within(1e-3));
  }

  @Test
  void pathwaysWithoutSynapsesAreSaidAndAllOfThemRefused() throws IOException {
    String text = table("from,to,offset_deg,synapses", 22.5, "");
    String silent = text.replaceAll("(PEN_L,EPG,[\\d.]+),\\d+", "$1,0");
    assertThat(read(silent).remarks())
        .anyMatch(line -> line.startsWith("warning: no synapses at all: PEN left to EPG"));
    assertThatThrownBy(() -> read(text.replaceAll(",\\d+(?=\\R)", ",0")))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("all counts are 0");
  }

  @Test
  void aRowThatStandsTwiceIsRefused() throws IOException {
    List<String> lines = matrix(groups(), false, 1).lines().toList();
    String twice = String.join("\n", lines) + "\n" + lines.get(3);
    String name = lines.get(3).split(",")[0];
    assertThatThrownBy(() -> read(twice))
        .isInstanceOf(UserError.class)
        .hasMessageContaining(name + " has 2 rows and 1 column");
  }

  @Test
  void unusableMatricesAreRefused() throws IOException {
    String text = matrix(groups(), false, 1);
    assertThatThrownBy(() -> read(text.replace("EPG_L3", "EPG_X3")))
        .hasMessageContaining("no EPG_L3; wanted: EPG_L1 to EPG_R8, PEN of both sides and Delta7");
    assertThatThrownBy(() -> read(text.replaceFirst("EPG_L3", "EPG_X3")))
        .hasMessageContaining("EPG_L3 has a row and no column");
    assertThatThrownBy(() -> read(text.replace("D7", "T1")))
        .hasMessageContaining("no Delta7; wanted");
    assertThatThrownBy(() -> read(text.replaceFirst("100.0", "1e")))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("'1e'; a number is wanted");
    assertThatThrownBy(() -> read("")).hasMessageContaining("no rows");
    assertThatThrownBy(() -> read("a\0b,c\n")).hasMessageContaining("no text");
    assertThatThrownBy(() -> Connectome.read(folder.resolve("none")))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("none: no such file; a table of synapse counts");
  }
}
